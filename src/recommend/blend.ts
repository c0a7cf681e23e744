/** How the parts of a score are weighed against each other. */
export interface Blend {
  /** Of every view in the history, however old. */
  steady: number;
  /** More for recent views: halved every `recentHalfLife` views, counted back from the last. */
  recent: number;
  recentHalfLife: number;
  /** Of what others watched next after the visitor's last views; halved likewise. */
  next: number;
  nextHalfLife: number;
  /** Of all-time popularity, for histories of `POPULAR_LENGTHS` views; in between by logarithm. */
  popular: readonly number[];
  /** Of what is popular now, for visitors who come back in many sittings. */
  trend: number;
}

/** What a list is for. `next`: what comes after the latest views. `taste`: what fits them all. */
export type Aim = 'next' | 'taste';

/** The history lengths that {@link Blend.popular} is given for. */
export const POPULAR_LENGTHS: readonly number[] = [1, 5, 20, 80];

/** Where the choice starts, and what stays where there is too little to choose by. */
export const DEFAULT_BLENDS: Readonly<Record<Aim, Blend>> = {
  next: {
    steady: 0.1,
    recent: 1,
    recentHalfLife: 5,
    next: 1,
    nextHalfLife: 5,
    popular: [0.3, 0.3, 0.1, 0.03],
    trend: 0.3,
  },
  taste: {
    steady: 1,
    recent: 0,
    recentHalfLife: 5,
    next: 0,
    nextHalfLife: 20,
    popular: [0.3, 0.3, 0.1, 0.03],
    trend: 0,
  },
};

/** Weight of popularity for a history of `length` views (at least 1). */
export const popularWeight = ({ popular }: Blend, length: number): number => {
  const last = POPULAR_LENGTHS.length - 1;
  for (let i = 0; i < last; i++) {
    const from = POPULAR_LENGTHS[i]!;
    const to = POPULAR_LENGTHS[i + 1]!;
    if (length > to) continue;
    const part = Math.max(0, Math.log(length / from) / Math.log(to / from));
    return popular[i]! + part * (popular[i + 1]! - popular[i]!);
  }
  return popular[last]!;
};

/** Views further apart than this belong to different sittings. */
const SITTING_GAP = 12 * 36e5;

/**
 * How much a visitor returns, 0 to below 1, from the times of their views in order: somebody who came
 * back for many sittings comes for what is new; somebody in their first goes on with what they began.
 */
export const returning = (times: ArrayLike<number>): number => {
  let sittings = 1;
  for (let k = 1; k < times.length; k++) if (times[k]! - times[k - 1]! > SITTING_GAP) sittings++;
  return 1 - 1 / sittings;
};
