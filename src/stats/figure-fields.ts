/** Totals of an account, a project or a video: a part of their own, because a page with counts shows nothing else. */
import { amount, share } from './figure-checks.js';
import type { Shape } from './figure-checks.js';

/** `GET stats/account.json` */
export const accountFields = {
  /** Times that any video was loaded. */
  load_count: amount,
  /** Times that any video was played. */
  play_count: amount,
  /** Hours watched, with decimals. */
  hours_watched: amount,
};

/** `GET stats/projects/{id}.json` */
export const projectFields = {
  load_count: amount,
  play_count: amount,
  hours_watched: amount,
  /** Videos in the project (Wistia has marked it deprecated in newer versions). */
  number_of_videos: amount,
};

/** `GET stats/medias/{id}.json` */
export const mediaFields = {
  load_count: amount,
  play_count: amount,
  /** Share of the unique loaders who pressed play, 0 to 1. */
  play_rate: share,
  hours_watched: amount,
  /** Share of the video that an average play gets to see, 0 to 1. */
  engagement: share,
  /** Different people who loaded the video. */
  visitors: amount,
};

export type AccountStats = Shape<typeof accountFields>;
export type ProjectStats = Shape<typeof projectFields>;
export type MediaStats = Shape<typeof mediaFields>;
