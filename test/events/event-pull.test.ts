import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays } from '../../src/stats/calendar-days.js';
import { EventPull } from '../../src/gateway/events/event-pull.js';
import type { EventPullOptions, EventsQuery } from '../../src/gateway/events/event-pull.js';
import { EventStore } from '../../src/gateway/events/event-store.js';
import { keyedHash } from '../../src/gateway/events/keyed-hash.js';
import { openSqlite } from '../../src/gateway/events/sqlite.js';
import type { StoredEvent } from '../../src/gateway/events/stored-event.js';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const hash = await keyedHash('a key that only the tests know');

interface Row {
  event_key: string;
  visitor_key: string | null;
  media_id: string;
  received_at: string;
  percent_viewed: unknown;
  conversion_type: unknown;
  ip: string;
  email: string;
}

const row = (n: number, daysAgo: number, over: Partial<Row> = {}): Row => ({
  event_key: `17606${n}_key`,
  visitor_key: `VISITOR${n % 7}`,
  media_id: `media${n % 3}`,
  received_at: new Date(NOW - daysAgo * 864e5 - n).toISOString(),
  percent_viewed: 0.5,
  conversion_type: '',
  ip: '192.0.2.7',
  email: 'canary@example.com',
  ...over,
});

/** The API as it behaves: newest first, pages, days; `between` may change the account between two pages. */
const source = (rows: Row[], between: (query: EventsQuery) => void = () => {}) => {
  const asked: EventsQuery[] = [];
  const fetchPage = async (query: EventsQuery): Promise<unknown> => {
    asked.push(query);
    const page = rows
      .filter(({ received_at }) => {
        const day = received_at.slice(0, 10);
        return day >= query.start_date && day <= query.end_date;
      })
      .sort((a, b) => (a.received_at < b.received_at ? 1 : -1))
      .slice((query.page - 1) * query.per_page, query.page * query.per_page);
    between(query);
    return structuredClone(page);
  };
  return { asked, fetchPage };
};

let store: EventStore;
beforeEach(async () => {
  store = await EventStore.open(openSqlite(':memory:'), await hash.fingerprint());
});
afterEach(() => store.close());

const pull = (fetchPage: EventPullOptions['fetchPage'], more: Partial<EventPullOptions> = {}) =>
  new EventPull({ store, hash, fetchPage, now: () => NOW, days: 30, ...more });

const kept = async (): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const batch of store.all()) events.push(...batch);
  return events;
};

const hashes = async (rows: Row[]): Promise<string[]> =>
  (await Promise.all(rows.map((r) => hash.event(r.event_key)))).sort();

const forever = new AbortController().signal;

test('brings the whole history in, each event once', async () => {
  const rows = Array.from({ length: 1234 }, (_, n) => row(n, (n * 29) / 1234));
  const { asked, fetchPage } = source(rows);
  await pull(fetchPage).backfill(forever);
  expect((await kept()).map((e) => e.event).sort()).toEqual(await hashes(rows));
  expect(asked.every((query) => query.per_page === 100)).toBe(true);
});

test('keeps a hash of the visitor and nothing that names a person', async () => {
  await pull(source([row(1, 1)]).fetchPage).backfill(forever);
  const [event] = await kept();
  expect(Object.keys(event!).sort()).toEqual([
    'converted',
    'event',
    'media',
    'share',
    'time',
    'visitor',
  ]);
  expect(JSON.stringify(event)).not.toMatch(/VISITOR|canary|192\.0\.2|17606/);
  // What a page sends for the same visitor finds them.
  const sent = createHash('sha256').update('VISITOR1').digest('base64url');
  expect(event!.visitor).toBe(await hash.visitor(sent));
});

test('loses nothing when pages shift because new events arrive', async () => {
  const rows = Array.from({ length: 450 }, (_, n) => row(n, 1 + n / 450));
  let arrived = 0;
  const { fetchPage } = source(rows, ({ page }) => {
    if (page < 4 && arrived < 60) {
      for (let i = 0; i < 20; i++) rows.push(row(10_000 + arrived++, 0.5));
    }
  });
  await pull(fetchPage).backfill(forever);
  expect((await kept()).map((e) => e.event).sort()).toEqual(await hashes(rows));
});

test('killed at any page, it goes on without loss or double', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
      async (kills) => {
        const own = await EventStore.open(openSqlite(':memory:'), await hash.fingerprint());
        const rows = Array.from({ length: 700 }, (_, n) => row(n, (n * 25) / 700));
        const { fetchPage } = source(rows);
        for (const after of [...kills, Infinity]) {
          let pages = 0;
          const dying = new EventPull({
            store: own,
            hash,
            now: () => NOW,
            days: 30,
            fetchPage: async (query) => {
              if (++pages > after) throw new Error('killed');
              return fetchPage(query);
            },
          });
          await dying.backfill(forever).catch((error: Error) => {
            if (error.message !== 'killed') throw error;
          });
        }
        const events: string[] = [];
        for await (const batch of own.all()) events.push(...batch.map((e) => e.event));
        expect(events.sort()).toEqual(await hashes(rows));
        await own.close();
      },
    ),
    { numRuns: 15 },
  );
});

test('goes on where it was: days that are in are not read again', async () => {
  const rows = Array.from({ length: 600 }, (_, n) => row(n, (n * 29) / 600));
  const first = source(rows);
  await pull(first.fetchPage).backfill(forever);
  const second = source(rows);
  await pull(second.fetchPage).backfill(forever);
  expect(second.asked.length).toBeLessThan(first.asked.length / 2);
  expect(second.asked.every((q) => q.start_date >= addDays('2026-03-10', -4))).toBe(true);
});

test('a new event comes in at the next look, and its listeners hear of it', async () => {
  const rows = [row(1, 1)];
  const heard: StoredEvent[] = [];
  let now = NOW;
  const following = pull(source(rows).fetchPage, {
    now: () => now,
    onKept: (events) => void heard.push(...events),
  });
  await following.backfill(forever);
  heard.length = 0;
  rows.push(row(2, 0));
  now += 61_000;
  await following.backfill(forever);
  expect(heard.map((e) => e.event)).toEqual([await hash.event(row(2, 0).event_key)]);
});

test('a session that goes on raises its event', async () => {
  const rows = [row(1, 0)];
  let now = NOW;
  const following = pull(source(rows).fetchPage, { now: () => now });
  await following.backfill(forever);
  rows[0]!.percent_viewed = 0.93;
  rows[0]!.conversion_type = 'post-roll';
  now += 61_000;
  await following.backfill(forever);
  expect(await kept()).toMatchObject([{ share: 0.93, converted: 1 }]);
});

test('events without visitor, from the future or of another shape are counted and left out', async () => {
  const rows = [
    row(1, 1),
    row(2, 1, { visitor_key: null }),
    row(3, -5),
    row(4, 1, { percent_viewed: -0.5 }),
    row(5, 1, { percent_viewed: 'NaN' }),
    row(6, 1, { percent_viewed: 55 }),
    row(7, 1, { percent_viewed: 1.0000001 }),
  ];
  const faults: unknown[] = [];
  const pulling = pull(async (query) => ((await source(rows).fetchPage(query)) as Row[]).concat(
    query.page === 1 ? [rows[2]!] : [],
  ), { onFault: (error) => faults.push(error) });
  await pulling.backfill(forever);
  expect((await kept()).map((e) => e.share).sort()).toEqual([0.5, 0.55, 1]);
  expect(pulling.report().leftOut).toMatchObject({
    'no visitor': expect.any(Number),
    'from the future': expect.any(Number),
    'does not fit': expect.any(Number),
  });
  expect(String(faults[0])).toContain('percent_viewed');
  expect(String(faults)).not.toMatch(/canary|VISITOR|192\.0\.2/);
});

test('reports how far it is', async () => {
  const rows = Array.from({ length: 500 }, (_, n) => row(n, (n * 29) / 500));
  const seen: number[] = [];
  const pulling = pull(source(rows).fetchPage, {
    onProgress: ({ done, phase }) => {
      expect(done).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
      seen.push(done);
      expect(['backfill', 'following']).toContain(phase);
    },
  });
  await pulling.backfill(forever);
  expect(pulling.report()).toMatchObject({ phase: 'following', done: 1, secondsLeft: 0 });
  expect(pulling.report().events).toBeGreaterThanOrEqual(500);
});

test('a source that ignores pages comes to an end', async () => {
  const page = Array.from({ length: 100 }, (_, n) => row(n, 1));
  const pulling = pull(async () => page);
  await pulling.backfill(forever);
  expect(await kept()).toHaveLength(100);
});

test('events older than the retention are removed', async () => {
  const rows = [row(1, 20), row(2, 1)];
  let now = NOW;
  await pull(source(rows).fetchPage).backfill(forever);
  expect(await kept()).toHaveLength(2);
  now += 15 * 864e5;
  await pull(source([]).fetchPage, { now: () => now }).backfill(forever);
  expect(await kept()).toHaveLength(1);
});

test('a fault of the source is told, and the pull goes on by itself', async () => {
  const rows = [row(1, 1)];
  const { fetchPage } = source(rows);
  const ending = new AbortController();
  const told: unknown[] = [];
  let calls = 0;
  const running = pull(
    async (query) => {
      if (++calls === 1) throw new Error('503');
      return fetchPage(query);
    },
    {
      onFault: (error) => told.push(error),
      onKept: () => ending.abort(),
    },
  ).run(ending.signal);
  await running;
  expect(told).toHaveLength(1);
  expect(await kept()).toHaveLength(1);
});
