/** The key of the visitors' hashes, in a file that is kept apart from the database. Node only. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { EventStoreError } from './event-store.js';

/** Where the key is kept if nothing else is said. */
export const defaultKeyFile = (): string =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'wistia-widgets', 'events.key');

/** A key, and how to be rid of it again where it was made now and proves useless. */
export interface HashKey {
  secret: string;
  isNew: boolean;
  undo(): void;
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Whether others than its owner may read a file; where the system has no such thing, no. */
const isOpen = (file: string): boolean =>
  process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;

/**
 * The key in a file, which is made where it is missing.
 * @throws EventStoreError where others may read it, or where it can neither be read nor made.
 */
export const hashKeyIn = (file: string): HashKey => {
  const fail = (why: string): never => {
    throw new EventStoreError(`The key of the event store, ${file}, ${why}`);
  };
  const existing = (): HashKey => {
    if (isOpen(file)) {
      fail(`may be read by others than its owner: take that away with "chmod 600 ${file}".`);
    }
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length < 16) {
      fail('is shorter than 16 characters: put back the key that the store was written with.');
    }
    return { secret, isNew: false, undo: () => {} };
  };
  try {
    try {
      return existing();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const secret = randomBytes(32).toString('base64url');
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${secret}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      // Another process was faster.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return existing();
      throw error;
    }
    chmodSync(file, 0o600); // whatever the umask
    return { secret, isNew: true, undo: () => rmSync(file, { force: true }) };
  } catch (error) {
    if (error instanceof EventStoreError) throw error;
    return fail(
      `can neither be read nor made (${reasonOf(error)}): name another file in events.keyFile, or set WISTIA_EVENTS_KEY.`,
    );
  }
};

/** Where a key stands that is being added, until the store is written with it. */
const nextFile = (file: string): string => `${file}.next`;

/** Makes a further key and writes it, after those in `file`, into a file beside it. */
export const makeNextKey = (file: string): { added: string; all: string } => {
  const { secret } = hashKeyIn(file);
  const added = randomBytes(32).toString('base64url');
  const all = `${secret}\n${added}`;
  writeFileSync(nextFile(file), `${all}\n`, { mode: 0o600 });
  return { added, all };
};

/** Puts the keys with the further one into their place. */
export const takeNextKey = (file: string): void => renameSync(nextFile(file), file);

/** The keys of a rotation that was cut off before they were put into their place. */
export const nextKeyIn = (file: string): string | undefined => {
  try {
    return readFileSync(nextFile(file), 'utf8').trim();
  } catch {
    return undefined;
  }
};
