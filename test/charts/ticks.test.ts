import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { niceStep, shareAxis, valueAxis } from '../../src/charts/ticks.js';
import { refused } from './arbitraries.js';

const maximum = fc.oneof(
  fc.nat(2000),
  fc.double({ min: 1e-6, max: 10, noNaN: true }),
  fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
);
const counts = fc.integer({ min: 1, max: 12 });
const isNice = (step: number) => ['1', '2', '5'].includes(step.toExponential().split('e')[0]!);

describe('an axis of values', () => {
  test('goes from 0 to its highest tick in equal, round steps, and holds the maximum', () => {
    fc.assert(
      fc.property(maximum, counts, (max, count) => {
        const { max: top, ticks } = valueAxis(max, count);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBe(top);
        expect(top).toBeGreaterThanOrEqual(max);
        expect(ticks.length - 1).toBeLessThanOrEqual(count);
        expect(isNice(ticks[1]!)).toBe(true);
        ticks.forEach((tick, i) => expect(tick).toBeCloseTo(i * ticks[1]!, 9));
      }),
    );
  });

  test('has exactly the ticks that d3 gives for the same step', () => {
    fc.assert(
      fc.property(maximum, counts, (max, count) => {
        const { max: top, ticks } = valueAxis(max, count);
        expect(ticks).toEqual(scaleLinear([0, top], [0, 1]).ticks(ticks.length - 1));
      }),
    );
  });

  test('wastes no more than a step of its height', () => {
    fc.assert(
      fc.property(maximum, counts, (max, count) => {
        fc.pre(max > 1e-6);
        const { max: top, ticks } = valueAxis(max, count);
        expect(top - max).toBeLessThan(ticks[1]!);
      }),
    );
  });

  test('takes the smallest step that keeps to the number of ticks', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), counts, (span, count) => {
        const step = niceStep(span, count);
        expect(step * count).toBeGreaterThanOrEqual(span);
        const smaller = step.toExponential().startsWith('5') ? step / 2.5 : step / 2;
        expect(smaller * count).toBeLessThan(span * (1 + 1e-12));
      }),
    );
  });

  test('counts in whole numbers', () => {
    expect(valueAxis(3, 4, 1).ticks).toEqual([0, 1, 2, 3]);
    expect(valueAxis(1, 4, 1).ticks).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.nat(5000), counts, (max, count) => {
        for (const tick of valueAxis(max, count, 1).ticks)
          expect(Number.isInteger(tick)).toBe(true);
      }),
    );
  });

  test('has a height although all values are 0', () => {
    expect(valueAxis(0, 4, 1)).toEqual({ max: 1, ticks: [0, 1] });
    expect(valueAxis(0).max).toBeGreaterThan(0);
  });

  test('writes tenths exactly', () => {
    expect(valueAxis(0.3, 3).ticks).toEqual([0, 0.1, 0.2, 0.3]);
    expect(valueAxis(128_402).ticks).toEqual([0, 50_000, 100_000, 150_000]);
    expect(valueAxis(21.9).ticks).toEqual([0, 10, 20, 30]);
  });

  test('refuses what is no amount', () => {
    fc.assert(
      fc.property(refused, (max) => {
        expect(() => valueAxis(max)).toThrow(RangeError);
      }),
    );
    expect(() => valueAxis(NaN)).toThrow('The maximum is NaN: a chart needs a finite number');
  });
});

describe('an axis of shares', () => {
  test.each([
    [12, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [4, [0, 0.25, 0.5, 0.75, 1]],
    [2, [0, 0.5, 1]],
    [1, [0, 1]],
  ])('in %s steps', (count, ticks) => {
    expect(shareAxis(0.4, count)).toEqual({ max: 1, ticks });
  });

  test('grows where more than every play rewatches', () => {
    expect(shareAxis(1.7, 4)).toEqual({ max: 2, ticks: [0, 0.5, 1, 1.5, 2] });
  });
});
