import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateWidth, fitLabels } from '../../src/charts/labels.js';
import { ends } from './arbitraries.js';

describe('labels along an axis', () => {
  const axes = fc.record({
    ends,
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
    sizes: fc.array(fc.integer({ min: 4, max: 200 }), { minLength: 40, maxLength: 40 }),
    gap: fc.nat(20),
    rtl: fc.boolean(),
  });

  test('stay inside, keep their distance, and keep the order of their ticks', () => {
    fc.assert(
      fc.property(axes, ({ ends: [low, high], shares, sizes, gap, rtl }) => {
        const positions = shares.map((share) => low + share * (high - low)).sort((a, b) => a - b);
        if (rtl) positions.reverse();
        const placed = fitLabels(positions, sizes, low, high, gap);
        placed.forEach(({ index, middle }, i) => {
          expect(middle - sizes[index]! / 2).toBeGreaterThanOrEqual(low);
          expect(middle + sizes[index]! / 2).toBeLessThanOrEqual(high);
          const before = placed[i - 1];
          if (!before) return;
          expect(index).toBeGreaterThan(before.index);
          const room =
            Math.abs(middle - before.middle) - (sizes[index]! + sizes[before.index]!) / 2;
          expect(room).toBeGreaterThanOrEqual(gap);
        });
        if (positions.some((_, i) => sizes[i]! <= high - low)) expect(placed).not.toEqual([]);
      }),
    );
  });

  test('stand at their ticks, the outer ones moved inside', () => {
    expect(fitLabels([0, 50, 100], [20, 20, 20], 0, 100)).toEqual([
      { index: 0, middle: 10 },
      { index: 1, middle: 50 },
      { index: 2, middle: 90 },
    ]);
  });

  test('are halved in number until they fit, the first one stays', () => {
    const positions = [0, 10, 20, 30, 40, 50, 60, 70, 80];
    const kept = (size: number) =>
      fitLabels(
        positions,
        positions.map(() => size),
        -50,
        130,
        2,
      ).map(({ index }) => index);
    expect(kept(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(kept(9)).toEqual([0, 2, 4, 6, 8]);
    expect(kept(30)).toEqual([0, 4, 8]);
    expect(kept(180)).toEqual([0]);
    expect(kept(181)).toEqual([]);
  });
});

test('the estimated width of a text grows with the text, its size and its script', () => {
  expect(estimateWidth('', 12)).toBe(0);
  expect(estimateWidth('0:00', 12)).toBeLessThan(estimateWidth('0:00:00', 12));
  expect(estimateWidth('24 Oct', 24)).toBe(2 * estimateWidth('24 Oct', 12));
  expect(estimateWidth('10月', 10)).toBeGreaterThan(estimateWidth('10M', 10));
  expect(estimateWidth('🐱', 10)).toBe(10);
  expect(estimateWidth('a a', 10)).toBeLessThan(estimateWidth('aaa', 10));
});
