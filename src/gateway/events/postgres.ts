/** The event store in PostgreSQL, for gateways on many machines. Node only. */
import { Kysely, PostgresDialect } from 'kysely';
import { DatabaseError, Pool } from 'pg';
import type { EventTables } from './event-tables.js';

/** Milliseconds after which a connection that says nothing is given up. */
const LONGEST_SILENCE = 30_000;

/** Connects to a database by its `postgres://` address. Connections are made when they are needed. */
export const openPostgres = (address: string): Kysely<EventTables> => {
  const pool = new Pool({
    connectionString: address,
    max: 4,
    connectionTimeoutMillis: 10_000,
    query_timeout: LONGEST_SILENCE,
    // A gateway that was cut off in the middle of a transaction holds up no other one for long.
    idle_in_transaction_session_timeout: LONGEST_SILENCE,
    keepAlive: true,
  });
  // A connection that is lost fails its query, and is replaced at the next one. That it says so
  // besides, idle or between two statements, would end the process where nobody listens.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connect = async () => {
    const client = await pool.connect();
    let isBroken = false;
    return {
      query: async (text: string, values: readonly unknown[]) => {
        try {
          return await client.query(text, values as unknown[]);
        } catch (error) {
          // What the database itself did not say came of the connection.
          isBroken ||= !(error instanceof DatabaseError);
          throw error;
        }
      },
      release: () => client.release(isBroken),
    };
  };
  const end = () => pool.end();
  return new Kysely({ dialect: new PostgresDialect({ pool: { connect, end } as never }) });
};
