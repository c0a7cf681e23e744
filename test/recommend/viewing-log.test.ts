import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ViewingLog } from '../../src/recommend/viewing-log.js';
import { START } from './made-events.js';

const event = { visitor: 'a', media: 'x', share: 1, time: START };

describe('events that do not fit', () => {
  test('are left out and counted where nothing can be made of them', () => {
    const log = new ViewingLog({ medias: ['x'] });
    expect(log.add({ ...event, media: 'unknown' })).toBe(false);
    expect(log.add({ ...event, media: '' })).toBe(false);
    expect(log.add({ ...event, visitor: '' })).toBe(false);
    expect(log.add(event)).toBe(true);
    expect(log.counts).toMatchObject({ unknownMedia: 1, missingMedia: 1, missingVisitor: 1, kept: 1 });
    expect(log.visitors).toEqual(['a']);
  });

  test.each([
    [1.7, 1],
    [-0.2, 0],
    [NaN, 0],
    [Infinity, 1],
  ])('are kept with a share of %d as %d', (share, kept) => {
    const log = new ViewingLog();
    log.add({ ...event, share });
    expect([...log.histories()]).toEqual([['a', [{ media: 'x', share: kept, time: START }]]]);
    expect(log.counts.shareOutOfRange).toBe(1);
  });

  test('are taken as seen now where they come from the future', () => {
    const log = new ViewingLog({ now: START });
    log.add({ ...event, time: START + 1e12 });
    expect(log.latest()).toBe(START);
    expect(log.counts.future).toBe(1);
  });

  test('count once where they come twice, and as rewatching where they do not', () => {
    const weights = [event, { ...event, time: START + 1 }].map((second) => {
      const log = new ViewingLog().addAll([{ ...event, share: 0.6 }, { ...second, share: 0.6 }]);
      return log.sequences().weight[0]!;
    });
    expect(weights[0]).toBeCloseTo(0.6);
    expect(weights[1]).toBeGreaterThan(0.6);
    const log = new ViewingLog().addAll([event, event, event]);
    expect([...log.histories()][0]![1]).toHaveLength(3);
    expect(log.counts.repeated).toBe(2);
  });
});

test('a visitor’s videos stand once each, in the order of their last view', () => {
  const views = fc.array(fc.record({ media: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat(50) }));
  fc.assert(
    fc.property(fc.array(views, { maxLength: 4 }), (visitors) => {
      const log = new ViewingLog();
      visitors.forEach((list, visitor) => {
        for (const { media, at } of list) log.add({ visitor, media, share: 1, time: START + at });
      });
      const { start, end, item } = log.sequences();
      for (const [v, visitor] of log.visitors.entries()) {
        const list = visitors[Number(visitor)]!;
        const last = (media: string): number => Math.max(...list.filter((x) => x.media === media).map((x) => x.at));
        const stored = Array.from(item.subarray(start[v], end[v]), (j) => log.medias[j]!);
        expect([...stored].sort()).toEqual([...new Set(list.map((x) => x.media))].sort());
        expect(stored.map(last)).toEqual(stored.map(last).sort((a, b) => a - b));
      }
    }),
  );
});
