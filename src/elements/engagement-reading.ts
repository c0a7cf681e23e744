/** What an engagement reply says about a video, in numbers and in words. No page is asked. */
import {
  average,
  biggestDrop,
  impliedPlays,
  peak,
  playsPerCell,
  standoutDrop,
} from '../charts/engagement.js';
import { checkSeries } from '../charts/series.js';
import type { Series } from '../charts/series.js';
import { cellSeconds } from '../charts/video-time.js';
import type { Engagement } from '../stats/fields.js';
import { placeColumns, placeText } from './cell-place.js';
import type { CellPlaces } from './cell-place.js';
import { formatNumber } from './number-format.js';
import type { EngagementWords } from './english/engagement.js';

/** Where a reading comes from. */
export interface EngagementSource {
  /** `engagement_data` must be there and have a cell. */
  reply: Partial<Engagement>;
  /** `play_count` of the video, where it is published. */
  plays?: number | undefined;
  /** Seconds of the video, where they are known. */
  duration?: number | undefined;
  withRewatches: boolean;
  /** As in `lang`. */
  language: string;
  /** Of that language. */
  words: EngagementWords;
}

/** Below so many cells, a cell is a second, whatever anybody says of the duration. */
const MOST_CELLS = 1000;

/** A reply, read. Cells count from 0. */
export class EngagementReading {
  /** Views per cell, repeated ones among them. */
  readonly views: readonly number[];
  /** Repeated views per cell; empty where they are not published, or left out. */
  readonly rewatches: readonly number[];
  /** Plays that saw the cell: its views, without the repeated ones. */
  readonly watching: Series;
  /** What 100% stands for: the plays, or where they cannot be known the most watched cell. */
  readonly whole: number;
  /** Average share watched, 0 to 1; undefined where it cannot be known. */
  readonly average: number | undefined;
  /** Seconds per cell; undefined where they cannot be known. */
  readonly cellSeconds: number | undefined;
  readonly #knowsPlays: boolean;
  readonly words: EngagementWords;
  readonly #language: string;

  /** @throws RangeError where a value of the reply cannot be drawn */
  constructor({ reply, plays, duration, withRewatches, language, words }: EngagementSource) {
    const { engagement_data: views = [], rewatch_data: again, engagement } = reply;
    const cells = views.length;
    this.views = views;
    this.rewatches = again?.length && withRewatches ? views.map((_, i) => again[i] ?? 0) : [];
    this.watching = playsPerCell(views, again ?? [], plays && engagement ? plays * engagement : undefined);
    this.#knowsPlays = !!(plays || engagement);
    this.whole =
      plays || (engagement ? impliedPlays(this.watching, engagement) : checkSeries(this.watching)) || 1;
    this.average = engagement ?? (plays ? Math.min(1, average(this.watching) / plays) : undefined);
    this.cellSeconds = cellSeconds(cells, cells < MOST_CELLS ? undefined : duration);
    this.#language = language;
    this.words = words;
  }

  /** Share of the plays still watching, 0 to 1. */
  share(cell: number): number {
    return Math.min(1, this.watching[cell]! / this.whole);
  }

  /** When the cell begins. */
  place(cell: number): string {
    return placeText(cell, this.#places);
  }

  /** How many were watching. */
  watched(cell: number): string {
    const share = formatNumber(this.share(cell), 'percent', this.#language);
    return this.words[this.#knowsPlays ? 'stillWatching' : 'ofMostViewed'](share);
  }

  /** Views and rewatches. */
  counts(cell: number): string[] {
    const count = (value: number) => formatNumber(value, 'count', this.#language);
    const views = this.views[cell]!;
    const again = this.rewatches[cell];
    const texts = [this.words.viewCount(views, count(views))];
    if (again !== undefined) texts.push(this.words.rewatchCount(again, count(again)));
    return texts;
  }

  /** What is worth knowing at a glance. */
  summary(): string[] {
    const { watching } = this;
    const again = peak(this.rewatches);
    const biggest = biggestDrop(watching);
    const drop = standoutDrop(watching) ?? biggest;
    const texts: string[] = [];
    if (this.average !== undefined) {
      texts.push(this.words.averageWatched(formatNumber(this.average, 'percent', this.#language)));
    }
    if (again !== undefined) texts.push(this.words.mostRewatched(this.place(again)));
    if (drop) {
      const name = drop.loss < biggest!.loss ? 'biggestDropBetween' : 'biggestDrop';
      texts.push(this.words[name](this.place(drop.from + 1)));
    }
    return texts;
  }

  /** Every cell as numbers, below a row of headings. */
  rows(): (string | number)[][] {
    const { rewatches, views, words } = this;
    const [headings, columns] = placeColumns(this.#places);
    const again = rewatches.length > 0;
    return [
      [...headings, words.watching, words.views, ...(again ? [words.rewatches] : [])],
      ...views.map((count, cell) => [
        ...columns(cell),
        Math.round(this.share(cell) * 1e4) / 1e4,
        count,
        ...(again ? [rewatches[cell]!] : []),
      ]),
    ];
  }

  get #places(): CellPlaces {
    const { cellSeconds: seconds, views, words } = this;
    return { cells: views.length, seconds, words, language: this.#language };
  }
}
