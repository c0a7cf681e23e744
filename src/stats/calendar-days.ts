/** Calendar days as `2012-10-05`: of the account's time zone, never shifted through the visitor's. */
import { fail } from './shape-error.js';
import type { Check } from './shape-error.js';

/** First and last day, both included. */
export interface DayRange {
  start: string;
  end: string;
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** The day `count` days after `day`; empty where there is none. */
export const addDays = (day: string, count: number): string => {
  const date = new Date(Date.parse(day) + count * 864e5);
  return Number.isNaN(+date) ? '' : iso(date);
};

/** Whether a text is a day that the calendar has, written like `2012-10-05`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;

/** A calendar day, `2012-10-05`; what follows it, such as a time, is left out. */
export const day: Check<string> = (value, path) => {
  const days = typeof value === 'string' ? value.slice(0, 10) : '';
  return isDay(days) ? days : fail(path, 'a date such as 2012-10-05', value);
};

// Making a formatter takes longer than a thousand uses of it.
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * Today in a time zone of the IANA list, such as `America/New_York`.
 * @throws RangeError with a full sentence where there is no such zone.
 */
export const today = (timeZone = 'UTC', now = Date.now()): string => {
  let clock = clocks.get(timeZone);
  if (!clock) {
    try {
      // Swedish writes dates as ISO 8601 does.
      clock = new Intl.DateTimeFormat('sv', { timeZone });
    } catch {
      throw new RangeError(`time-zone="${timeZone}" is not known: write it like America/New_York.`);
    }
    clocks.set(timeZone, clock);
  }
  return clock.format(now);
};

// Days and months of a step back.
const STEPS: Record<string, [days: number, months: number]> = {
  d: [1, 0],
  w: [7, 0],
  m: [0, 1],
  y: [0, 12],
};

/** The first of the days, weeks, months or years that end with `end`. */
const firstOfLast = (last: string, end: string): string => {
  const [, count, unit] = /^(\d{1,4})([dwmy])$/.exec(last) ?? [];
  const [days, months] = STEPS[unit!] ?? [NaN, 0];
  const date = new Date(addDays(end, 1 - +count! * days));
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - +count! * months);
  // Where that month is too short, its last day.
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
  if (!(date.getUTCFullYear() > 0 && +count!)) {
    throw new RangeError(`last="${last}" cannot be read: write it like 30d.`);
  }
  return iso(date);
};

const mustBeDay = (day: string): void => {
  if (!isDay(day)) throw new RangeError(`"${day}" is not a date: write it like 2012-10-05.`);
};

/**
 * The days that `start-date`, `end-date` and `last` ask for; undefined where none of them is set.
 * `last` is a number of days, weeks, months or years that ends with the end date, which is today where
 * it is not set: `30d`, `4w`, `6m`, `1y`. A start date goes before it.
 * @throws RangeError with a full sentence where one of them cannot be read.
 */
export const dayRange = (
  start: string | undefined,
  end: string | undefined,
  last: string | undefined,
  timeZone?: string,
): DayRange | undefined => {
  if (!start && !end && !last) return undefined;
  end ||= today(timeZone);
  mustBeDay(end);
  start ||= last ? firstOfLast(last, end) : end;
  mustBeDay(start);
  if (start > end) throw new RangeError(`start-date ${start} is after end-date ${end}: swap them.`);
  return { start, end };
};

/** The rows inside the range, oldest first: endpoints differ in order, and a snapshot's file holds every day. */
export const withinRange = <T extends { date: string }>(days: T[], range?: DayRange): T[] =>
  days
    .filter(({ date }) => !range || (date >= range.start && date <= range.end))
    .sort((a, b) => +(a.date > b.date) || -(a.date < b.date));
