/** Both databases pass the same tests; a real PostgreSQL too, where its programs are installed. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EventStore, EventStoreError } from '../../src/gateway/events/event-store.js';
import type { EventTables } from '../../src/gateway/events/event-store.js';
import { openPostgres } from '../../src/gateway/events/postgres.js';
import { openSqlite } from '../../src/gateway/events/sqlite.js';
import type { StoredEvent } from '../../src/gateway/events/stored-event.js';
import { findPostgres, startPostgres } from '../postgres.mjs';
import { openPglite } from './pglite-dialect.js';

const folder = mkdtempSync(join(tmpdir(), 'event-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const engines: [string, () => Kysely<EventTables>][] = [
  ['SQLite in memory', () => openSqlite(':memory:')],
  ['SQLite in a file', () => openSqlite(join(folder, `${files++}.db`))],
  ['PostgreSQL (pglite)', openPglite],
];
const programs = findPostgres();
if (programs) {
  const postgres = await startPostgres(programs);
  afterAll(() => postgres.stop());
  engines.push(['PostgreSQL', () => openPostgres(postgres.address)]);
}

const event = (over: Partial<StoredEvent> = {}): StoredEvent => ({
  event: 'e1',
  visitor: 'v1',
  media: 'm1',
  share: 0.5,
  time: 1_700_000_000_000,
  converted: 0,
  ...over,
});

const everything = async (store: EventStore): Promise<StoredEvent[]> => {
  const rows: StoredEvent[] = [];
  for await (const batch of store.all()) rows.push(...batch);
  return rows;
};

describe.each(engines)('%s', (_name, open) => {
  let db: Kysely<EventTables>;
  let store: EventStore;

  // PostgreSQL in WebAssembly takes its time to start.
  beforeAll(() => sql`select 1`.execute(open()), 120_000);

  beforeEach(async () => {
    db = open();
    await sql`drop table if exists events`.execute(db);
    await sql`drop table if exists notes`.execute(db);
    await sql`drop table if exists forgotten`.execute(db);
    store = await EventStore.open(db, 'fingerprint');
  });
  afterEach(() => store.close());

  test('forgets a visitor, and keeps nothing of theirs again', async () => {
    await store.add([event(), event({ event: 'e2', media: 'm2' }), event({ event: 'e3', visitor: 'v2' })]);
    expect((await store.of('v1')).map(({ media }) => media).sort()).toEqual(['m1', 'm2']);
    expect(await store.isForgotten('v1')).toBe(false);
    expect(await store.forget('v1')).toBe(2);
    expect(await store.of('v1')).toEqual([]);
    expect(await store.isForgotten('v1')).toBe(true);
    // Wistia goes on telling of them.
    expect(await store.add([event(), event({ event: 'e4' }), event({ event: 'e5', visitor: 'v3' })])).toHaveLength(1);
    expect((await everything(store)).map(({ visitor }) => visitor).sort()).toEqual(['v2', 'v3']);
    expect(await store.forget('v1')).toBe(0);
    expect(await store.countForgotten()).toBe(1);
  });

  test('writes all hashes anew, those of the forgotten too', async () => {
    await store.add([event(), event({ event: 'e2', visitor: 'v2' })]);
    await store.forget('v2');
    const next = (hash: string) => Promise.resolve(`${hash}'`);
    expect(await store.rehash({ event: next, visitor: next }, 'another')).toBe(1);
    expect(await everything(store)).toEqual([event({ event: "e1'", visitor: "v1'" })]);
    expect(await store.isForgotten("v2'")).toBe(true);
    expect(await store.isForgotten('v2')).toBe(false);
    expect(await store.note('hash key')).toBe('another');
  });

  test('writes no hash anew where one of them cannot be', async () => {
    await store.add([event(), event({ event: 'e2', visitor: 'v2' })]);
    const before = await everything(store);
    const same = () => Promise.resolve('same');
    await expect(store.rehash({ event: same, visitor: same }, 'another')).rejects.toThrow();
    expect(await everything(store)).toEqual(before);
    expect(await store.note('hash key')).toBe('fingerprint');
  });

  test('keeps an event once, however often it comes', async () => {
    expect(await store.add([event(), event()])).toHaveLength(1);
    expect(await store.add([event()])).toEqual([]);
    expect(await everything(store)).toEqual([event()]);
  });

  test('raises an event to the larger share and to a conversion, never down', async () => {
    await store.add([event({ share: 0.5 })]);
    expect(await store.add([event({ share: 0.9 })])).toEqual([event({ share: 0.9 })]);
    expect(await store.add([event({ share: 0.1 })])).toEqual([]);
    expect(await store.add([event({ share: 0.2, converted: 1 })])).toHaveLength(1);
    expect(await everything(store)).toEqual([event({ share: 0.9, converted: 1 })]);
  });

  test('in any order and any batches the same events make the same store', async () => {
    const some = fc.array(
      fc.record({
        event: fc.constantFrom('a', 'b', 'c', 'd'),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        converted: fc.constantFrom(0, 1),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(some, fc.integer({ min: 1, max: 5 }), async (rows, size) => {
        await sql`delete from events`.execute(db);
        const events = rows.map((row) => event(row));
        for (let i = 0; i < events.length; i += size) await store.add(events.slice(i, i + size));
        const got = await everything(store);
        for (const key of new Set(events.map((e) => e.event))) {
          const same = events.filter((e) => e.event === key);
          const kept = got.filter((e) => e.event === key);
          expect(kept).toHaveLength(1);
          expect(kept[0]!.share).toBe(Math.max(...same.map((e) => e.share)));
          expect(kept[0]!.converted).toBe(Math.max(...same.map((e) => e.converted)));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('gives everything oldest first, also where many events share a moment', async () => {
    const events = Array.from({ length: 300 }, (_, i) =>
      event({ event: `e${String(i).padStart(4, '0')}`, time: 1000 - Math.floor(i / 100) }),
    );
    await store.add(events);
    const rows = await everything(store);
    expect(rows).toHaveLength(300);
    expect(rows.map((row) => row.time)).toEqual([...rows.map((row) => row.time)].sort((a, b) => a - b));
  });

  test('removes what is older than the retention', async () => {
    await store.add([event({ time: 10 }), event({ event: 'e2', time: 20 })]);
    expect(await store.removeBefore(20)).toBe(1);
    expect(await everything(store)).toEqual([event({ event: 'e2', time: 20 })]);
  });

  test('notes progress together with the events', async () => {
    await store.add([event()], { page: 3 });
    expect(await store.note('progress')).toEqual({ page: 3 });
    expect(await store.note('nothing')).toBeUndefined();
  });

  test('a database of another hash key or of a later version is refused', async () => {
    await expect(EventStore.open(db, 'another')).rejects.toThrow(/another hash key/);
    await store.setNote('version', 99);
    await expect(EventStore.open(db, 'fingerprint')).rejects.toThrow(/later version/);
  });
});

test('a disk that is full is told, loses nothing, and what is missing comes when there is room', async () => {
  const db = openSqlite(join(folder, 'full.db'));
  const store = await EventStore.open(db, 'f');
  const events = Array.from({ length: 3000 }, (_, n) => event({ event: `e${n}`, time: n }));
  await store.add(events.slice(0, 1000), { page: 1 });
  await sql`pragma max_page_count = 1`.execute(db); // no more than there is
  await expect(store.add(events.slice(1000), { page: 2 })).rejects.toThrow(/full/);
  expect(await everything(store)).toEqual(events.slice(0, 1000));
  expect(await store.note('progress')).toEqual({ page: 1 });
  await sql`pragma max_page_count = 100000`.execute(db);
  await store.add(events.slice(1000), { page: 2 });
  expect(await everything(store)).toEqual(events);
  await store.close();
});

describe('a SQLite file', () => {
  const file = (name: string) => join(folder, name);

  test('keeps its events when it is closed and opened again', async () => {
    const first = await EventStore.open(openSqlite(file('again.db')), 'f');
    await first.add([event()]);
    await first.close();
    const second = await EventStore.open(openSqlite(file('again.db')), 'f');
    expect(await everything(second)).toEqual([event()]);
    await second.close();
  });

  test('that is no database is refused in a sentence and left as it was', () => {
    writeFileSync(file('broken.db'), 'this is no database, but somebody may need it'.repeat(50));
    const before = readFileSync(file('broken.db'));
    expect(() => openSqlite(file('broken.db'))).toThrow(EventStoreError);
    expect(readFileSync(file('broken.db'))).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual(['broken.db']);
  });

  test('that another process uses is refused, and that one goes on', async () => {
    const store = await EventStore.open(openSqlite(file('busy.db')), 'f');
    expect(() => openSqlite(file('busy.db'))).toThrow(/in use by process/);
    await store.add([event()]);
    expect(await everything(store)).toHaveLength(1);
    await store.close();
    await (await EventStore.open(openSqlite(file('busy.db')), 'f')).close();
  });

  test('in a folder that does not exist is refused in a sentence', () => {
    expect(() => openSqlite(file('no/such/folder.db'))).toThrow(EventStoreError);
  });
});
