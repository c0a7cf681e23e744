/**
 * Checks for what comes from outside: a handful of plain functions instead of a schema library,
 * because every page that shows a number carries them.
 */
import { fail } from './shape-error.js';
import type { Check } from './shape-error.js';

export { day } from './calendar-days.js';
export { ShapeError } from './shape-error.js';
export type { Check };

/** The type that a check lets through. */
export type Checked<C> = C extends Check<infer T> ? T : never;

const isNumber = Number.isFinite as (value: unknown) => value is number;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

/** Any finite number, such as a latitude. */
export const finite: Check<number> = (value, path) =>
  isNumber(value) ? value : fail(path, 'a number', value);

/** A string. Text from outside is text: it is never parsed as markup. */
export const text: Check<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, 'a string', value);

/** `true` or `false`. */
export const flag: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, 'true or false', value);

/** One of the given strings. */
export const oneOf =
  <const T extends string>(...allowed: T[]): Check<T> =>
  (value, path) =>
    allowed.includes(value as T) ? (value as T) : fail(path, `one of ${allowed.join(', ')}`, value);

/** The check, or `null` where the value is null or missing. */
export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value, path) =>
    value == null ? null : check(value, path);

/** An array of what `check` lets through. */
export const list =
  <T>(check: Check<T>): Check<T[]> =>
  (value, path) =>
    Array.isArray(value)
      ? value.map((item, index) => check(item, `${path}[${index}]`))
      : fail(path, 'an array', value);

/** The fields of an object and the check of each. Plain data, so that bundlers drop what a page does not use. */
export type Fields = Record<string, Check<unknown>>;

/** The object that a set of fields describes. */
export type Shape<F extends Fields> = { [K in keyof F]: Checked<F[K]> };

// Other fields are left out, so that nothing unexpected travels on.
const picked = <T>(fields: Fields, value: unknown, path: string, some?: boolean): T => {
  if (!isObject(value)) return fail(path, 'an object', value);
  const found: Record<string, unknown> = {};
  for (const name in fields) {
    if (!some || value[name] !== undefined) {
      found[name] = fields[name]!(value[name], path ? `${path}.${name}` : name);
    }
  }
  return found as T;
};

/** An object with all of `fields`. Other fields are left out. */
export const object =
  <F extends Fields>(fields: F): Check<Shape<F>> =>
  (value, path) =>
    picked(fields, value, path);

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
