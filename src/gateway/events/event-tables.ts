/** The tables of the event store, the same in SQLite and PostgreSQL. */
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { StoredEvent } from './stored-event.js';

/** An event as its row is. */
export interface EventRow extends StoredEvent {
  /** Number of the write that made it what it is: who knows all up to a number asks for what came after. */
  written: number;
}

/** The database as both engines know it. */
export interface EventTables {
  events: EventRow;
  /** What the pull remembers between two runs, and the hash key's fingerprint: name and JSON text. */
  notes: { name: string; value: string };
  /** Hashes of visitors who asked to be forgotten: what Wistia tells of them again is not kept. */
  forgotten: { visitor: string };
  /** What one gateway of many does: by whom, until when, in ms by the database's own clock. */
  leases: { name: string; holder: string; until: number };
  /** What was learnt, for all gateways, in parts, as base64. */
  models: { version: string; part: number; text: string };
}

/** Version of the tables; a database of a later version is refused. */
export const TABLES_VERSION = 3;

/** Any number: those who make the tables wait for each other by it. */
const MAKING = 845_260_001;

/** What was noted under a name. */
export const readNote = async <T>(db: Kysely<EventTables>, name: string): Promise<T | undefined> => {
  const row = await db.selectFrom('notes').select('value').where('name', '=', name).executeTakeFirst();
  return row && (JSON.parse(row.value) as T);
};

export const writeNote = async (db: Kysely<EventTables>, name: string, value: unknown): Promise<void> => {
  const json = JSON.stringify(value);
  await db
    .insertInto('notes')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
};

/**
 * Makes what is missing, and brings tables of an earlier version up to date.
 * @param isShared whether other processes may do so at the same moment.
 */
export const makeTables = async (db: Transaction<EventTables>, isShared: boolean): Promise<void> => {
  if (isShared) await sql`select pg_advisory_xact_lock(${sql.lit(MAKING)})`.execute(db);
  await db.schema
    .createTable('notes')
    .ifNotExists()
    .addColumn('name', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  const version = await readNote<number>(db, 'version');
  await db.schema
    .createTable('events')
    .ifNotExists()
    .addColumn('event', 'varchar(24)', (column) => column.primaryKey())
    .addColumn('visitor', 'varchar(24)', (column) => column.notNull())
    .addColumn('media', 'varchar(64)', (column) => column.notNull())
    .addColumn('share', 'double precision', (column) => column.notNull())
    .addColumn('time', 'double precision', (column) => column.notNull())
    .addColumn('converted', 'integer', (column) => column.notNull())
    .addColumn('written', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  if (version !== undefined && version < 3) {
    await db.schema
      .alterTable('events')
      .addColumn('written', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema
    .createIndex('events_time')
    .ifNotExists()
    .on('events')
    .columns(['time', 'event'])
    .execute();
  await db.schema.createIndex('events_written').ifNotExists().on('events').column('written').execute();
  await db.schema
    .createTable('forgotten')
    .ifNotExists()
    .addColumn('visitor', 'varchar(24)', (column) => column.primaryKey())
    .execute();
  await db.schema
    .createTable('leases')
    .ifNotExists()
    .addColumn('name', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('holder', 'varchar(64)', (column) => column.notNull())
    .addColumn('until', 'double precision', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('models')
    .ifNotExists()
    .addColumn('version', 'varchar(64)', (column) => column.notNull())
    .addColumn('part', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('models_key', ['version', 'part'])
    .execute();
};
