/** Asks a sandbox as an API client would. */
import { createSandbox } from '../../demo/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../demo/sandbox/index.js';
import { addDays } from '../../src/stats/calendar-days.js';

export const ORIGIN = 'http://sandbox.test';

/** A moment on which the tests stand: 09:30 of a Wednesday. */
export const NOW = Date.parse('2026-03-18T09:30:00Z');
/** Its day. */
export const TODAY = '2026-03-18';
/** More than all history. */
export const EVERY_DAY = `start_date=2006-01-01&end_date=${TODAY}`;

/** A clock that only moves when told. */
export const makeClock = (time = NOW) => {
  const clock = { time, now: () => new Date(clock.time) };
  return clock;
};

/** A small account whose clock stands still and that has no limits. */
export const smallSandbox = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({
    visitors: 60,
    videos: 26,
    rateLimit: Infinity,
    now: () => new Date(NOW),
    ...options,
  });

/** The raw reply to a GET below `/v1/`. */
export const get = (
  sandbox: Sandbox,
  path: string,
  headers: Record<string, string> = { Authorization: 'Bearer sandbox' },
): Promise<Response> => sandbox.fetch(new Request(`${ORIGIN}/v1/${path}`, { headers }));

/** The JSON of a GET below `/v1/`; fails for another status than 200. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const ask = async (sandbox: Sandbox, path: string): Promise<any> => {
  const response = await get(sandbox, path);
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};

/** Every row of a list, page by page until one is short. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const askAll = async (sandbox: Sandbox, path: string): Promise<any[]> => {
  const rows = [];
  for (let page = 1; ; page++) {
    const query = `${path.includes('?') ? '&' : '?'}page=${page}&per_page=100`;
    const more = await ask(sandbox, path + query);
    rows.push(...more);
    if (more.length < 100) return rows;
  }
};

/** A request to the control paths. */
export const control = (
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> =>
  sandbox.fetch(
    new Request(`${ORIGIN}/sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );

export const daysAgo = (days: number): string => addDays(TODAY, -days);
