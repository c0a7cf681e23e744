import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  average,
  biggestDrop,
  impliedPlays,
  peak,
  shareWatching,
} from '../../src/charts/engagement.js';
import { amounts, refused } from './arbitraries.js';

/** Plays, each with the cells that it watched. */
const plays = fc.integer({ min: 1, max: 80 }).chain((cells) =>
  fc.array(fc.array(fc.boolean(), { minLength: cells, maxLength: cells }), {
    minLength: 1,
    maxLength: 30,
  }),
);

const reply = (sessions: boolean[][]) => {
  const views = sessions[0]!.map((_, i) => sessions.filter((session) => session[i]).length);
  const watched = sessions.map((session) => session.filter(Boolean).length / session.length);
  return { views, engagement: watched.reduce((a, b) => a + b) / sessions.length };
};

describe('the share still watching', () => {
  test('is the part of the plays that saw a cell', () => {
    fc.assert(
      fc.property(plays, (sessions) => {
        const { views, engagement } = reply(sessions);
        const shares = shareWatching(views, sessions.length);
        shares.forEach((share, i) => expect(share).toBe(views[i]! / sessions.length));
        expect(average(shares)).toBeCloseTo(engagement, 9);
      }),
    );
  });

  test('is never less than none nor more than all', () => {
    fc.assert(
      fc.property(amounts(), fc.nat(1000), (views, count) => {
        for (const share of shareWatching(views, count))
          expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
    expect([...shareWatching([3, 0], 0)]).toEqual([0, 0]);
  });

  test('refuses plays and views that are none', () => {
    fc.assert(
      fc.property(refused, (wrong) => {
        expect(() => shareWatching([1], wrong)).toThrow('play_count is ');
        expect(() => shareWatching([1, wrong], 1)).toThrow('engagement_data[1] is ');
      }),
    );
  });

  test('can be had without the plays, from the average engagement', () => {
    fc.assert(
      fc.property(plays, (sessions) => {
        const { views, engagement } = reply(sessions);
        fc.pre(engagement > 0);
        expect(impliedPlays(views, engagement)).toBeCloseTo(sessions.length, 6);
      }),
    );
  });

  test('implies at least as many plays as any cell has views', () => {
    fc.assert(
      fc.property(amounts(), fc.double({ min: 0, max: 1, noNaN: true }), (views, engagement) => {
        expect(impliedPlays(views, engagement)).toBeGreaterThanOrEqual(Math.max(0, ...views));
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
