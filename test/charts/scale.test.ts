import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepInside, plotBox } from '../../src/charts/box.js';
import { cellScale, linearScale, pointScale } from '../../src/charts/scale.js';
import { ends } from './arbitraries.js';

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const domain = fc.double({ min: -1e9, max: 1e9, noNaN: true });

describe('a linear scale', () => {
  test('never leaves its range, whatever it is asked', () => {
    fc.assert(
      fc.property(
        domain,
        domain,
        ends,
        anyNumber,
        fc.boolean(),
        (a, b, [low, high], value, flip) => {
          const scale = flip ? linearScale(a, b, high, low) : linearScale(a, b, low, high);
          expect(scale(value)).toBeGreaterThanOrEqual(low);
          expect(scale(value)).toBeLessThanOrEqual(high);
          expect(scale.invert(value)).toBeGreaterThanOrEqual(Math.min(a, b));
          expect(scale.invert(value)).toBeLessThanOrEqual(Math.max(a, b));
        },
      ),
    );
  });

  test('places values where d3 places them', () => {
    fc.assert(
      fc.property(domain, domain, ends, domain, (a, b, [low, high], value) => {
        const theirs = scaleLinear([a, b], [low, high]).clamp(true);
        expect(linearScale(a, b, low, high)(value)).toBeCloseTo(theirs(value), 6);
      }),
    );
  });

  test('finds the value of a position again', () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ends,
        (top, share, [a, b]) => {
          const scale = linearScale(0, top + 1, b, a);
          const value = share * (top + 1);
          expect(scale.invert(scale(value)) / (top + 1)).toBeCloseTo(share, 9);
        },
      ),
    );
  });

  test('puts a domain of one value into the middle', () => {
    expect(linearScale(0, 0, 10, 20)(0)).toBe(15);
    expect(linearScale(7, 7, 10, 20)(9)).toBe(15);
  });

  test.each([NaN, Infinity, -Infinity])('refuses %s', (value) => {
    const scale = linearScale(0, 10, 0, 100);
    expect(() => scale(value)).toThrow(`A chart cannot place ${value}: it needs a finite number.`);
    expect(() => scale.invert(value)).toThrow(RangeError);
  });
});

describe.each([
  ['cells', cellScale],
  ['points', pointScale],
])('an axis of %s', (_name, make) => {
  const counts = fc.integer({ min: 1, max: 3000 });

  test('finds every value at its own position, from left to right and from right to left', () => {
    fc.assert(
      fc.property(counts, ends, fc.nat(), fc.boolean(), (count, [low, high], n, rtl) => {
        const scale = rtl ? make(count, high, low) : make(count, low, high);
        const index = n % count;
        expect(scale.at(scale.position(index))).toBe(index);
      }),
    );
  });

  test('answers any position with a value of the series, the one that is nearest', () => {
    fc.assert(
      fc.property(
        counts,
        ends,
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        (count, [low, high], px) => {
          const scale = make(count, low, high);
          const found = scale.at(px);
          expect(Number.isInteger(found) && found >= 0 && found < count).toBe(true);
          const away = Math.abs(scale.position(found) - px);
          for (const other of [found - 1, found + 1]) {
            if (other < 0 || other >= count) continue;
            expect(away).toBeLessThanOrEqual(Math.abs(scale.position(other) - px) + 1e-6);
          }
        },
      ),
    );
  });

  test('keeps its order and stays between its ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), ends, (count, [low, high]) => {
        const scale = make(count, low, high);
        const positions = Array.from({ length: count }, (_, i) => scale.position(i));
        expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
        expect(positions[0]).toBeGreaterThanOrEqual(low);
        expect(positions.at(-1)).toBeLessThanOrEqual(high);
      }),
    );
  });

  test('from right to left is its mirror image', () => {
    fc.assert(
      fc.property(counts, ends, fc.nat(), (count, [low, high], n) => {
        const index = n % count;
        const mirrored = make(count, high, low).position(index);
        expect(mirrored).toBeCloseTo(low + high - make(count, low, high).position(index), 6);
      }),
    );
  });

  test('stands a single value in the middle, and answers for an empty series', () => {
    expect(make(1, 10, 30).position(0)).toBe(20);
    expect(make(0, 10, 30).at(12)).toBe(0);
  });
});

test('cells fill the axis without holes, points stand on its ends', () => {
  const cells = cellScale(4, 0, 100);
  expect([0, 1, 2, 3, 4].map((i) => cells.edge!(i))).toEqual([0, 25, 50, 75, 100]);
  expect([0, 24, 25, 99, 100].map(cells.at)).toEqual([0, 0, 1, 3, 3]);
  const points = pointScale(5, 0, 100);
  expect([points.position(0), points.position(4)]).toEqual([0, 100]);
  expect([12, 13, 88].map(points.at)).toEqual([0, 1, 4]);
});

describe('a plot area', () => {
  const fractions = (max: number) => fc.nat(max * 100).map((n) => n / 100);
  const margins = fc.record({
    top: fractions(60),
    bottom: fractions(60),
    start: fractions(90),
    end: fractions(90),
  });
  const length = fractions(4000);

  test('lies in the chart, on whole pixels, and leaves the margins free', () => {
    fc.assert(
      fc.property(length, length, margins, fc.boolean(), (width, height, space, rtl) => {
        const box = plotBox(width, height, space, rtl);
        if (!box) {
          expect(width - space.start - space.end < 2 || height - space.top - space.bottom < 2).toBe(
            true,
          );
          return;
        }
        for (const edge of Object.values(box)) expect(Number.isInteger(edge)).toBe(true);
        expect(box.left).toBeGreaterThanOrEqual(rtl ? space.end : space.start);
        expect(box.right).toBeLessThanOrEqual(width - (rtl ? space.start : space.end));
        expect(box.top).toBeGreaterThanOrEqual(space.top);
        expect(box.bottom).toBeLessThanOrEqual(height - space.bottom);
        expect(box.left).toBeLessThan(box.right);
        expect(box.top).toBeLessThan(box.bottom);
      }),
    );
  });

  test('begins at the right from right to left', () => {
    const space = { top: 8, bottom: 20, start: 40, end: 0 };
    expect(plotBox(300, 200, space)).toMatchObject({ left: 40, right: 300, start: 40, end: 300 });
    expect(plotBox(300, 200, space, true)).toMatchObject({
      left: 0,
      right: 260,
      start: 260,
      end: 0,
    });
  });

  test.each([
    [0, 0],
    [0, 200],
    [30, 200],
    [40, 200],
    [300, 0],
    [NaN, 200],
    [-5, 200],
  ])('is not there in %s × %s pixels', (width, height) => {
    expect(plotBox(width, height, { top: 0, bottom: 0, start: 40, end: 0 })).toBeUndefined();
  });
});

test('what follows the cursor is moved no further than it takes to stay inside', () => {
  fc.assert(
    fc.property(
      ends,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: -500, max: 5000, noNaN: true }),
      ([low, high], share, wanted) => {
        const size = share * (high - low);
        const middle = keepInside(wanted, size, low, high);
        expect(middle - size / 2).toBeGreaterThanOrEqual(low - 1e-9);
        expect(middle + size / 2).toBeLessThanOrEqual(high + 1e-9);
        const fits = wanted - size / 2 >= low && wanted + size / 2 <= high;
        if (fits) expect(middle).toBe(wanted);
      },
    ),
  );
});
