/** Which pages of other origins may read. */
export class Cors {
  #any: boolean;
  #origins: Set<string>;

  constructor(origins: '*' | readonly string[]) {
    this.#any = origins === '*';
    this.#origins = new Set(origins === '*' ? [] : origins);
  }

  /** Whether any reply has a header of this kind. */
  get applies(): boolean {
    return this.#any || this.varies;
  }

  /** Whether replies differ by the asker's origin. */
  get varies(): boolean {
    return this.#origins.size > 0;
  }

  /** Headers for a reply to this request. */
  headers(request: Request): Record<string, string> {
    if (this.#any) return { 'Access-Control-Allow-Origin': '*', ...exposed };
    if (!this.varies) return {};
    const origin = request.headers.get('Origin');
    return origin && this.#origins.has(origin)
      ? { 'Access-Control-Allow-Origin': origin, ...exposed, Vary: 'Origin' }
      : { Vary: 'Origin' };
  }

  /** Headers for the question that a browser asks before a request that is not simple. */
  preflight(request: Request): Record<string, string> {
    const headers = this.headers(request);
    if (!headers['Access-Control-Allow-Origin']) return headers;
    return {
      ...headers,
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'If-None-Match, Cache-Control',
      'Access-Control-Max-Age': '86400',
    };
  }
}

// Scripts of other origins see only a few headers unless they are named.
const exposed = { 'Access-Control-Expose-Headers': 'ETag, Retry-After' };
