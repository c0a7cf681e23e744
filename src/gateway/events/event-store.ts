import type { Kysely } from 'kysely';
import type { StoredEvent } from './stored-event.js';

/** The database as both engines know it. */
export interface EventTables {
  events: StoredEvent;
  /** What the pull remembers between two runs, and the hash key's fingerprint: name and JSON text. */
  notes: { name: string; value: string };
  /** Hashes of visitors who asked to be forgotten: what Wistia tells of them again is not kept. */
  forgotten: { visitor: string };
}

/** A refusal in a full sentence. The database is as it was. */
export class EventStoreError extends Error {
  override name = 'EventStoreError';
}

/** Version of the tables; a database of a later version is refused. */
const TABLES_VERSION = 2;

const BATCH = 2000;
/** Rows that are read at once: some ten milliseconds. */
const READ = 4000;

/**
 * The events that were pulled, in SQLite or PostgreSQL: the same statements for both. Every method that
 * writes is one transaction.
 */
export class EventStore {
  private constructor(private readonly db: Kysely<EventTables>) {}

  /**
   * Makes the tables where they are missing.
   * @throws EventStoreError where the database belongs to a later version or to another hash key.
   */
  static async open(db: Kysely<EventTables>, fingerprint: string): Promise<EventStore> {
    await db.schema
      .createTable('events')
      .ifNotExists()
      .addColumn('event', 'varchar(24)', (column) => column.primaryKey())
      .addColumn('visitor', 'varchar(24)', (column) => column.notNull())
      .addColumn('media', 'varchar(64)', (column) => column.notNull())
      .addColumn('share', 'double precision', (column) => column.notNull())
      .addColumn('time', 'double precision', (column) => column.notNull())
      .addColumn('converted', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('events_time')
      .ifNotExists()
      .on('events')
      .columns(['time', 'event'])
      .execute();
    await db.schema
      .createTable('notes')
      .ifNotExists()
      .addColumn('name', 'varchar(64)', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('forgotten')
      .ifNotExists()
      .addColumn('visitor', 'varchar(24)', (column) => column.primaryKey())
      .execute();
    const store = new EventStore(db);
    const version = (await store.note<number>('version')) ?? TABLES_VERSION;
    if (version > TABLES_VERSION) {
      throw new EventStoreError(
        `The event store was written by a later version (tables ${version}, known here ${TABLES_VERSION}). Update wistia-widgets, or name another store.`,
      );
    }
    const known = await store.note<string>('hash key');
    if (known && known !== fingerprint) {
      throw new EventStoreError(
        'The event store was written with another hash key, so its visitors would not be recognised. Give the old key, or name another store.',
      );
    }
    await store.setNote('version', TABLES_VERSION);
    await store.setNote('hash key', fingerprint);
    return store;
  }

  /**
   * Keeps events, and with them the pull's progress. An event that is known already is raised to the
   * larger share; nothing is ever doubled.
   * @returns those that were new or raised.
   */
  async add(events: readonly StoredEvent[], progress?: unknown): Promise<StoredEvent[]> {
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
      const rows = await notForgotten(transaction, [...byKey.values()]);
      for (let i = 0; i < rows.length; i += BATCH) {
        const written = await transaction
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
              }))
              .where((row) =>
                row.or([
                  row('excluded.share', '>', row.ref('events.share')),
                  row('excluded.converted', '>', row.ref('events.converted')),
                ]),
              ),
          )
          .returningAll()
          .execute();
        changed.push(...written);
      }
      if (progress !== undefined) await writeNote(transaction, 'progress', progress);
    });
    return changed;
  }

  /** Every event, oldest first, in batches, so that memory stays small. */
  async *all(): AsyncGenerator<StoredEvent[]> {
    let time = -Infinity;
    let event = '';
    for (;;) {
      let query = this.db.selectFrom('events').selectAll().orderBy('time').orderBy('event');
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
      .selectAll()
      .where('visitor', '=', visitor)
      .orderBy('time')
      .execute();
  }

  /** Whether a visitor has been forgotten. */
  async isForgotten(visitor: string): Promise<boolean> {
    const found = this.db.selectFrom('forgotten').select('visitor').where('visitor', '=', visitor);
    return (await found.executeTakeFirst()) !== undefined;
  }

  /** Those of some events whose visitors have not been forgotten. */
  wanted(events: readonly StoredEvent[]): Promise<StoredEvent[]> {
    return notForgotten(this.db, events);
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
  async note<T>(name: string): Promise<T | undefined> {
    const row = await this.db
      .selectFrom('notes')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row && (JSON.parse(row.value) as T);
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

const writeNote = async (db: Kysely<EventTables>, name: string, value: unknown): Promise<void> => {
  const json = JSON.stringify(value);
  await db
    .insertInto('notes')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
};
