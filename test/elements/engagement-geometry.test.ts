/** Where everything of an engagement graph stands. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CURVES, engagementGeometry } from '../../src/elements/engagement-geometry.js';
import type { Curve, EngagementLayout } from '../../src/elements/engagement-geometry.js';
import { EngagementReading } from '../../src/elements/engagement-reading.js';
import { english } from '../../src/elements/words.js';

const percent = (share: number) => `${Math.round(share * 100)}%`;

const lay = (
  engagement_data: number[],
  layout: Partial<EngagementLayout> & {
    rewatch_data?: number[];
    plays?: number;
    duration?: number;
  } = {},
) => {
  const { rewatch_data, plays, duration, ...rest } = layout;
  return engagementGeometry({
    reading: new EngagementReading({
      reply: { engagement_data, ...(rewatch_data && { rewatch_data }) },
      plays,
      duration,
      withRewatches: true,
      language: 'en', words: english,
    }),
    scale: 'percent',
    hidden: new Set<Curve>(),
    width: 600,
    height: 240,
    rightToLeft: false,
    percent,
    compact: String,
    ...rest,
  });
};

/** Every x and y of path data. */
const coordinates = (path: string) => {
  const numbers = (axis: 'x' | 'y') =>
    [...path.matchAll(/([MLHV])([\d.-]+)(?:,([\d.-]+))?/g)].flatMap(([, command, first, second]) => {
      const value = command === 'V' ? { y: first } : command === 'H' ? { x: first } : { x: first, y: second };
      return value[axis] === undefined ? [] : [Number(value[axis])];
    });
  return { xs: numbers('x'), ys: numbers('y') };
};

const texts = (geometry: ReturnType<typeof lay>) => geometry!.labels.map(({ text }) => text);

describe('a graph', () => {
  const cells = fc.array(fc.nat(5000), { minLength: 1, maxLength: 1200 });

  test('stays inside its size, whatever the reply', () => {
    fc.assert(
      fc.property(
        cells,
        cells,
        fc.record({
          width: fc.integer({ min: 1, max: 4000 }),
          height: fc.integer({ min: 1, max: 900 }),
          rightToLeft: fc.boolean(),
          scale: fc.constantFrom('percent' as const, 'count' as const),
          hidden: fc.subarray([...CURVES]).map((curves) => new Set<Curve>(curves)),
          plays: fc.nat(9000),
          duration: fc.option(fc.integer({ min: 1001, max: 90_000 }), { nil: 0 }),
        }),
        (engagement_data, rewatch_data, layout) => {
          const geometry = lay(engagement_data, { rewatch_data, ...layout });
          if (!geometry) return;
          const { box, lines, areas, grid, labels } = geometry;
          for (const path of [...Object.values(lines), ...Object.values(areas), grid]) {
            const { xs, ys } = coordinates(path);
            for (const x of xs) expect(x >= box.left && x <= box.right).toBe(true);
            // A grid line is sharp half a pixel beside its level.
            for (const y of ys) expect(y >= box.top && y <= box.bottom + 0.5).toBe(true);
          }
          for (const { x, y } of labels) {
            expect(x >= 0 && x <= layout.width && y >= 0 && y <= layout.height).toBe(true);
          }
          for (const curve of layout.hidden) expect(lines[curve]).toBe('');
        },
      ),
      { numRuns: 200 },
    );
  });

  test('has no place without room, as in a hidden tab', () => {
    expect(lay([1, 2], { width: 0 })).toBeUndefined();
    expect(lay([1, 2], { height: 0 })).toBeUndefined();
  });

  test('of one cell, and of nothing but zeros, is level', () => {
    expect(new Set(coordinates(lay([4], { plays: 8 })!.lines.views).ys).size).toBe(1);
    const zeros = lay([0, 0, 0], { plays: 8 })!;
    expect(new Set(coordinates(zeros.lines.views).ys)).toEqual(new Set([zeros.box.bottom]));
  });

  test('of a million cells has no more points than pixels can show', () => {
    const cells = new Array<number>(1e6).fill(1);
    cells[777_777] = 9;
    const { lines, box } = lay(cells, { scale: 'count', duration: 1e6 })!;
    const { xs, ys } = coordinates(lines.views);
    expect(xs.length).toBeLessThan(2.1 * 600);
    expect(Math.min(...ys)).toBeLessThan(box.top + 30);
  });
});

describe('the axes', () => {
  test('of shares go to 100%, however few are watching', () => {
    expect(texts(lay([3, 1], { plays: 10 })).slice(0, 5)).toEqual(['0%', '25%', '50%', '75%', '100%']);
  });

  test('of shares have fewer steps where there is little room', () => {
    expect(texts(lay([3, 1], { plays: 10, height: 120 })).slice(0, 3)).toEqual(['0%', '50%', '100%']);
  });

  test('of counts fit the most views', () => {
    expect(texts(lay([420, 100], { scale: 'count' })).slice(0, 6)).toEqual(['0', '100', '200', '300', '400', '500']);
  });

  test('fit what is left when a curve is hidden', () => {
    const hidden = new Set<Curve>(['views']);
    const shown = lay([400, 100], { rewatch_data: [2, 4], scale: 'count', hidden });
    expect(texts(shown).slice(0, 5)).toEqual(['0', '1', '2', '3', '4']);
  });

  test('say the time of a long video', () => {
    const long = lay(new Array<number>(1000).fill(5), { plays: 5, duration: 3600 });
    expect(texts(long).slice(5)).toEqual(['0:00:00', '0:10:00', '0:20:00', '0:30:00', '0:40:00', '0:50:00', '1:00:00']);
  });

  test('say percent of the video where its length is not known', () => {
    const long = lay(new Array<number>(1000).fill(5), { plays: 5 });
    expect(texts(long).slice(5)).toEqual(['0%', '25%', '50%', '75%', '100%']);
  });

  test('stand at the right, and time goes to the left, from right to left', () => {
    const { labels, box, x } = lay([3, 2, 1], { plays: 4, rightToLeft: true })!;
    expect(labels[0]).toMatchObject({ text: '0%', anchor: 'start' });
    expect(labels[0]!.x).toBeGreaterThan(box.right);
    expect(x.position(0)).toBeGreaterThan(x.position(2));
  });
});

test('the average stands at the engagement, or at the mean of the views', () => {
  // Sharp lines stand up to a pixel beside their level.
  const off = ({ lines, y }: NonNullable<ReturnType<typeof lay>>, value: number) =>
    Math.abs(coordinates(lines.average).ys[0]! - y(value));
  const shares = lay([8, 4], { plays: 10 })!;
  expect(off(shares, 6)).toBeLessThanOrEqual(1);
  const counts = lay([8, 4], { scale: 'count' })!;
  expect(off(counts, 6)).toBeLessThanOrEqual(1);
  expect(lay([8, 4])!.lines.average).toBe('');
});
