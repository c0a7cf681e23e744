import type { Kysely } from 'kysely';
import type { StoredEvent } from './stored-event.js';

/** The database as both engines know it. */
export interface EventTables {
  events: StoredEvent;
  /** What the pull remembers between two runs, and the hash key's fingerprint: name and JSON text. */
  notes: { name: string; value: string };
}

/** A refusal in a full sentence. The database is as it was. */
export class EventStoreError extends Error {
  override name = 'EventStoreError';
}

/** Version of the tables; a database of a later version is refused. */
const TABLES_VERSION = 1;

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
    const rows = [...byKey.values()];
    const changed: StoredEvent[] = [];
    await this.db.transaction().execute(async (transaction) => {
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

const writeNote = async (db: Kysely<EventTables>, name: string, value: unknown): Promise<void> => {
  const json = JSON.stringify(value);
  await db
    .insertInto('notes')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
};
