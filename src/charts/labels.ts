/** Labels along an axis: never over each other, never outside. */
import { keepInside } from './box.js';

/** A label to draw, centred. */
export interface PlacedLabel {
  /** Which of the ticks. */
  index: number;
  /** Position of its middle. */
  middle: number;
}

/**
 * The labels that fit between `low` and `high`, `gap` apart: all, every other, every fourth, …
 * @param positions Of the ticks, in order, in either direction.
 * @param sizes Of the labels along the axis.
 */
export const fitLabels = (
  positions: readonly number[],
  sizes: readonly number[],
  low: number,
  high: number,
  gap = 8,
): PlacedLabel[] => {
  const all = positions
    .map((position, index) => ({ index, middle: keepInside(position, sizes[index]!, low, high) }))
    .filter(({ index }) => sizes[index]! <= high - low);
  for (let every = 1; ; every *= 2) {
    const some = all.filter((_, i) => i % every === 0);
    const apart = some.every(({ index, middle }, i) => {
      const before = some[i - 1];
      return (
        !before ||
        Math.abs(middle - before.middle) >= (sizes[index]! + sizes[before.index]!) / 2 + gap
      );
    });
    if (apart) return some;
  }
};

/** About how wide a text is, in pixels, unmeasured: rather too wide than too narrow. */
export const estimateWidth = (text: string, fontSize: number): number => {
  let ems = 0;
  // Scripts from U+2E80 on, and emoji, fill a square; so does a percent sign.
  for (const char of text) {
    ems += char >= '\u2e80' || char === '%' ? 1 : char > ' ' ? 0.64 : 0.35;
  }
  return ems * fontSize;
};
