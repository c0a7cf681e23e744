/** A strip of cells, coloured by views: the heatmap. */
import { checkSeries } from './series.js';
import type { Series } from './series.js';

/**
 * The cells as `pixels` values. Where a pixel covers several cells it shows their `max`, so that no
 * second that somebody watched is lost, or their `mean`, weighted by what it covers of each.
 */
export const resample = (
  cells: Series,
  pixels: number,
  by: 'max' | 'mean' = 'max',
): Float64Array => {
  checkSeries(cells, 'cell');
  const values = new Float64Array(Math.max(0, Math.floor(pixels)) || 0);
  const width = cells.length / values.length;
  if (!cells.length) return values;
  for (let pixel = 0; pixel < values.length; pixel++) {
    if (width <= 1) {
      values[pixel] = cells[Math.floor((pixel + 0.5) * width)]!;
      continue;
    }
    const from = pixel * width;
    const to = Math.min(cells.length, (pixel + 1) * width);
    let value = 0;
    for (let i = Math.floor(from); i < to; i++) {
      value =
        by === 'max'
          ? Math.max(value, cells[i]!)
          : value + (cells[i]! * (Math.min(i + 1, to) - Math.max(i, from))) / width;
    }
    values[pixel] = value;
  }
  return values;
};

/** One viewer's reading: 0 unwatched, 1 watched, 2 watched again, 3 again and again. */
export const viewLevel = (views: number): number =>
  Math.min(3, Math.max(+(views > 0), Math.round(views)));

/** Many viewers' reading: 0 for no views, then `1 … levels - 1` in equal steps up to `max`. */
export const shareLevel = (views: number, max: number, levels = 4): number =>
  views > 0 ? 1 + Math.min(levels - 2, Math.floor((views / max) * (levels - 1))) : 0;

/**
 * Many viewers' reading in fine shades: 0 for no views, `shades - 1` from the share `most` of `max` on, and
 * evenly between.
 */
export const shareShade = (views: number, max: number, shades: number, most: number): number => {
  const share = views / (max * most);
  if (!(share > 0)) return 0;
  return share < 1 ? 1 + Math.floor(share * (shades - 2)) : shades - 1;
};

/**
 * The levels as RGBA bytes for `ImageData`, one pixel each.
 * @param table From `colourTable`. @param mirror From right to left. @param target Reused if given.
 */
export const paintStrip = (
  levels: ArrayLike<number>,
  table: Uint8ClampedArray,
  mirror = false,
  target: Uint8ClampedArray<ArrayBuffer> = new Uint8ClampedArray(levels.length * 4),
): Uint8ClampedArray<ArrayBuffer> => {
  const last = levels.length - 1;
  for (let i = 0; i <= last; i++) {
    const at = (mirror ? last - i : i) * 4;
    const colour = levels[i]! * 4;
    for (let channel = 0; channel < 4; channel++) {
      target[at + channel] = table[colour + channel]!;
    }
  }
  return target;
};
