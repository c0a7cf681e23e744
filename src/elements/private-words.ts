import type { Some } from './vocabulary.js';

/**
 * What the private tables say: no public page carries it. English here; `translations/private` holds
 * other languages in the same shape.
 */
export interface PrivateWords {
  /** The language of these words, as in `lang`. */
  language: string;

  // Names of tables, columns and rows.
  visitors: string;
  events: string;
  visitor: string;
  email: string;
  lastActive: string;
  firstSeen: string;
  loads: string;
  plays: string;
  organization: string;
  browser: string;
  lastEvent: string;
  when: string;
  video: string;
  watched: string;
  place: string;
  ip: string;
  page: string;
  conversion: string;
  key: string;
  untitled: string;
  onMobile: string;
  /** Somebody whose name is not known, or not shown. */
  whoIs: (key: string) => string;
  never: string;
  none: string;

  // Filters.
  show: string;
  everybody: string;
  withName: string;
  withEmail: string;
  fromGate: string;
  search: string;
  from: string;
  to: string;
  apply: string;

  // Pages.
  previous: string;
  next: string;
  back: string;
  retry: string;
  onPage: (count: string, page: string) => string;
  loading: string;

  // Files.
  csv: string;
  csvPage: string;
  csvAll: string;
  stop: string;
  /** While pages are fetched one after the other. */
  savingRows: (count: string) => string;
  savedAll: (count: string) => string;
  /** No more rows go into one file. */
  savedMost: (count: string) => string;
  /** A later page could not be had. */
  savedSome: (count: string) => string;
  savedNone: string;

  // Instead of rows.
  noVisitors: string;
  noEvents: string;
  noMore: string;
  needsToken: (tag: string) => string;
  ended: string;
  needsScope: (scope: string) => string;
  /** A token for some videos, which names no visitors. */
  notByVideo: string;
  notCovered: string;
  notThere: string;
  tooFar: string;
  notNow: string;
}

/** Some words of a language; the others stay as they are. */
export type OwnPrivateWords = Some<PrivateWords>;

export const english: PrivateWords = {
  language: 'en',
  visitors: 'Visitors',
  events: 'Viewings',
  visitor: 'Visitor',
  email: 'E-mail',
  lastActive: 'Last played',
  firstSeen: 'First seen',
  loads: 'Loads',
  plays: 'Plays',
  organization: 'Organization',
  browser: 'Browser',
  lastEvent: 'Last viewing',
  when: 'When',
  video: 'Video',
  watched: 'Watched',
  place: 'Place',
  ip: 'IP address',
  page: 'Page',
  conversion: 'Conversion',
  key: 'Key',
  untitled: 'Untitled video',
  onMobile: 'on a phone or tablet',
  whoIs: (key) => `Visitor ${key}`,
  never: 'never',
  none: '–',
  show: 'Show',
  everybody: 'Everybody',
  withName: 'With a name',
  withEmail: 'With an e-mail address',
  fromGate: 'Known from an e-mail gate',
  search: 'Name or e-mail, exactly',
  from: 'From',
  to: 'To',
  apply: 'Apply',
  previous: 'Previous page',
  next: 'Next page',
  back: 'Back to the list',
  retry: 'Try again',
  onPage: (count, page) => `${count} on page ${page}`,
  loading: 'Loading …',
  csv: 'Save as CSV',
  csvPage: 'Save this page as CSV',
  csvAll: 'Save all as CSV',
  stop: 'Stop',
  savingRows: (count) => `Rows so far: ${count} …`,
  savedAll: (count) => `The file holds all rows: ${count}.`,
  savedMost: (count) => `The file holds the first ${count} rows; more do not go into one file.`,
  savedSome: (count) => `The file holds the first ${count} rows; the rest cannot be had at the moment.`,
  savedNone: 'Nothing was saved: the rows cannot be had at the moment.',
  noVisitors: 'No visitor is known here.',
  noEvents: 'There are no viewings here.',
  noMore: 'There is nothing on this page.',
  needsToken: (tag) =>
    `Shown to signed readers only: put ${tag} into a <wistia-stats-source> with base-url and token.`,
  ended: 'Your access has ended. Sign in again.',
  needsScope: (scope) => `Your access does not cover this: its token needs the scope “${scope}”.`,
  notByVideo:
    'Your access is limited to some videos, and visitors cannot be listed by video. Look at the viewings of these videos, or ask for a token that names visitors.',
  notCovered: 'Your access does not cover this.',
  notThere: 'There is nothing of that kind.',
  tooFar: 'The list cannot be followed that far: choose fewer days, or one video.',
  notNow: 'This cannot be had at the moment.',
};
