/** What the operator of a gateway sees and sets besides its configuration. */
import { createHash } from 'node:crypto';
import type { GatewayConfig, GatewayRuntime } from '../gateway/index.js';
import type { RedisState } from '../gateway/redis.js';
import { listenForAdmin } from './admin-server.js';
import { GatewayLog } from './logger.js';
import type { Level } from './logger.js';
import { Metrics } from './metrics.js';
import type { Measured } from './metrics.js';
import { OperatorError } from './operator-error.js';

/** As the command line takes them. */
export interface OperationsOptions {
  adminPort: number;
  adminHost: string;
  logLevel: Level;
}

/** Redis as the environment names it; the gateways of one account, and no others, share its keys. */
const redisState = async (
  url: string,
  { apiUrl = '', token = '' }: GatewayConfig,
  log: GatewayLog,
): Promise<RedisState> => {
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) {
    // Not shown: it may hold a password.
    throw new OperatorError([
      'REDIS_URL should be an address such as redis://127.0.0.1:6379, but is another.',
    ]);
  }
  const { RedisState } = await import('../gateway/redis.js');
  const account = createHash('sha256').update(`${apiUrl}\n${token}`).digest('hex').slice(0, 16);
  const state = new RedisState({
    url,
    prefix: `{wistia-widgets:${account}}:1:`,
    onChange: (reachable) =>
      log.write(
        reachable
          ? { level: 'info', message: 'Redis answers: cache and budget are shared.' }
          : {
              level: 'warn',
              message:
                'Redis cannot be reached, so this gateway goes on alone, with its own share of the budget. Check REDIS_URL and that Redis runs.',
            },
      ),
  });
  await state.connect();
  return state;
};

export class Operations {
  #closing: (() => Promise<void>)[] = [];

  private constructor(
    private readonly options: OperationsOptions,
    readonly log: GatewayLog,
    readonly metrics: Metrics,
    private readonly shared: RedisState | undefined,
  ) {}

  static async open(
    options: OperationsOptions,
    config: GatewayConfig,
    environment: Record<string, string | undefined>,
  ): Promise<Operations> {
    const log = new GatewayLog(options.logLevel);
    const url = environment.REDIS_URL?.trim();
    const shared = url ? await redisState(url, config, log) : undefined;
    const onReply = log.everyReply ? log.reply.bind(log) : undefined;
    const metrics = new Metrics(config.basePath ?? '/', onReply);
    const operations = new Operations(options, log, metrics, shared);
    if (shared) operations.#closing.push(() => shared.close());
    return operations;
  }

  /** What a gateway gets of it. */
  get runtime(): Pick<GatewayRuntime, 'log' | 'onUpstream' | 'shared'> {
    return { log: this.log.write, onUpstream: this.metrics.call, shared: this.shared };
  }

  /** Opens the admin port. @returns its URL. */
  async listen(measured: Measured): Promise<string> {
    const { adminPort: port, adminHost: host } = this.options;
    const { registry } = this.metrics;
    this.metrics.watch(measured);
    const { health } = measured;
    const admin = await listenForAdmin({ port, host, registry, health }).catch((error: Error) => {
      throw new OperatorError([
        `The admin port, ${port} of ${host}, is not free: ${error.message}. Name another by --admin-port.`,
      ]);
    });
    this.#closing.push(admin.close);
    return admin.url;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closing.map((close) => close()));
  }
}
