import { asAsked, content, prefersGzip, write } from './answer.js';
import type { Asked, Content, Written } from './answer.js';

/** The widgets' script, as the gateway serves it. */
export interface ServedScript {
  /** JavaScript text. */
  body: string;
  /** The version in its own address, `wistia-widgets-{version}.js`. */
  version: string;
}

const SHORT =
  'public, max-age=300, s-maxage=300, stale-while-revalidate=86400, stale-if-error=604800';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * `wistia-widgets.js` and `wistia-widgets-{version}.js`. Any page may load them, also with
 * `integrity`.
 */
export class ScriptFiles {
  #content: Content;
  #caching: Map<string, string>;

  constructor({ body, version }: ServedScript) {
    this.#content = content(body, 'text/javascript; charset=utf-8');
    this.#caching = new Map([
      ['wistia-widgets.js', SHORT],
      [`wistia-widgets-${version}.js`, FOR_EVER],
    ]);
  }

  /** The reply to a file's name, where it is one of the script's. */
  reply(name: string, asked: Asked): Written | undefined {
    const caching = this.#caching.get(name);
    if (!caching) return undefined;
    const headers = {
      'Cache-Control': caching,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    };
    return asAsked(write(this.#content, headers, prefersGzip(this.#content, asked)), asked);
  }
}
