/** What `engagement_data` and `rewatch_data` say about a video. */
import { checkAmount, checkSeries } from './series.js';
import type { Series } from './series.js';

/** The mean of the values; 0 if there are none. */
export const average = (values: Series): number => {
  checkSeries(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length && sum / values.length;
};

/**
 * Per cell, the plays that saw it: its views without the repeated ones.
 *
 * By its documentation `engagement_data` counts every view, repeats too. A reply that says
 * otherwise is believed: where repeats outnumber views, or the views as they are come nearer to
 * `mean`, they are the plays already.
 * @param views `engagement_data` @param repeats `rewatch_data`
 * @param mean Plays × engagement, where the plays are known: what the result should be on average.
 */
export const playsPerCell = (views: Series, repeats: Series, mean?: number): Float64Array => {
  checkSeries(views, 'engagement_data');
  checkSeries(repeats, 'rewatch_data');
  const all = Float64Array.from(views);
  const first = all.map((count, i) => count - (repeats[i] ?? 0));
  const off = (plays: Float64Array): number => Math.abs(average(plays) - mean!);
  return first.some((plays) => plays < 0) || (mean !== undefined && off(all) < off(first))
    ? all
    : first;
};

/**
 * The plays that stand behind an engagement reply, where `play_count` is not published:
 * `engagement` is the average share watched, so a cell has plays × engagement on average. As exact
 * as `engagement` is, which Wistia may round to a whole percent.
 * @param watching From `playsPerCell`.
 */
export const impliedPlays = (watching: Series, engagement: number): number =>
  Math.max(
    checkSeries(watching, 'engagement_data'),
    checkAmount(engagement, 'engagement') && average(watching) / engagement,
  );

/** A fall of a curve. */
export interface Drop {
  /** Cell from which the curve falls. */
  from: number;
  /** Cell at which it has fallen. */
  to: number;
  /** By how much, in the curve's unit. */
  loss: number;
}

const span = (values: Series): number => Math.max(1, Math.round(values.length / 50));

/**
 * The biggest fall over a fiftieth of the video; undefined if the curve never falls. Single cells
 * would name noise. Of equal ones the first.
 */
export const biggestDrop = (values: Series): Drop | undefined => {
  checkSeries(values);
  const step = span(values);
  let biggest: Drop | undefined;
  for (let from = 0, to = step; to < values.length; from++, to++) {
    const loss = values[from]! - values[to]!;
    if (loss > (biggest?.loss ?? 0)) biggest = { from, to, loss };
  }
  return biggest;
};

/**
 * The biggest of those falls that stand out: nowhere within a twentieth of the video on either side
 * does the curve fall more. So it is neither the opening, where every video loses people, nor the
 * closing. `from` is the last cell before the fall. Undefined if none stands out.
 */
export const standoutDrop = (values: Series): Drop | undefined => {
  checkSeries(values);
  const step = span(values);
  const around = Math.max(step, Math.round(values.length / 20));
  const last = values.length - 1 - step;
  const lossAt = (i: number): number => values[i]! - values[i + step]!;
  let biggest: Drop | undefined;
  for (let from = around; from <= last - around; from++) {
    const loss = lossAt(from);
    // From near to far: on a slope the next one already falls more.
    let distance = loss > (biggest?.loss ?? 0) ? 1 : Infinity;
    while (
      distance <= around &&
      lossAt(from - distance) <= loss &&
      lossAt(from + distance) <= loss
    ) {
      distance++;
    }
    if (distance !== around + 1) continue;
    biggest = { from, to: from + step, loss };
    while (values[biggest.from]! <= values[biggest.from + 1]!) biggest.from++;
  }
  return biggest;
};

/** The first cell with the highest value: the most rewatched moment. Undefined if all are 0. */
export const peak = (values: Series): number | undefined => {
  const max = checkSeries(values);
  for (let i = 0; max && i < values.length; i++) if (values[i] === max) return i;
  return undefined;
};
