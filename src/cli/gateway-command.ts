import { createGateway, parseConfig } from '../gateway/index.js';
import { readConfig } from './config-file.js';
import { openedEvents } from './opened-events.js';
import { listen } from './node-server.js';
import type { ListenOptions, Listening } from './node-server.js';
import { OperatorError } from './operator-error.js';
import { pullProgress } from './pull-progress.js';
import { servedScript } from './served-script.js';

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
