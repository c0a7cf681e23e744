/**
 * Checks for what comes from outside: a handful of plain functions instead of a schema library,
 * because every page that shows a number carries some of them.
 */
import { isNumber, picked } from './figure-checks.js';
import type { Fields, Shape } from './figure-checks.js';
import { fail } from './shape-error.js';
import type { Check } from './shape-error.js';

export { day } from './calendar-days.js';
export { amount, share, someOf } from './figure-checks.js';
export type { Checked, Fields, Shape } from './figure-checks.js';
export { ShapeError } from './shape-error.js';
export type { Check };

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

/** An object with all of `fields`. Other fields are left out. */
export const object =
  <F extends Fields>(fields: F): Check<Shape<F>> =>
  (value, path) =>
    picked(fields, value, path);
