import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { makeTables, readNote, TABLES_VERSION, writeNote } from './event-tables.js';
import type { EventRow, EventTables } from './event-tables.js';
import { ModelShelf } from './model-shelf.js';
import { StoreLeases } from './store-leases.js';
import type { StoredEvent } from './stored-event.js';

/** A refusal in a full sentence. The database is as it was. */
export class EventStoreError extends Error {
  override name = 'EventStoreError';
}

const BATCH = 2000;
/** Rows that are read at once: some ten milliseconds. */
const READ = 4000;
const COLUMNS = ['event', 'visitor', 'media', 'share', 'time', 'converted'] as const;

type ProgressOf = (changed: readonly StoredEvent[]) => object | undefined;

/**
 * The events that were pulled, in SQLite or PostgreSQL: the same statements for both. Every method that
 * writes is one transaction.
 */
export class EventStore {
  /** What one gateway of many does; undefined where no other process uses the store. */
  readonly leases: StoreLeases | undefined;
  /** What one gateway of many has learnt; undefined likewise. */
  readonly models: ModelShelf | undefined;

  private constructor(
    private readonly db: Kysely<EventTables>,
    isShared: boolean,
  ) {
    this.leases = isShared ? new StoreLeases(db) : undefined;
    this.models = isShared ? new ModelShelf(db) : undefined;
  }

  /**
   * Makes the tables where they are missing.
   * @param isShared whether other processes may use the same database: PostgreSQL.
   * @throws EventStoreError where the database belongs to a later version or to another hash key.
   */
  static async open(
    db: Kysely<EventTables>,
    fingerprint: string,
    { isShared = false } = {},
  ): Promise<EventStore> {
    await db.transaction().execute(async (transaction) => {
      await makeTables(transaction, isShared);
      const version = (await readNote<number>(transaction, 'version')) ?? TABLES_VERSION;
      if (version > TABLES_VERSION) {
        throw new EventStoreError(
          `The event store was written by a later version (tables ${version}, known here ${TABLES_VERSION}). Update wistia-widgets, or name another store.`,
        );
      }
      const known = await readNote<string>(transaction, 'hash key');
      if (known && known !== fingerprint) {
        throw new EventStoreError(
          'The event store was written with another hash key, so its visitors would not be recognised. Give the old key, or name another store.',
        );
      }
      await writeNote(transaction, 'version', TABLES_VERSION);
      await writeNote(transaction, 'hash key', fingerprint);
    });
    return new EventStore(db, isShared);
  }

  /**
   * Keeps events, and with them the pull's progress. An event that is known already is raised to the
   * larger share; nothing is ever doubled.
   * @param progress what is noted as `progress`, or what makes it of the events that were new or raised.
   * @returns those that were new or raised.
   */
  async add(
    events: readonly StoredEvent[],
    progress?: object | ProgressOf,
  ): Promise<StoredEvent[]> {
    const byKey = new Map<string, StoredEvent>();
    for (const event of events) {
      const other = byKey.get(event.event);
      byKey.set(event.event, {
        ...event,
        share: Math.max(event.share, other?.share ?? 0),
        converted: Math.max(event.converted, other?.converted ?? 0),
      });
    }
    const changed: StoredEvent[] = [];
    await this.db.transaction().execute(async (transaction) => {
      // First of all: whoever forgets a visitor, or writes with a lower number, has come to its end.
      const written: number = byKey.size ? await nextWrite(transaction) : 0;
      const wanted = await notForgotten(transaction, [...byKey.values()]);
      const rows: EventRow[] = wanted.map((event) => ({ ...event, written }));
      for (let i = 0; i < rows.length; i += BATCH) {
        const kept: StoredEvent[] = await transaction
          .insertInto('events')
          .values(rows.slice(i, i + BATCH))
          .onConflict((conflict) =>
            conflict
              .column('event')
              .doUpdateSet((row) => ({
                share: row
                  .case()
                  .when('excluded.share', '>', row.ref('events.share'))
                  .then(row.ref('excluded.share'))
                  .else(row.ref('events.share'))
                  .end(),
                converted: row
                  .case()
                  .when('excluded.converted', '>', row.ref('events.converted'))
                  .then(row.ref('excluded.converted'))
                  .else(row.ref('events.converted'))
                  .end(),
                written,
              }))
              .where((row) =>
                row.or([
                  row('excluded.share', '>', row.ref('events.share')),
                  row('excluded.converted', '>', row.ref('events.converted')),
                ]),
              ),
          )
          .returning(COLUMNS)
          .execute();
        changed.push(...kept);
      }
      const noted = typeof progress === 'function' ? (progress as ProgressOf)(changed) : progress;
      if (noted !== undefined) await writeNote(transaction, 'progress', noted);
    });
    return changed;
  }

  /** Every event, oldest first, in batches, so that memory stays small. */
  async *all(): AsyncGenerator<StoredEvent[]> {
    let time = -Infinity;
    let event = '';
    for (;;) {
      let query = this.db.selectFrom('events').select(COLUMNS).orderBy('time').orderBy('event');
      if (event) {
        query = query.where((row) =>
          row.or([
            row('time', '>', time),
            row.and([row('time', '=', time), row('event', '>', event)]),
          ]),
        );
      }
      const rows = await query.limit(READ).execute();
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      ({ time, event } = last);
    }
  }

  /** The number of the last write. */
  async lastWrite(): Promise<number> {
    return (await readNote<number>(this.db, WRITES)) ?? 0;
  }

  /** Some of what was written after a write, in its order: of each write all, or nothing. None: that is all. */
  async since(write: number): Promise<EventRow[]> {
    const query = this.db.selectFrom('events').selectAll();
    const rows = await query.where('written', '>', write).orderBy('written').limit(READ).execute();
    if (rows.length < READ) return rows;
    const { written } = rows.at(-1)!;
    const whole = rows.filter((row) => row.written < written);
    return whole.length ? whole : query.where('written', '=', written).execute();
  }

  /** Removes what is older than `time`. @returns how many events. */
  async removeBefore(time: number): Promise<number> {
    const { numDeletedRows } = await this.db
      .deleteFrom('events')
      .where('time', '<', time)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Everything that is kept of a visitor, oldest first. */
  async of(visitor: string): Promise<StoredEvent[]> {
    return this.db
      .selectFrom('events')
      .select(COLUMNS)
      .where('visitor', '=', visitor)
      .orderBy('time')
      .execute();
  }

  /** Whether a visitor has been forgotten. */
  async isForgotten(visitor: string): Promise<boolean> {
    const found = this.db.selectFrom('forgotten').select('visitor').where('visitor', '=', visitor);
    return (await found.executeTakeFirst()) !== undefined;
  }

  /** How many visitors have been forgotten: when it grows, what was learnt is to be learnt anew. */
  async countForgotten(): Promise<number> {
    const { count } = await this.db
      .selectFrom('forgotten')
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Removes a visitor's events, and keeps none of theirs from now on. @returns how many there were. */
  async forget(visitor: string): Promise<number> {
    return this.db.transaction().execute(async (transaction) => {
      await nextWrite(transaction);
      const { numDeletedRows } = await transaction
        .deleteFrom('events')
        .where('visitor', '=', visitor)
        .executeTakeFirst();
      await transaction
        .insertInto('forgotten')
        .values({ visitor })
        .onConflict((conflict) => conflict.column('visitor').doNothing())
        .execute();
      return Number(numDeletedRows);
    });
  }

  /** Writes every hash anew, under another key. All of it or nothing. @returns how many events. */
  async rehash(
    hashes: { event(hash: string): Promise<string>; visitor(hash: string): Promise<string> },
    fingerprint: string,
  ): Promise<number> {
    return this.db.transaction().execute(async (transaction) => {
      const events = await transaction.selectFrom('events').selectAll().execute();
      const forgotten = await transaction.selectFrom('forgotten').selectAll().execute();
      await transaction.deleteFrom('events').execute();
      await transaction.deleteFrom('forgotten').execute();
      for (let i = 0; i < events.length; i += BATCH) {
        const rows = events.slice(i, i + BATCH).map(async (row) => ({
          ...row,
          event: await hashes.event(row.event),
          visitor: await hashes.visitor(row.visitor),
        }));
        await transaction
          .insertInto('events')
          .values(await Promise.all(rows))
          .execute();
      }
      for (const { visitor } of forgotten) {
        const values = { visitor: await hashes.visitor(visitor) };
        await transaction.insertInto('forgotten').values(values).execute();
      }
      await writeNote(transaction, 'hash key', fingerprint);
      return events.length;
    });
  }

  /** What was noted under a name. */
  note<T>(name: string): Promise<T | undefined> {
    return readNote<T>(this.db, name);
  }

  /** Notes something under a name. */
  async setNote(name: string, value: unknown): Promise<void> {
    await writeNote(this.db, name, value);
  }

  /** Closes the database. */
  close(): Promise<void> {
    return this.db.destroy();
  }
}

/** Those events whose visitors have not been forgotten. */
const notForgotten = async (
  db: Kysely<EventTables>,
  rows: readonly StoredEvent[],
): Promise<StoredEvent[]> => {
  const visitors = [...new Set(rows.map(({ visitor }) => visitor))];
  const forgotten = new Set<string>();
  for (let i = 0; i < visitors.length; i += BATCH) {
    const found = await db
      .selectFrom('forgotten')
      .select('visitor')
      .where('visitor', 'in', visitors.slice(i, i + BATCH))
      .execute();
    for (const { visitor } of found) forgotten.add(visitor);
  }
  return rows.filter(({ visitor }) => !forgotten.has(visitor));
};

const WRITES = 'writes';

/** Takes the next number; who writes meanwhile waits for the end of this transaction. */
const nextWrite = async (db: Kysely<EventTables>): Promise<number> => {
  const { value } = await db
    .insertInto('notes')
    .values({ name: WRITES, value: '1' })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        value: sql<string>`cast(cast(notes.value as integer) + 1 as varchar(20))`,
      }),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(value);
};
