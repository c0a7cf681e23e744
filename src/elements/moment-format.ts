/** Moments as text, in a language and a time zone. */
import { knownLocale } from './number-format.js';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Mar 1, 2024, 11:30 PM; undefined where it is no moment. @param iso as in ISO 8601 */
export const formatMoment = (iso: string, timeZone = 'UTC', language: string): string | undefined => {
  const date = Date.parse(iso);
  if (Number.isNaN(date)) return undefined;
  const key = `${timeZone} ${language}`;
  let found = formatters.get(key);
  if (!found) {
    const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
    found = new Intl.DateTimeFormat(knownLocale(language), { ...style, timeZone });
    formatters.set(key, found);
  }
  // The time of day is not parted from its a.m. or p.m.
  const parts = found.formatToParts(date);
  return parts
    .map(({ value }, nth) => (parts[nth + 1]?.type === 'dayPeriod' ? value.replace(/ $/, '\u00a0') : value))
    .join('');
};
