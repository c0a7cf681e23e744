import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourTable } from '../../src/charts/palette.js';
import { paintStrip, resample, shareLevel, viewLevel } from '../../src/charts/strip.js';
import { amounts, refused } from './arbitraries.js';

const pixels = fc.integer({ min: 1, max: 500 });

describe('cells as pixels', () => {
  test('keep the most watched and, each pixel, the highest of what it covers', () => {
    fc.assert(
      fc.property(amounts(1), pixels, (cells, count) => {
        const values = resample(cells, count);
        expect(values.length).toBe(count);
        const width = cells.length / count;
        if (width <= 1) return;
        expect(Math.max(...values)).toBe(Math.max(...cells));
        values.forEach((value, i) => {
          const covered = cells.slice(Math.floor(i * width), Math.ceil((i + 1) * width - 1e-9));
          expect(value).toBeGreaterThanOrEqual(Math.max(...covered));
          expect(cells).toContain(value);
        });
      }),
    );
  });

  test('keep the sum of all views as means', () => {
    fc.assert(
      fc.property(amounts(1), pixels, (cells, count) => {
        fc.pre(cells.length >= count);
        const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
        const mean = (sum(resample(cells, count, 'mean')) * cells.length) / count;
        expect(Math.abs(mean - sum(cells))).toBeLessThanOrEqual(1e-9 * sum(cells));
      }),
    );
  });

  test('are repeated where pixels are more, all of them and in order', () => {
    fc.assert(
      fc.property(amounts(1, 100), fc.integer({ min: 100, max: 500 }), (cells, count) => {
        const values = [...resample(cells, count, 'mean')];
        const changes = values.filter((value, i) => !i || value !== values[i - 1]);
        expect(changes).toEqual(cells.filter((cell, i) => !i || cell !== cells[i - 1]));
      }),
    );
  });

  test('are none without pixels, and empty without cells', () => {
    expect([...resample([1, 2], 0)]).toEqual([]);
    expect([...resample([1, 2], NaN)]).toEqual([]);
    expect([...resample([], 3)]).toEqual([0, 0, 0]);
    expect([...resample([4], 3)]).toEqual([4, 4, 4]);
  });

  test('hold a million', () => {
    const cells = new Float64Array(1e6);
    cells[777_777] = 3;
    const values = resample(cells, 1000);
    expect([values.indexOf(3), values.lastIndexOf(3)]).toEqual([777, 777]);
  });

  test('are refused if they are no amounts', () => {
    fc.assert(
      fc.property(refused, (wrong) => {
        expect(() => resample([0, wrong], 5)).toThrow('cell[1] is ');
      }),
    );
  });
});

describe('levels', () => {
  test.each([
    [0, 0],
    [0.2, 1],
    [1, 1],
    [1.4, 1],
    [2, 2],
    [3, 3],
    [40, 3],
  ])('%s views of one viewer are level %s', (views, level) => {
    expect(viewLevel(views)).toBe(level);
  });

  test('of many viewers rise with the views: 0 for none alone, the last for the maximum', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 256 }),
        (max, a, b, levels) => {
          const low = shareLevel(Math.min(a, b) * max, max, levels);
          const high = shareLevel(Math.max(a, b) * max, max, levels);
          expect(low).toBeGreaterThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(high);
          expect(high).toBeLessThan(levels);
          expect(shareLevel(max, max, levels)).toBe(levels - 1);
        },
      ),
    );
    expect(shareLevel(0, 0)).toBe(0);
    expect(shareLevel(0, 10)).toBe(0);
    expect([1, 3, 4, 6, 7, 9].map((views) => shareLevel(views, 10))).toEqual([1, 1, 2, 2, 3, 3]);
  });
});

describe('a painted strip', () => {
  const table = colourTable(['#000', '#102030', '#fff']);

  test('has the colour of each level, and mirrored the same from the other end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 50 }), (levels) => {
        const bytes = paintStrip(levels, table);
        const mirrored = paintStrip(levels, table, true);
        expect(bytes.length).toBe(levels.length * 4);
        levels.forEach((level, i) => {
          const colour = [...table.subarray(level * 4, level * 4 + 4)];
          const back = (levels.length - 1 - i) * 4;
          expect([...bytes.subarray(i * 4, i * 4 + 4)]).toEqual(colour);
          expect([...mirrored.subarray(back, back + 4)]).toEqual(colour);
        });
      }),
    );
  });

  test('is painted over the one before', () => {
    const target = paintStrip([1, 1], table);
    expect(paintStrip([0, 2], table, false, target)).toBe(target);
    expect([...target]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  });
});
