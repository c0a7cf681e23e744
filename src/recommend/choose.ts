import { TopList } from './top-list.js';

/** What a list is chosen by: a score is the taste and a part of the popularity. */
export interface Scores {
  taste: Float32Array;
  viewers: Float32Array;
  recent: Float32Array;
  popular: number;
  trend: number;
}

/**
 * The first place from `k` on whose video scores above `least`. It runs over the whole catalogue for every
 * list, so nothing else is in its loop: with a call in it, engines look up every array again for each video.
 */
const firstAbove = (
  least: number,
  k: number,
  numbers: Uint32Array,
  { taste, viewers, recent, popular, trend }: Scores,
): number => {
  for (; k < numbers.length; k++) {
    const j = numbers[k]!;
    if (taste[j]! + popular * viewers[j]! + trend * recent[j]! > least) break;
  }
  return k;
};

/** The places of the best in `numbers`, best first. */
export const choose = (limit: number, numbers: Uint32Array, scores: Scores): { id: number; score: number }[] => {
  const { taste, viewers, recent, popular, trend } = scores;
  const best = new TopList(Math.min(limit, numbers.length));
  let k = firstAbove(-Infinity, 0, numbers, scores);
  while (k < numbers.length) {
    const j = numbers[k]!;
    best.push(k, taste[j]! + popular * viewers[j]! + trend * recent[j]!);
    k = firstAbove(best.threshold, k + 1, numbers, scores);
  }
  return best.ranked();
};
