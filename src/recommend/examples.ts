import { returning } from './blend.js';
import type { Holdout, Question } from './holdout.js';
import { countPopularity, recentShare, viewerShare } from './popularity.js';
import type { Steps } from './steps.js';
import { TopList } from './top-list.js';
import { addRow, type WeightTable } from './weight-table.js';

/** The half-lives, in views, that the choice is between. */
export const HALF_LIVES = [2, 5, 20];
/** The same for recent popularity, in days. */
export const TREND_HALF_LIVES = [10, 30, 90];
/** The parts of a score, by their column in an example. */
export const STEADY = 0;
export const RECENT = 1;
export const NEXT = RECENT + HALF_LIVES.length;
export const POPULAR = NEXT + HALF_LIVES.length;
export const TREND = POPULAR + 1;
const COLUMNS = TREND + TREND_HALF_LIVES.length;
/** So many of the best by each part of the score are looked at. */
const CANDIDATES = 60;
/** Lists are judged by their first ten. */
export const DEPTH = 10;
/** Between two pauses. */
const EXAMPLES = 8;

export const DISCOUNT = Float64Array.from({ length: DEPTH }, (_, rank) => 1 / Math.log2(rank + 2));

/** A question, and what the parts of the score say of its candidates. */
export interface Example {
  length: number;
  returning: number;
  candidates: number;
  /** Column by column. */
  parts: Float32Array;
  /** 1 for a candidate that was hidden. */
  hidden: Uint8Array;
  /** The gain of a perfect list. */
  ideal: number;
}

/** Prepares the examples that a search goes over many times. */
export const exampleMaker = (
  holdout: Holdout,
  taste: WeightTable,
  next: WeightTable,
): ((questions: readonly Question[], now: number) => Steps<Example[]>) => {
  const { views } = holdout;
  const { medias } = views;
  const columns = Array.from({ length: COLUMNS }, () => new Float32Array(medias));
  const chosen = new Uint8Array(medias);
  const best = new TopList(CANDIDATES);

  return function* (questions, now) {
    let at = now;
    if (at === Infinity) {
      at = 0;
      for (let v = 0; v < views.start.length; v++) {
        if (views.end[v]! > views.start[v]!) at = Math.max(at, views.time[views.end[v]! - 1]!);
      }
    }
    TREND_HALF_LIVES.forEach((halfLife, h) => {
      const popularity = countPopularity(views, at, halfLife);
      const share = viewerShare(popularity);
      const recent = recentShare(popularity);
      for (let j = 0; j < medias; j++) {
        columns[POPULAR]![j] = popularity.viewers[j]! * share;
        columns[TREND + h]![j] = popularity.recent[j]! * recent;
      }
    });
    const examples: Example[] = [];
    for (const question of questions) {
      const { ids, weights, times, hidden } = question;
      for (let column = 0; column < POPULAR; column++) columns[column]!.fill(0);
      const length = ids.length;
      for (let k = 0; k < length; k++) {
        const weight = weights[k]!;
        const age = length - 1 - k;
        addRow(taste, ids[k]!, weight, columns[STEADY]!);
        HALF_LIVES.forEach((halfLife, h) => {
          const faded = weight * 0.5 ** (age / halfLife);
          if (faded < 1e-3) return;
          addRow(taste, ids[k]!, faded, columns[RECENT + h]!);
          addRow(next, ids[k]!, faded, columns[NEXT + h]!);
        });
      }
      for (const id of ids) chosen[id] = 2;
      const candidates: number[] = [];
      for (const column of columns) {
        best.clear();
        for (let j = 0; j < medias; j++) {
          if (column[j]! > best.threshold && column[j]! > 0 && chosen[j] !== 2) best.push(j, column[j]!);
        }
        for (let k = 0; k < best.size; k++) {
          const j = best.ids[k]!;
          if (chosen[j] === 0) candidates.push(j);
          chosen[j] = 1;
        }
      }
      const parts = new Float32Array(COLUMNS * candidates.length);
      columns.forEach((column, c) => {
        candidates.forEach((j, k) => (parts[c * candidates.length + k] = column[j]!));
      });
      for (const id of ids) chosen[id] = 0;
      for (const j of candidates) chosen[j] = 0;
      let ideal = 0;
      for (let rank = 0; rank < Math.min(DEPTH, hidden.size); rank++) ideal += DISCOUNT[rank]!;
      examples.push({
        length,
        returning: returning(times),
        candidates: candidates.length,
        parts,
        hidden: Uint8Array.from(candidates, (j) => Number(hidden.has(j))),
        ideal,
      });
      if (examples.length % EXAMPLES === 0) yield;
    }
    return examples;
  };
};
