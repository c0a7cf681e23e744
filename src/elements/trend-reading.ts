/** What a series of days says, in numbers and in words. No page is asked. */
import { dayNumber, dayOf, daySeries, groupDays } from '../charts/calendar.js';
import type { DaySeries, Period, PeriodUnit } from '../charts/calendar.js';
import type { PublishedDay } from '../stats/by-date.js';
import type { DayRange } from '../stats/calendar-days.js';
import { formatDay, formatDays, todayWord } from './day-format.js';
import type { DayStyle } from './day-format.js';
import { formatNumber } from './number-format.js';
import { unpublishedField } from './unpublished-field.js';
import { DAY_FIELDS } from './english/trend.js';
import type { TrendWords } from './english/trend.js';
import type { DayField } from './words.js';

/** Where a reading comes from. */
export interface TrendSource {
  rows: readonly PublishedDay[];
  field: string;
  /** The days that are shown. */
  range: DayRange;
  /** As many days right before, where they are compared with. */
  before?: DayRange | undefined;
  /** In the account's time zone: not over yet. */
  today: string;
  /** As in `lang`. */
  language: string;
  /** Of that language. */
  words: TrendWords;
}

/** A day, week or month, and the days that stand at its place in the period before. */
export interface TrendPeriod extends Period {
  before: number | null;
}

/** So many rows a table holds before its days are summed. */
const TABLE_ROWS = 62;

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

const countKnown = (values: readonly (number | null)[]): number =>
  values.filter((value) => value !== null).length;

/** A reply of days, read. */
export class TrendReading {
  readonly field: DayField;
  readonly today: string;
  readonly start: string;
  readonly end: string;
  /** One value a day; null where none is known. */
  readonly days: readonly (number | null)[];
  /** The same for the period before; empty where nothing is compared, or nothing is known of it. */
  readonly before: readonly (number | null)[];
  readonly #series: DaySeries;
  readonly #beforeStart: string;
  readonly words: TrendWords;
  readonly #language: string;
  /** Today's figure is not known before the day is over. */
  readonly #unsettled: boolean;
  readonly #periods = new Map<PeriodUnit, TrendPeriod[]>();

  /** @throws RangeError where a field is not published, or a value cannot be drawn */
  constructor({ rows, field, range, before, today, language, words }: TrendSource) {
    this.field = field as DayField;
    this.today = today;
    this.#language = language;
    this.words = words;
    const known = rows.filter((row) => row[this.field] !== undefined);
    if (!DAY_FIELDS.includes(this.field) || (rows.length && !known.length)) {
      throw unpublishedField(field, rows[0] ?? {});
    }
    // What a source says of days to come is no figure. Nor is a zero of today: days settle overnight, and
    // it would look like a fall.
    this.#unsettled = known.some((row) => row.date === today && !row[this.field]);
    const past = known.filter(({ date }) => date < today || (date === today && !this.#unsettled));
    const series = ({ start, end }: DayRange) =>
      daySeries(
        past.filter(({ date }) => date >= start && date <= end),
        (row) => row[this.field]!,
        start,
        end,
      );
    this.start = range.start;
    this.end = range.end;
    this.#series = series(range);
    this.days = this.#series.values;
    this.#beforeStart = before?.start ?? '';
    const values = before ? series(before).values : [];
    this.before = countKnown(values) ? values : [];
  }

  /** There is a figure to show. */
  get hasFigures(): boolean {
    return countKnown(this.days) > 0;
  }

  /** Its days, summed by a unit. */
  periods(unit: PeriodUnit): TrendPeriod[] {
    let periods = this.#periods.get(unit);
    if (!periods) {
      const first = dayNumber(this.start);
      periods = groupDays(this.#series, unit, undefined, this.today).map((period) => {
        const values = this.before.slice(
          dayNumber(period.start) - first,
          dayNumber(period.end) - first + 1,
        );
        return { ...period, before: countKnown(values) ? sum(values) : null };
      });
      this.#periods.set(unit, periods);
    }
    return periods;
  }

  readonly #text = (count: number): string => formatNumber(count, 'count', this.#language);

  /** A figure as text: 4,812 or 21.9. */
  number(value: number): string {
    return formatNumber(value, this.#digits(value) ? 'tenths' : 'whole', this.#language);
  }

  /** A figure with its name: 4,812 plays. */
  amount(value: number): string {
    // What is read as one is one: "1 hour" for 0.97.
    return this.words.amount[this.field](+value.toFixed(this.#digits(value)), this.number(value));
  }

  #digits(value: number): 0 | 1 {
    return this.field === 'hours_watched' && value < 100 ? 1 : 0;
  }

  /** A figure on an axis: 4.8K. */
  compact(value: number): string {
    return formatNumber(value, 'compact', this.#language);
  }

  /** A day on an axis. The year is added where it is not this one. */
  day(day: string, style: 'day' | 'month' | 'year'): string {
    return formatDay(day, style === 'year' ? style : this.#styleOf(style), this.#language);
  }

  /** The last day on an axis, which may be today. */
  get lastDay(): string {
    return this.end === this.today ? todayWord(this.#language) : this.day(this.end, 'day');
  }

  /** The days that a period covers. */
  place({ start, end, partial }: Period, unit: PeriodUnit): string {
    if (start === this.today) return todayWord(this.#language);
    if (unit === 'month' && !partial) return formatDay(start, 'monthOfYear', this.#language);
    return this.#daysText(start, end);
  }

  /** The days at the same place in the period before. */
  placeBefore({ start, end }: Period): string {
    const back = dayNumber(this.#beforeStart) - dayNumber(this.start);
    return this.#daysText(dayOf(dayNumber(start) + back), dayOf(dayNumber(end) + back));
  }

  /** The figure of a period, and what is to be known about it. */
  figures({ start, end, value }: Period): string {
    const { soFar, noFigures, ofDays, comma } = this.words;
    const amount = value === null ? noFigures : this.amount(value);
    const isOpen = end >= this.today;
    if (value === null) return isOpen && this.#unsettled ? soFar(amount) : amount;
    const first = dayNumber(this.start);
    const values = this.days.slice(dayNumber(start) - first, dayNumber(end) - first + 1);
    const known = countKnown(values);
    const days = values.length - (isOpen && this.#unsettled ? 1 : 0);
    const text = isOpen ? soFar(amount) : amount;
    return known < days ? [text, ofDays(known, days, this.#text)].join(comma) : text;
  }

  /** Everything in a sentence. */
  sentence(): string {
    const { days, field, start, words } = this;
    const total = field === 'hours_watched' ? this.amount(sum(days)) : this.number(sum(days));
    const comparison = this.#comparison();
    const told = countKnown(days) + (this.#unsettled && this.end >= this.today ? 1 : 0);
    const text =
      days.length > 1
        ? words.inDays(total, told, days.length, this.#text)
        : start === this.today
          ? words.today(total)
          : words.onDay(total, this.day(start, 'day'));
    return [text, ...comparison].join(words.comma);
  }

  /** Whole days with whole days, and only where all of them are known. */
  #comparison(): string[] {
    const { days, before, start, today, words } = this;
    const over = Math.max(0, Math.min(days.length, dayNumber(today) - dayNumber(start)));
    const now = days.slice(0, over);
    const then = before.slice(0, over);
    if (!over || countKnown(now) + countKnown(then) < 2 * over) return [];
    const was = sum(then);
    const ratio = sum(now) / was;
    const share = formatNumber(Math.abs(ratio - 1), 'percent', this.#language);
    const rounded = Math.round(Math.abs(ratio - 1) * 100);
    const count = days.length;
    const text =
      sum(now) === was
        ? words.same(count, this.#text)
        : !was
          ? words.noneBefore(count, this.#text)
          : !rounded
            ? words.aboutSame(count, this.#text)
            : words[ratio > 1 ? 'more' : 'less'](share, count, this.#text);
    return over < count ? [text, words.withoutToday] : [text];
  }

  /** Every day as numbers, below a row of headings. A day that is not known is an empty cell. */
  rows(): (string | number)[][] {
    const { before } = this;
    const compares = before.length > 0;
    const first = dayNumber(this.start);
    return [
      this.#headings(),
      ...this.days.map((value, i) => [
        dayOf(first + i),
        value ?? (this.#unsettled && dayOf(first + i) === this.today ? 0 : ''),
        ...(compares ? [before[i] ?? ''] : []),
      ]),
    ];
  }

  /** The same for those who hear it, in so many rows as one cares to hear. */
  table(): string[][] {
    const { before, days } = this;
    const unit = days.length <= TABLE_ROWS ? 'day' : days.length <= TABLE_ROWS * 7 ? 'week' : 'month';
    const compares = before.length > 0;
    return [
      this.#headings(),
      ...this.periods(unit).map((period) => [
        this.place(period, unit),
        this.figures(period),
        ...(compares ? [this.amountBefore(period)] : []),
      ]),
    ];
  }

  /** The figure at the same place in the period before. */
  amountBefore({ before }: TrendPeriod): string {
    return before === null ? this.words.noFigures : this.amount(before);
  }

  #headings(): string[] {
    const { before, field, words } = this;
    const names = [words.date, words.figure[field]];
    return before.length ? [...names, words.figureBefore[field]] : names;
  }

  #daysText(start: string, end: string): string {
    return start === end
      ? formatDay(start, this.#styleOf('weekday', start), this.#language)
      : formatDays(start, end, this.#styleOf('day', start), this.#language);
  }

  /** Names the year where it is not this one throughout. */
  #styleOf(style: 'day' | 'weekday' | 'month', from = this.start): DayStyle {
    const year = this.today.slice(0, 4);
    return from.startsWith(year) && this.end.startsWith(year) ? style : `${style}OfYear`;
  }
}
