const STYLES = {
  /** 1,234 */
  count: {},
  /** 1.2K */
  compact: { notation: 'compact', maximumFractionDigits: 1 },
  /** 64%, of 0 to 1 */
  percent: { style: 'percent' },
  /** 64.3%, of 0 to 1 */
  finePercent: { style: 'percent', maximumFractionDigits: 1 },
} satisfies Record<string, Intl.NumberFormatOptions>;

/** One formatter for all numbers of a kind in a language: they are dear to make. */
const formatters = new Map<string, Intl.NumberFormat>();

/** The number as text. @param language as in `lang`; where Intl cannot read it, the browser's */
export const formatNumber = (
  value: number,
  style: keyof typeof STYLES,
  language: string,
): string => {
  const key = `${style} ${language}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    let locales: string | undefined = language || undefined;
    try {
      Intl.getCanonicalLocales(locales);
    } catch {
      locales = undefined;
    }
    formatters.set(key, (formatter = new Intl.NumberFormat(locales, STYLES[style])));
  }
  return formatter.format(value);
};
