/** Both databases pass the same tests; a real PostgreSQL too, where its programs are installed. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EventStore, EventStoreError } from '../../src/gateway/events/event-store.js';
import type { EventTables } from '../../src/gateway/events/event-tables.js';
import { openPostgres } from '../../src/gateway/events/postgres.js';
import { openSqlite } from '../../src/gateway/events/sqlite.js';
import type { StoredEvent } from '../../src/gateway/events/stored-event.js';
import { findPostgres, startPostgres } from '../postgres.mjs';
import { openPglite } from './pglite-dialect.js';

const folder = mkdtempSync(join(tmpdir(), 'event-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const engines: [string, boolean, () => Kysely<EventTables>][] = [
  ['SQLite in memory', false, () => openSqlite(':memory:')],
  ['SQLite in a file', false, () => openSqlite(join(folder, `${files++}.db`))],
  ['PostgreSQL (pglite)', true, openPglite],
];
const programs = findPostgres();
if (programs) {
  const postgres = await startPostgres(programs);
  afterAll(() => postgres.stop());
  engines.push(['PostgreSQL', true, () => openPostgres(postgres.address)]);
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

const TABLES = ['events', 'notes', 'forgotten', 'leases', 'models'];

describe.each(engines)('%s', (_name, isShared, open) => {
  let db: Kysely<EventTables>;
  let store: EventStore;

  // PostgreSQL in WebAssembly takes its time to start.
  beforeAll(() => sql`select 1`.execute(open()), 120_000);

  beforeEach(async () => {
    db = open();
    for (const table of TABLES) await sql`drop table if exists ${sql.table(table)}`.execute(db);
    store = await EventStore.open(db, 'fingerprint', { isShared });
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

  test('tells what was written since a write, each write whole', async () => {
    const first = await store.lastWrite();
    await store.add([event(), event({ event: 'e2' })]);
    const second = await store.lastWrite();
    await store.add([event({ share: 0.9 }), event({ event: 'e2' }), event({ event: 'e3' })]);
    const keys = async (since: number) => (await store.since(since)).map((row) => row.event).sort();
    expect(await keys(first)).toEqual(['e1', 'e2', 'e3']);
    expect(await keys(second)).toEqual(['e1', 'e3']);
    expect(await keys(await store.lastWrite())).toEqual([]);
    // More than is read at once, in one write and in many.
    const many = (from: number) =>
      Array.from({ length: 4500 }, (_, n) => event({ event: `m${from + n}` }));
    const before = await store.lastWrite();
    await store.add(many(0));
    for (let n = 0; n < 9; n++) await store.add(many(4500).slice(n * 500, n * 500 + 500));
    const seen = new Map<number, number>();
    for (let mark = before, rows; (rows = await store.since(mark)).length; mark = rows.at(-1)!.written) {
      for (const { written } of rows) seen.set(written, (seen.get(written) ?? 0) + 1);
    }
    expect([...seen.values()]).toEqual([4500, ...Array<number>(9).fill(500)]);
  });

  test('takes over the tables of an earlier version', async () => {
    await store.add([event()], { page: 3 });
    await sql`drop index events_written`.execute(db);
    await sql`alter table events drop column written`.execute(db);
    for (const table of TABLES.slice(3)) await sql`drop table ${sql.table(table)}`.execute(db);
    await store.setNote('version', 2);
    const again = await EventStore.open(db, 'fingerprint', { isShared });
    expect(await everything(again)).toEqual([event()]);
    await again.add([event({ share: 0.9 }), event({ event: 'e2' })]);
    expect(await again.since(0)).toHaveLength(2);
  });

  test('a database of another hash key or of a later version is refused', async () => {
    await expect(EventStore.open(db, 'another', { isShared })).rejects.toThrow(/another hash key/);
    await store.setNote('version', 99);
    await expect(EventStore.open(db, 'fingerprint', { isShared })).rejects.toThrow(/later version/);
  });
});

describe.each(engines.filter(([, isShared]) => isShared))('%s, which gateways share', (_name, isShared, open) => {
  let db: Kysely<EventTables>;
  let store: EventStore;

  beforeEach(async () => {
    db = open();
    for (const table of TABLES) await sql`drop table if exists ${sql.table(table)}`.execute(db);
    store = await EventStore.open(db, 'fingerprint', { isShared });
  });
  afterEach(() => store.close());

  test('has one holder of a lease, who can keep it and give it up, and who loses it by silence', async () => {
    const leases = store.leases!;
    expect(await leases.lease('events', 'a', 60_000)).toBe(true);
    expect(await leases.lease('events', 'b', 60_000)).toBe(false);
    expect(await leases.lease('another', 'b', 60_000)).toBe(true);
    await leases.resign('events', 'b');
    expect(await leases.lease('events', 'b', 60_000)).toBe(false);
    expect(await leases.lease('events', 'a', 300)).toBe(true);
    await expect.poll(() => leases.lease('events', 'b', 60_000)).toBe(true);
    expect(await leases.lease('events', 'a', 60_000)).toBe(false);
    await leases.resign('events', 'b');
    expect(await leases.lease('events', 'a', 60_000)).toBe(true);
  });

  test('gives one of many a lease that all want at once', async () => {
    const wanted = Array.from({ length: 20 }, (_, n) => store.leases!.lease('events', `g${n}`, 60_000));
    expect((await Promise.all(wanted)).filter(Boolean)).toHaveLength(1);
  });

  test('keeps the latest model, and of an older one nothing', async () => {
    const models = store.models!;
    expect(await models.label()).toBeUndefined();
    const bytes = (seed: number) => Uint8Array.from({ length: 2_000_000 }, (_, n) => (n * seed) % 251);
    await models.put({ version: 'one', mark: 7 }, bytes(3));
    expect(await models.label()).toMatchObject({ version: 'one', mark: 7 });
    expect(Buffer.from((await models.take('one'))!).equals(bytes(3))).toBe(true);
    await models.put({ version: 'two', mark: 9 }, bytes(5));
    expect(await models.take('one')).toBeUndefined();
    expect(Buffer.from((await models.take('two'))!).equals(bytes(5))).toBe(true);
  });

  test('can be made by many at once', async () => {
    for (const table of TABLES) await sql`drop table ${sql.table(table)}`.execute(db);
    const stores = Array.from({ length: 4 }, () => EventStore.open(db, 'fingerprint', { isShared }));
    await (await Promise.all(stores))[0]!.add([event()]);
    expect(await everything(store)).toEqual([event()]);
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
