import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  dayNumber,
  dayOf,
  daySeries,
  dayTicks,
  daysBefore,
  groupDays,
  unitThatFits,
} from '../../src/charts/calendar.js';
import type { PeriodUnit } from '../../src/charts/calendar.js';
import { day, refused } from './arbitraries.js';

const units = fc.constantFrom<PeriodUnit>('day', 'week', 'month');
const firstDays = fc.integer({ min: 1, max: 7 });
const gappy = fc.array(fc.option(fc.nat(100), { freq: 4 }), { minLength: 1, maxLength: 200 });
const weekday = (text: string) => new Date(`${text}T00:00Z`).getUTCDay() || 7;

/** Zones with summer time at midnight, and with a day that never was. */
describe.each(['UTC', 'America/Sao_Paulo', 'Pacific/Apia', 'America/New_York'])('in %s', (zone) => {
  const before = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  test('days are counted, never shifted', () => {
    fc.assert(
      fc.property(day, (text) => {
        expect(dayOf(dayNumber(text))).toBe(text);
        expect(dayNumber(dayOf(dayNumber(text) + 1))).toBe(dayNumber(text) + 1);
      }),
    );
    expect([0, 1, 2].map((n) => dayOf(dayNumber('2011-12-29') + n))).toEqual([
      '2011-12-29',
      '2011-12-30',
      '2011-12-31',
    ]);
    expect(groupDays({ start: '2018-10-30', values: new Array(8).fill(1) }, 'month')).toEqual([
      { start: '2018-10-30', end: '2018-10-31', value: 2, partial: true },
      { start: '2018-11-01', end: '2018-11-06', value: 6, partial: true },
    ]);
  });
});

test.each([
  '',
  '2012-10-5',
  '2012-02-30',
  '2012-13-01',
  '0012-01-01',
  '2012-10-05T00:00Z',
  'today',
])('the day %j is refused', (text) => {
  expect(() => dayNumber(text)).toThrow(
    `"${text}" is not a calendar day: write it like 2012-10-05.`,
  );
});

describe('a series of days', () => {
  const row = (date: string, play_count: number) => ({ date, play_count });
  const plays = ({ play_count }: { play_count: number }) => play_count;

  test('puts every row on its day, in any order, and leaves gaps where there is none', () => {
    fc.assert(
      fc.property(day, gappy, fc.nat(), (start, values, seed) => {
        const rows = values.flatMap((value, i) =>
          value === null ? [] : [row(dayOf(dayNumber(start) + i), value)],
        );
        rows.sort((a, b) => ((a.play_count * seed) % 7) - ((b.play_count * seed) % 7));
        const end = dayOf(dayNumber(start) + values.length - 1);
        expect(daySeries(rows, plays, start, end)).toEqual({ start, values });
      }),
    );
  });

  test('goes from the first row to the last, and keeps zeros apart from gaps', () => {
    const rows = [row('2012-10-09', 80), row('2012-10-06', 45), row('2012-10-07', 0)];
    expect(daySeries(rows, plays)).toEqual({ start: '2012-10-06', values: [45, 0, null, 80] });
    expect(daySeries(rows, plays, '2012-10-08')).toEqual({
      start: '2012-10-08',
      values: [null, 80],
    });
    expect(daySeries(rows, plays, '2012-10-05', '2012-10-06').values).toEqual([null, 45]);
  });

  test('of no rows is empty, or as long as was asked for', () => {
    expect(daySeries([], plays)).toEqual({ start: '', values: [] });
    expect(daySeries([], plays, '2012-10-05')).toEqual({ start: '2012-10-05', values: [] });
    expect(daySeries([], plays, undefined, '2012-10-05').values).toEqual([]);
    expect(daySeries([], plays, '2012-10-05', '2012-10-06').values).toEqual([null, null]);
    expect(daySeries([], plays, '2012-10-06', '2012-10-05').values).toEqual([]);
  });

  test('refuses what is no day, no amount, twice there, or without end', () => {
    expect(() => daySeries([row('12-10-05', 1)], plays)).toThrow(
      '"12-10-05" is not a calendar day',
    );
    expect(() => daySeries([row('2012-10-05', 1), row('2012-10-05', 2)], plays)).toThrow(
      'The day 2012-10-05 has two rows: keep one.',
    );
    expect(() => daySeries([], plays, '1000-01-01', '9999-12-31')).toThrow(
      '1000-01-01 to 9999-12-31 is too long: take 150 years at most.',
    );
    fc.assert(
      fc.property(refused, (wrong) => {
        expect(() => daySeries([row('2012-10-05', wrong)], plays)).toThrow(
          'The value of 2012-10-05 is ',
        );
      }),
    );
  });
});

describe('days in groups', () => {
  test('cover every day once, in order', () => {
    fc.assert(
      fc.property(day, gappy, units, firstDays, (start, values, unit, firstDay) => {
        let next = dayNumber(start);
        for (const period of groupDays({ start, values }, unit, firstDay)) {
          expect(dayNumber(period.start)).toBe(next);
          expect(period.end >= period.start).toBe(true);
          next = dayNumber(period.end) + 1;
        }
        expect(next).toBe(dayNumber(start) + values.length);
      }),
    );
  });

  test('keep every sum, of a group and of all', () => {
    fc.assert(
      fc.property(day, gappy, units, firstDays, (start, values, unit, firstDay) => {
        let total = 0;
        for (const period of groupDays({ start, values }, unit, firstDay)) {
          const from = dayNumber(period.start) - dayNumber(start);
          const to = dayNumber(period.end) - dayNumber(start) + 1;
          const known = values.slice(from, to).filter((value) => value !== null);
          expect(period.value).toBe(known.length ? known.reduce((a, b) => a + b, 0) : null);
          total += period.value ?? 0;
        }
        expect(total).toBe(values.reduce<number>((sum, value) => sum + (value ?? 0), 0));
      }),
    );
  });

  test('begin where weeks and months begin, but for the first', () => {
    fc.assert(
      fc.property(day, gappy, firstDays, (start, values, firstDay) => {
        for (const { start: first } of groupDays({ start, values }, 'week', firstDay).slice(1)) {
          expect(weekday(first)).toBe(firstDay);
        }
        for (const { start: first } of groupDays({ start, values }, 'month').slice(1)) {
          expect(first).toMatch(/-01$/);
        }
      }),
    );
  });

  test('are partial exactly if a day is missing at an end or within', () => {
    const length = (unit: PeriodUnit, start: string) =>
      unit === 'day'
        ? 1
        : unit === 'week'
          ? 7
          : new Date(Date.UTC(+start.slice(0, 4), +start.slice(5, 7), 0)).getUTCDate();
    fc.assert(
      fc.property(day, gappy, units, firstDays, (start, values, unit, firstDay) => {
        for (const period of groupDays({ start, values }, unit, firstDay)) {
          const from = dayNumber(period.start) - dayNumber(start);
          const to = dayNumber(period.end) - dayNumber(start) + 1;
          const known = values.slice(from, to).filter((value) => value !== null).length;
          expect(period.partial).toBe(known < length(unit, period.start));
        }
      }),
    );
  });

  test('are partial while they last', () => {
    const values = new Array<number>(14).fill(1);
    const group = (unit: PeriodUnit, today: string) =>
      groupDays({ start: '2026-11-02', values }, unit, 1, today).map(({ partial }) => partial);
    expect(group('week', '2026-11-14')).toEqual([false, true]);
    expect(group('week', '2026-11-15')).toEqual([false, true]);
    expect(group('week', '2026-11-16')).toEqual([false, false]);
    expect(group('day', '2026-11-15')).toEqual([...new Array(13).fill(false), true]);
  });

  test('of days are the days: gaps stay gaps, zeros stay zeros', () => {
    expect(groupDays({ start: '2012-10-05', values: [0, null] }, 'day')).toEqual([
      { start: '2012-10-05', end: '2012-10-05', value: 0, partial: false },
      { start: '2012-10-06', end: '2012-10-06', value: null, partial: true },
    ]);
    expect(groupDays({ start: '', values: [] }, 'week')).toEqual([]);
  });

  test('come in the shortest unit that fits', () => {
    expect(unitThatFits(30, 468, 6)).toBe('day');
    expect(unitThatFits(78, 468, 6)).toBe('day');
    expect(unitThatFits(365, 468, 6)).toBe('week');
    expect(unitThatFits(3650, 468, 6)).toBe('month');
    expect(unitThatFits(0, 468, 6)).toBe('day');
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 40 }),
        (days, width, px) => {
          const unit = unitThatFits(days, width, px);
          const apart = { day: 1, week: 7, month: Infinity }[unit] * (width / Math.max(1, days));
          expect(apart).toBeGreaterThanOrEqual(px);
        },
      ),
    );
  });
});

describe('ticks of days', () => {
  test('are inside, in order, few, and round', () => {
    fc.assert(
      fc.property(
        day,
        fc.nat(30_000),
        fc.integer({ min: 1, max: 15 }),
        firstDays,
        (start, length, count, firstDay) => {
          const end = dayOf(dayNumber(start) + length);
          const { unit, days } = dayTicks(start, end, count, firstDay);
          expect(days.length).toBeGreaterThanOrEqual(1);
          expect(days.length).toBeLessThanOrEqual(count);
          days.forEach((tick, i) => {
            expect(tick >= start && tick <= end).toBe(true);
            if (i) expect(tick > days[i - 1]!).toBe(true);
            if (unit === 'month') expect(tick).toMatch(/-01$/);
            if (unit === 'year') expect(tick).toMatch(/-01-01$/);
          });
          const apart = days.slice(1).map((tick, i) => dayNumber(tick) - dayNumber(days[i]!));
          if (unit === 'day') expect(new Set(apart).size).toBeLessThanOrEqual(1);
          if (unit === 'day' && (apart[0] ?? 0) >= 7) expect(weekday(days[0]!)).toBe(firstDay);
        },
      ),
    );
  });

  test.each([
    ['2012-10-05', '2012-10-05', 6, 'day', ['2012-10-05']],
    [
      '2012-10-05',
      '2012-10-08',
      6,
      'day',
      ['2012-10-05', '2012-10-06', '2012-10-07', '2012-10-08'],
    ],
    [
      '2012-10-05',
      '2012-10-12',
      4,
      'day',
      ['2012-10-05', '2012-10-07', '2012-10-09', '2012-10-11'],
    ],
    [
      '2012-10-05',
      '2012-11-03',
      5,
      'day',
      ['2012-10-08', '2012-10-15', '2012-10-22', '2012-10-29'],
    ],
    ['2012-10-01', '2012-12-31', 3, 'month', ['2012-10-01', '2012-11-01', '2012-12-01']],
    [
      '2012-10-02',
      '2013-12-31',
      4,
      'month',
      ['2013-01-01', '2013-04-01', '2013-07-01', '2013-10-01'],
    ],
    ['2012-10-05', '2015-06-01', 4, 'year', ['2013-01-01', '2014-01-01', '2015-01-01']],
    ['2012-10-05', '2012-10-09', 1, 'day', ['2012-10-08']],
    ['2012-10-09', '2012-10-12', 1, 'day', ['2012-10-09']],
  ])('from %s to %s, at most %s', (start, end, count, unit, days) => {
    expect(dayTicks(start, end, count)).toEqual({ unit, days });
  });
});

test('the days before are as many, and end the day before', () => {
  expect(daysBefore('2012-10-01', '2012-10-30')).toEqual({
    start: '2012-09-01',
    end: '2012-09-30',
  });
  fc.assert(
    fc.property(day, fc.nat(2000), (start, more) => {
      const end = dayOf(dayNumber(start) + more);
      const before = daysBefore(start, end);
      expect(dayNumber(before.end) + 1).toBe(dayNumber(start));
      expect(dayNumber(before.end) - dayNumber(before.start)).toBe(more);
    }),
  );
});
