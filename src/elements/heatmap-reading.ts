/** What a heatmap's cells say, in levels and in words. No page is asked. */
import { peak } from '../charts/engagement.js';
import { MOST_VIEWED, colourTable, shadeTable } from '../charts/palette.js';
import { checkSeries } from '../charts/series.js';
import type { Series } from '../charts/series.js';
import { resample, shareLevel, shareShade, viewLevel } from '../charts/strip.js';
import { placeColumns, placeText } from './cell-place.js';
import type { CellPlaces } from './cell-place.js';
import { formatNumber } from './number-format.js';
import type { HeatmapWords } from './english/heatmap.js';

/** What is counted: the views of one viewer; of all; those of them that were not the first of a play. */
export type HeatmapCounts = 'watched' | 'engagement_data' | 'rewatch_data';

/** Where a reading comes from. */
export interface HeatmapSource {
  counts: HeatmapCounts;
  /** The counts, per cell. */
  views: Series;
  /** Of `engagement_data` and `rewatch_data` the other one; undefined or empty where it is not known. */
  others?: Series | undefined;
  /** Seconds per cell; undefined where they cannot be known. */
  cellSeconds: number | undefined;
  words: HeatmapWords;
  /** As in `lang`. */
  language: string;
}

/** A heatmap, read. Cells count from 0. */
export class HeatmapReading {
  readonly views: Series;
  readonly counted: HeatmapCounts;
  readonly cellSeconds: number | undefined;
  /** The highest count. */
  readonly max: number;
  readonly words: HeatmapWords;
  readonly #others: Series;
  readonly #language: string;

  /** @throws RangeError where a value cannot be drawn */
  constructor({ counts, views, others = [], cellSeconds, words, language }: HeatmapSource) {
    this.max = checkSeries(views, counts);
    checkSeries(others, counts === 'rewatch_data' ? 'engagement_data' : 'rewatch_data');
    this.views = views;
    this.counted = counts;
    this.cellSeconds = cellSeconds;
    this.words = words;
    this.#others = others;
    this.#language = language;
  }

  /** They are one viewer’s. */
  get single(): boolean {
    return this.counted === 'watched';
  }

  /** The cells as `pixels` views, the highest of what each covers. */
  resampled(pixels: number): Series {
    return pixels < this.views.length ? resample(this.views, pixels) : this.views;
  }

  /** From 0, not viewed, to `levels - 1`. One viewer’s are counted, many viewers’ are shares of the most. */
  level(views: number, levels: number): number {
    return this.single
      ? Math.min(levels - 1, viewLevel(views))
      : shareLevel(views, this.max, levels);
  }

  /** When the cell begins. */
  place(cell: number): string {
    return placeText(cell, this.#places);
  }

  /** How often the cell was viewed. */
  counts(cell: number): string[] {
    const views = this.views[cell]!;
    if (this.single) return [this.words.watchedTimes(views, this.#number(views))];
    const other = this.#others[cell];
    const again = this.counted === 'rewatch_data';
    return [this.#count(views, again), ...(other === undefined ? [] : [this.#count(other, !again)])];
  }

  /** The colours that `shade` counts, as RGBA bytes. */
  table(colours: readonly string[]): Uint8ClampedArray {
    return this.single ? colourTable(colours) : shadeTable(colours);
  }

  /** Which of `shades` colours so many views have: one viewer’s levels, or many viewers’ in fine shades. */
  shade(views: number, shades: number): number {
    return this.single
      ? this.level(views, shades)
      : shareShade(views, this.max, shades, MOST_VIEWED);
  }

  /** What the colours mean: texts, and the shades that each speaks of. */
  legend(shades: number): [text: string, shades: number[]][] {
    if (this.single) return this.words.watchLevels.slice(0, shades).map((text, level) => [text, [level]]);
    const some = [0.35, 0.65, 1].map((share) => Math.round(share * (shades - 2)));
    return [
      [this.words.none, [0]],
      [
        this.words.upTo(this.#count(this.max, this.counted === 'rewatch_data')),
        [...some, shades - 1],
      ],
    ];
  }

  /** What is worth knowing at a glance. */
  summary(): string {
    const { views, counted } = this;
    const texts: string[] = [];
    const moment = (name: 'mostWatched' | 'mostRewatched', counts: Series) => {
      const at = peak(counts);
      if (at !== undefined) texts.push(this.words[name](this.place(at)));
    };
    if (this.single) {
      const seen = Array.prototype.filter.call(views, (count: number) => count > 0).length;
      texts.push(this.words.watchedSoFar(formatNumber(seen / views.length, 'percent', this.#language)));
    }
    if (counted === 'rewatch_data') moment('mostRewatched', views);
    else if (!this.single || this.max > 1) moment('mostWatched', views);
    if (counted === 'engagement_data') moment('mostRewatched', this.#others);
    return texts.join(' · ');
  }

  /** Every cell as numbers, below a row of headings. */
  rows(): (string | number)[][] {
    const { counted, words } = this;
    const swapped = counted === 'rewatch_data';
    const [views, again] = swapped ? [this.#others, this.views] : [this.views, this.#others];
    const count = this.views.length;
    const [headings, columns] = placeColumns(this.#places);
    const values: [string, Series][] = [
      [words.views, views],
      [words.rewatches, again],
    ];
    const known = values.filter(([, series]) => series.length);
    return [
      [...headings, ...known.map(([heading]) => heading)],
      ...Array.from({ length: count }, (_, cell) => [
        ...columns(cell),
        ...known.map(([, series]) => series[cell] ?? 0),
      ]),
    ];
  }

  get #places(): CellPlaces {
    const { cellSeconds: seconds, views, words } = this;
    return { cells: views.length, seconds, words, language: this.#language };
  }

  #number(value: number): string {
    return formatNumber(value, 'count', this.#language);
  }

  #count(value: number, again: boolean): string {
    return this.words[again ? 'rewatchCount' : 'viewCount'](value, this.#number(value));
  }
}
