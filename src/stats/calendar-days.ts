/** Calendar days as `2012-10-05`: of the account's time zone, never shifted through the visitor's. */
/** First and last day, both included. */
export interface DayRange {
  start: string;
  end: string;
}

const DAY = 864e5;

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;

/** The day `count` days after `day`. */
export const addDays = (day: string, count: number): string => {
  const time = Date.parse(day) + count * DAY;
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : '';
};

/** Today in a time zone of the IANA list, such as `America/New_York`. */
export const today = (timeZone = 'UTC', now = Date.now()): string =>
  // Swedish writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv', { timeZone }).format(now);

/**
 * The days that `start-date`, `end-date` and `last` ask for; undefined where none of them is set.
 * `last` is a number of days, weeks, months or years that ends today: `30d`, `4w`, `6m`, `1y`.
 * @throws RangeError with a full sentence where one of them cannot be read.
 */
export const dayRange = (
  start: string | undefined,
  end: string | undefined,
  last: string | undefined,
  timeZone?: string,
): DayRange | undefined => {
  if (!start && !end && !last) return undefined;
  const range = { start: start || '', end: end || today(timeZone) };
  if (last && !start) {
    const [, count, unit] = /^(\d{1,4})([dwmy])$/.exec(last) ?? [];
    if (!Number(count)) throw new RangeError(`last="${last}" cannot be read: write it like 30d.`);
    const days = Number(count) * (unit === 'w' ? 7 : 1);
    const from = new Date(addDays(range.end, 1));
    if (unit === 'm') from.setUTCMonth(from.getUTCMonth() - days);
    else if (unit === 'y') from.setUTCFullYear(from.getUTCFullYear() - days);
    else from.setUTCDate(from.getUTCDate() - days);
    range.start = from.toISOString().slice(0, 10);
  }
  range.start ||= range.end;
  for (const day of [range.start, range.end]) {
    if (!isDay(day)) throw new RangeError(`"${day}" is not a date: write it like 2012-10-05.`);
  }
  if (range.start > range.end) {
    throw new RangeError(`start-date ${range.start} is after end-date ${range.end}: swap them.`);
  }
  return range;
};

/** The rows inside the range, oldest first: endpoints differ in order, and a snapshot's file holds every day. */
export const withinRange = <T extends { date: string }>(days: T[], range?: DayRange): T[] =>
  days
    .filter(({ date }) => !range || (date >= range.start && date <= range.end))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
