/** Checks of figures, which every page that shows a number carries. */
import { fail } from './shape-error.js';
import type { Check } from './shape-error.js';

/** The type that a check lets through. */
export type Checked<C> = C extends Check<infer T> ? T : never;

export const isNumber = Number.isFinite as (value: unknown) => value is number;

/** A finite number from 0 up: counts, hours, seconds. */
export const amount: Check<number> = (value, path) =>
  // JSON knows a zero below zero, and a page would show its sign.
  isNumber(value) && value >= 0 ? Math.abs(value) : fail(path, 'a number from 0 up', value);

/**
 * A share as 0 to 1. Wistia documents some shares as 0 to 100 and sends both, so what is over 1 is read
 * as percent; the hair over 1 that sums of floats leave is 1.
 */
export const share: Check<number> = (value, path) => {
  const n = amount(value, path);
  return n < 1.01 ? Math.min(n, 1) : n <= 100 ? n / 100 : fail(path, 'a share from 0 to 1', value);
};

/** The fields of an object and the check of each. Plain data, so that bundlers drop what a page does not use. */
export type Fields = Record<string, Check<unknown>>;

/** The object that a set of fields describes. */
export type Shape<F extends Fields> = { [K in keyof F]: Checked<F[K]> };

/** All of `fields`, or those that there are. Others are left out, so that nothing unexpected travels on. */
export const picked = <T>(fields: Fields, value: unknown, path: string, some?: boolean): T => {
  if (!value || typeof value !== 'object' || Array.isArray(value)) {
    return fail(path, 'an object', value);
  }
  const found: Record<string, unknown> = {};
  for (const name in fields) {
    const field = (value as Record<string, unknown>)[name];
    if (!some || field !== undefined) {
      found[name] = fields[name]!(field, path ? `${path}.${name}` : name);
    }
  }
  return found as T;
};

/** An object with at least one of `fields`: a gateway leaves out what its owner did not publish. */
export const someOf =
  <F extends Fields>(fields: F): Check<Partial<Shape<F>>> =>
  (value, path) => {
    const found = picked<Partial<Shape<F>>>(fields, value, path, true);
    const names = Object.keys(fields);
    return names.some((name) => name in found)
      ? found
      : fail(path, `an object with ${names.join(', ')}`, value);
  };
