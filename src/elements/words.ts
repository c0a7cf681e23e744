import type { Some } from './vocabulary.js';

/** Figures that are known by day. */
export const DAY_FIELDS = ['play_count', 'load_count', 'hours_watched'] as const;
export type DayField = (typeof DAY_FIELDS)[number];

/** Writes a whole number as the language has it. */
export type Text = (count: number) => string;

/** What the widgets say. English here; `translations` holds other languages in the same shape. */
export interface Words {
  /** The language of these words, as in `lang`. */
  language: string;

  /** Between the parts of a sentence, with its space. */
  comma: string;

  // Names and headings.
  engagement: string;
  /** Of the cursor of a graph over the video's time. */
  overTime: string;
  curves: string;
  watching: string;
  views: string;
  rewatches: string;
  average: string;
  time: string;
  seconds: string;
  video: string;
  /** What a chart by day is called. */
  byDay: Record<DayField, string>;
  date: string;
  /** A figure, and the same in the period before. */
  figure: Record<DayField, string>;
  figureBefore: Record<DayField, string>;

  recommended: string;
  previous: string;
  next: string;
  nothingLeft: string;
  nowPlaying: string;
  /** Why a video is recommended. */
  popular: string;
  newVideo: string;
  ourPick: string;
  continueWatching: string;

  // Parts of sentences. A count comes as a number, for its plural, and as text.
  stillWatching: (share: string) => string;
  /** Instead of `stillWatching` where the number of plays cannot be known. */
  ofMostViewed: (share: string) => string;
  viewCount: (count: number, text: string) => string;
  rewatchCount: (count: number, text: string) => string;
  /** A place in a video whose length is not known. */
  ofVideo: (share: string) => string;
  averageWatched: (share: string) => string;
  mostRewatched: (place: string) => string;
  biggestDrop: (place: string) => string;
  /** There is a bigger one, in the opening or in the closing. */
  biggestDropBetween: (place: string) => string;
  /** A figure of some days. */
  amount: Record<DayField, (count: number, text: string) => string>;
  soFar: (amount: string) => string;
  noFigures: string;
  /** So many of the days have figures. */
  ofDays: (known: number, days: number, text: Text) => string;
  /** What a period sums up to. `known` of its days have figures. */
  inDays: (total: string, known: number, days: number, text: Text) => string;
  onDay: (total: string, day: string) => string;
  today: (total: string) => string;
  /** Compared with as many days right before. */
  more: (share: string, days: number, text: Text) => string;
  less: (share: string, days: number, text: Text) => string;
  same: (days: number, text: Text) => string;
  aboutSame: (days: number, text: Text) => string;
  noneBefore: (days: number, text: Text) => string;
  /** The comparison leaves today out, which is not over. */
  withoutToday: string;
  becauseWatched: (name: string) => string;
  /** How much of a started video is left to watch, as m:ss. */
  continueWith: (left: string) => string;

  // The heatmap.
  heatmap: string;
  /** Of the cursor of a heatmap. */
  viewsOverTime: string;
  /** Of Wistia's own page about one viewing. */
  oneViewing: string;
  /** One viewer’s: not watched, once, twice, more often. */
  watchLevels: readonly string[];
  none: string;
  upTo: (count: string) => string;
  /** How often one viewer has watched a second. */
  watchedTimes: (count: number, text: string) => string;
  watchedSoFar: (share: string) => string;
  mostWatched: (place: string) => string;
}

/** Some words of a language; the others stay as they are. */
export type OwnWords = Some<Words>;

const before = (days: number, text: Text): string => (days === 1 ? 'the day before' : `the ${text(days)} before`);

export const english: Words = {
  language: 'en',
  comma: ', ',
  engagement: 'Engagement',
  overTime: 'Engagement over time',
  curves: 'Curves',
  watching: 'Still watching',
  views: 'Views',
  rewatches: 'Rewatches',
  average: 'Average',
  time: 'Time',
  seconds: 'Seconds',
  video: 'Share of the video',
  byDay: {
    play_count: 'Plays by day',
    load_count: 'Loads by day',
    hours_watched: 'Hours watched by day',
  },
  date: 'Date',
  figure: { play_count: 'Plays', load_count: 'Loads', hours_watched: 'Hours watched' },
  figureBefore: {
    play_count: 'Plays before',
    load_count: 'Loads before',
    hours_watched: 'Hours watched before',
  },
  recommended: 'Recommended videos',
  previous: 'Previous videos',
  next: 'Next videos',
  nothingLeft: 'You have watched everything here.',
  nowPlaying: 'Playing now',
  popular: 'Popular',
  newVideo: 'New',
  ourPick: 'Our pick',
  continueWatching: 'Continue watching',
  stillWatching: (share) => `${share} still watching`,
  ofMostViewed: (share) => `${share} of the most viewed moment`,
  viewCount: (count, text) => `${text} view${count === 1 ? '' : 's'}`,
  rewatchCount: (count, text) => `${text} rewatch${count === 1 ? '' : 'es'}`,
  ofVideo: (share) => `${share} of the video`,
  averageWatched: (share) => `${share} watched on average`,
  mostRewatched: (place) => `most rewatched at ${place}`,
  biggestDrop: (place) => `biggest drop at ${place}`,
  biggestDropBetween: (place) => `biggest drop along the way at ${place}`,
  amount: {
    play_count: (count, text) => `${text} play${count === 1 ? '' : 's'}`,
    load_count: (count, text) => `${text} load${count === 1 ? '' : 's'}`,
    hours_watched: (count, text) => `${text} hour${count === 1 ? '' : 's'}`,
  },
  soFar: (amount) => `${amount} so far`,
  noFigures: 'no figures',
  ofDays: (known, days, text) => `${text(known)} of ${text(days)} days`,
  inDays: (total, known, days, text) =>
    `${total} in ${known < days ? `${text(known)} of ${text(days)}` : text(days)} day${days === 1 ? '' : 's'}`,
  onDay: (total, day) => `${total} on ${day}`,
  today: (total) => `${total} today so far`,
  more: (share, days, text) => `${share} more than ${before(days, text)}`,
  less: (share, days, text) => `${share} less than ${before(days, text)}`,
  same: (days, text) => `as many as in ${before(days, text)}`,
  aboutSame: (days, text) => `about as many as in ${before(days, text)}`,
  noneBefore: (days, text) => `none in ${before(days, text)}`,
  withoutToday: 'not counting today',
  becauseWatched: (name) => `Because you watched ${name}`,
  continueWith: (left) => `Continue · ${left} left`,
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
};
