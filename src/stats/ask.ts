/** One question to a source over the wire, and what came of it. */
import { StatsError } from './stats-error.js';

/** A reply as it was parsed, unchecked, or why there is none. */
export type Answer = [
  json: unknown,
  error: StatsError | undefined,
  /** Seconds for which the reply is fresh; below 0 it must not be kept for later page loads. */
  maxAge: number,
  /** Milliseconds for which the source wants to be left alone; 0 or less: not at all. */
  hold: number,
];

const MAX_AGE = 60; // where the reply is silent
const TIMEOUT_S = 10;
const MAX_CHARACTERS = 8e6;

/** Whether trying again may help: network, timeout, a cut reply, 429 and 5xx. */
export const isPassing = (status: number): boolean => !status || status === 429 || status >= 500;

/** The fault of an address that answered with a status other than 2xx. */
export const refusal = (url: string, status: number): StatsError =>
  new StatsError(
    'status',
    `answered ${status}${
      isPassing(status)
        ? ''
        : status === 401 || status === 403
          ? ': it needs a signed token'
          : ': it is not published there, or the id is wrong'
    }`,
    url,
    status,
  );

const maxAgeOf = (cacheControl: string): number =>
  /no-store/i.test(cacheControl)
    ? -1
    : /no-cache/i.test(cacheControl)
      ? 0
      : Number(/max-age="?(\d+)/i.exec(cacheControl)?.[1] ?? MAX_AGE);

/**
 * Fetches `url`. Never rejects.
 * @param again - A second look wants news: the browser's own cache is asked to check.
 * @param controller - Ends the fetch.
 * @param get - Fetches in its place.
 */
export const ask = async (
  url: string,
  token: string | undefined,
  again: boolean,
  controller: AbortController,
  get: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Promise<Answer> => {
  const { signal } = controller;
  const clock = setTimeout(
    () => controller.abort(new StatsError('timeout', `did not answer in ${TIMEOUT_S} seconds`, url)),
    TIMEOUT_S * 1000,
  );
  /** What it is if something fails now. */
  let failure = new StatsError(
    'network',
    "cannot be reached: check the address, its CORS headers and this page's CSP",
    url,
  );
  let json: unknown;
  let error: StatsError | undefined;
  let maxAge = 0;
  let hold = 0;
  try {
    const { ok, status, headers, body } = await get(url, {
      signal,
      credentials: 'omit',
      ...(again && { cache: 'no-cache' }),
      // A token goes nowhere else.
      ...(token && { redirect: 'error', headers: { Authorization: `Bearer ${token}` } }),
    });
    if (ok) {
      maxAge = maxAgeOf(headers.get('Cache-Control') ?? '');
      failure = new StatsError('network', 'answered with a broken reply', url);
      const reader = body?.getReader();
      const decoder = new TextDecoder();
      let text = '';
      for (let part; reader && !(part = await reader.read()).done; ) {
        text += decoder.decode(part.value, { stream: true });
        if (text.length > MAX_CHARACTERS) {
          failure = new StatsError('shape', 'answered with over 8 MB', url, status);
          throw failure;
        }
      }
      if (/^\s*</.test(text)) {
        failure = new StatsError('shape', 'answered with a web page, not JSON', url, status);
      }
      json = JSON.parse(text);
    } else {
      const after = headers.get('Retry-After') ?? '';
      hold = Number(after) * 1000 || Date.parse(after) - Date.now() || 0;
      error = refusal(url, status);
    }
  } catch {
    error = (signal.reason as StatsError | undefined) ?? failure;
  }
  clearTimeout(clock);
  controller.abort(); // what is left of a body that nobody reads
  return [json, error, maxAge, hold];
};
