/** What the trend says, in English. */
import { everyWord } from './every-widget.js';
import type { Text, Words } from '../words.js';

/** Figures that are known by day. */
export const DAY_FIELDS = ['play_count', 'load_count', 'hours_watched'] as const;

const before = (days: number, text: Text): string => (days === 1 ? 'the day before' : `the ${text(days)} before`);

export const trendWords = {
  ...everyWord,
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
} satisfies Partial<Words>;

export type TrendWords = Pick<Words, keyof typeof trendWords>;
