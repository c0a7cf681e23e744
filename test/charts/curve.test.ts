/** Decimation and paths: what reaches the screen. */
import { line } from 'd3-shape';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curvePoints, decimate, runs, straighten } from '../../src/charts/decimate.js';
import { areaPath, barPath, linePath } from '../../src/charts/path.js';
import { cellScale, linearScale, pointScale } from '../../src/charts/scale.js';
import { checkSeries } from '../../src/charts/series.js';
import { valueAxis } from '../../src/charts/ticks.js';
import { amounts, ends, refused } from './arbitraries.js';

const columns = fc.integer({ min: 1, max: 60 });

/** Absolute coordinates of path data, and its commands. */
const read = (path: string) => {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, command, text] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = text ? text.split(',').map(Number) : [];
    if (command === 'M' || command === 'L') {
      xs.push(numbers[0]!);
      ys.push(numbers[1]!);
    } else if (command === 'H') xs.push(numbers[0]!);
    else if (command === 'V') ys.push(numbers[0]!);
    else expect(['Z', 'h']).toContain(command);
  }
  return { xs, ys, commands: path.replace(/[^A-Za-z]/g, '') };
};

describe('decimation', () => {
  test('keeps the lowest and highest of every pixel column, the first and the last', () => {
    fc.assert(
      fc.property(amounts(1), columns, (values, width) => {
        const kept = [...decimate(values, width)];
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(values.length - 1);
        for (let column = 0; column < width; column++) {
          const from = Math.floor((column * values.length) / width);
          const to = Math.floor(((column + 1) * values.length) / width);
          if (from === to) continue;
          const all = values.slice(from, to);
          const drawn = kept.filter((i) => i >= from && i < to).map((i) => values[i]!);
          expect(Math.min(...drawn)).toBe(Math.min(...all));
          expect(Math.max(...drawn)).toBe(Math.max(...all));
        }
      }),
    );
  });

  test('goes forward, and keeps two a column and the ends at most', () => {
    fc.assert(
      fc.property(amounts(), columns, (values, width) => {
        const kept = [...decimate(values, width)];
        expect(kept.length).toBeLessThanOrEqual(2 * width + 2);
        kept.forEach((index, i) => i && expect(index).toBeGreaterThan(kept[i - 1]!));
      }),
    );
  });

  test('leaves out nothing where every value has room', () => {
    fc.assert(
      fc.property(amounts(0, 120), (values) => {
        expect([...decimate(values, 60)]).toEqual([...values.keys()]);
      }),
    );
    expect(decimate(new Array<number>(120).fill(5), 60).length).toBe(120);
  });

  test('of a part answers as of the part alone', () => {
    fc.assert(
      fc.property(amounts(1), columns, fc.nat(), fc.nat(), (values, width, a, b) => {
        const [from, to] = [a % values.length, b % values.length].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const alone = [...decimate(values.slice(from, to), width)].map((i) => i + from);
        expect([...decimate(values, width, from, to)]).toEqual(alone);
      }),
    );
  });

  test('takes typed arrays as it takes arrays', () => {
    fc.assert(
      fc.property(amounts(), columns, (values, width) => {
        expect(decimate(Float64Array.from(values), width)).toEqual(decimate(values, width));
      }),
    );
  });

  test('keeps a spike of one in a million', () => {
    const values = new Float64Array(1e6).fill(7);
    values[123_456] = 90;
    values[654_321] = 0;
    const kept = new Set(decimate(values, 900));
    expect(kept.size).toBeLessThanOrEqual(1802);
    for (const index of [0, 123_456, 654_321, 999_999]) expect(kept.has(index)).toBe(true);
  });

  test('refuses a value that is none, and says which', () => {
    fc.assert(
      fc.property(amounts(1), fc.nat(), refused, columns, (values, n, wrong, width) => {
        const at = n % values.length;
        values[at] = wrong;
        expect(() => decimate(values, width)).toThrow(`value[${at}] is `);
        expect(() => checkSeries(values, 'rewatch_data')).toThrow(`rewatch_data[${at}] is `);
      }),
    );
    expect(() => checkSeries([1, NaN], 'play_count')).toThrow(
      'play_count[1] is NaN: a chart needs a finite number from 0 up there.',
    );
  });

  test('the check of a series tells its maximum', () => {
    fc.assert(
      fc.property(amounts(), (values) => {
        expect(checkSeries(values)).toBe(Math.max(0, ...values));
      }),
    );
  });
});

describe('a curve', () => {
  const shapes = fc.record({
    values: amounts(1),
    columns,
    x: ends,
    y: ends,
    rtl: fc.boolean(),
    cells: fc.boolean(),
    top: fc.double({ min: 0, max: 2, noNaN: true }),
  });

  const draw = ({
    values,
    columns,
    x: [left, right],
    y: [top, bottom],
    rtl,
    cells,
    top: share,
  }: {
    values: number[];
    columns: number;
    x: readonly [number, number];
    y: readonly [number, number];
    rtl: boolean;
    cells: boolean;
    top: number;
  }) => {
    const scale = cells ? cellScale : pointScale;
    const x = rtl ? scale(values.length, right, left) : scale(values.length, left, right);
    // An axis that is too low for its values cuts them off at the edge.
    const y = linearScale(0, valueAxis(Math.max(...values) * Math.min(share, 1)).max, bottom, top);
    return { points: curvePoints(values, x, y, columns), left, right, top, bottom, x, y };
  };

  test('never leaves the box, and is written with one decimal', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { points, left, right, top, bottom } = draw(shape);
        for (const path of [linePath(points), areaPath(points, bottom)]) {
          expect(path).toMatch(/^M[\d.,LVHhZ]+$/);
          expect(path).not.toMatch(/\.\d\d|\.0|e/);
          const { xs, ys } = read(path);
          for (const x of xs) expect(x >= left && x <= right).toBe(true);
          for (const y of ys) expect(y >= top && y <= bottom).toBe(true);
        }
      }),
    );
  });

  test('shows the highest and the lowest value, and begins and ends with the first and last', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { points, y } = draw(shape);
        const drawn = [...points].filter((_, i) => i % 2);
        expect(Math.min(...drawn)).toBeCloseTo(y(Math.max(...shape.values)), 9);
        expect(Math.max(...drawn)).toBeCloseTo(y(Math.min(...shape.values)), 9);
        expect(drawn[0]).toBe(y(shape.values[0]!));
        expect(drawn.at(-1)).toBe(y(shape.values.at(-1)!));
      }),
    );
  });

  test('from right to left is the mirror image', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const there = draw({ ...shape, rtl: false });
        const back = draw({ ...shape, rtl: true });
        expect(back.points.length).toBe(there.points.length);
        back.points.forEach((value, i) =>
          expect(value).toBeCloseTo(
            i % 2 ? there.points[i]! : there.left + there.right - there.points[i]!,
            6,
          ),
        );
      }),
    );
  });

  test('in cells reaches both edges, and shows a single value as a level line', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { points, left, right } = draw({ ...shape, cells: true, rtl: false });
        expect([points[0], points[points.length - 2]]).toEqual([left, right]);
      }),
    );
    const y = linearScale(0, 10, 100, 0);
    expect(linePath(curvePoints([4], cellScale(1, 0, 50), y, 50))).toBe('M0,60L25,60L50,60');
  });

  test('is written as d3 writes it', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { points } = draw(shape);
        const pairs: [number, number][] = [];
        for (let i = 0; i < points.length; i += 2) pairs.push([points[i]!, points[i + 1]!]);
        fc.pre(pairs.length > 1);
        // The published types lack `digits`.
        const theirs = (line() as unknown as { digits(n: number): ReturnType<typeof line> }).digits(
          1,
        );
        expect(linePath(points)).toBe(theirs(pairs));
      }),
    );
  });

  test('closes its area on the baseline', () => {
    expect(areaPath([0, 3, 5, 1.26, 10, 4], 20)).toBe('M0,3L5,1.3L10,4V20H0Z');
  });

  test('of nothing is nothing, of one point a dot', () => {
    const y = linearScale(0, 1, 100, 0);
    const none = curvePoints([], cellScale(0, 0, 50), y, 50);
    expect([linePath(none), areaPath(none, 100)]).toEqual(['', '']);
    expect(linePath(curvePoints([1], pointScale(1, 0, 50), y, 50))).toBe('M25,0h0');
  });

  test('of zeros lies on the baseline', () => {
    const zeros = new Array<number>(500).fill(0);
    const y = linearScale(0, valueAxis(0).max, 200, 0);
    const { ys } = read(linePath(curvePoints(zeros, cellScale(500, 0, 100), y, 100)));
    expect(new Set(ys)).toEqual(new Set([200]));
  });

  test('of a million values has the points of its columns', () => {
    const values = Float64Array.from({ length: 1e6 }, (_, i) => 500 + 400 * Math.sin(i / 999));
    values[500_001] = 1000;
    const y = linearScale(0, 1000, 200, 0);
    const { xs, ys } = read(linePath(curvePoints(values, cellScale(1e6, 0, 900), y, 900)));
    expect(xs.length).toBeLessThanOrEqual(1804);
    expect(Math.min(...ys)).toBe(0);
  });
});

describe('a curve made straight', () => {
  const curves = fc
    .array(
      // A step of less than a thousandth of a pixel is none that a curve has.
      fc.tuple(
        fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 3, noNaN: true })),
        fc.double({ min: 0, max: 300, noNaN: true }),
      ),
      { maxLength: 300 },
    )
    .chain((steps) => {
      let x = 0;
      const points = steps.flatMap(([step, y]) => [(x += step), y]);
      return fc.boolean().map((rtl) =>
        Float64Array.from(points, (value, i) => (rtl && i % 2 === 0 ? 1000 - value : value)),
      );
    });

  test('passes every point of before within the tolerance, and keeps its ends', () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0, max: 5, noNaN: true }), (points, tolerance) => {
        const kept = straighten(points, tolerance);
        expect([...kept.slice(0, 2), ...kept.slice(-2)]).toEqual([...points.slice(0, 2), ...points.slice(-2)]);
        let next = 2;
        for (let i = 0; i < points.length; i += 2) {
          const [x, y] = [points[i]!, points[i + 1]!];
          const isNext = (at: number) => kept[at] === x && kept[at + 1] === y;
          if (isNext(next)) next = Math.min(next + 2, kept.length - 2);
          const [fromX, fromY, toX, toY] = kept.slice(Math.max(0, next - 2), next + 2) as unknown as number[];
          if (toX === undefined || fromX === toX || isNext(next - 2)) continue;
          const share = (x - fromX!) / (toX - fromX!);
          expect(Math.abs(fromY! + share * (toY! - fromY!) - y)).toBeLessThanOrEqual(tolerance + 1e-6);
        }
      }),
    );
  });

  test('has two points where it was level all along, and keeps a spike', () => {
    const level = Float64Array.from({ length: 400 }, (_, i) => (i % 2 ? 50 : i / 2));
    expect([...straighten(level)]).toEqual([0, 50, 199, 50]);
    level[201] = 10;
    expect([...straighten(level)]).toEqual([0, 50, 99, 50, 100, 10, 101, 50, 199, 50]);
  });

  test('of nothing is nothing, of one point that point', () => {
    expect([...straighten(new Float64Array())]).toEqual([]);
    expect([...straighten(Float64Array.of(3, 4))]).toEqual([3, 4]);
  });
});

describe('gaps', () => {
  const gappy = fc.array(fc.option(fc.nat(9), { freq: 3 }), { maxLength: 60 });

  test('part a series into runs that hold every value and no gap', () => {
    fc.assert(
      fc.property(gappy, (values) => {
        const covered = new Set<number>();
        let before = -1;
        for (const [from, to] of runs(values)) {
          expect(from).toBeGreaterThan(before);
          expect(to).toBeGreaterThan(from);
          for (let i = from; i < to; i++) covered.add(i);
          before = to;
        }
        values.forEach((value, i) => expect(covered.has(i)).toBe(value !== null));
      }),
    );
    expect(runs([null, 1, 0, null, null, 3])).toEqual([
      [1, 3],
      [5, 6],
    ]);
  });

  test('stay free in a curve, which ends at their edges', () => {
    const values = [1, 2, null, 4];
    const x = cellScale(4, 0, 40);
    const y = linearScale(0, 4, 40, 0);
    const paths = runs(values).map(([from, to]) =>
      linePath(curvePoints(values as number[], x, y, 40, from, to)),
    );
    expect(paths).toEqual(['M0,30L5,30L15,20L20,20', 'M30,0L35,0L40,0']);
  });

  test('are refused where they are drawn over', () => {
    expect(() => decimate([1, null, 2] as number[], 10)).toThrow('value[1] is no number');
  });
});

describe('bars', () => {
  test('stay in the box and apart, one for each value, none for a gap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(1000)), { minLength: 1, maxLength: 90 }),
        ends,
        ends,
        fc.boolean(),
        (values, [left, right], [top, bottom], rtl) => {
          const count = values.length;
          const x = rtl ? cellScale(count, right, left) : cellScale(count, left, right);
          const y = linearScale(0, 1000, bottom, top);
          const bars = barPath(values, x, y).split('Z').slice(0, -1).map(read);
          expect(bars.length).toBe(values.filter((value) => value !== null).length);
          let reached = -Infinity;
          for (const { xs, ys } of rtl ? bars.reverse() : bars) {
            expect(Math.min(...xs)).toBeGreaterThanOrEqual(Math.max(left, reached));
            expect(Math.max(...xs)).toBeLessThanOrEqual(right);
            expect(Math.min(...ys)).toBeGreaterThanOrEqual(top);
            expect(Math.max(...ys)).toBe(bottom);
            reached = Math.max(...xs);
          }
        },
      ),
    );
  });

  test('are as high as their values', () => {
    const path = barPath([2, null, 0], cellScale(3, 0, 30), linearScale(0, 4, 40, 0), 0.2);
    expect(path).toBe('M1,40V20H9V40ZM21,40V40H29V40Z');
  });
});
