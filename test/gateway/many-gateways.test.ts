/**
 * Gateways as real processes on one PostgreSQL and one Redis: one pulls and trains, all answer the same,
 * and what is lost, a gateway, Redis or PostgreSQL, takes nothing with it.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { serveSandbox } from '../../demo/sandbox/serve.js';
import type { ServedSandbox } from '../../demo/sandbox/serve.js';
import { openEvents } from '../../src/gateway/events/open-events.js';
import { openPostgres } from '../../src/gateway/events/postgres.js';
import type { GatewayHealth } from '../../src/gateway/index.js';
import { findPostgres, startPostgres } from '../postgres.mjs';
import { commandLine } from './command-line.js';
import { RedisServer } from './redis-server.js';

const { run, config } = commandLine('many-gateways');
const KEY = 'a key that only the tests know';
const LONG = { timeout: 90_000, interval: 100 };

let sandbox: ServedSandbox;
let redis: RedisServer;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let databases = 0;
/** The address of the test's own database. */
let store: string;
let file: string;

beforeAll(async () => {
  const programs = findPostgres();
  if (!programs) throw new Error("PostgreSQL's programs are missing: install the package postgresql, or name their folder in POSTGRES_BIN.");
  [redis, postgres] = await Promise.all([RedisServer.start(), startPostgres(programs)]);
});
afterAll(async () => {
  await Promise.all([redis.stop(), postgres.stop()]);
});
// Each test has an account of its own.
beforeEach(async () => {
  const name = `events${databases++}`;
  const db = openPostgres(postgres.address);
  await sql`create database ${sql.id(name)}`.execute(db);
  await db.destroy();
  store = postgres.address.replace(/postgres$/, name);
  sandbox = await serveSandbox({ visitors: 500, videos: 12 });
  file = await config({
    apiUrl: sandbox.url,
    publish: { account: true, medias: '*' },
    replicas: 2,
    timeout: 60,
    events: { store, interval: 1 },
  });
});
afterEach(() => sandbox.close());

/** A gateway in a process of its own. */
const started = async () => {
  const process = run(['gateway', '--config', file, '--port', '0', '--admin-port', '0'], {
    WISTIA_API_TOKEN: 'sandbox',
    WISTIA_EVENTS_KEY: KEY,
    REDIS_URL: redis.url,
  });
  const [, url] = await process.said(/answers on (http:\S+)/);
  const [, admin] = await process.said(/operator, on (http:\S+)/);
  return {
    ...process,
    get: (path: string) => fetch(url + path),
    health: async () => (await (await fetch(`${admin}health`)).json()) as GatewayHealth,
  };
};
type Started = Awaited<ReturnType<typeof started>>;

const leads = async (gateway: Started) => (await gateway.health()).events!.leads;
const isWhole = async (gateway: Started) => (await gateway.health()).events!.phase === 'following';
/** How many lead. */
const leaders = async (gateways: readonly Started[]) =>
  (await Promise.all(gateways.map(leads))).filter(Boolean).length;
/** Waits until all answer from one model, learnt from all that is known: nothing more is learnt by itself. */
const settled = (gateways: readonly Started[]) =>
  expect
    .poll(async () => {
      const found = await Promise.all(gateways.map((gateway) => gateway.health()));
      const isLearnt = found.every(({ events, learning }) => learning?.sessions === events!.sessions);
      return isLearnt && new Set(found.map(({ learning }) => learning!.trainedAt)).size;
    }, LONG)
    .toBe(1);
const word = async (gateway: Started) => (await gateway.get('healthz')).text();

const pagesAsked = () =>
  sandbox.sandbox.requests.paths.filter((path) => path.startsWith('stats/events.json')).length;

/** What Wistia tells of viewing sessions with a visitor. */
const sessions = async () => {
  const all: { event_key: string; visitor_key: string }[] = [];
  for (let page = 1, size = 100; size === 100; page++) {
    const reply = await fetch(`${sandbox.url}stats/events.json?page=${page}&per_page=100`, {
      headers: { Authorization: 'Bearer sandbox' },
    });
    const rows = (await reply.json()) as typeof all;
    all.push(...rows.filter(({ visitor_key }) => visitor_key));
    size = rows.length;
  }
  return all;
};

/** Keyed hashes of all events that Wistia tells of, and of all that are kept. */
const toldAndKept = async () => {
  const { store: events, hash, close } = await openEvents({ store, key: KEY });
  const keys = new Set((await sessions()).map(({ event_key }) => event_key));
  const told = await Promise.all([...keys].map((key) => hash.event(key)));
  const kept: string[] = [];
  for await (const batch of events.all()) kept.push(...batch.map(({ event }) => event));
  await close();
  return { told: told.sort(), kept: kept.sort() };
};

const sent = (visitor: string) => createHash('sha256').update(visitor).digest('base64url');

interface Item {
  media_id: string;
  reason: unknown;
}
const listOf = async ({ get }: Started, query = '') => {
  const reply = await get(`recommendations.json?limit=50${query}`);
  expect(reply.status).toBe(200);
  return ((await reply.json()) as Item[]).map(({ media_id, reason }) => ({ media_id, reason }));
};
const listFor = (gateway: Started, visitor: string) => listOf(gateway, `&visitor=${sent(visitor)}`);

/** Waits until two answer alike; what is popular is counted anew twice a second. */
const expectSameList = (one: Started, other: Started, visitor: string) =>
  expect
    .poll(async () => {
      const lists = await Promise.all([one, other].map((gateway) => listFor(gateway, visitor)));
      return isDeepStrictEqual(lists[0], lists[1]) || lists;
    }, LONG)
    .toBe(true);

/** Some who have watched, and one who has not. */
const visitors = async () => {
  const known = new Set((await sessions()).map(({ visitor_key }) => visitor_key));
  return [...[...known].slice(0, 12), 'nobody knows'];
};

test('one gateway pulls and trains; killed, another one goes on, and nothing is lost or doubled', { timeout: 600_000 }, async () => {
  // Killed in the middle: what is older than nine months does not come before that.
  const now = new Date();
  for (let ago = 9; ago < 26; ago++) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago)).toISOString().slice(0, 7);
    sandbox.sandbox.faults.add({ kind: 'hang', match: `start_date=${month}` });
  }
  const first = await started();
  await expect.poll(() => leads(first), LONG).toBe(true);
  const second = await started();
  await expect.poll(async () => (await first.health()).events!.pages, LONG).toBeGreaterThan(5);
  expect(await leads(second)).toBe(false);
  expect(await isWhole(first)).toBe(false);
  // What the one brings in, the other one knows.
  await expect.poll(async () => (await second.health()).events!.sessions, LONG).toBeGreaterThan(100);
  const { events } = await second.health();
  expect(events).toMatchObject({ pages: 0, phase: 'backfill', reachable: true });
  expect(pagesAsked() - (await first.health()).events!.pages).toBeLessThanOrEqual(1);

  first.child.kill('SIGKILL');
  await first.ended;
  sandbox.sandbox.faults.clear();
  await expect.poll(() => leads(second), LONG).toBe(true);
  await expect.poll(() => isWhole(second), LONG).toBe(true);
  const { told, kept } = await toldAndKept();
  expect(kept).toEqual(told);

  // One that has just started answers from what the other one has learnt.
  const third = await started();
  await settled([second, third]);
  for (const visitor of await visitors()) await expectSameList(third, second, visitor);

  // A session that is watched now is in both, though one alone asks Wistia.
  const [{ media_id }] = (await listFor(third, 'somebody')) as [Item];
  sandbox.sandbox.addSession({ media_id, visitor_key: 'somebody', watched: [[0, 100_000]] });
  for (const gateway of [second, third]) {
    await expect
      .poll(async () => (await listFor(gateway, 'somebody')).map((item) => item.media_id), LONG)
      .not.toContain(media_id);
  }
  await expectSameList(third, second, 'somebody');
  expect((await third.health()).events).toMatchObject({ leads: false, pages: 0 });

  // In good order it is handed over at once.
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  await expect.poll(() => leads(third), LONG).toBe(true);
});

test('without PostgreSQL all answer from memory, say so, and recover; without Redis the leader goes on', { timeout: 600_000 }, async () => {
  const both = [await started(), await started()] as const;
  for (const gateway of both) await expect.poll(() => isWhole(gateway), LONG).toBe(true);
  await expect.poll(() => leaders(both), LONG).toBe(1);
  await settled(both);

  const [viewer] = (await visitors()) as [string];
  const known = await Promise.all(both.map((gateway) => listFor(gateway, viewer)));
  await postgres.pause();
  for (const gateway of both) {
    await expect
      .poll(async () => (await gateway.health()).reasons, LONG)
      .toEqual([
        expect.stringMatching(/^The store of viewing events cannot be used: recommendations and landmarks go on/),
      ]);
    expect(await word(gateway)).toBe('degraded');
    expect((await gateway.get('stats/account.json')).status).toBe(200);
  }
  expect(await Promise.all(both.map((gateway) => listFor(gateway, viewer)))).toEqual(known);
  // Nobody leads for longer than a lease; nobody ends.
  await expect.poll(() => leaders(both), LONG).toBe(0);
  const [{ media_id }] = (await listFor(both[0], 'meanwhile')) as [Item];
  sandbox.sandbox.addSession({ media_id, visitor_key: 'meanwhile', watched: [[0, 100_000]] });

  await postgres.resume();
  for (const gateway of both) {
    await expect.poll(() => word(gateway), LONG).toBe('ok');
    await expect
      .poll(async () => (await listFor(gateway, 'meanwhile')).map((item) => item.media_id), LONG)
      .not.toContain(media_id);
  }
  await expect.poll(() => leaders(both), LONG).toBe(1);
  for (const { child, err } of both) {
    expect(child.exitCode).toBe(null);
    // No address, password or stack is told.
    expect(err()).not.toMatch(/tests@|\n\s+at /);
  }
  // Redis has no part in who pulls.
  await redis.stop();
  for (const gateway of both) await expect.poll(() => word(gateway), LONG).toBe('degraded');
  const before = pagesAsked();
  await expect.poll(() => pagesAsked(), LONG).toBeGreaterThan(before + 2);
  await expect.poll(() => leaders(both), LONG).toBe(1);
  await redis.start();
  for (const gateway of both) await expect.poll(() => word(gateway), LONG).toBe('ok');
  const { told, kept } = await toldAndKept();
  expect(kept).toEqual(told);
});
