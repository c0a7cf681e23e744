/** What the heatmap says, in English. */
import { videoTimeWords } from './video-time.js';
import type { Words } from '../words.js';

export const heatmapWords = {
  ...videoTimeWords,
  heatmap: 'Heatmap',
  viewsOverTime: 'Views over time',
  oneViewing: 'Heatmap of one viewing',
  watchLevels: ['Unwatched', 'Once', 'Twice', 'More'],
  none: 'None',
  upTo: (count) => `Up to ${count}`,
  watchedTimes: (count, text) =>
    ['not watched', 'watched once', 'watched twice'][count] ?? `watched ${text} times`,
  watchedSoFar: (share) => `${share} watched so far`,
  mostWatched: (place) => `most watched at ${place}`,
} satisfies Partial<Words>;

export type HeatmapWords = Pick<Words, keyof typeof heatmapWords>;
