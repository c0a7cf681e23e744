import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDays, dayRange, isDay, today, withinRange } from '../../src/stats/calendar-days.js';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Days from `a` to `b`. */
const between = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 864e5;

const start = (last: string, end: string): string => dayRange(undefined, end, last)!.start;

afterEach(() => vi.useRealTimers());

describe('a day', () => {
  it.each(['2012-10-05', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('is %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each(['2023-02-29', '1900-02-29', '2012-04-31', '2012-00-01', '2012-13-01', '2012-10-00', '12-10-05'])(
    'is not %s',
    (text) => expect(isDay(text)).toBe(false),
  );

  it.each(['', '2012-10-5', '2012-10-05T00:00', ' 2012-10-05', '2012/10/05', '20121005', '2012-10-05\n'])(
    'is not written like %j',
    (text) => expect(isDay(text)).toBe(false),
  );

  it('so many days later is so many days away, and back is where it was', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, count) => {
        const to = addDays(from, count);
        expect(between(from, to)).toBe(count);
        expect(addDays(to, -count)).toBe(from);
      }),
    );
  });

  it('beyond the calendar is none', () => {
    expect(addDays('2012-10-05', 1e12)).toBe('');
    expect(addDays('soon', 1)).toBe('');
  });
});

describe('today', () => {
  const zones = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata'];

  it.each([
    // Midnight of the account, to the second.
    ['UTC', '2026-03-01T23:59:59Z', '2026-03-01'],
    ['UTC', '2026-03-02T00:00:00Z', '2026-03-02'],
    ['America/New_York', '2026-03-02T04:59:59Z', '2026-03-01'],
    ['America/New_York', '2026-03-02T05:00:00Z', '2026-03-02'],
    // In summer an hour earlier.
    ['America/New_York', '2026-07-02T03:59:59Z', '2026-07-01'],
    ['America/New_York', '2026-07-02T04:00:00Z', '2026-07-02'],
    // The nights when the clock is changed: one has 23 hours, one 25.
    ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T03:59:59Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00:00Z', '2026-03-09'],
    ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
    ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
    ['Pacific/Pago_Pago', '2027-01-01T10:59:59Z', '2026-12-31'],
    ['Asia/Kolkata', '2026-02-28T18:30:00Z', '2026-03-01'],
  ])('in %s at %s is %s', (zone, now, expected) => {
    expect(today(zone, Date.parse(now))).toBe(expected);
  });

  it('is a day, and never more than a day from that in UTC', () => {
    const time = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, (zone, now) => {
        const there = today(zone, +now);
        expect(isDay(there)).toBe(true);
        expect(Math.abs(between(today('UTC', +now), there))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not ask for the time zone of the machine', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T12:00:00Z') });
    const before = process.env.TZ;
    try {
      for (const zone of zones) {
        process.env.TZ = zone;
        expect(today()).toBe('2026-03-01');
        expect(dayRange(undefined, undefined, '1m')).toEqual({ start: '2026-02-02', end: '2026-03-01' });
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it.each(['Mars/Olympus', 'America/New York'])('in %j is an error that says so', (zone) => {
    expect(() => today(zone)).toThrow(
      new RangeError(`time-zone="${zone}" is not known: write it like America/New_York.`),
    );
  });
});

describe('the range that attributes ask for', () => {
  it('is none where none is set', () => {
    expect(dayRange(undefined, undefined, undefined)).toBe(undefined);
    expect(dayRange('', '', '')).toBe(undefined);
  });

  it('ends today where no end is set, in the account’s time zone', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T12:00:00Z') });
    expect(dayRange('2026-02-01', undefined, undefined)).toEqual({ start: '2026-02-01', end: '2026-03-01' });
    expect(dayRange(undefined, undefined, '7d', 'Pacific/Kiritimati')).toEqual({
      start: '2026-02-24',
      end: '2026-03-02',
    });
  });

  it('with an end alone is that day', () => {
    expect(dayRange(undefined, '2026-02-01', undefined)).toEqual({ start: '2026-02-01', end: '2026-02-01' });
  });

  it('a start goes before a span', () => {
    expect(dayRange('2026-02-01', '2026-02-03', '30d')).toEqual({ start: '2026-02-01', end: '2026-02-03' });
  });

  it.each([
    ['1d', '2026-03-15', '2026-03-15'],
    ['30d', '2026-03-15', '2026-02-14'],
    ['4w', '2026-03-15', '2026-02-16'],
    ['1m', '2026-03-15', '2026-02-16'],
    ['6m', '2026-03-15', '2025-09-16'],
    ['1y', '2026-03-15', '2025-03-16'],
    // A whole month, whatever its length.
    ['1m', '2026-01-31', '2026-01-01'],
    ['1m', '2026-02-28', '2026-02-01'],
    ['1m', '2024-02-29', '2024-02-01'],
    ['1m', '2026-04-30', '2026-04-01'],
    ['3m', '2026-03-31', '2026-01-01'],
    ['1y', '2026-12-31', '2026-01-01'],
    // Where the month before is too short for the day.
    ['1m', '2026-03-29', '2026-02-28'],
    ['1m', '2026-03-30', '2026-02-28'],
    ['1m', '2024-03-30', '2024-02-29'],
    ['1m', '2026-05-30', '2026-04-30'],
    ['1y', '2024-02-28', '2023-02-28'],
    ['12m', '2024-02-28', '2023-02-28'],
  ])('the last %s up to %s begins on %s', (last, end, expected) => {
    expect(start(last, end)).toBe(expected);
  });

  it('of days and weeks has so many days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 1830 }), fc.constantFrom('d', 'w'), (end, count, unit) => {
        const days = between(start(`${count}${unit}`, end), end) + 1;
        expect(days).toBe(count * (unit === 'w' ? 7 : 1));
      }),
    );
  });

  it('of months and years has as many as the calendar, give or take the length of a month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.constantFrom('m', 'y'), (end, count, unit) => {
        const months = count * (unit === 'y' ? 12 : 1);
        const days = between(start(`${count}${unit}`, end), end) + 1;
        expect(Math.abs(days - months * 30.4375)).toBeLessThan(4);
      }),
    );
  });

  it('never begins earlier when it ends a day later', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), fc.constantFrom('d', 'w', 'm', 'y'), (end, n, unit) => {
        const last = `${n}${unit}`;
        expect(start(last, addDays(end, 1)) >= start(last, end)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['30', 'last="30" cannot be read: write it like 30d.'],
    ['0d', 'last="0d" cannot be read: write it like 30d.'],
    ['-1d', 'last="-1d" cannot be read'],
    ['1.5m', 'last="1.5m" cannot be read'],
    ['30D', 'last="30D" cannot be read'],
    ['30 days', 'last="30 days" cannot be read'],
    ['9999y', 'last="9999y" cannot be read'],
    ['99999d', 'last="99999d" cannot be read'],
    ['constructor', 'last="constructor" cannot be read'],
    ['d', 'last="d" cannot be read'],
  ])('says how to write a span that is %j', (last, message) => {
    expect(() => dayRange(undefined, '2026-03-01', last)).toThrow(message);
  });

  it.each<[string | undefined, string | undefined, string | undefined, string]>([
    ['last week', undefined, undefined, '"last week" is not a date: write it like 2012-10-05.'],
    [undefined, '2026-02-30', undefined, '"2026-02-30" is not a date: write it like 2012-10-05.'],
    [undefined, 'soon', '30d', '"soon" is not a date: write it like 2012-10-05.'],
    ['2026-03-02', '2026-03-01', undefined, 'start-date 2026-03-02 is after end-date 2026-03-01: swap them.'],
  ])('says what is wrong with start %j, end %j, last %j', (from, to, last, message) => {
    expect(() => dayRange(from, to, last)).toThrow(new RangeError(message));
  });

  it('whatever is written there is a range of days, or a RangeError with a sentence', () => {
    const text = fc.oneof(day, fc.string(), fc.stringMatching(/^\d{1,5}[dwmyx]$/), fc.constant(undefined));
    fc.assert(
      fc.property(text, text, text, (from, to, last) => {
        try {
          const range = dayRange(from, to, last);
          if (!from && !to && !last) expect(range).toBe(undefined);
          else {
            expect(isDay(range!.start) && isDay(range!.end)).toBe(true);
            expect(range!.start <= range!.end).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/\.$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the rows within a range', () => {
  const rows = fc.array(day.map((date) => ({ date })));

  it('are all of those and no others, oldest first', () => {
    fc.assert(
      fc.property(rows, day, day, (given, a, b) => {
        const range = { start: a < b ? a : b, end: a < b ? b : a };
        const within = withinRange(given, range);
        const dates = within.map(({ date }) => date);
        expect(dates).toEqual([...dates].sort());
        const inside = ({ date }: { date: string }) => date >= range.start && date <= range.end;
        expect(new Set(within)).toEqual(new Set(given.filter(inside)));
        expect(within).toHaveLength(given.filter(inside).length);
      }),
    );
  });

  it('are all without a range, and the given rows stay in their order', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const before = [...given];
        expect(withinRange(given)).toHaveLength(given.length);
        expect(given).toEqual(before);
      }),
    );
  });

  it('holds both ends', () => {
    const given = ['2026-03-01', '2026-03-02', '2026-03-03'].map((date) => ({ date }));
    expect(withinRange(given, { start: '2026-03-01', end: '2026-03-03' })).toEqual(given);
    expect(withinRange(given, { start: '2026-03-02', end: '2026-03-02' })).toEqual([given[1]]);
  });
});
