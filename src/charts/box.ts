/** The plot area inside a chart, in CSS pixels. */

/** Space around the plot. `start` is the left side, or the right side from right to left. */
export interface Margins {
  top: number;
  bottom: number;
  start: number;
  end: number;
}

/** The plot area. Its edges are whole pixels, so that rounded coordinates stay inside. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Where time begins: `left`, or `right` from right to left. */
  start: number;
  /** Where time ends. */
  end: number;
}

/** The plot area of a chart of this size; undefined where nothing fits, as in a hidden tab. */
export const plotBox = (
  width: number,
  height: number,
  { top, bottom, start, end }: Margins,
  rtl = false,
): Box | undefined => {
  const box = {
    left: Math.ceil(rtl ? end : start),
    right: Math.floor(width - (rtl ? start : end)),
    top: Math.ceil(top),
    bottom: Math.floor(height - bottom),
  };
  if (!(box.right > box.left && box.bottom > box.top)) return undefined;
  return { ...box, start: rtl ? box.right : box.left, end: rtl ? box.left : box.right };
};

/**
 * The middle of something `size` long, moved as little as it takes to lie between `low` and `high`.
 * What is longer than that begins at `low`.
 */
export const keepInside = (middle: number, size: number, low: number, high: number): number =>
  Math.max(low + size / 2, Math.min(high - size / 2, middle));
