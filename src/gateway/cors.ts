/** Which pages of other origins may read. */

// Scripts of other origins see only a few headers unless they are named.
const exposed = { 'Access-Control-Expose-Headers': 'ETag, Retry-After' };
const anyone = { 'Access-Control-Allow-Origin': '*', ...exposed };
const nobody = {};
const another = { Vary: 'Origin' };

export class Cors {
  #any: boolean;
  #headers: Map<string, Record<string, string>>;

  constructor(origins: '*' | readonly string[]) {
    this.#any = origins === '*';
    const list = origins === '*' ? [] : origins;
    this.#headers = new Map(
      list.map((origin) => [
        origin,
        { 'Access-Control-Allow-Origin': origin, ...exposed, Vary: 'Origin' },
      ]),
    );
  }

  /** Headers for a reply to a page of this origin; the same object each time. */
  headers(origin: string | null | undefined): Record<string, string> {
    if (this.#any) return anyone;
    if (!this.#headers.size) return nobody;
    return (origin && this.#headers.get(origin)) || another;
  }

  /** Headers for the question that a browser asks before a request that is not simple. */
  preflight(origin: string | null): Record<string, string> {
    const headers = this.headers(origin);
    if (!headers['Access-Control-Allow-Origin']) return headers;
    return {
      ...headers,
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'If-None-Match, Cache-Control',
      'Access-Control-Max-Age': '86400',
    };
  }
}
