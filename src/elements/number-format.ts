const STYLES = {
  /** 1,234 */
  count: {},
  /** 1,235 */
  whole: { maximumFractionDigits: 0 },
  /** 21.9 */
  tenths: { maximumFractionDigits: 1 },
  /** 1.2K */
  compact: { notation: 'compact', maximumFractionDigits: 1 },
  /** 64%, of 0 to 1 */
  percent: { style: 'percent' },
  /** 64.3%, of 0 to 1 */
  finePercent: { style: 'percent', maximumFractionDigits: 1 },
} satisfies Record<string, Intl.NumberFormatOptions>;

export type NumberStyle = keyof typeof STYLES;

/** One formatter for all numbers of a kind in a language: they are dear to make. */
const formatters = new Map<string, Intl.NumberFormat>();

/** A language as in `lang`, where Intl can read it; otherwise the browser's own. */
export const knownLocale = (language: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(language || undefined)[0];
  } catch {
    return undefined;
  }
};

const formatterOf = (
  style: string,
  language: string,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat => {
  const key = `${style} ${language}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatters.set(key, (formatter = new Intl.NumberFormat(knownLocale(language), options)));
  }
  return formatter;
};

/** The number as text. @param language as in `lang`; where Intl cannot read it, the browser's */
export const formatNumber = (value: number, style: NumberStyle, language: string): string =>
  formatterOf(style, language, STYLES[style]).format(value);

/** A length of time in words: 4 minutes 10 seconds. @param duration in seconds */
export const formatLength = (duration: number, language: string): string => {
  const whole = Math.max(1, Math.floor(duration));
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ] as const;
  return parts
    .flatMap(([n, unit]) =>
      n
        ? formatterOf(unit, language, { style: 'unit', unit, unitDisplay: 'long' }).format(n)
        : [],
    )
    .join(' ');
};
