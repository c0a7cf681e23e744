import type { PropertyDeclarations } from '@lit/reactive-element';
import { daysBefore } from '../charts/calendar.js';
import type { PeriodUnit } from '../charts/calendar.js';
import { byDate } from '../stats/by-date.js';
import type { PublishedDay } from '../stats/by-date.js';
import { dayRange, today } from '../stats/calendar-days.js';
import type { DayRange } from '../stats/calendar-days.js';
import { sayOnce } from '../stats/page-registry.js';
import type { StatsRequest } from '../stats/requests.js';
import { sourceOf } from '../stats/source.js';
import { ChartCursor } from './chart-cursor.js';
import { ChartElement, chartStyles } from './chart-element.js';
import { cursorStyles } from './cursor-styles.js';
import { define } from './define.js';
import { trendWords } from './english/trend.js';
import { wordsFor } from './languages.js';
import { TREND_TYPES, trendGeometry } from './trend-geometry.js';
import type { TrendGeometry, TrendType } from './trend-geometry.js';
import { TrendReading } from './trend-reading.js';
import { trendStyles } from './trend-styles.js';
import { TrendView } from './trend-view.js';
import type { DayField } from './words.js';

/** The days of a reply: those to show, those before, and the day on which it was asked for. */
interface AskedDays {
  range: DayRange;
  before?: DayRange | undefined;
  today: string;
}

const UNITS: readonly PeriodUnit[] = ['day', 'week', 'month'];

/**
 * A figure of an account, a project or a video, day by day.
 *
 * ```html
 * <wistia-trend media-id="993554ba94" last="30d" compare></wistia-trend>
 * Played 4,812 times <wistia-trend media-id="993554ba94" type="sparkline"></wistia-trend> this month.
 * ```
 *
 * Where the days no longer fit, weeks are shown, and then months; each is the sum of its days. A day
 * that the source does not know is a gap, a day with nothing is a zero. What is not over yet (today, and
 * the week and month that it is in) is dashed, and no comparison counts it.
 *
 * @element wistia-trend
 * @attr {string} media-id - Hashed id of the video. Neither this nor `project-id`: the account.
 * @attr {string} project-id - Id of the project.
 * @attr {string} base-url - Address of this element's source, where it differs from the page's.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) fetches when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @attr {string} start-date - First day, `2012-10-05`, in the account's time zone.
 * @attr {string} end-date - Last day, included; today by default.
 * @attr {string} last - Days, weeks, months or years up to the last day: `30d` (default), `4w`, `6m`, `1y`.
 * @attr {'play_count'|'load_count'|'hours_watched'} field - The figure; `play_count` by default.
 * @attr {'area'|'line'|'bar'|'sparkline'} type - `area` by default. A sparkline stands in a sentence, as high as its letters.
 * @attr {boolean} compare - Shows as many days right before as well, and says how the two compare.
 * @attr {'day'|'week'|'month'} group - What a point or bar stands for; by default the shortest that fits.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - A new reply has come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @slot - Fallback, shown until there is a trend, and again if there never is one.
 * @slot loading - Instead of the fallback while loading.
 * @slot empty - Instead of the fallback where no day has a figure.
 * @slot error - Instead of the fallback after an error.
 * @csspart summary - The sentence above the chart.
 * @csspart plot - The chart, with its axes.
 * @csspart tooltip - What stands at the cursor.
 * @cssprop [--wistia-accent=#2949e5] - Colour of the figures.
 * @cssprop [--wistia-soft] - Colour of dates, of small print and of the period before; by default a softer text colour.
 * @cssprop [--wistia-line=#8883] - Colour of the axis and of the line at its top.
 * @cssprop [--wistia-trend-height=12em] - Height of the whole element, also while it loads.
 * @cssprop [--wistia-sparkline-width=5em] - Width of a sparkline.
 * @cssprop [--wistia-sparkline-height=0.9em] - Height of a sparkline, above the line that the text stands on.
 * @cssState loading - No value yet.
 * @cssState ready - Shows a trend.
 * @cssState stale - Shows the last good trend; the newest fetch failed.
 * @cssState empty - No day has a figure.
 * @cssState error - No trend, and an error.
 */
export class WistiaTrend extends ChartElement<PublishedDay[]> {
  static override styles = [chartStyles, cursorStyles, trendStyles];

  static override properties: PropertyDeclarations = {
    field: {},
    // The style sheet reads it.
    type: { reflect: true },
    compare: { type: Boolean },
    group: {},
  };

  /** `play_count` (default), `load_count` or `hours_watched`. */
  declare field?: DayField;
  /** `area` (default), `line`, `bar` or `sparkline`. */
  declare type?: TrendType;
  /** Shows as many days right before as well. */
  declare compare?: boolean;
  /** What a point or bar stands for; by default the shortest that fits. */
  declare group?: PeriodUnit;

  #asked!: AskedDays;
  /** The reply that is shown, and what was asked for then. */
  #reply?: PublishedDay[] | undefined;
  #days!: AskedDays;
  #reading?: TrendReading | undefined;
  #geometry?: TrendGeometry | undefined;
  /** What `#reading` and `#geometry` were made from. */
  #readFrom: unknown[] = [];
  #laidFrom: unknown[] = [];
  #view!: TrendView;
  #cursor?: ChartCursor;

  protected override wanted(): StatsRequest<PublishedDay[]> {
    const { timeZone } = sourceOf(this);
    const now = today(timeZone);
    const range = dayRange(this.startDate, this.endDate, this.last || '30d', timeZone)!;
    // Days to come would only be an empty end, and days before them the wrong ones to compare with.
    if (range.start <= now && range.end > now) range.end = now;
    const before = this.compare ? daysBefore(range.start, range.end) : undefined;
    this.#asked = { range, before, today: now };
    return byDate(this, { start: before?.start ?? range.start, end: range.end });
  }

  protected override received(reply: PublishedDay[]): 'ready' | 'empty' {
    if (reply !== this.#reply) {
      this.#reply = reply;
      this.#days = this.#asked;
    }
    const { range, before, today } = this.#days;
    const field = this.field || 'play_count';
    const language = this.language();
    const words = wordsFor(language, trendWords);
    const from = [reply, field, language, words];
    if (reply.length && !from.every((value, i) => value === this.#readFrom[i])) {
      this.#reading = new TrendReading({ rows: reply, field, range, before, today, language, words });
      this.#readFrom = from;
    }
    return reply.length && this.#reading!.hasFigures ? 'ready' : 'empty';
  }

  protected override forget(): void {
    super.forget();
    this.#reply = this.#geometry = undefined;
    this.#readFrom = this.#laidFrom = [];
    this.#cursor?.reset();
  }

  get #type(): TrendType {
    const { type } = this;
    if (!type || TREND_TYPES.includes(type)) return type || 'area';
    sayOnce(`<wistia-trend>: type="${type}" is not known: take ${TREND_TYPES.join(', ')}.`);
    return 'area';
  }

  get #unit(): PeriodUnit | undefined {
    const { group } = this;
    if (!group || UNITS.includes(group)) return group || undefined;
    sayOnce(`<wistia-trend>: group="${group}" is not known: take ${UNITS.join(', ')}.`);
    return undefined;
  }

  protected override build(): HTMLElement {
    this.#geometry = undefined;
    this.#laidFrom = [];
    this.#view = new TrendView();
    this.#cursor = new ChartCursor(this.#view.plot, {
      count: () => this.#geometry?.periods.length ?? 0,
      indexAt: (share) =>
        this.#type === 'sparkline' ? undefined : this.#geometry?.x.at(share * this.plotWidth),
      rightToLeft: () => this.rightToLeft,
      moved: () => this.#placeCursor(),
    });
    return this.#view.tree;
  }

  protected override write(): void {
    this.#view.write(this.#reading!, this.#type === 'sparkline');
  }

  protected override draw(): void {
    const { plotWidth: width, plotHeight: height, rightToLeft } = this;
    const reading = this.#reading!;
    const type = this.#type;
    const unit = this.#unit;
    const from = [width, height, rightToLeft, reading, type, unit];
    if (!from.every((value, i) => value === this.#laidFrom[i])) {
      const geometry = trendGeometry({ reading, type, unit, width, height, rightToLeft });
      // Without room, as in a hidden tab, the last drawing waits for it.
      if (!geometry) return;
      // The newest day is where a reader begins, and where one who reads on stays.
      const index = this.#geometry ? this.#cursor!.index : Infinity;
      this.#laidFrom = from;
      this.#geometry = geometry;
      this.#cursor!.index = index;
      this.#cursor!.keepInside();
      this.#view.draw(geometry, width, height, rightToLeft);
    }
    this.#placeCursor();
  }

  #placeCursor(): void {
    const geometry = this.#geometry;
    if (!geometry || this.#type === 'sparkline') return;
    const { index, shown } = this.#cursor!;
    this.#view.placeCursor(geometry, this.#reading!, index, shown);
  }

  protected override rows(): (string | number)[][] {
    return this.#reading!.rows();
  }

  protected override sentence(): string {
    return this.#reading!.sentence();
  }

  protected override fileName(): string {
    const { field, start, end } = this.#reading!;
    return `${field}-${this.mediaId || this.projectId || 'account'}-${start}-${end}`;
  }
}

define('wistia-trend', WistiaTrend);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-trend': WistiaTrend;
  }
}
