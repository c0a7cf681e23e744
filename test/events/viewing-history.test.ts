import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../src/gateway/events/stored-event.js';
import { ViewingHistory } from '../../src/gateway/events/viewing-history.js';

const event = (over: Partial<StoredEvent> = {}): StoredEvent => ({
  event: `${over.visitor}${over.media}${over.time}`,
  visitor: 'ann',
  media: 'm1',
  share: 0.5,
  time: 1000,
  converted: 0,
  ...over,
});

const historyOf = (events: readonly StoredEvent[]): ViewingHistory => {
  const history = new ViewingHistory();
  for (const one of events) history.add(one);
  return history;
};

const visitors = ['ann', 'bob', 'cem', 'dee', 'eli', 'fay'];
const medias = ['m1', 'm2', 'm3'];

const some = fc.array(
  fc.record({
    visitor: fc.constantFrom(...visitors),
    media: fc.constantFrom(...medias),
    share: fc.constantFrom(0, 0.25, 0.5, 1),
    time: fc.integer({ min: 1, max: 12 }),
    converted: fc.constantFrom(0, 1),
  }).map((over) => event(over)),
  { maxLength: 60 },
);

/** Everything that can be read of a history. */
const told = (history: ViewingHistory) => ({
  size: history.size,
  of: visitors.map((visitor) =>
    history.of(visitor).sort((a, b) => a.time - b.time || (a.media < b.media ? -1 : 1)),
  ),
  viewers: medias.map((media) => history.viewers(media)),
  order: medias.map((media) => visitors.map((_, i) => history.viewer(media, i + 1))),
});

describe('a viewing history', () => {
  test('is the same whatever order its sessions came in, and however often', () => {
    fc.assert(
      fc.property(
        some.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
          ),
        ),
        ([events, shuffled]) => {
          expect(told(historyOf(shuffled))).toEqual(told(historyOf(events)));
        },
      ),
    );
  });

  test('knows who was the Nth different viewer', () => {
    fc.assert(
      fc.property(some, (events) => {
        const history = historyOf(events);
        for (const media of medias) {
          const first = new Map<string, number>();
          for (const { visitor, time, ...rest } of events) {
            if (rest.media !== media) continue;
            // The same moment is the same session, of which the largest share counts.
            const { share } = events
              .filter((e) => e.visitor === visitor && e.media === media && e.time === time)
              .reduce((a, b) => (a.share > b.share ? a : b));
            if (share > 0) first.set(visitor, Math.min(time, first.get(visitor) ?? Infinity));
          }
          const order = [...first].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
          expect(history.viewers(media)).toBe(order.length);
          order.forEach(([visitor, time], i) => {
            expect(history.viewer(media, i + 1)).toEqual({ visitor, time });
          });
          expect(history.viewer(media, order.length + 1)).toBeUndefined();
        }
      }),
    );
  });

  test('says again who that was when an earlier viewer becomes known, or a load becomes a view', () => {
    const history = historyOf([event({ visitor: 'bob', time: 20 })]);
    expect(history.viewer('m1', 1)?.visitor).toBe('bob');
    history.add(event({ visitor: 'ann', time: 10, share: 0 }));
    expect(history.viewer('m1', 1)?.visitor).toBe('bob');
    history.add(event({ visitor: 'ann', time: 10, share: 0.1 }));
    expect(history.viewer('m1', 1)?.visitor).toBe('ann');
  });

  test('gives a visitor’s sessions oldest first, with the most that was told of each', () => {
    const history = historyOf([
      event({ media: 'm2', time: 30, share: 0.9 }),
      event({ media: 'm1', time: 10, share: 0.2 }),
      event({ media: 'm1', time: 10, share: 0.6, converted: 1 }),
      event({ visitor: 'bob', time: 5 }),
    ]);
    expect(history.of('ann')).toEqual([
      { media: 'm1', media_id: 'm1', share: expect.closeTo(0.6), time: 10, converted: true },
      { media: 'm2', media_id: 'm2', share: expect.closeTo(0.9), time: 30, converted: false },
    ]);
    expect(history.of('nobody')).toEqual([]);
    expect(history.viewers('m9')).toBe(0);
    expect(history.viewer('m9', 1)).toBeUndefined();
  });

  test('grows with its sessions', () => {
    const events = Array.from({ length: 5000 }, (_, n) =>
      event({ visitor: `v${n % 700}`, media: `m${n % 90}`, time: n + 1 }),
    );
    const history = historyOf(events);
    expect(history).toMatchObject({ size: 5000, visitors: 700 });
    expect([...history.all()].map(({ media, time }) => `${media} ${time}`)).toEqual(
      events.map(({ media, time }) => `${media} ${time}`),
    );
  });
});
