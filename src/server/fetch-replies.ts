/** What a widget asks for, fetched on the server. */
import { ask } from '../stats/ask.js';
import { StatsError } from '../stats/stats-error.js';
import type { Replies } from './given-client.js';

/** Where replies are fetched from, and how. */
export interface ReplySource {
  /** Address of a gateway or of a snapshot's folder. */
  baseUrl: string;
  /** Fetches in place of the server's own `fetch`: a gateway in the same process, say, or one that caches. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Milliseconds after which the page goes out without a reply; 2000 by default. */
  timeout?: number | undefined;
}

const TIMEOUT = 2000;

/**
 * The address of a source, with a slash at its end.
 * @throws TypeError with a full sentence where it is no http(s) address.
 */
export const sourceAddress = (baseUrl: string): string => {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      `"${baseUrl}" is no source: baseUrl must be a whole http or https address, such as https://stats.example.com/.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/?$/, '/')}`;
};

/** Fetches these paths into `replies`, or says of each why not. @returns seconds for which all are fresh */
export const fetchPaths = async (
  paths: readonly string[],
  { baseUrl, fetch: get, timeout = TIMEOUT }: ReplySource,
  replies: Replies,
  faults: Map<string, StatsError>,
): Promise<number> => {
  const base = sourceAddress(baseUrl);
  const ages = await Promise.all(
    paths.map(async (path) => {
      const controller = new AbortController();
      const late = new StatsError('timeout', `did not answer in ${timeout} ms`, base + path);
      const clock = setTimeout(() => controller.abort(late), timeout);
      const [json, error, maxAge] = await ask(
        base + path,
        undefined,
        false,
        controller,
        get && ((url, init) => get(new Request(url, init))),
      );
      clearTimeout(clock);
      if (error) faults.set(path, error);
      else replies[path] = json;
      return error ? Infinity : Math.max(0, maxAge);
    }),
  );
  return Math.min(...ages);
};
