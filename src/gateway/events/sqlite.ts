/** The embedded event store: SQLite in WebAssembly, which installs without a compiler. Node only. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Kysely, SqliteDialect } from 'kysely';
import sqlite from 'node-sqlite3-wasm';
import { EventStoreError } from './event-store.js';
import type { EventTables } from './event-tables.js';

/** When a process began, in clock ticks; where the system tells. */
const began = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

const runs = (pid: number, since: string): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began(pid) === since; // a number may be used again, by this very process in a container
};

/**
 * One process at a time. SQLite's own lock here is a folder that outlives a killed process, so who owns
 * the file is written beside it, and a lock whose owner is gone is taken away.
 */
const own = (file: string): (() => void) => {
  const owner = `${file}.owner`;
  const mine = `${process.pid} ${began(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(owner, mine, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid = '', since = ''] = readFileSync(owner, 'utf8').split(' ');
      if (runs(Number(pid), since)) {
        throw new EventStoreError(
          `The event store ${file} is in use by process ${pid}. Stop that one first, or name another file.`,
        );
      }
      rmSync(owner);
    }
  }
  rmSync(`${file}.lock`, { recursive: true, force: true });
  return () => rmSync(owner, { force: true });
};

/**
 * Opens a SQLite file, or makes it; `:memory:` keeps nothing.
 * @throws EventStoreError where the file is in use, is no database or cannot be written; it is left as it was.
 */
export const openSqlite = (file: string): Kysely<EventTables> => {
  const memory = file === ':memory:';
  let free = (): void => {};
  let database: InstanceType<typeof sqlite.Database> | undefined;
  try {
    if (!memory) free = own(file);
    database = new sqlite.Database(file);
    if (!memory) {
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      const [check] = database.all('PRAGMA quick_check(1)') as { quick_check: string }[];
      if (check?.quick_check !== 'ok') throw new Error(check?.quick_check);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    }
  } catch (error) {
    database?.close();
    if (error instanceof EventStoreError) throw error;
    free();
    throw new EventStoreError(
      `The event store ${file} cannot be used: ${(error as Error).message}. The file is left as it was; repair it, or name another.`,
    );
  }
  const db = database;
  return new Kysely({
    dialect: new SqliteDialect({
      database: {
        close: () => {
          db.close();
          free();
        },
        prepare: (sql) => {
          const statement = db.prepare(sql);
          const once = <T>(work: () => T): T => {
            try {
              return work();
            } finally {
              statement.finalize();
            }
          };
          return {
            reader: /^\s*(select|pragma)|\breturning\b/i.test(sql),
            all: (values) => once(() => statement.all(values as never)),
            run: (values) =>
              once(() => {
                const { changes, lastInsertRowid } = statement.run(values as never);
                return { changes, lastInsertRowid };
              }),
            *iterate(values) {
              yield* once(() => statement.all(values as never));
            },
          };
        },
      },
    }),
  });
};
