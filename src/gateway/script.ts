import { etagOf } from './answer.js';

/** The widgets' script, as the gateway serves it. */
export interface ServedScript {
  /** JavaScript text. */
  body: string;
  /** The version in its own address, `wistia-widgets-{version}.js`. */
  version: string;
}

const SHORT = 'public, max-age=300, s-maxage=300, stale-while-revalidate=86400, stale-if-error=604800';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** A file name and the headers of its reply. */
export interface ScriptFile {
  body: string;
  etag: string;
  headers: Record<string, string>;
}

/** `wistia-widgets.js` and `wistia-widgets-{version}.js` by name. Any page may load them, also with `integrity`. */
export const scriptFiles = ({ body, version }: ServedScript): Map<string, ScriptFile> => {
  const etag = etagOf(body);
  const file = (caching: string): ScriptFile => ({
    body,
    etag,
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      ETag: etag,
      'Cache-Control': caching,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    },
  });
  return new Map([
    ['wistia-widgets.js', file(SHORT)],
    [`wistia-widgets-${version}.js`, file(FOR_EVER)],
  ]);
};
