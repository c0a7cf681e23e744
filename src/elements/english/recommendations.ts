/** What the recommendations say, in English. */
import { everyWord } from './every-widget.js';
import type { Words } from '../words.js';

export const recommendationWords = {
  ...everyWord,
  recommended: 'Recommended videos',
  previous: 'Previous videos',
  next: 'Next videos',
  nothingLeft: 'You have watched everything here.',
  nowPlaying: 'Playing now',
  popular: 'Popular',
  newVideo: 'New',
  ourPick: 'Our pick',
  continueWatching: 'Continue watching',
  becauseWatched: (name) => `Because you watched ${name}`,
  continueWith: (left) => `Continue · ${left} left`,
} satisfies Partial<Words>;

export type RecommendationWords = Pick<Words, keyof typeof recommendationWords>;
