import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrendReading } from '../../src/elements/trend-reading.js';
import type { TrendSource } from '../../src/elements/trend-reading.js';
import { addDays } from '../../src/stats/calendar-days.js';
import { english } from '../../src/elements/words.js';

const START = '2026-03-01';

/** Rows of consecutive days; what is undefined has no row. */
const rowsFrom = (start: string, plays: (number | undefined)[]) =>
  plays
    .map((play_count, i) => ({ date: addDays(start, i), play_count }))
    .filter((row): row is { date: string; play_count: number } => row.play_count !== undefined);

const reading = (
  plays: (number | undefined)[],
  before?: (number | undefined)[],
  more: Partial<TrendSource> = {},
) => {
  const count = plays.length;
  const beforeStart = addDays(START, -count);
  return new TrendReading({
    rows: [...rowsFrom(beforeStart, before ?? []), ...rowsFrom(START, plays)],
    field: 'play_count',
    range: { start: START, end: addDays(START, count - 1) },
    before: before && { start: beforeStart, end: addDays(START, -1) },
    today: '2026-12-31',
    language: 'en', words: english,
    ...more,
  });
};

const days = (count: number, value: number): number[] => Array(count).fill(value);

describe('the sentence', () => {
  test('a total and a comparison', () => {
    expect(reading(days(30, 118), days(30, 100)).sentence()).toBe(
      '3,540 in 30 days, 18% more than the 30 before',
    );
    expect(reading(days(7, 50), days(7, 100)).sentence()).toBe(
      '350 in 7 days, 50% less than the 7 before',
    );
  });

  test('no percentage where there is none', () => {
    expect(reading([3, 4], [0, 0]).sentence()).toBe('7 in 2 days, none in the 2 before');
    expect(reading([0, 0], [0, 0]).sentence()).toBe('0 in 2 days, as many as in the 2 before');
    expect(reading([0, 0], [1, 1]).sentence()).toBe('0 in 2 days, 100% less than the 2 before');
    expect(reading([1000, 1001], [1000, 1000]).sentence()).toBe(
      '2,001 in 2 days, about as many as in the 2 before',
    );
  });

  test('today is in the sum and not in the comparison, on neither side', () => {
    const today = addDays(START, 2);
    expect(reading([110, 110, 5], [100, 100, 900], { today }).sentence()).toBe(
      '225 in 3 days, 10% more than the 3 before, not counting today',
    );
    expect(reading([5], [9], { today: START }).sentence()).toBe('5 today so far');
  });

  test('missing days are told, and compare with nothing', () => {
    expect(reading([4, undefined, 6], [1, 1, 1]).sentence()).toBe('10 in 2 of 3 days');
    expect(reading([4, 5, 6], [1, undefined, 1]).sentence()).toBe('15 in 3 days');
    expect(reading([4, 5, 6], [undefined, undefined, undefined]).sentence()).toBe('15 in 3 days');
  });

  test('one day has a date, one day before a name', () => {
    expect(reading([4], [2]).sentence()).toBe('4 on Mar 1, 100% more than the day before');
  });

  test('hours have their name and a decimal where it matters', () => {
    const hours = (hours_watched: number) =>
      reading([1], undefined, {
        rows: [{ date: START, hours_watched }],
        field: 'hours_watched',
      }).sentence();
    expect(hours(21.94)).toBe('21.9 hours on Mar 1');
    expect(hours(1234.56)).toBe('1,235 hours on Mar 1');
    expect(hours(1)).toBe('1 hour on Mar 1');
    expect(hours(0.97)).toBe('1 hour on Mar 1');
    expect(hours(1.06)).toBe('1.1 hours on Mar 1');
  });
});

describe('days', () => {
  test('a day without a row is no zero', () => {
    expect(reading([1, undefined, 0]).days).toEqual([1, null, 0]);
  });

  test('what a source says of days to come is no figure', () => {
    expect(reading([1, 2, 0, 0], undefined, { today: addDays(START, 1) }).days).toEqual([
      1, 2, null, null,
    ]);
  });

  test('a zero of today is no figure yet: its days settle overnight', () => {
    const read = reading([4, 0, 0], undefined, { today: addDays(START, 2) });
    expect(read.days).toEqual([4, 0, null]);
    expect(read.sentence()).toBe('4 in 3 days');
    expect(read.rows()[3]).toEqual([addDays(START, 2), 0]);
    expect(read.periods('week').map((week) => read.figures(week))).toEqual(['4 plays', '0 plays so far']);
    expect(reading([0], undefined, { today: START }).hasFigures).toBe(false);
  });

  test('rows come in any order, and rows of other days are left out', () => {
    const rows = [...rowsFrom(addDays(START, -5), days(20, 3))].reverse();
    expect(reading([0, 0, 0], undefined, { rows }).days).toEqual([3, 3, 3]);
  });

  test('periods sum up to what the days sum up to, whatever the unit', () => {
    const count = fc.option(fc.nat(1000), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 800, size: 'max' }),
        fc.constantFrom('day', 'week', 'month'),
        (plays, unit) => {
          const read = reading(plays, plays, { today: '2099-01-01' });
          const total = plays.reduce<number>((sum, value) => sum + (value ?? 0), 0);
          const sum = (of: 'value' | 'before') =>
            read.periods(unit).reduce((all, period) => all + (period[of] ?? 0), 0);
          expect(sum('value')).toBe(total);
          expect(sum('before')).toBe(total);
        },
      ),
    );
  });

  test('a day with two rows is refused in a sentence', () => {
    const rows = [...rowsFrom(START, [1, 2]), ...rowsFrom(START, [3])];
    expect(() => reading([1, 2], undefined, { rows })).toThrow(/2026-03-01 has two rows/);
  });
});

describe('a field', () => {
  test.each(['load_count', 'date', 'visitors', 'constructor'])(
    '%s, which is not published, is refused with what there is',
    (field) => {
      expect(() => reading([1], undefined, { field })).toThrow(
        `field="${field}" is not among the figures that the source gives here: play_count.`,
      );
    },
  );
});

describe('words at the cursor', () => {
  test('days, with the day of the week, and today', () => {
    const read = reading([4, 1, 0], [9, 8, 7], { today: addDays(START, 2) });
    const [first, second, last] = read.periods('day');
    expect(read.place(first!, 'day')).toBe('Sun, Mar 1');
    expect(read.placeBefore(first!)).toBe('Thu, Feb 26');
    expect(read.amountBefore(first!)).toBe('9 plays');
    expect(read.figures(second!)).toBe('1 play');
    expect(read.place(last!, 'day')).toBe('today');
    expect(read.figures(last!)).toBe('no figures so far');
    const begun = reading([4, 1], undefined, { today: addDays(START, 1) });
    expect(begun.figures(begun.periods('day')[1]!)).toBe('1 play so far');
  });

  test('in the language asked for', () => {
    const read = reading([4, 0], undefined, { language: 'de', today: addDays(START, 1) });
    const [first, last] = read.periods('day');
    expect(read.place(first!, 'day')).toBe('So., 1. März');
    expect(read.place(last!, 'day')).toBe('heute');
    expect(read.lastDay).toBe('heute');
  });

  test('weeks and months, cut ones by their days', () => {
    const read = reading(days(40, 1));
    const [week] = read.periods('week');
    expect(read.place(week!, 'week')).toBe('Sun, Mar 1');
    expect(read.place(read.periods('week')[1]!, 'week')).toMatch(/^Mar 2\s–\s8$/);
    expect(read.periods('month').map((month) => read.place(month, 'month'))).toEqual([
      'Mar 2026',
      expect.stringMatching(/^Apr 1\s–\s9$/),
    ]);
  });

  test('a week with missing days says so; a day without a figure does too', () => {
    const read = reading([1, 1, undefined, 1, 1, 1, 1, 1, 1]);
    expect(read.figures(read.periods('week')[1]!)).toBe('6 plays, 6 of 7 days');
    expect(read.figures(read.periods('day')[2]!)).toBe('no figures');
  });

  test('years are named where they differ', () => {
    const read = reading(days(3, 1), undefined, { today: '2027-06-01' });
    expect(read.place(read.periods('day')[0]!, 'day')).toBe('Sun, Mar 1, 2026');
    expect(read.day(START, 'day')).toBe('Mar 1, 2026');
  });
});

test('rows have every day, missing ones empty, and the days before beside them', () => {
  expect(reading([4, undefined], [7, 8]).rows()).toEqual([
    ['Date', 'Plays', 'Plays before'],
    ['2026-03-01', 4, 7],
    ['2026-03-02', '', 8],
  ]);
});

test('a table is no longer than one cares to hear, and leaves nothing out', () => {
  const rows = reading(days(365, 2), undefined, { today: '2099-01-01' }).table().slice(1);
  expect(rows.length).toBeLessThan(60);
  const total = rows.reduce((sum, [, figures]) => sum + parseInt(figures!), 0);
  expect(total).toBe(730);
});
