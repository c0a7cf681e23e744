/** What every check does with a value that does not fit. */

/** Returns `value` as a checked `T`, or throws a {@link ShapeError} that names `path`. */
export type Check<T> = (value: unknown, path: string) => T;

/** A value did not have the shape that the API documents. */
export class ShapeError extends Error {
  constructor(
    /** Where in the reply, e.g. `[3].play_count`; empty for the reply itself. */
    readonly path: string,
    /** What the documentation promises there, e.g. `a number from 0 up`. */
    readonly expected: string,
    value: unknown,
  ) {
    super(`${path || 'the reply'} should be ${expected}, but is ${describe(value)}`);
    this.name = 'ShapeError';
  }
}

// Only the kind of value: the value itself may be personal data, and errors are logged.
const describe = (value: unknown): string =>
  value === undefined
    ? 'missing'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'an array'
        : typeof value === 'number'
          ? 'another number'
          : `of type ${typeof value}`;

/** Throws a {@link ShapeError}. */
export const fail = (path: string, expected: string, value: unknown): never => {
  throw new ShapeError(path, expected, value);
};
