/** `wistia-widgets snapshot`: the published tree as plain files, for sites without a server. */
import { createGateway, scriptFiles } from '../gateway/index.js';
import type { Gateway, GatewayConfig, PublishedAddress, ServedScript } from '../gateway/index.js';
import { readConfig } from './config-file.js';
import { openedEvents } from './opened-events.js';
import { OperatorError } from './operator-error.js';
import { pullProgress } from './pull-progress.js';
import { servedScript } from './served-script.js';
import { SnapshotFolder } from './snapshot-folder.js';
import type { SnapshotSum } from './snapshot-folder.js';
import { showProgress } from './snapshot-progress.js';

/** What the command line asks for. */
export interface SnapshotOptions {
  config: string;
  out: string;
  /** Days up to today in each file of figures by day. */
  days: number;
}

/** How a snapshot ended. */
export interface SnapshotResult extends SnapshotSum {
  /** Addresses that could not be had, and whether an older file of theirs is still shown. */
  failed: { path: string; kept: boolean }[];
}

const MOST_TRIES = 5;
const AT_ONCE = 4;
const SECONDS_BETWEEN_GLANCES = 0.1;

const pause = (seconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, seconds * 1000));

/** Asks the gateway as a page would; waits where it says that Wistia is to be left alone. */
const ask = async (
  gateway: Gateway,
  address: string,
  wait: (seconds: number) => Promise<void>,
): Promise<{ body?: string; failed?: true }> => {
  for (let attempt = 1; ; attempt++) {
    const reply = await gateway(new Request(`http://snapshot.invalid${address}`));
    if (reply.ok) return { body: await reply.text() };
    if (reply.status === 404) return {};
    const seconds = Number(reply.headers.get('Retry-After'));
    if (!seconds || attempt >= MOST_TRIES) return { failed: true };
    await wait(seconds);
  }
};

/**
 * Writes a snapshot of what `config` publishes.
 * @throws OperatorError where the folder cannot be used, or Wistia's list of videos cannot be had:
 * what is shown stays as it was then.
 */
export const writeSnapshot = async (
  config: GatewayConfig,
  { out, days }: Pick<SnapshotOptions, 'out' | 'days'>,
  runtime: {
    gateway?: Gateway;
    script?: ServedScript | undefined;
    progress?: (done: number, all: number) => void;
    wait?: (seconds: number) => Promise<void>;
  } = {},
): Promise<SnapshotResult> => {
  const { gateway = createGateway(config), script, progress, wait = pause } = runtime;
  const { token: _, ...settings } = config;
  const folder = await SnapshotFolder.open(out, JSON.stringify([settings, days, __VERSION__]));
  try {
    const addresses = await published(gateway, days, wait);
    const failed: SnapshotResult['failed'] = [];
    const basePath = config.basePath ?? '/';
    let done = 0;
    const fetchOne = async ({ path, query }: PublishedAddress) => {
      if (!folder.has(path)) {
        const { body, failed: fault } = await ask(gateway, `${basePath}${path}${query}`, wait);
        if (fault) failed.push({ path, kept: await folder.keep(path) });
        else await folder.put(path, body);
      }
      progress?.(++done, addresses.length);
    };
    const queue = addresses.values();
    const worker = async () => {
      for (const address of queue) await fetchOne(address);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));

    for (const { name, text, versioned } of script ? scriptFiles(script) : []) {
      await folder.put(name, text);
      if (versioned) await folder.put(versioned, text);
    }
    return { ...(await folder.show()), failed };
  } catch (error) {
    await folder.leave();
    throw error;
  }
};

const published = async (
  gateway: Gateway,
  days: number,
  wait: (seconds: number) => Promise<void>,
): Promise<PublishedAddress[]> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await gateway.published(days);
    } catch (error) {
      const { retryAfter = 0 } = error as { retryAfter?: number };
      if (retryAfter > 0 && attempt < MOST_TRIES) {
        await wait(Math.ceil(retryAfter / 1000));
        continue;
      }
      throw new OperatorError([
        `Wistia's list of videos could not be had, so nothing was written: ${(error as Error).message} Run the command again later.`,
      ]);
    }
  }
};

/** Waits until a gateway has all viewing events and has learnt from them. */
const learnt = async (gateway: Gateway): Promise<void> => {
  const isWhole = () => gateway.health().events?.phase === 'following';
  while (!isWhole()) await pause(SECONDS_BETWEEN_GLANCES);
  const whole = new Date().toISOString();
  const hasLearnt = () => {
    const { learning, events } = gateway.health();
    return learning && (learning.trainedAt >= whole || learning.sessions >= events!.sessions);
  };
  while (!hasLearnt()) await pause(SECONDS_BETWEEN_GLANCES);
};

/** Writes the snapshot that a configuration file describes, and says how it went. */
export const snapshot = async (options: SnapshotOptions): Promise<void> => {
  const config = await readConfig(options.config, process.env, { secrets: true });
  const script = await servedScript();
  const opened = await openedEvents(config, options.config);
  const gateway = createGateway(config, {
    events: opened && { ...opened, onProgress: pullProgress() },
  });
  const bar = showProgress(process.stderr);
  const work = async () => {
    if (opened) await learnt(gateway);
    return writeSnapshot(config, options, { gateway, script, progress: bar.update });
  };
  const result = await work().finally(async () => {
    bar.stop();
    await gateway.close();
    await opened?.close();
  });
  const { written, unchanged, removed, failed } = result;
  console.log(
    `The snapshot in ${options.out} is complete: ${written} files written, ${unchanged} unchanged, ${removed} removed.`,
  );
  if (!failed.length) return;
  throw new OperatorError(
    failed.map(
      ({ path, kept }) =>
        `${path} could not be had from Wistia; ${kept ? 'its older figures are still shown' : 'it is not in the snapshot'}. Run the command again later.`,
    ),
  );
};
