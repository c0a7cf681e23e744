/** What one person may ask of an operator: what is kept of them, and to be forgotten. */
import { readFileSync } from 'node:fs';
import { rotateKey } from '../gateway/events/open-events.js';
import type { OpenedEvents } from '../gateway/events/open-events.js';
import { readConfig } from './config-file.js';
import { eventsOptions, openedEvents, withOperator } from './opened-events.js';
import { OperatorError } from './operator-error.js';

/** Which visitor, and which configuration names the store. */
export interface VisitorOptions {
  config: string;
  /** As Wistia gives it; `-` reads it from standard input, which no list of processes shows. */
  visitorKey: string;
}

const keyOf = ({ visitorKey }: VisitorOptions): string => {
  const key = (visitorKey === '-' ? readFileSync(0, 'utf8') : visitorKey).trim();
  if (!key || /\s/.test(key) || key.length > 200) {
    throw new OperatorError([
      'The visitor key is not one: give it as Wistia does, 40 hexadecimal digits as a rule.',
    ]);
  }
  return key;
};

const nothingKept = (config: string): OperatorError =>
  new OperatorError([
    `${config} names no event store, so nothing is kept of anybody: "events" is missing.`,
  ]);

const withStore = async <T>(
  options: VisitorOptions,
  work: (events: OpenedEvents, hashes: string[]) => Promise<T>,
): Promise<T> => {
  const key = keyOf(options);
  const config = await readConfig(options.config, process.env);
  const events = await openedEvents(config, options.config);
  if (!events) throw nothingKept(options.config);
  try {
    // Wistia documents upper case; a page's player may say it in lower.
    const forms = new Set([key, key.toUpperCase(), key.toLowerCase()]);
    const hashes = await Promise.all([...forms].map((form) => events.hash.visitorKey(form)));
    return await withOperator(() => work(events, hashes));
  } finally {
    await events.close();
  }
};

/** Prints everything that is kept about a visitor, as JSON. */
export const exportVisitor = async (options: VisitorOptions): Promise<void> => {
  const kept = await withStore(options, async ({ store }, hashes) => {
    const events = (await Promise.all(hashes.map((hash) => store.of(hash)))).flat();
    const forgotten = (await Promise.all(hashes.map((hash) => store.isForgotten(hash)))).some(Boolean);
    return {
      forgotten,
      viewing_sessions: events.map(({ media, share, time, converted }) => ({
        media_id: media,
        share_watched: share,
        received_at: new Date(time).toISOString(),
        converted: converted === 1,
      })),
    };
  });
  console.log(JSON.stringify(kept, undefined, 2));
};

/** Removes a visitor's events, and sees to it that they do not come back. */
export const forgetVisitor = async (options: VisitorOptions): Promise<void> => {
  const removed = await withStore(options, async ({ store }, hashes) => {
    const counts = [];
    for (const hash of hashes) counts.push(await store.forget(hash));
    return counts.reduce((sum, count) => sum + count, 0);
  });
  console.log(
    `${removed} viewing sessions were removed, and none of this visitor's will be kept again. A gateway on the same store learns anew without them within its next look at Wistia, or when it is started. At Wistia nothing was changed: ask for deletion there too.`,
  );
};

/** Adds a key to those that visitors are hashed with. */
export const rotate = async ({ config: file }: { config: string }): Promise<void> => {
  const config = await readConfig(file, process.env);
  const options = eventsOptions(config, file);
  if (!options) throw nothingKept(file);
  const count = await withOperator(() => rotateKey(options));
  console.log(
    `${count} viewing sessions are hashed under a further key now. Keep a new copy of the key file: the old one opens the store no more.`,
  );
};
