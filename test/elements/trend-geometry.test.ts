import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TREND_TYPES, trendGeometry } from '../../src/elements/trend-geometry.js';
import type { TrendLayout } from '../../src/elements/trend-geometry.js';
import { TrendReading } from '../../src/elements/trend-reading.js';
import { addDays } from '../../src/stats/calendar-days.js';
import { english } from '../../src/elements/words.js';

const START = '2026-03-01';
const LATER = '2099-01-01';

const reading = (plays: (number | null)[], today = LATER, before?: (number | null)[]) => {
  const rows = [...(before ?? []), ...plays].flatMap((play_count, i) =>
    play_count === null
      ? []
      : [{ date: addDays(START, i - (before?.length ?? 0)), play_count }],
  );
  return new TrendReading({
    rows,
    field: 'play_count',
    range: { start: START, end: addDays(START, plays.length - 1) },
    before: before && { start: addDays(START, -before.length), end: addDays(START, -1) },
    today,
    language: 'en', words: english,
  });
};

const laid = (read: TrendReading, more: Partial<TrendLayout> = {}) =>
  trendGeometry({
    reading: read,
    type: 'area',
    width: 468,
    height: 130,
    rightToLeft: false,
    ...more,
  })!;

/** How often the pen is put down. */
const strokes = (path: string): number => path.split('M').length - 1;

const numbers = (path: string): number[] => (path.match(/-?[\d.]+/g) ?? []).map(Number);

describe('gaps and zeros', () => {
  test('a line is broken at a gap and goes down to a zero', () => {
    const gap = laid(reading([5, 5, null, 5, 5]), { type: 'line' }).shapes;
    expect(strokes(gap.line)).toBe(2);
    expect(strokes(gap.axis)).toBe(2);
    const zero = laid(reading([5, 5, 0, 5, 5]), { type: 'line' });
    expect(strokes(zero.shapes.line)).toBe(1);
    expect(strokes(zero.shapes.axis)).toBe(1);
    expect(zero.shapes.line).toContain(`L234,${zero.box.bottom}`);
  });

  test('a bar is missing at a gap, and so is the axis below it', () => {
    const { shapes } = laid(reading([5, null, 5]), { type: 'bar' });
    expect(strokes(shapes.bars)).toBe(2);
    expect(strokes(shapes.axis)).toBe(2);
  });

  test('a day between gaps is a dot', () => {
    const { shapes } = laid(reading([null, 5, null]), { type: 'line' });
    expect(shapes.line).toMatch(/^M[\d.,]+h0$/);
  });

  test('nothing but zeros lies on the axis', () => {
    const { shapes, box } = laid(reading([0, 0, 0]), { type: 'line' });
    expect(shapes.line).toBe(`M0,${box.bottom}L234,${box.bottom}L468,${box.bottom}`);
  });
});

describe('what is not over yet', () => {
  const today = addDays(START, 3);

  test.each(['area', 'line', 'sparkline'] as const)('%s: the way to today is a line of its own', (type) => {
    const { shapes, x, y } = laid(reading([4, 3, 2, 1], today), { type });
    expect(strokes(shapes.unfinished)).toBe(1);
    expect(numbers(shapes.unfinished)[0]).toBeCloseTo(x.position(2), 0);
    expect(numbers(shapes.unfinished)[3]).toBeCloseTo(y(1), 0);
    expect(shapes.line).not.toContain(shapes.unfinished.split('L')[1]);
  });

  test('bar: today is not among the bars', () => {
    const { shapes } = laid(reading([4, 3, 2, 1], today), { type: 'bar' });
    expect([strokes(shapes.bars), strokes(shapes['unfinished-bars'])]).toEqual([3, 1]);
  });

  test('today alone is a dot', () => {
    expect(laid(reading([4], START), { type: 'line' }).shapes.line).toMatch(/h0$/);
  });

  test('a week that is cut is not drawn like a whole one', () => {
    // 2026-03-01 is a Sunday, the last day of its week.
    const { shapes } = laid(reading(Array(15).fill(1)), { type: 'bar', unit: 'week' });
    expect([strokes(shapes.bars), strokes(shapes['unfinished-bars'])]).toEqual([2, 1]);
  });
});

describe('grouping', () => {
  const ten = reading(Array(3652).fill(7));

  test.each([
    [30, 468, 'day'],
    [365, 468, 'week'],
    [3652, 468, 'month'],
    [365, 3840, 'day'],
    [30, 100, 'week'],
  ] as const)('%i days in %i pixels: by %s', (days, width, unit) => {
    expect(laid(reading(Array(days).fill(7)), { width }).unit).toBe(unit);
  });

  test('what the page asks for goes before what fits', () => {
    expect(laid(ten, { unit: 'day' }).periods.length).toBe(3652);
    expect(laid(reading([1, 2, 3]), { unit: 'month' }).periods.length).toBe(1);
  });

  test('ten years by day are no more points than pixels can show', () => {
    const { shapes } = laid(ten, { unit: 'day' });
    expect(shapes.line.split('L').length).toBeLessThan(2 * 468 + 2);
  });
});

describe('dates', () => {
  const texts = (read: TrendReading, more: Partial<TrendLayout> = {}) =>
    laid(read, more)
      .labels.slice(1)
      .map(({ text }) => text);

  test('begin with the first day and end with today', () => {
    const month = reading(Array(30).fill(1), addDays(START, 29));
    expect(texts(month).slice(0, 2)).toEqual(['Mar 1', 'today']);
    expect(texts(month, { width: 60 })).toEqual(['today']);
  });

  test('one day has one, in the middle', () => {
    expect(laid(reading([3])).labels[1]).toMatchObject({ anchor: 'middle', x: 234 });
  });

  test('begin at the right end from right to left', () => {
    const [, first, last] = laid(reading(Array(30).fill(1)), { rightToLeft: true }).labels;
    expect([first!.x, last!.x]).toEqual([468, 0]);
  });
});

test('whatever comes, everything stands inside, and a mirrored chart is the same chart', () => {
  const value = fc.oneof(fc.nat(50), fc.constant(null), fc.double({ min: 0, max: 1e9, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 400 }),
      fc.constantFrom(...TREND_TYPES),
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 600 }),
      fc.boolean(),
      (plays, type, width, height, compare) => {
        const today = addDays(START, plays.length - 1);
        const read = reading(plays, today, compare ? plays : undefined);
        if (!read.hasFigures) return;
        const one = trendGeometry({ reading: read, type, width, height, rightToLeft: false });
        const other = trendGeometry({ reading: read, type, width, height, rightToLeft: true });
        expect(!one).toBe(!other);
        if (!one || !other) return;
        for (const [shape, path] of Object.entries(one.shapes)) {
          expect(path).not.toMatch(/NaN|Infinity|e[-+]/);
          for (const number of numbers(path)) {
            expect(number).toBeGreaterThanOrEqual(0);
            expect(number).toBeLessThanOrEqual(Math.max(width, height));
          }
          expect(strokes(other.shapes[shape as keyof typeof other.shapes])).toBe(strokes(path));
        }
        one.periods.forEach((_, i) => {
          expect(one.x.position(i) + other.x.position(i)).toBeCloseTo(width, 6);
          expect(one.x.at(one.x.position(i))).toBe(i);
        });
      },
    ),
  );
});
