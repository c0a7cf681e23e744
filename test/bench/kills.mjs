/** The pull of viewing events, killed a hundred times while it reads and writes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';

export const title = 'Viewing events: kill -9 during the pull';

const KILLS = 100;
const EVENTS = 40_000;
const DAYS = 28; // the process pulls thirty
const root = new URL('../../', import.meta.url).pathname;

const bundle = (entry, outfile) =>
  build({ ...entry, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });

/** Prints rows: what, figure and, where there is one, the goal and whether it is reached. */
export const run = async (print) => {
  // Beside the sources, so that the packages are found.
  const folder = await mkdtemp(join(root, 'node_modules/.bench-kills-'));
  const [program, reader, file] = ['pulling.mjs', 'reader.mjs', 'events.db'].map((name) => join(folder, name));
  const now = Date.now();
  const rows = Array.from({ length: EVENTS }, (_, n) => ({
    event_key: `17606${n}_key`,
    visitor_key: `VISITOR${n % 997}`,
    media_id: `media${n % 13}`,
    received_at: new Date(now - (n / EVENTS) * DAYS * 864e5).toISOString(),
    percent_viewed: 0.5,
    conversion_type: '',
  }));
  let child;
  let blow;
  let served = 0;
  const server = createServer((request, response) => {
    const query = new URL(request.url, 'http://localhost').searchParams;
    const [start, end] = [query.get('start_date'), query.get('end_date')];
    const page = Number(query.get('page'));
    const found = rows.filter(({ received_at: at }) => at.slice(0, 10) >= start && at.slice(0, 10) <= end);
    response.end(JSON.stringify(found.slice((page - 1) * 100, page * 100)));
    // The reply is under way: the blow falls while it is read, hashed or written.
    if (++served >= blow) setTimeout(() => child.kill('SIGKILL'), (served * 7) % 23);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await bundle({ entryPoints: [join(root, 'test/events/pulling-process.ts')] }, program);
    const contents = `
      export { EventStore } from './src/gateway/events/event-store.js';
      export { keyedHash } from './src/gateway/events/keyed-hash.js';
      export { openSqlite } from './src/gateway/events/sqlite.js';`;
    await bundle({ stdin: { contents, resolveDir: root, loader: 'ts' } }, reader);
    const address = `http://127.0.0.1:${server.address().port}/`;
    let killed = 0;
    let turns = 0;
    for (let done = false; !done; turns++) {
      // Pages before the blow: fewer and more, so that it falls everywhere.
      blow = killed < KILLS ? served + 3 + ((killed * 5) % 11) : Infinity;
      child = spawn(process.execPath, [program, address, file], { stdio: ['ignore', 'ignore', 'inherit'] });
      const [code, signal] = await once(child, 'exit');
      if (signal === 'SIGKILL') killed++;
      else if (code !== 0) throw new Error(`The pull ended with ${code}.`);
      else done = killed >= KILLS || turns > 2 * KILLS;
    }
    const { EventStore, keyedHash, openSqlite } = await import(reader);
    const hash = await keyedHash('a key that only the tests know');
    const store = await EventStore.open(openSqlite(file), await hash.fingerprint());
    const kept = [];
    for await (const batch of store.all()) kept.push(...batch.map(({ event }) => event));
    await store.close();
    const distinct = new Set(kept);
    let lost = 0;
    for (const { event_key: key } of rows) if (!distinct.has(await hash.event(key))) lost++;
    const doubled = kept.length - distinct.size;
    print('kills, and pages that were asked for', `${killed}, ${served.toLocaleString('en')}`, String(KILLS), killed === KILLS);
    print(`events lost, of ${EVENTS.toLocaleString('en')}`, String(lost), '0', lost === 0);
    print('events doubled', String(doubled), '0', doubled === 0);
    print('events that nobody sent', String(distinct.size - (EVENTS - lost)), '0', distinct.size === EVENTS - lost);
  } finally {
    child?.kill('SIGKILL');
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  }
};
