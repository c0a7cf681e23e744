import { asAsked, content, prefersGzip, write } from './answer.js';
import type { Asked, Content, Written } from './answer.js';

/** The widgets' script, as the gateway serves it. */
export interface ServedScript {
  /** JavaScript text. */
  body: string;
  /** The version in its own address, `wistia-widgets-{version}.js`. */
  version: string;
  /** Files that the script loads from its own folder, by name. */
  parts?: Record<string, string>;
}

const SHORT =
  'public, max-age=300, s-maxage=300, stale-while-revalidate=86400, stale-if-error=604800';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Every file of the script by its name. What a page loads itself is there twice: once more under the name of its
 * version, whose bytes never change.
 */
export const scriptFiles = ({
  body,
  version,
  parts = {},
}: ServedScript): { name: string; text: string; versioned?: string }[] =>
  Object.entries({ 'wistia-widgets.js': body, ...parts }).map(([name, text]) =>
    /-words\b/.test(name) ? { name, text } : { name, text, versioned: name.replace(/\.js$/, `-${version}.js`) },
  );

/**
 * `wistia-widgets.js`, `wistia-widgets-{version}.js`, and the script's parts. Any page may load them,
 * also with `integrity`.
 */
export class ScriptFiles {
  #files = new Map<string, { content: Content; caching: string }>();

  constructor(script: ServedScript) {
    for (const { name, text, versioned } of scriptFiles(script)) {
      const file = content(text, 'text/javascript; charset=utf-8');
      this.#files.set(name, { content: file, caching: SHORT });
      if (versioned) this.#files.set(versioned, { content: file, caching: FOR_EVER });
    }
  }

  /** The reply to a file's name, where it is one of the script's. */
  reply(name: string, asked: Asked): Written | undefined {
    const file = this.#files.get(name);
    if (!file) return undefined;
    const headers = {
      'Cache-Control': file.caching,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    };
    return asAsked(write(file.content, headers, prefersGzip(file.content, asked)), asked);
  }
}
