/** The event store in PostgreSQL, for gateways on many machines. Node only. */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { EventTables } from './event-store.js';

/** Connects to a database by its `postgres://` address. Connections are made when they are needed. */
export const openPostgres = (address: string): Kysely<EventTables> => {
  const pool = new Pool({ connectionString: address, max: 4, connectionTimeoutMillis: 10_000 });
  // A lost idle connection is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
};
