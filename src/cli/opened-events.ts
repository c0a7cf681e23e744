import { dirname } from 'node:path';
import { EventStoreError, openEvents } from '../gateway/events/open-events.js';
import type { OpenedEvents, OpenEventsOptions } from '../gateway/events/open-events.js';
import type { GatewayConfig } from '../gateway/index.js';
import { OperatorError } from './operator-error.js';

/** Where the configuration in `file` keeps viewing events; undefined where it keeps none. */
export const eventsOptions = (
  { events }: GatewayConfig,
  file: string,
): OpenEventsOptions | undefined => {
  if (!events) return undefined;
  const key = process.env.WISTIA_EVENTS_KEY?.trim() || undefined;
  const { store, keyFile } = events;
  return { store, keyFile, key, folder: dirname(file) };
};

/** Does something with the event store; what it complains of becomes the operator's to read. */
export const withOperator = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EventStoreError) throw new OperatorError([error.message]);
    throw error;
  }
};

/** Opens the store of viewing events that a configuration names, relative to its own folder. */
export const openedEvents = async (
  config: GatewayConfig,
  file: string,
): Promise<OpenedEvents | undefined> => {
  const options = eventsOptions(config, file);
  if (!options) return undefined;
  const opened = await withOperator(() => openEvents(options));
  if (opened.madeKeyFile) {
    console.error(
      `Made the key that viewers are hashed with: ${opened.madeKeyFile}. Keep a copy of it, but not beside the event store, which is of no use without it.`,
    );
  }
  return opened;
};
