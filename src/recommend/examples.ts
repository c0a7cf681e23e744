import { returning } from './blend.js';
import type { Question } from './holdout.js';
import { latestTime, popularityInSteps, recentShare, viewerShare, type Popularity } from './popularity.js';
import type { Steps } from './steps.js';
import { TopList } from './top-list.js';
import type { Sequences } from './sequences.js';
import type { WeightTable } from './weight-table.js';

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
const CANDIDATES = 40;
/** Lists are judged by their first ten. */
export const DEPTH = 10;
/** A view that counts less than this adds nothing that could be seen. */
const NEGLIGIBLE = 1e-3;
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

/** Columns that depend on the history: they stand side by side for each video. */
const OWN = POPULAR;
/** Those of them whose best become candidates. */
const TELLING = [STEADY, RECENT, NEXT, POPULAR - 1];
/** So many of the most popular are ready, for those who have watched the very first. */
const POPULAR_READY = 400;

/** What the popularity of a time says: for all questions the same. */
interface Popular {
  columns: Float32Array[];
  /** The best of each column. */
  best: number[][];
}

/** Prepares the examples that a search goes over many times. */
export class ExampleMaker {
  readonly #own: Float32Array;
  readonly #touched: Uint32Array;
  /** 1: touched by the history; 2: a candidate already; 3: watched. */
  readonly #mark: Uint8Array;
  readonly #best = new TopList(CANDIDATES);
  readonly #popular = new Map<number, Popular>();

  constructor(
    private readonly views: Sequences,
    private readonly taste: WeightTable,
    private readonly next: WeightTable,
  ) {
    this.#own = new Float32Array(views.medias * OWN);
    this.#touched = new Uint32Array(views.medias);
    this.#mark = new Uint8Array(views.medias);
  }

  /** Answers of the parts to questions, as of the time `at`: that of the latest view unless given. */
  *examples(questions: readonly Question[], at = latestTime(this.views)): Steps<Example[]> {
    const popular = yield* this.#popularity(at);
    const examples: Example[] = [];
    for (const question of questions) {
      examples.push(this.#example(question, popular));
      if (examples.length % EXAMPLES === 0) yield;
    }
    return examples;
  }

  #example({ ids, weights, times, hidden }: Question, popular: Popular): Example {
    const [own, mark, touched] = [this.#own, this.#mark, this.#touched];
    const length = ids.length;
    const faded = new Float64Array(1 + HALF_LIVES.length);
    let reached = 0;
    const add = ({ start, ids: targets, weights: cells, scale }: WeightTable, i: number, column: number, from: number): void => {
      const columns = HALF_LIVES.length + 1 - from;
      for (let p = start[i]!; p < start[i + 1]!; p++) {
        const j = targets[p]!;
        if (mark[j] === 0) {
          mark[j] = 1;
          touched[reached++] = j;
        }
        const weight = cells[p]! * scale;
        const place = j * OWN + column;
        for (let c = 0; c < columns; c++) own[place + c]! += weight * faded[from + c]!;
      }
    };
    for (let k = 0; k < length; k++) {
      const age = length - 1 - k;
      faded[0] = weights[k]!;
      HALF_LIVES.forEach((halfLife, h) => (faded[1 + h] = weights[k]! * 0.5 ** (age / halfLife)));
      add(this.taste, ids[k]!, STEADY, 0);
      if (faded[HALF_LIVES.length]! > NEGLIGIBLE) add(this.next, ids[k]!, NEXT, 1);
    }
    const candidates: number[] = [];
    const choose = (j: number): void => {
      if (mark[j]! < 2) candidates.push(j);
      mark[j] = Math.max(2, mark[j]!);
    };
    for (const id of ids) mark[id] = 3;
    for (const column of TELLING) {
      const best = this.#best;
      best.clear();
      let least = 0;
      for (let k = 0; k < reached; k++) {
        const j = touched[k]!;
        const value = own[j * OWN + column]!;
        if (value <= least || mark[j] === 3) continue;
        best.push(j, value);
        least = Math.max(0, best.threshold);
      }
      for (let k = 0; k < best.size; k++) choose(best.ids[k]!);
    }
    for (const list of popular.best) {
      for (let k = 0, taken = 0; k < list.length && taken < CANDIDATES; k++) {
        if (mark[list[k]!] === 3) continue;
        choose(list[k]!);
        taken++;
      }
    }
    const count = candidates.length;
    const parts = new Float32Array(COLUMNS * count);
    for (let k = 0; k < count; k++) {
      const j = candidates[k]!;
      for (let c = 0; c < OWN; c++) parts[c * count + k] = own[j * OWN + c]!;
      popular.columns.forEach((column, c) => (parts[(OWN + c) * count + k] = column[j]!));
    }
    for (const list of [ids, candidates]) for (const j of list) mark[j] = 0;
    for (let k = 0; k < reached; k++) {
      mark[touched[k]!] = 0;
      own.fill(0, touched[k]! * OWN, touched[k]! * OWN + OWN);
    }
    let ideal = 0;
    for (let rank = 0; rank < Math.min(DEPTH, hidden.size); rank++) ideal += DISCOUNT[rank]!;
    return {
      length,
      returning: returning(times),
      candidates: count,
      parts,
      hidden: Uint8Array.from(candidates, (j) => Number(hidden.has(j))),
      ideal,
    };
  }

  *#popularity(at: number): Steps<Popular> {
    const known = this.#popular.get(at);
    if (known) return known;
    const counted: Popularity[] = [];
    for (const days of TREND_HALF_LIVES) counted.push(yield* popularityInSteps(this.views, days, at));
    const [first, ...others] = counted;
    const columns = [
      first!.viewers.map((viewers) => viewers * viewerShare(first!)),
      ...[first!, ...others].map((one) => one.recent.map((views) => views * recentShare(one))),
    ];
    const top = new TopList(Math.min(POPULAR_READY, this.views.medias));
    const best = columns.map((column) => {
      top.clear();
      column.forEach((value, j) => value > 0 && top.push(j, value));
      return top.ranked().map(({ id }) => id);
    });
    const popular = { columns, best };
    this.#popular.set(at, popular);
    return popular;
  }
}
