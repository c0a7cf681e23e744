/** The pull under `kill -9`: a real process, a real file, killed while it reads and writes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { EventStore } from '../../src/gateway/events/event-store.js';
import { keyedHash } from '../../src/gateway/events/keyed-hash.js';
import { openSqlite } from '../../src/gateway/events/sqlite.js';

const EVENTS = 6000;
const KILLS = 8;

test('loses and doubles nothing', { timeout: 600_000 }, async () => {
  const root = new URL('../../', import.meta.url).pathname;
  // Beside the sources, so that the packages are found.
  const folder = mkdtempSync(join(root, 'node_modules/.kill-test-'));
  const program = join(folder, 'pulling.mjs');
  const file = join(folder, 'events.db');
  await build({
    entryPoints: [join(root, 'test/events/pulling-process.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });

  const now = Date.now();
  const rows = Array.from({ length: EVENTS }, (_, n) => ({
    event_key: `17606${n}_key`,
    visitor_key: `VISITOR${n % 97}`,
    media_id: `media${n % 13}`,
    received_at: new Date(now - (n / EVENTS) * 28 * 864e5).toISOString(),
    percent_viewed: 0.5,
    conversion_type: '',
  }));
  let served = 0;
  let killAt = Infinity;
  let isStruck = false;
  let child: ReturnType<typeof spawn>;
  const server = createServer((request, response) => {
    const query = new URL(request.url!, 'http://localhost').searchParams;
    if (isStruck) return; // the end is near: no more comes before it
    const [start, end] = [query.get('start_date')!, query.get('end_date')!];
    const page = Number(query.get('page'));
    const found = rows.filter(
      ({ received_at }) => received_at.slice(0, 10) >= start && received_at.slice(0, 10) <= end,
    );
    response.end(JSON.stringify(found.slice((page - 1) * 100, page * 100)));
    // The reply is under way: the blow falls while it is read, hashed or written.
    if (++served < killAt) return;
    isStruck = true;
    setTimeout(() => child.kill('SIGKILL'), (served * 7) % 23);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  let killed = 0;
  for (let i = 0; i <= KILLS; i++) {
    isStruck = false;
    killAt = i < KILLS ? served + 3 + ((i * 5) % 11) : Infinity;
    child = spawn(process.execPath, [program, address, file], { stdio: 'inherit' });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (signal === 'SIGKILL') killed++;
    else expect(code).toBe(0);
  }
  server.close();
  expect(killed).toBeGreaterThan(KILLS / 2);

  const hash = await keyedHash('a key that only the tests know');
  const store = await EventStore.open(openSqlite(file), await hash.fingerprint());
  const kept: string[] = [];
  for await (const batch of store.all()) kept.push(...batch.map(({ event }) => event));
  await store.close();
  rmSync(folder, { recursive: true });
  const wanted = await Promise.all(rows.map(({ event_key }) => hash.event(event_key)));
  expect(kept.sort()).toEqual(wanted.sort());
});
