/** What an engagement graph says of a reply, in numbers and in words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { average } from '../../src/charts/engagement.js';
import { EngagementReading } from '../../src/elements/engagement-reading.js';
import type { EngagementSource } from '../../src/elements/engagement-reading.js';
import { english } from '../../src/elements/words.js';

const read = (source: Partial<EngagementSource>) =>
  new EngagementReading({ reply: {}, withRewatches: true, language: 'en', words: english, ...source });

/** Plays, each with how often it watched each cell, and what the Stats API says of them. */
const replies = fc
  .integer({ min: 1, max: 60 })
  .chain((cells) =>
    fc.array(fc.array(fc.nat(3), { minLength: cells, maxLength: cells }), {
      minLength: 1,
      maxLength: 20,
    }),
  )
  .map((plays) => {
    const perCell = (count: (times: number) => number) =>
      plays[0]!.map((_, i) => plays.reduce((sum, play) => sum + count(play[i]!), 0));
    const seen = perCell((times) => Math.min(1, times));
    return {
      plays: plays.length,
      seen,
      reply: {
        engagement: average(seen) / plays.length,
        engagement_data: perCell((times) => times),
        rewatch_data: perCell((times) => Math.max(0, times - 1)),
      },
    };
  })
  .filter(({ reply }) => reply.engagement > 0);

describe('the share still watching', () => {
  test('is the part of the plays that saw the cell, and on average the engagement', () => {
    fc.assert(
      fc.property(replies, ({ plays, seen, reply }) => {
        const reading = read({ reply, plays });
        const shares = seen.map((_, cell) => reading.share(cell));
        expect(shares).toEqual(seen.map((count) => count / plays));
        expect(average(shares)).toBeCloseTo(reply.engagement, 9);
      }),
    );
  });

  test('is the same where the plays are not published: the engagement implies them', () => {
    fc.assert(
      fc.property(replies, ({ seen, reply, plays }) => {
        const reading = read({ reply });
        seen.forEach((count, cell) => expect(reading.share(cell)).toBeCloseTo(count / plays, 9));
      }),
    );
  });

  test('is of the most viewed moment where that is not published either, and says so', () => {
    const reading = read({ reply: { engagement_data: [8, 4, 2] } });
    expect([0, 1, 2].map((cell) => reading.watched(cell))).toEqual([
      '100% of the most viewed moment',
      '50% of the most viewed moment',
      '25% of the most viewed moment',
    ]);
    expect(reading.average).toBeUndefined();
    expect(reading.summary().join()).not.toContain('average');
  });

  test('is never above all plays, though the reply counts more views than plays', () => {
    expect(read({ reply: { engagement_data: [12] }, plays: 10 }).share(0)).toBe(1);
  });

  test('is of the views themselves where they are the plays already', () => {
    const reply = { engagement: 0.75, engagement_data: [10, 5], rewatch_data: [4, 1] };
    expect(read({ reply, plays: 10 }).share(0)).toBe(1);
  });
});

describe('the time of a cell', () => {
  const cells = (count: number) => ({ engagement_data: new Array<number>(count).fill(1) });

  test('is its second below a thousand cells, whatever the duration', () => {
    expect(read({ reply: cells(90), duration: 4000 }).place(75)).toBe('1:15');
  });

  test('is true in a video above 1000 s whose duration is known', () => {
    expect(read({ reply: cells(1000), duration: 3600 }).place(500)).toBe('0:30:00');
  });

  test('is a share of the video, and never a time, where the duration is not known', () => {
    const reading = read({ reply: cells(1000) });
    expect(reading.place(505)).toBe('50.5% of the video');
    expect(reading.cellSeconds).toBeUndefined();
    expect(reading.rows()[0]).toEqual(['Share of the video', 'Still watching', 'Views']);
  });
});

describe('words', () => {
  const engagement_data = Array.from({ length: 200 }, (_, i) => (i < 3 ? 900 - 100 * i : i < 120 ? 400 : 250));
  const rewatch_data = engagement_data.map((_, i) => (i === 77 ? 40 : 2));

  test('name the average, the most rewatched moment and the biggest drop', () => {
    const reply = { engagement: 0.614, engagement_data, rewatch_data };
    expect(read({ reply, plays: 900 }).summary()).toEqual([
      '61% watched on average',
      'most rewatched at 1:17',
      'biggest drop along the way at 2:00',
    ]);
  });

  test('say nothing of what there is not', () => {
    expect(read({ reply: { engagement_data: [3, 3], rewatch_data: [0, 0] } }).summary()).toEqual([]);
  });

  test('count in the singular and in the plural', () => {
    const reading = read({ reply: { engagement_data: [1, 1200], rewatch_data: [1, 0] } });
    expect(reading.counts(0)).toEqual(['1 view', '1 rewatch']);
    expect(reading.counts(1)).toEqual(['1,200 views', '0 rewatches']);
  });

  test('have the numbers of the page’s language', () => {
    const reply = { engagement_data: [1200] };
    expect(read({ reply, language: 'de' }).counts(0)).toEqual(['1.200 views']);
  });

  test('leave the rewatches out on demand, of the views they stay taken off', () => {
    const reply = { engagement_data: [10, 8], rewatch_data: [2, 0] };
    const reading = read({ reply, plays: 10, withRewatches: false });
    expect(reading.counts(0)).toEqual(['10 views']);
    expect(reading.share(0)).toBe(0.8);
  });
});

test.each([[-1], [NaN], [Infinity]])('%s is refused with its place', (wrong) => {
  expect(() => read({ reply: { engagement_data: [1, wrong] } })).toThrow('engagement_data[1] is ');
  expect(() => read({ reply: { engagement_data: [1], rewatch_data: [wrong] } })).toThrow(
    'rewatch_data[0] is ',
  );
});
