import { createGateway, parseConfig } from '../gateway/index.js';
import { readConfig } from './config-file.js';
import { openedEvents } from './opened-events.js';
import { listen } from './node-server.js';
import type { Listening } from './node-server.js';
import { Operations } from './operations.js';
import type { OperationsOptions } from './operations.js';
import { OperatorError } from './operator-error.js';
import { pullProgress } from './pull-progress.js';
import { servedScript } from './served-script.js';

/** As the command line takes them. */
export interface GatewayOptions extends OperationsOptions {
  config: string;
  port: number;
  host: string;
}

/** Starts the gateway that a configuration file describes. */
export const startGateway = async (
  options: GatewayOptions,
): Promise<Listening & { adminUrl: string }> => {
  const config = await readConfig(options.config, process.env);
  const script = await servedScript();
  if (!script) {
    console.error(
      'wistia-widgets.js is not beside the command line, so it is not served: run the build.',
    );
  }
  const opened = await openedEvents(config, options.config);
  const operations = await Operations.open(options, config, process.env);
  const events = opened && { ...opened, onProgress: pullProgress() };
  const gateway = createGateway(config, { ...operations.runtime, script, events });
  const close = async () => {
    await gateway.close();
    await opened?.close();
    await operations.close();
  };
  try {
    const { basePath, limits, publish, trustedProxies } = parseConfig(config);
    const listening = await listen(gateway, {
      ...options,
      maxConnections: limits.connections,
      trustedProxies,
      witness: operations.metrics,
    }).catch((error: Error) => {
      throw new OperatorError([
        `Port ${options.port} of ${options.host} is not free: ${error.message}.`,
      ]);
    });
    const { health } = gateway;
    const { connections } = listening;
    const adminUrl = await operations.listen({ health, connections }).catch(async (error) => {
      await listening.close();
      throw error;
    });
    if (!Object.keys(publish).length) {
      console.error('Nothing is published yet: name in "publish" what the public may read.');
    }
    return {
      ...listening,
      url: listening.url + basePath,
      adminUrl,
      async close() {
        await listening.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};
