/** What charts over a video’s time say, in English. */
import { everyWord } from './every-widget.js';
import type { Words } from '../words.js';

export const videoTimeWords = {
  ...everyWord,
  views: 'Views',
  rewatches: 'Rewatches',
  time: 'Time',
  seconds: 'Seconds',
  video: 'Share of the video',
  viewCount: (count, text) => `${text} view${count === 1 ? '' : 's'}`,
  rewatchCount: (count, text) => `${text} rewatch${count === 1 ? '' : 'es'}`,
  mostRewatched: (place) => `most rewatched at ${place}`,
  ofVideo: (share) => `${share} of the video`,
} satisfies Partial<Words>;

export type VideoTimeWords = Pick<Words, keyof typeof videoTimeWords>;
