/** Path data (`d`) of SVG, with one decimal: a tenth of a pixel cannot be seen. */
import type { IndexScale, LinearScale } from './scale.js';

// Whole numbers become text three times as fast as fractions do, and that is most of a path's time.
const tenth = (n: number): string => {
  const tenths = Math.round(n * 10);
  const rest = tenths % 10;
  return rest > 0 ? `${(tenths - rest) / 10}.${rest}` : `${tenths / 10}`;
};

/** The line through points x, y, x, y, … A single point is a dot where line caps are round. */
export const linePath = (points: ArrayLike<number>): string => {
  let path = '';
  for (let i = 0; i < points.length; i += 2) {
    path += `${i ? 'L' : 'M'}${tenth(points[i]!)},${tenth(points[i + 1]!)}`;
  }
  return points.length === 2 ? path + 'h0' : path;
};

/** The area between points x, y, x, y, … and a level `baseline`. */
export const areaPath = (points: ArrayLike<number>, baseline: number): string =>
  points.length ? `${linePath(points)}V${tenth(baseline)}H${tenth(points[0]!)}Z` : '';

/**
 * All bars as one path; gaps have none.
 * @param x A scale of cells. @param spacing Share of a cell that stays free, 0 to 1.
 */
export const barPath = (
  values: ArrayLike<number | null>,
  x: IndexScale,
  y: LinearScale,
  spacing = 0.2,
): string => {
  let path = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value == null) continue;
    const middle = x.position(i);
    const half = ((x.edge!(i + 1) - x.edge!(i)) * (1 - spacing)) / 2;
    const base = tenth(y(0));
    path += `M${tenth(middle - half)},${base}V${tenth(y(value))}H${tenth(middle + half)}V${base}Z`;
  }
  return path;
};
