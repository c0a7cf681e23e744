/** Round values along an axis that begins at 0: counts, hours, shares. */
import { checkAmount } from './series.js';

/** An axis from 0 to `max`, whose last tick is `max`. */
export interface ValueAxis {
  max: number;
  ticks: number[];
}

// Dividing by a power of ten is exact where multiplying by its inverse is not.
const scaled = (factor: number, power: number): number =>
  power < 0 ? factor / 10 ** -power : factor * 10 ** power;

/** The smallest 1, 2 or 5 times a power of ten that divides `span` into at most `count` parts. */
export const niceStep = (span: number, count: number): number => {
  const power = Math.floor(Math.log10(span / count));
  // Logarithms are rounded: half and twenty stand by for a power that is one off.
  const factor = [0.5, 1, 2, 5, 10].find((f) => scaled(f, power) * count >= span) ?? 20;
  return scaled(factor, power);
};

/**
 * The axis for values from 0 to `max`, in at most `count` steps; 0 to 1 where all values are 0.
 * @param smallest The smallest step that makes sense: 1 for counts.
 */
export const valueAxis = (max: number, count = 4, smallest = 1e-9): ValueAxis => {
  const top = checkAmount(max, 'The maximum') || 1;
  const step = Math.max(smallest, niceStep(top, count));
  // Such steps have whole inverses below 1: dividing by them gives 0.3 and not 0.30000000000000004.
  const inverse = Math.round(1 / step);
  const tick = (i: number): number => (step < 1 ? i / inverse : i * step);
  let steps = Math.round(top / step);
  if (tick(steps) < top) steps++;
  return { max: tick(steps), ticks: Array.from({ length: steps + 1 }, (_, i) => tick(i)) };
};

/** The axis for shares: 0 to 1 in tenths, quarters or halves; further if `max` is. */
export const shareAxis = (max = 1, count = 4): ValueAxis => {
  if (checkAmount(max, 'The maximum') > 1) return valueAxis(max, count);
  const steps = [10, 4, 2].find((n) => n <= count) ?? 1;
  return { max: 1, ticks: Array.from({ length: steps + 1 }, (_, i) => i / steps) };
};
