import type { Steps } from './steps.js';
import type { Sequences } from './sequences.js';

const DAY = 864e5;

/** How many people watched each video, ever and of late. */
export interface Popularity {
  /** Different people, by video. */
  viewers: Float32Array;
  /** The same, each counting half as much every `halfLife` days before `at`. */
  recent: Float32Array;
  /** Sums of both over all videos. */
  total: number;
  recentTotal: number;
  /** All visitors. */
  visitors: number;
  /** The time that `recent` is counted from, in ms; later views count as of then. */
  at: number;
  /** In days. */
  halfLife: number;
}

/** Views between two pauses. */
const STEP = 100_000;

/** Counts the views before `at`; all of them unless it is given. */
export function* popularityInSteps(
  views: Sequences,
  halfLife: number,
  at = latestTime(views),
): Steps<Popularity> {
  const { medias, start, end, item, time } = views;
  const popularity: Popularity = {
    viewers: new Float32Array(medias),
    recent: new Float32Array(medias),
    total: 0,
    recentTotal: 0,
    visitors: start.length,
    at,
    halfLife,
  };
  let due = STEP;
  for (let v = 0; v < start.length; v++) {
    if (start[v]! > due) {
      due = start[v]! + STEP;
      yield;
    }
    for (let p = start[v]!; p < end[v]!; p++) {
      if (time[p]! <= at) addView(popularity, item[p]!, time[p]!);
    }
  }
  return popularity;
}

/** The latest time of all views, in ms; 0 where none is known. */
export const latestTime = ({ start, end, time }: Sequences): number => {
  let latest = 0;
  for (let v = 0; v < start.length; v++) {
    if (end[v]! > start[v]!) latest = Math.max(latest, time[end[v]! - 1]!);
  }
  return latest;
};

/** For so many days powers are kept; what is older counts nothing of late. */
const DAYS = 2000;
const powers = new Map<number, Float32Array>();

/** What a view so many days ago counts of late, by whole days. */
const fading = (halfLife: number): Float32Array => {
  let fades = powers.get(halfLife);
  if (!fades) powers.set(halfLife, (fades = Float32Array.from({ length: DAYS }, (_, day) => 0.5 ** (day / halfLife))));
  return fades;
};

/** Counts one more person for a video. */
export const addView = (popularity: Popularity, media: number, time: number): void => {
  const age = Math.max(0, popularity.at - time) / DAY;
  const weight = time > 0 && age < DAYS ? fading(popularity.halfLife)[age | 0]! : 0;
  popularity.viewers[media]!++;
  popularity.recent[media]! += weight;
  popularity.total++;
  popularity.recentTotal += weight;
};

/** What turns `viewers` into the share of all visitors who watched a video. */
export const viewerShare = ({ visitors }: Popularity): number => 1 / Math.max(1, visitors);

/**
 * What turns `recent` into the same measure: the share of visitors who would have watched a video, had
 * everybody watched as they do of late.
 */
export const recentShare = ({ visitors, total, recentTotal }: Popularity): number =>
  recentTotal > 0 ? total / recentTotal / Math.max(1, visitors) : 0;
