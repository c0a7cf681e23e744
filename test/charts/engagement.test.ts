import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  average,
  biggestDrop,
  impliedPlays,
  peak,
  playsPerCell,
  standoutDrop,
} from '../../src/charts/engagement.js';
import { amounts, refused } from './arbitraries.js';

/** Plays, each with how often it watched each cell. */
const plays = fc.integer({ min: 1, max: 80 }).chain((cells) =>
  fc.array(fc.array(fc.nat(3), { minLength: cells, maxLength: cells }), {
    minLength: 1,
    maxLength: 30,
  }),
);

/** What the Stats API says of such plays, and what a chart wants to know of them. */
const reply = (sessions: number[][]) => {
  const perCell = (count: (times: number) => number) =>
    sessions[0]!.map((_, i) => sessions.reduce((sum, session) => sum + count(session[i]!), 0));
  const seen = perCell((times) => Math.min(1, times));
  return {
    seen,
    views: perCell((times) => times),
    repeats: perCell((times) => Math.max(0, times - 1)),
    engagement: seen.reduce((a, b) => a + b) / seen.length / sessions.length,
  };
};

describe('the plays that saw a cell', () => {
  test('are its views without the repeats', () => {
    fc.assert(
      fc.property(plays, (sessions) => {
        const { seen, views, repeats, engagement } = reply(sessions);
        expect([...playsPerCell(views, repeats)]).toEqual(seen);
        const mean = sessions.length * engagement;
        expect([...playsPerCell(views, repeats, mean)]).toEqual(seen);
      }),
    );
  });

  test('are the views where a reply does not count repeats among them', () => {
    fc.assert(
      fc.property(plays, (sessions) => {
        const { seen, repeats, engagement } = reply(sessions);
        const mean = sessions.length * engagement;
        expect([...playsPerCell(seen, repeats, mean)]).toEqual(seen);
      }),
    );
    expect([...playsPerCell([10, 2], [0, 3])]).toEqual([10, 2]);
  });

  test('may have no repeats, or fewer cells of them', () => {
    expect([...playsPerCell([4, 3], [])]).toEqual([4, 3]);
    expect([...playsPerCell([], [])]).toEqual([]);
    expect([...playsPerCell([4, 3], [1])]).toEqual([3, 3]);
  });

  test('are refused where a reply has no amounts', () => {
    fc.assert(
      fc.property(refused, (wrong) => {
        expect(() => playsPerCell([wrong], [])).toThrow('engagement_data[0] is ');
        expect(() => playsPerCell([1], [0, wrong])).toThrow('rewatch_data[1] is ');
      }),
    );
  });
});

describe('the plays behind a reply', () => {
  test('are implied by the average engagement', () => {
    fc.assert(
      fc.property(plays, (sessions) => {
        const { seen, engagement } = reply(sessions);
        fc.pre(engagement > 0);
        expect(impliedPlays(seen, engagement)).toBeCloseTo(sessions.length, 6);
      }),
    );
  });

  test('are at least as many as saw any cell', () => {
    fc.assert(
      fc.property(amounts(), fc.double({ min: 0, max: 1, noNaN: true }), (watching, engagement) => {
        const most = Math.max(0, ...watching);
        expect(impliedPlays(watching, engagement)).toBeGreaterThanOrEqual(most);
      }),
    );
    expect(impliedPlays([], 0)).toBe(0);
  });
});

describe('the biggest drop', () => {
  test('is the largest fall over its span, the first of equals', () => {
    fc.assert(
      fc.property(amounts(), (values) => {
        const span = Math.max(1, Math.round(values.length / 50));
        const falls = values.slice(0, -span).map((value, i) => value - values[i + span]!);
        const most = Math.max(0, ...falls);
        const from = falls.indexOf(most);
        expect(biggestDrop(values)).toEqual(
          most ? { from, to: from + span, loss: most } : undefined,
        );
      }),
    );
  });

  test('is found where the viewers leave, and not where one cell trembles', () => {
    const curve = Array.from({ length: 300 }, (_, i) => 1000 - i + (i < 200 ? 0 : -300));
    for (let i = 200; i < 206; i++) curve[i] = 800 - (i - 199) * 50;
    curve[50]! -= 40;
    expect(biggestDrop(curve)).toMatchObject({ from: 199, to: 205 });
  });

  test.each([[[]], [[5]], [[0, 0, 0]], [[1, 2, 3]]])('is none in %j', (values) => {
    expect(biggestDrop(values)).toBeUndefined();
  });
});

describe('a drop that stands out', () => {
  test('is a fall than which none nearby is bigger, the biggest of those', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 300 }), (values) => {
        const step = Math.max(1, Math.round(values.length / 50));
        const around = Math.max(step, Math.round(values.length / 20));
        const falls = values.slice(0, -step).map((value, i) => value - values[i + step]!);
        const out = falls.map(
          (fall, i) =>
            i >= around &&
            i + around < falls.length &&
            fall > 0 &&
            fall >= Math.max(...falls.slice(i - around, i + around + 1)),
        );
        const most = Math.max(0, ...falls.filter((_, i) => out[i]));
        const found = standoutDrop(values);
        expect(found?.loss ?? 0).toBe(most);
        if (!found) return;
        const begin = falls.findIndex((fall, i) => out[i] && fall === most);
        expect(found.to).toBe(begin + step);
        // The curve goes down right after `from`, and did not before it.
        expect(values[found.from]).toBeGreaterThan(values[found.from + 1]!);
        expect(found.from).toBeGreaterThanOrEqual(begin);
        expect(values[found.from]).toBeGreaterThanOrEqual(values[begin]!);
      }),
    );
  });

  test('is neither the opening nor the closing', () => {
    const curve = Array.from({ length: 200 }, (_, i) => 400 - i);
    for (let i = 0; i < 200; i++) curve[i]! += i < 3 ? 600 - 200 * i : i < 120 ? 0 : -50;
    curve[199] = 0;
    expect(biggestDrop(curve)!.from).toBe(0);
    expect(standoutDrop(curve)).toMatchObject({ to: 120 });
    expect(standoutDrop([9, 1])).toBeUndefined();
  });
});

describe('the most rewatched moment', () => {
  test('is the first of the highest cells', () => {
    fc.assert(
      fc.property(amounts(1), (values) => {
        const max = Math.max(...values);
        expect(peak(values)).toBe(max ? values.indexOf(max) : undefined);
      }),
    );
  });

  test('is none where nobody rewatched', () => {
    expect(peak([])).toBeUndefined();
    expect(peak([0, 0])).toBeUndefined();
  });
});

test('the average of no values is 0, and lies between the lowest and the highest', () => {
  expect(average([])).toBe(0);
  expect(average([1, 2, 6])).toBe(3);
  fc.assert(
    fc.property(amounts(1), (values) => {
      expect(average(values)).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-9));
      expect(average(values)).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-9));
    }),
  );
});
