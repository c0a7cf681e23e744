import type { Sequences } from './viewing-log.js';

const DAY = 864e5;

/** How many people watched each video, ever and of late. */
export interface Popularity {
  /** Different people, by video. */
  viewers: Float64Array;
  /** The same, each counting half as much every `halfLife` days before `at`. */
  recent: Float64Array;
  /** Sums of both over all videos. */
  total: number;
  recentTotal: number;
  /** All visitors. */
  visitors: number;
  /** The time that `recent` is counted from, in ms; later views count more than 1. */
  at: number;
  /** In days. */
  halfLife: number;
}

/** What a view at `time` adds to {@link Popularity.recent}. */
export const recency = ({ at, halfLife }: Popularity, time: number): number =>
  time > 0 ? 2 ** ((time - at) / DAY / halfLife) : 0;

/** Counts the views before `at`. */
export const countPopularity = (views: Sequences, at: number, halfLife: number): Popularity => {
  const { medias, start, end, item, time } = views;
  const popularity: Popularity = {
    viewers: new Float64Array(medias),
    recent: new Float64Array(medias),
    total: 0,
    recentTotal: 0,
    visitors: start.length,
    at,
    halfLife,
  };
  for (let v = 0; v < start.length; v++) {
    for (let p = start[v]!; p < end[v]!; p++) {
      if (time[p]! <= at) addView(popularity, item[p]!, time[p]!);
    }
  }
  return popularity;
};

/** Counts one more person for a video. */
export const addView = (popularity: Popularity, media: number, time: number): void => {
  const weight = recency(popularity, time);
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
