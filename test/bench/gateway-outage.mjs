/** The gateway when nothing is cached yet, and when Wistia hangs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from './gateway-process.mjs';

export const title = 'Gateway: cold misses, and Wistia hanging';

const READERS = 1000;
const HITS = 5000;
const CONNECTIONS = 4;
const GOAL = 5; // ms
const PATH = 'stats/account.json';
const BODY = JSON.stringify({ load_count: 1000, play_count: 400, hours_watched: 21.9 });

const ask = (url, agent) =>
  new Promise((done, fail) => {
    const started = performance.now();
    get(url, { agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) done(performance.now() - started);
        else fail(new Error(`${url} answered ${response.statusCode}.`));
      });
    }).on('error', fail);
  });

/** Prints rows: what, figure and, where there is one, the goal and whether it is reached. */
export const run = async (print, { cli } = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
  let asked = 0;
  let hangs = false;
  const upstream = createServer((_, response) => {
    asked++;
    // Slow enough that all readers come while the first is still waiting.
    if (!hangs) setTimeout(() => response.end(BODY), 1000);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => upstream.once('listening', done));
  const { port } = upstream.address();
  const config = { publish: { account: true }, cache: { fresh: 1 }, timeout: 30 };
  const { child, url } = await startGateway({ folder, upstream: port, config, cli });
  const agent = new Agent({ keepAlive: true });
  try {
    await Promise.all(Array.from({ length: READERS }, () => ask(url + PATH, agent)));
    print(`requests to Wistia for ${READERS} cold misses at once`, String(asked), '1', asked === 1);

    const measure = async (path) => {
      const times = [];
      const reader = async () => {
        while (times.length < HITS) times.push(await ask(url + path, agent));
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, reader));
      times.sort((a, b) => a - b);
      return (share) => times[Math.floor(times.length * share)];
    };
    // What the machine and the measuring itself cost.
    const word = await measure('healthz');
    print('the health word, p99', `${word(0.99).toFixed(2)} ms`);
    hangs = true;
    await new Promise((done) => setTimeout(done, 1100));
    const stale = await measure(PATH);
    print('stale hit while Wistia hangs, p50', `${stale(0.5).toFixed(2)} ms`);
    print(
      'stale hit while Wistia hangs, p99',
      `${stale(0.99).toFixed(2)} ms`,
      `< ${GOAL} ms`,
      stale(0.99) < GOAL,
    );
  } finally {
    agent.destroy();
    child.kill();
    upstream.closeAllConnections();
    upstream.close();
    await rm(folder, { recursive: true, force: true });
  }
};
