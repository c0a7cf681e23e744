/** Linear scales. Nothing that they return lies outside their range, whatever goes in. */

/** Maps a value to a position, clamped to the range. Refuses NaN and infinities. */
export interface LinearScale {
  (value: number): number;
  /** The value at a position, clamped to the domain. */
  invert(position: number): number;
}

const clamp = (value: number, a: number, b: number): number =>
  a < b ? Math.min(b, Math.max(a, value)) : Math.min(a, Math.max(b, value));

const clampedMap =
  (a: number, b: number, from: number, to: number) =>
  (value: number): number => {
    if (!Number.isFinite(value)) {
      throw new RangeError(`A chart cannot place ${value}: it needs a finite number.`);
    }
    const share = a === b ? 0.5 : (clamp(value, a, b) - a) / (b - a);
    // Clamped again, because the sum may be rounded to just outside.
    return clamp(from * (1 - share) + to * share, from, to);
  };

/**
 * The scale from `low … high` to `from … to`; `from` may be the larger one. A domain of one value
 * maps to the middle.
 */
export const linearScale = (low: number, high: number, from: number, to: number): LinearScale =>
  Object.assign(clampedMap(low, high, from, to), { invert: clampedMap(from, to, low, high) });

/** Where the `count` values of a series stand along an axis, and back. */
export interface IndexScale {
  readonly count: number;
  /** Position of a value: the middle of its cell, or its point. */
  position(index: number): number;
  /** Index of the value nearest to a position; 0 for an empty series. */
  at(position: number): number;
  /** Where the cell `index` begins, and the one before it ends; points have none. */
  edge?(index: number): number;
}

const nearest = (place: number, count: number): number =>
  Math.min(Math.max(0, count - 1), Math.floor(place));

/** Cells of one width, side by side from `start` to `end`: seconds of a video, bars. */
export const cellScale = (count: number, start: number, end: number): IndexScale => {
  const edge = linearScale(0, count, start, end);
  return {
    count,
    position: (index) => edge(index + 0.5),
    at: (position) => nearest(edge.invert(position), count),
    edge,
  };
};

/** Points from `start` to `end`, the first and the last on the ends; a single one in the middle. */
export const pointScale = (count: number, start: number, end: number): IndexScale => {
  const position = linearScale(0, Math.max(0, count - 1), start, end);
  return {
    count,
    position,
    at: (place) => nearest(position.invert(place) + 0.5, count),
  };
};
