/** PostgreSQL inside the test: pglite in the place of a pool. */
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import type { EventTables } from '../../src/gateway/events/event-tables.js';

let pglite: PGlite | undefined; // starting one takes a second; the tests empty its tables

export const openPglite = (): Kysely<EventTables> => {
  const database = (pglite ??= new PGlite());
  const client = {
    query: async (text: string, values: unknown[]) => {
      const { rows, affectedRows } = await database.query(text, values);
      return { rows, rowCount: affectedRows ?? rows.length, command: /^\w+/.exec(text)![0].toUpperCase() };
    },
    release: () => {},
  };
  return new Kysely({
    dialect: new PostgresDialect({
      pool: { connect: async () => client, end: async () => {} } as never,
    }),
  });
};
