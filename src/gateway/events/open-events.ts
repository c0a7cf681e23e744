/**
 * `wistia-widgets/events`: opens the store of viewing events for a gateway on Node.
 */
import { resolve } from 'node:path';
import { EventStore, EventStoreError } from './event-store.js';
import { defaultKeyFile, hashKeyIn } from './hash-key.js';
import type { HashKey } from './hash-key.js';
import { keyedHash } from './keyed-hash.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';
import type { EventsRuntime } from './viewing-events.js';

export { EventStoreError } from './event-store.js';
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

/**
 * Opens the store, and makes it where it is missing.
 * @throws EventStoreError in full sentences, where it or its key cannot be used. What is there stays
 * as it was.
 */
export const openEvents = async (options: OpenEventsOptions): Promise<OpenedEvents> => {
  const { store: name, folder = '.' } = options;
  const { secret, isNew, undo, file } = keyOf(options);
  const hash = await keyedHash(secret).catch((error: RangeError) => {
    throw new EventStoreError(error.message);
  });
  const memory = name === ':memory:';
  try {
    const db = isPostgres(name) ? openPostgres(name) : openSqlite(memory ? name : resolve(folder, name));
    try {
      const store = await EventStore.open(db, await hash.fingerprint());
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
