/** Calendar days as `2012-10-05`, without any time zone: they are counted, never shifted. */
import { checkAmount } from './series.js';

/** Consecutive days with a value each; null where none is known (0 is a value). */
export interface DaySeries {
  /** The first day. */
  start: string;
  values: (number | null)[];
}

/** Lengths of time that days are summed over. */
export type PeriodUnit = 'day' | 'week' | 'month';

/** A day, week or month, cut to the days of the series. */
export interface Period {
  /** First and last day that the value covers. */
  start: string;
  end: string;
  /** Sum over its days; null where none has a value. */
  value: number | null;
  /** Not all of its days are in the sum, or the last of them is not over yet. */
  partial: boolean;
}

const DAY = 864e5;
/** A century and a half: more is no series but a mistake. */
const MOST_DAYS = 54_786;

/** Days since 1970-01-01. */
export const dayNumber = (day: string): number => {
  // Four digits from 1000 on: Date reads the years 0 to 99 as 1900 to 1999.
  const number = /^[1-9]\d{3}-\d\d-\d\d$/.test(day) ? Date.parse(day) / DAY : NaN;
  if (number === number && dayOf(number) === day) return number;
  throw new RangeError(`"${day}" is not a calendar day: write it like 2012-10-05.`);
};

/** The day that is `number` days after 1970-01-01. */
export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** The months since the year 0 of a day's month. */
const monthOf = (number: number): number => {
  const date = new Date(number * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

// Counted from 2000, because Date.UTC takes the year 0 for 1900.
const firstOfMonth = (month: number): number => Date.UTC(2000, month - 24_000) / DAY;

/** The day on or before `number` that begins its week. */
const weekStart = (number: number, firstDay: number): number =>
  // 1970-01-01 was a Thursday, day 4.
  number - ((((number + 4 - firstDay) % 7) + 7) % 7);

/**
 * The rows of a `by_date` reply, in any order, as one value a day: null for a day without a row.
 * @param start First day; the earliest row's by default.
 * @param end Last day; the latest row's by default.
 * @throws RangeError for what is no day, a day twice, no amount, or more than 150 years.
 */
export const daySeries = <Row extends { date: string }>(
  rows: readonly Row[],
  valueOf: (row: Row) => number,
  start?: string,
  end?: string,
): DaySeries => {
  const found = new Map<number, number>();
  for (const row of rows) {
    const day = dayNumber(row.date);
    if (found.has(day)) throw new RangeError(`The day ${row.date} has two rows: keep one.`);
    found.set(day, checkAmount(valueOf(row), `The value of ${row.date}`));
  }
  const days = [...found.keys()].sort((a, b) => a - b);
  const first = start ? dayNumber(start) : days[0];
  const last = end ? dayNumber(end) : days[days.length - 1];
  if (first === undefined || last === undefined) return { start: start ?? end ?? '', values: [] };
  const length = Math.max(0, last - first + 1);
  if (length > MOST_DAYS) {
    throw new RangeError(`${dayOf(first)} to ${dayOf(last)} is too long: take 150 years at most.`);
  }
  return {
    start: dayOf(first),
    values: Array.from({ length }, (_, i) => found.get(first + i) ?? null),
  };
};

/**
 * The series summed by day, week or month.
 * @param firstDay First day of a week, 1 Monday (as in ISO weeks) to 7 Sunday.
 * @param today Not over yet: its period is partial.
 */
export const groupDays = (
  { start, values }: DaySeries,
  unit: PeriodUnit,
  firstDay = 1,
  today?: string,
): Period[] => {
  const periods: Period[] = [];
  if (!values.length) return periods;
  const first = dayNumber(start);
  const stop = first + values.length;
  for (let day = first; day < stop;) {
    const month = monthOf(day);
    const week = weekStart(day, firstDay);
    const [begin, next] =
      unit === 'day'
        ? [day, day + 1]
        : unit === 'week'
          ? [week, week + 7]
          : [firstOfMonth(month), firstOfMonth(month + 1)];
    const end = Math.min(next, stop);
    const known = values.slice(day - first, end - first).filter((value) => value !== null);
    periods.push({
      start: dayOf(day),
      end: dayOf(end - 1),
      value: known.length ? known.reduce((sum, value) => sum + value, 0) : null,
      partial: known.length < next - begin || (!!today && dayOf(next - 1) >= today),
    });
    day = end;
  }
  return periods;
};

/** The shortest unit in which so many days are at least `smallest` pixels apart. */
export const unitThatFits = (days: number, width: number, smallest: number): PeriodUnit => {
  const apart = width / Math.max(1, days);
  return apart >= smallest ? 'day' : apart * 7 >= smallest ? 'week' : 'month';
};

/** Round days along an axis, and what their labels need to name. */
export interface DayTicks {
  unit: 'day' | 'month' | 'year';
  days: string[];
}

/** Steps between ticks: in days, and in months. */
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600];

/**
 * At most `count` ticks from `start` to `end`: every day or other day, starts of weeks, of months,
 * of years. Where none of these lies between the two, the first day alone.
 * @param firstDay First day of a week, 1 Monday to 7 Sunday.
 */
export const dayTicks = (start: string, end: string, count = 6, firstDay = 1): DayTicks => {
  const first = dayNumber(start);
  const last = dayNumber(end);
  for (const step of [...DAY_STEPS, ...MONTH_STEPS.map((months) => -months)]) {
    const days: string[] = [];
    // The last day of the month before begins the count at a month's first day.
    let month = step < 0 ? Math.ceil((monthOf(first - 1) + 1) / -step) * -step : 0;
    let day = step < 0 ? firstOfMonth(month) : step < 7 ? first : weekStart(first + 6, firstDay);
    while (day <= last && days.length <= count) {
      days.push(dayOf(day));
      day = step < 0 ? firstOfMonth((month -= step)) : day + step;
    }
    if (days.length && days.length <= count) {
      return { unit: step > 0 ? 'day' : step > -12 ? 'month' : 'year', days };
    }
    if (!days.length) break;
  }
  return { unit: 'day', days: [start] };
};

/** As many days, right before: what a period is compared with. */
export const daysBefore = (start: string, end: string): { start: string; end: string } => {
  const first = dayNumber(start);
  return { start: dayOf(2 * first - dayNumber(end) - 1), end: dayOf(first - 1) };
};
