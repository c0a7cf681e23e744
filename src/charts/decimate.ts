/** As many points as a screen can show: the rest would cost time and change no pixel. */
import { checkSeries } from './series.js';
import type { Series } from './series.js';
import type { IndexScale, LinearScale } from './scale.js';

/**
 * Indices to draw of `values[from..to)`, ascending: the lowest and the highest of each of `columns`
 * equal stretches, the first and the last. All of them where they are few enough.
 */
export const decimate = (
  values: Series,
  columns: number,
  from = 0,
  to = values.length,
): Uint32Array => {
  checkSeries(values, undefined, from, to);
  const count = to - from;
  const stretches = Math.max(1, Math.floor(columns));
  const kept = new Uint32Array(Math.min(count, 2 * stretches + 2));
  let length = 0;
  if (count <= 2 * stretches) {
    while (length < count) kept[length] = from + length++;
    return kept;
  }
  kept[length++] = from;
  for (let i = from, column = 1; column <= stretches; column++) {
    const end = from + Math.floor((column * count) / stretches);
    let low = i;
    let high = i;
    for (; i < end; i++) {
      if (values[i]! < values[low]!) low = i;
      if (values[i]! > values[high]!) high = i;
    }
    for (const index of low < high ? [low, high] : [high, low]) {
      if (index > kept[length - 1]!) kept[length++] = index;
    }
  }
  if (kept[length - 1]! < to - 1) kept[length++] = to - 1;
  return kept.subarray(0, length);
};

/**
 * The points of a curve through `values[from..to)`, decimated: x, y, x, y, …
 * In cells the first and the last value reach to the outer edges, so one value is a level line.
 * @param columns How many pixels wide the plot is on the screen.
 */
export const curvePoints = (
  values: Series,
  x: IndexScale,
  y: LinearScale,
  columns: number,
  from = 0,
  to = values.length,
): Float64Array => {
  const kept = decimate(values, columns, from, to);
  if (!kept.length) return new Float64Array();
  const points = new Float64Array(2 * kept.length + (x.edge ? 4 : 0));
  let length = 0;
  const add = (place: number, index: number) => {
    points[length++] = place;
    points[length++] = y(values[index]!);
  };
  if (x.edge) add(x.edge(from), from);
  for (const index of kept) add(x.position(index), index);
  if (x.edge) add(x.edge(to), to - 1);
  return points;
};

/**
 * The points x, y, x, y, … of a curve without those that the line past them comes near enough to: no
 * point is off by more than `tolerance` pixels up or down, which cannot be seen. The ends stay.
 * A browser takes most of a curve's time to draw corners.
 */
export const straighten = (points: Float64Array, tolerance = 0.3): Float64Array => {
  const kept = new Float64Array(points.length);
  let length = 0;
  let from = 0;
  // The slopes of lines from the point kept last that pass all points since.
  let low = -Infinity;
  let high = Infinity;
  const keep = (at: number) => {
    kept[length++] = points[at]!;
    kept[length++] = points[at + 1]!;
    from = at;
    low = -Infinity;
    high = Infinity;
  };
  if (points.length) keep(0);
  for (let at = 2; at < points.length; at += 2) {
    const slope = (points[at + 1]! - points[from + 1]!) / Math.abs(points[at]! - points[from]!);
    if (slope < low || slope > high) keep(at - 2);
    const along = Math.abs(points[at]! - points[from]!);
    const up = points[at + 1]! - points[from + 1]!;
    low = Math.max(low, (up - tolerance) / along);
    high = Math.min(high, (up + tolerance) / along);
  }
  if (points.length > 2) keep(points.length - 2);
  return kept.subarray(0, length);
};

/** The stretches `[from, to)` of values between gaps. */
export const runs = (values: ArrayLike<number | null>): [from: number, to: number][] => {
  const found: [number, number][] = [];
  for (let i = 0, from = 0; i <= values.length; i++) {
    if (i === values.length || values[i] === null) {
      if (i > from) found.push([from, i]);
      from = i + 1;
    }
  }
  return found;
};
