/** Which pages of other origins may read. */

// Scripts of other origins see only a few headers unless they are named.
const exposed = { 'Access-Control-Expose-Headers': 'ETag, Retry-After' };

export class Cors {
  /** For the pages of an origin that is not listed. */
  #others: Record<string, string>;
  #listed: Map<string, Record<string, string>>;

  /**
   * @param vary - Request headers besides `Origin` that a reply depends on: caches on the way are
   * told.
   */
  constructor(origins: '*' | readonly string[], vary: readonly string[] = []) {
    const list = origins === '*' ? [] : origins;
    const headers = [...(list.length ? ['Origin'] : []), ...vary];
    const varies: Record<string, string> = headers.length ? { Vary: headers.join(', ') } : {};
    const allowing = (origin: string) => ({
      'Access-Control-Allow-Origin': origin,
      ...exposed,
      ...varies,
    });
    this.#others = origins === '*' ? allowing('*') : varies;
    this.#listed = new Map(list.map((origin) => [origin, allowing(origin)]));
  }

  /** Headers for a reply to a page of this origin; the same object each time. */
  headers(origin: string | null | undefined): Record<string, string> {
    return (origin && this.#listed.get(origin)) || this.#others;
  }

  /** Headers for the question that a browser asks before a request that is not simple. */
  preflight(origin: string | null): Record<string, string> {
    const headers = this.headers(origin);
    if (!headers['Access-Control-Allow-Origin']) return headers;
    return {
      ...headers,
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'Authorization, If-None-Match, Cache-Control',
      'Access-Control-Max-Age': '86400',
    };
  }
}
