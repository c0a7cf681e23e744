/** Calendar days as text, in a language. They are counted in UTC, and so never shifted. */
import { knownLocale } from './number-format.js';

const STYLES = {
  /** 24 Oct */
  day: { day: 'numeric', month: 'short' },
  /** 24 Oct 2025 */
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  /** Sat, 24 Oct */
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  /** Sat, 24 Oct 2025 */
  weekdayOfYear: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  /** Oct */
  month: { month: 'short' },
  /** Oct 2025 */
  monthOfYear: { month: 'short', year: 'numeric' },
  /** 2025 */
  year: { year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DayStyle = keyof typeof STYLES;

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatter = (style: DayStyle, language: string): Intl.DateTimeFormat => {
  const key = `${style} ${language}`;
  let found = formatters.get(key);
  if (!found) {
    // Days are those of the calendar that the API counts in, also where people use another.
    const options = { ...STYLES[style], timeZone: 'UTC', calendar: 'gregory' };
    formatters.set(key, (found = new Intl.DateTimeFormat(knownLocale(language), options)));
  }
  return found;
};

/** @param day `2012-10-05` */
export const formatDay = (day: string, style: DayStyle, language: string): string =>
  formatter(style, language).format(Date.parse(day));

/** First and last day, as short as the language allows: 5 – 11 Oct. */
export const formatDays = (start: string, end: string, style: DayStyle, language: string): string =>
  formatter(style, language).formatRange(Date.parse(start), Date.parse(end));

/** The word for today. */
export const todayWord = (language: string): string =>
  new Intl.RelativeTimeFormat(knownLocale(language), { numeric: 'auto' }).format(0, 'day');
