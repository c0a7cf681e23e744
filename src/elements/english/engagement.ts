/** What the engagement graph says, in English. */
import { videoTimeWords } from './video-time.js';
import type { Words } from '../words.js';

export const engagementWords = {
  ...videoTimeWords,
  engagement: 'Engagement',
  overTime: 'Engagement over time',
  curves: 'Curves',
  watching: 'Still watching',
  average: 'Average',
  stillWatching: (share) => `${share} still watching`,
  ofMostViewed: (share) => `${share} of the most viewed moment`,
  averageWatched: (share) => `${share} watched on average`,
  biggestDrop: (place) => `biggest drop at ${place}`,
  biggestDropBetween: (place) => `biggest drop along the way at ${place}`,
} satisfies Partial<Words>;

export type EngagementWords = Pick<Words, keyof typeof engagementWords>;
