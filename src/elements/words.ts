import { engagementWords } from './english/engagement.js';
import { heatmapWords } from './english/heatmap.js';
import { recommendationWords } from './english/recommendations.js';
import { trendWords } from './english/trend.js';
import type { DAY_FIELDS } from './english/trend.js';
import type { Some } from './vocabulary.js';

/** Figures that are known by day. */
export type DayField = (typeof DAY_FIELDS)[number];

/** Writes a whole number as the language has it. */
export type Text = (count: number) => string;

/** What the widgets say. `english` holds what each says, `translations` other languages in this shape. */
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

/** All of it in English. A widget carries its own part. */
export const english: Words = {
  ...engagementWords,
  ...heatmapWords,
  ...recommendationWords,
  ...trendWords,
};
