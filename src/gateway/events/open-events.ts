/**
 * `wistia-widgets/events`: opens the store of viewing events for a gateway on Node.
 */
import { resolve } from 'node:path';
import type { Kysely } from 'kysely';
import { EventStore, EventStoreError } from './event-store.js';
import type { EventTables } from './event-tables.js';
import { defaultKeyFile, hashKeyIn, makeNextKey, nextKeyIn, takeNextKey } from './hash-key.js';
import type { HashKey } from './hash-key.js';
import { keyedHash, rehash } from './keyed-hash.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';
import type { EventsRuntime } from './viewing-events.js';

export { EventStoreError } from './event-store.js';
export type { EventStore } from './event-store.js';
export type { KeyedHash } from './keyed-hash.js';
export type { EventsRuntime } from './viewing-events.js';

/** Where viewing events are kept, and where the key of their hashes is. */
export interface OpenEventsOptions {
  /** A SQLite file, `:memory:`, or a `postgres://` address. */
  store: string;
  /** The key itself, at least 16 characters. */
  key?: string | undefined;
  /** Without `key`: the file that holds it, made where it is missing. */
  keyFile?: string | undefined;
  /** Folder that relative names of files are meant from. Default: the working directory. */
  folder?: string | undefined;
}

/** An opened store; goes into a gateway's runtime as `events`. */
export interface OpenedEvents extends EventsRuntime {
  /** The file that a key was made in just now. */
  madeKeyFile: string | undefined;
  close(): Promise<void>;
}

const isPostgres = (store: string): boolean => /^postgres(ql)?:\/\//.test(store);

/** A store as it may be shown: a database's address without user and password. */
const shown = (store: string): string => store.replace(/\/\/[^/]*@/, '//');

const keyOf = ({ store, key, keyFile, folder = '.' }: OpenEventsOptions): HashKey & { file?: string } => {
  const kept = { isNew: false, undo: () => {} };
  if (key !== undefined) return { secret: key.trim(), ...kept };
  // What ends with the process needs no key afterwards.
  if (store === ':memory:' && keyFile === undefined) return { secret: crypto.randomUUID(), ...kept };
  const file = keyFile === undefined ? defaultKeyFile() : resolve(folder, keyFile);
  return { ...hashKeyIn(file), file };
};

/** Opens the tables with the key that they were written with. */
const openWith = async (
  db: Kysely<EventTables>,
  secret: string,
  file: string | undefined,
  isShared: boolean,
) => {
  const opened = async (keys: string) => {
    const hash = await keyedHash(keys).catch((error: RangeError) => {
      throw new EventStoreError(error.message);
    });
    return { hash, store: await EventStore.open(db, await hash.fingerprint(), { isShared }) };
  };
  const next = file && nextKeyIn(file);
  if (!next) return opened(secret);
  // A rotation was cut off: before the store was written anew, or after.
  try {
    return await opened(secret);
  } catch (error) {
    if (!(error instanceof EventStoreError)) throw error;
    const found = await opened(next);
    takeNextKey(file);
    return found;
  }
};

/**
 * Adds a further key to those in the key file, and writes the store's hashes anew under it.
 * @returns how many events were written
 * @throws EventStoreError where the key is not in a file, or the store cannot be used.
 */
export const rotateKey = async (options: OpenEventsOptions): Promise<number> => {
  if (options.key !== undefined) {
    throw new EventStoreError(
      'The key of the event store stands in WISTIA_EVENTS_KEY, where it cannot be changed from here: write it into the file of events.keyFile (mode 0600), unset the variable, and run the command again.',
    );
  }
  const { keyFile, folder = '.' } = options;
  const file = keyFile === undefined ? defaultKeyFile() : resolve(folder, keyFile);
  const opened = await openEvents(options);
  try {
    const { added, all } = makeNextKey(file);
    const count = await opened.store.rehash(await rehash(added), await (await keyedHash(all)).fingerprint());
    takeNextKey(file);
    return count;
  } finally {
    await opened.close();
  }
};

/**
 * Opens the store, and makes it where it is missing.
 * @throws EventStoreError in full sentences, where it or its key cannot be used. What is there stays
 * as it was.
 */
export const openEvents = async (options: OpenEventsOptions): Promise<OpenedEvents> => {
  const { store: name, folder = '.' } = options;
  const { secret, isNew, undo, file } = keyOf(options);
  const memory = name === ':memory:';
  try {
    const isShared = isPostgres(name);
    const db = isShared ? openPostgres(name) : openSqlite(memory ? name : resolve(folder, name));
    try {
      const { store, hash } = await openWith(db, secret, file, isShared);
      return { store, hash, madeKeyFile: isNew ? file : undefined, close: () => store.close() };
    } catch (error) {
      await db.destroy().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (isNew) undo();
    if (error instanceof EventStoreError) throw error;
    throw new EventStoreError(
      `The event store ${shown(name)} cannot be used: ${(error as Error).message}. Check events.store, and that the database answers.`,
    );
  }
};
