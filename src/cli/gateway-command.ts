import { dirname } from 'node:path';
import { EventStoreError, openEvents } from '../gateway/events/open-events.js';
import type { OpenedEvents } from '../gateway/events/open-events.js';
import { createGateway, parseConfig } from '../gateway/index.js';
import type { GatewayConfig } from '../gateway/index.js';
import { readConfig } from './config-file.js';
import { listen } from './node-server.js';
import type { ListenOptions, Listening } from './node-server.js';
import { OperatorError } from './operator-error.js';
import { pullProgress } from './pull-progress.js';
import { servedScript } from './served-script.js';

/** Opens the store of viewing events that a configuration names, relative to its own folder. */
const openedEvents = async (
  { events }: GatewayConfig,
  file: string,
): Promise<OpenedEvents | undefined> => {
  if (!events) return undefined;
  const key = process.env.WISTIA_EVENTS_KEY?.trim() || undefined;
  const { store, keyFile } = events;
  try {
    const opened = await openEvents({ store, keyFile, key, folder: dirname(file) });
    if (opened.madeKeyFile) {
      console.error(
        `Made the key that viewers are hashed with: ${opened.madeKeyFile}. Keep a copy of it, but not beside the event store, which is of no use without it.`,
      );
    }
    return opened;
  } catch (error) {
    if (error instanceof EventStoreError) throw new OperatorError([error.message]);
    throw error;
  }
};

/** Starts the gateway that a configuration file describes. */
export const startGateway = async (
  options: ListenOptions & { config: string },
): Promise<Listening> => {
  const config = await readConfig(options.config, process.env);
  const script = await servedScript();
  if (!script) {
    console.error(
      'wistia-widgets.js is not beside the command line, so it is not served: run the build.',
    );
  }
  const opened = await openedEvents(config, options.config);
  const events = opened && { ...opened, onProgress: pullProgress() };
  const gateway = createGateway(config, { script, events });
  const close = async () => {
    await gateway.close();
    await opened?.close();
  };
  const { limits, trustedProxies } = parseConfig(config);
  const { connections: maxConnections } = limits;
  const serving = { ...options, maxConnections, trustedProxies };
  const listening = await listen(gateway, serving).catch(async (error: Error) => {
    await close();
    throw new OperatorError([
      `Port ${options.port} of ${options.host} is not free: ${error.message}.`,
    ]);
  });
  const { publish = {} } = config;
  if (!Object.keys(publish).length) {
    console.error('Nothing is published yet: name in "publish" what the public may read.');
  }
  return {
    ...listening,
    url: listening.url + (config.basePath ?? '/'),
    async close() {
      await listening.close();
      await close();
    },
  };
};
