/** The door of the charts: what cannot be drawn truthfully is refused here. */

/** Values to draw: an array or a typed array of finite numbers from 0 up. */
export type Series = ArrayLike<number>;

/**
 * Returns `value` if it can be drawn: a number from 0 to the largest exact integer.
 * @throws RangeError that says which value, by `name`.
 */
export const checkAmount = (value: number, name: string): number => {
  if (typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  const found = typeof value === 'number' ? value : 'no number';
  throw new RangeError(`${name} is ${found}: a chart needs a finite number from 0 up there.`);
};

/**
 * Checks `values[from..to)` and returns their maximum; 0 if there are none.
 * @throws RangeError that says which value, e.g. `engagement_data[3]`.
 */
export const checkSeries = (
  values: Series,
  name = 'value',
  from = 0,
  to = values.length,
): number => {
  let max = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    // Most values are no new maximum and pass at once; comparisons fail for NaN and pass for null.
    if (typeof value !== 'number' || !(value >= 0 && value <= max)) {
      max = checkAmount(value, `${name}[${i}]`);
    }
  }
  return max;
};
