import {
  DEFAULT_BLENDS,
  popularWeight,
  type Aim,
  type Blend,
} from './blend.js';
import {
  DEPTH,
  DISCOUNT,
  ExampleMaker,
  HALF_LIVES,
  NEXT,
  POPULAR,
  RECENT,
  TREND,
  TREND_HALF_LIVES,
  type Example,
} from './examples.js';
import type { Holdout } from './holdout.js';
import type { Steps } from './steps.js';
import type { WeightTable } from './weight-table.js';

/** A setting must gain this many standard errors to be preferred. */
const CAUTION = 0.5;
/** A group of so many visitors has half a say. */
const FEW = 100;

/** What was chosen, and what it was worth on what was held out. */
export interface Tuning {
  blends: Record<Aim, Blend>;
  /** In days, for recent popularity. */
  trendHalfLife: number;
  /** Mean NDCG@10 on each part of the holdout; NaN where it had nobody. */
  quality: { last: number; after: number; scattered: number };
  /** How many visitors each part had. */
  asked: { last: number; after: number; scattered: number };
}

type Setting = Blend & { trendHalfLife: number };

/** Chooses the blends by what was held out, starting from the defaults. */
export function* tune(holdout: Holdout, taste: WeightTable, next: WeightTable): Steps<Tuning> {
  const maker = new ExampleMaker(holdout.views, taste, next);
  const last = yield* maker.examples(holdout.last);
  const after = yield* maker.examples(holdout.after, holdout.cut);
  const scattered = yield* maker.examples(holdout.scattered);
  const few = new Map<number, Example[]>();
  for (const [count, list] of holdout.few) few.set(count, yield* maker.examples(list));

  let forNext: Setting = { ...DEFAULT_BLENDS.next, trendHalfLife: 90 };
  forNext = yield* search(forNext, [last, after], [
    (s) => HALF_LIVES.map((recentHalfLife) => ({ ...s, recentHalfLife })),
    (s) => [0.03, 0.1, 0.3, 1, 3].map((steady) => ({ ...s, steady })),
    (s) => [0, 0.3, 1, 3].map((weight) => ({ ...s, next: weight })),
    (s) => HALF_LIVES.map((nextHalfLife) => ({ ...s, nextHalfLife })),
    (s) => [0, 0.03, 0.1, 0.3, 1].map((weight) => ({ ...s, popular: s.popular.map(() => weight) })),
    (s) =>
      TREND_HALF_LIVES.flatMap((trendHalfLife) =>
        [0, 0.1, 0.3, 1, 3].map((trend) => ({ ...s, trend, trendHalfLife })),
      ),
  ]);
  let forTaste: Setting = { ...DEFAULT_BLENDS.taste, trendHalfLife: forNext.trendHalfLife };
  const popularAt = (place: number) => (s: Setting) =>
    [0, 0.03, 0.1, 0.2, 0.3, 0.5, 1].map((weight) => ({
      ...s,
      popular: s.popular.map((old, i) => (i === place ? weight : old)),
    }));
  forTaste = yield* search(forTaste, [few.get(1)!], [popularAt(0)]);
  forTaste = yield* search(forTaste, [few.get(5)!], [popularAt(1)]);
  forTaste = yield* search(forTaste, [scattered], [popularAt(2), popularAt(3)]);
  const { trendHalfLife, ...nextBlend } = forNext;
  // Short histories are the same question whatever comes next.
  nextBlend.popular = nextBlend.popular.map((weight, i) =>
    i < 2 ? Math.max(weight, forTaste.popular[i]!) : weight,
  );
  const { trendHalfLife: _, ...tasteBlend } = forTaste;
  return {
    blends: { next: nextBlend, taste: tasteBlend },
    trendHalfLife,
    quality: {
      last: mean(judge(last, forNext)),
      after: mean(judge(after, forNext)),
      scattered: mean(judge(scattered, forTaste)),
    },
    asked: { last: last.length, after: after.length, scattered: scattered.length },
  };
}

/**
 * Tries the settings of one coordinate after the other, twice round at most: a coordinate is tried again only
 * where another has changed since.
 */
function* search(
  start: Setting,
  groups: Example[][],
  coordinates: ((setting: Setting) => Setting[])[],
): Steps<Setting> {
  const asked = groups.filter((group) => group.length > 0);
  if (asked.length === 0) return start;
  let best = start;
  let found = asked.map((group) => judge(group, best));
  let triedSince = 0;
  for (const coordinate of [...coordinates, ...coordinates]) {
    if (triedSince++ === coordinates.length) break;
    for (const setting of coordinate(best)) {
      const tried = asked.map((group) => judge(group, setting));
      if (better(found, tried)) {
        best = setting;
        found = tried;
        triedSince = 1;
      }
      yield;
    }
  }
  return best;
}

/** Whether the gain over all groups, each relative to its own level, is more than chance. */
const better = (old: Float64Array[], tried: Float64Array[]): boolean => {
  let gain = 0;
  let variance = 0;
  for (let g = 0; g < old.length; g++) {
    const level = mean(old[g]!) + 1e-4;
    const n = old[g]!.length;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < n; k++) {
      const difference = (tried[g]![k]! - old[g]![k]!) / level;
      sum += difference;
      squares += difference * difference;
    }
    const say = n / (n + FEW);
    gain += (say * sum) / n;
    variance += (say ** 2 * Math.max(0, squares / n - (sum / n) ** 2)) / n;
  }
  return gain > CAUTION * Math.sqrt(variance) && gain > 1e-9;
};

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** NDCG@10 of each example. */
const judge = (examples: readonly Example[], setting: Setting): Float64Array => {
  const out = new Float64Array(examples.length);
  const best = new Float64Array(DEPTH);
  const hit = new Uint8Array(DEPTH);
  const recentColumn = RECENT + HALF_LIVES.indexOf(setting.recentHalfLife);
  const nextColumn = NEXT + HALF_LIVES.indexOf(setting.nextHalfLife);
  const trendColumn = TREND + TREND_HALF_LIVES.indexOf(setting.trendHalfLife);
  examples.forEach(({ length, returning: back, candidates, parts, hidden, ideal }, e) => {
    const popular = popularWeight(setting, length);
    const trend = setting.trend * back;
    const recentFrom = recentColumn * candidates;
    const nextFrom = nextColumn * candidates;
    const popularFrom = POPULAR * candidates;
    const trendFrom = trendColumn * candidates;
    best.fill(-Infinity);
    for (let c = 0; c < candidates; c++) {
      const score =
        setting.steady * parts[c]! +
        setting.recent * parts[recentFrom + c]! +
        setting.next * parts[nextFrom + c]! +
        popular * parts[popularFrom + c]! +
        trend * parts[trendFrom + c]!;
      if (score <= best[DEPTH - 1]!) continue;
      let rank = DEPTH - 1;
      for (; rank > 0 && best[rank - 1]! < score; rank--) {
        best[rank] = best[rank - 1]!;
        hit[rank] = hit[rank - 1]!;
      }
      best[rank] = score;
      hit[rank] = hidden[c]!;
    }
    let gain = 0;
    for (let rank = 0; rank < DEPTH; rank++) {
      if (best[rank]! > -Infinity && hit[rank]) gain += DISCOUNT[rank]!;
    }
    out[e] = gain / ideal;
  });
  return out;
};
