/** Last good values that outlive page loads, in this browser's localStorage. */
import type { Check } from './schema.js';

/** A value and when it was fetched, in ms since 1970. */
export interface KeptValue<T> {
  value: T;
  fetchedAt: number;
}

/** Keeps values by the address that they came from. */
export interface KeptValues {
  /** The value of an address, where there is one that still passes the check. */
  restore<T>(url: string, check: Check<T>): KeptValue<T> | undefined;
  /** Keeps a value if it can. */
  keep(url: string, kept: KeptValue<unknown>): void;
}

const PREFIX = 'wistia-widgets ';
const LONGEST_MS = 30 * 864e5;

// Full, forbidden, or written by somebody else: the page works without.
const attempt = <T>(action: () => T): T | undefined => {
  try {
    return action();
  } catch {
    return undefined;
  }
};

const read = (key: string): KeptValue<unknown> | undefined =>
  attempt(() => {
    const [fetchedAt, value] = JSON.parse(localStorage.getItem(key)!) as [number, unknown];
    const age = Date.now() - fetchedAt;
    return age >= 0 && age < LONGEST_MS ? { value, fetchedAt } : undefined;
  });

// A widget that shows the last 30 days asks another address every day.
let swept = false;
const sweep = (): void => {
  if (swept) return;
  swept = true;
  for (let i = localStorage.length; i--; ) {
    const key = localStorage.key(i)!;
    if (key.startsWith(PREFIX) && !read(key)) localStorage.removeItem(key);
  }
};

/** Keeps values for 30 days. */
export const keptValues: KeptValues = {
  restore(url, check) {
    const kept = read(PREFIX + url);
    return kept && attempt(() => ({ ...kept, value: check(kept.value, '') }));
  },
  keep(url, { value, fetchedAt }) {
    attempt(() => {
      sweep();
      localStorage.setItem(PREFIX + url, JSON.stringify([fetchedAt, value]));
    });
  },
};
