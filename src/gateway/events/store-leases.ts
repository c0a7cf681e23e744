import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { EventTables } from './event-tables.js';
import type { Leases } from './leadership.js';

/** Milliseconds by the database's clock, so that the gateways' own need not agree. */
const NOW = sql<number>`extract(epoch from clock_timestamp()) * 1000`;

/** Leases in PostgreSQL: who can write there can also say that nobody else should. */
export class StoreLeases implements Leases {
  constructor(private readonly db: Kysely<EventTables>) {}

  async lease(name: string, holder: string, ms: number): Promise<boolean> {
    const until = sql<number>`${NOW} + ${sql.lit(ms)}`;
    const taken = await this.db
      .insertInto('leases')
      .values({ name, holder, until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, until })
          .where((row) =>
            row.or([row('leases.holder', '=', holder), row('leases.until', '<', NOW)]),
          ),
      )
      .returning('name')
      .executeTakeFirst();
    return taken !== undefined;
  }

  async resign(name: string, holder: string): Promise<void> {
    await this.db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
  }
}
