import type { Steps } from './steps.js';

/**
 * Each visitor's distinct videos in the order of their last view, all visitors one after the other:
 * visitor `v` has the places `start[v]` up to `end[v]`.
 */
export interface Sequences {
  /** How many videos there are; `item` holds numbers below it. */
  medias: number;
  start: Uint32Array;
  end: Uint32Array;
  item: Uint32Array;
  /** Confidence that the view means liking: 0.5 to 1.5. */
  weight: Float32Array;
  /** Last view in ms; 0 where it is not known. */
  time: Float64Array;
}

/** Viewing events in columns. */
export interface EventColumns {
  /** The number of the video. */
  media: Uint32Array;
  /** How much of it was watched, 0 to 1. */
  share: Float32Array;
  /** When, in ms; 0 where it is not known. */
  time: Float64Array;
}

/** The places of events, visitor by visitor, oldest first: `order[first[v]]` up to `order[first[v + 1]]`. */
export interface ByVisitor {
  first: Uint32Array;
  order: Uint32Array;
}

/** Events between two pauses of long work. */
const STEP = 50_000;

/** Even an abandoned view says more than none: shares below this count as much as this. */
const SHARE_FLOOR = 0.5;
/** Each doubling of the number of views adds this, up to CONFIDENCE_LIMIT. */
const REWATCH_BONUS = 0.15;
const CONFIDENCE_LIMIT = 1.5;

/** Confidence that somebody who watched `share` of a video, in `plays` sessions, wanted it: 0.5 to 1.5. */
export const viewConfidence = (share: number, plays = 1): number =>
  Math.min(CONFIDENCE_LIMIT, Math.max(SHARE_FLOOR, share) + REWATCH_BONUS * Math.log2(plays));

/** Each visitor's distinct videos in order. */
export function* sequencesOf(
  { media, share, time }: EventColumns,
  { first, order }: ByVisitor,
  medias: number,
): Steps<Sequences> {
  const visitors = first.length - 1;
  const size = order.length;
  const start = new Uint32Array(visitors);
  const end = new Uint32Array(visitors);
  const item = new Uint32Array(size);
  const weight = new Float32Array(size);
  const seen = new Float64Array(size);
  const place = new Int32Array(medias).fill(-1); // of a media among one visitor's
  const earlier = new Float64Array(medias); // the view of a media met before this one
  let most = 0;
  for (let v = 0; v < visitors; v++) most = Math.max(most, first[v + 1]! - first[v]!);
  const plays = new Uint32Array(most); // of one visitor's medias
  let length = 0;
  let due = STEP;
  for (let v = 0; v < visitors; v++) {
    const from = first[v]!;
    const to = first[v + 1]!;
    if (to > due) {
      due = to + STEP;
      yield;
    }
    // From the newest to the oldest, so that a video stands where it was last watched.
    const begin = length;
    for (let k = to - 1; k >= from; k--) {
      const e = order[k]!;
      const m = media[e]!;
      const at = place[m]!;
      if (at < begin) {
        place[m] = length;
        item[length] = m;
        weight[length] = share[e]!;
        seen[length] = time[e]!;
        plays[length++ - begin] = 1;
      } else {
        weight[at] = Math.max(weight[at]!, share[e]!);
        if (earlier[m] !== time[e]! || time[e] === 0) plays[at - begin]!++;
      }
      earlier[m] = time[e]!;
    }
    for (let k = begin; k < length; k++) weight[k] = viewConfidence(weight[k]!, plays[k - begin]);
    for (const column of [item, weight, seen]) turnRound(column, begin, length);
    for (let k = begin; k < length; k++) place[item[k]!] = -1;
    start[v] = begin;
    end[v] = length;
  }
  return {
    medias,
    start,
    end,
    item: item.subarray(0, length),
    weight: weight.subarray(0, length),
    time: seen.subarray(0, length),
  };
}

/** Turns the order of `column[from..to)` round. */
const turnRound = (column: Uint32Array | Float32Array | Float64Array, from: number, to: number): void => {
  for (let left = from, right = to - 1; left < right; left++, right--) {
    const value = column[left]!;
    column[left] = column[right]!;
    column[right] = value;
  }
};
