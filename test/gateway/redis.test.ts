/** Gateways that share a Redis: as one towards Wistia, and each for itself where Redis is gone. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/gateway/index.js';
import type { Gateway, GatewayConfig } from '../../src/gateway/index.js';
import { RedisState } from '../../src/gateway/redis.js';
import { RedisServer } from './redis-server.js';
import type { Answer } from './stub.js';
import { account, healthy, json, TOKEN } from './stub.js';
import { worstMinute } from './worst-minute.mjs';

let server: RedisServer;
const states: RedisState[] = [];
const gateways: Gateway[] = [];
let prefixes = 0;

beforeAll(async () => {
  server = await RedisServer.start();
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await Promise.all(states.map((state) => state.close()));
  await server.stop();
});

/** What a gateway sees of a Redis, which on a busy machine may take its time. */
const state = async (
  prefix: string,
  { at = server, ...more }: { at?: RedisServer; minute?: number; patience?: number } = {},
): Promise<RedisState> => {
  const made = new RedisState({ url: at.url, prefix, patience: 30_000, ...more });
  states.push(made);
  await made.connect();
  return made;
};

const publish = { account: true, medias: ['m1', 'm2', 'm3'] } as const;
const ACCOUNT = 'stats/account.json';
/** Addresses of which each costs one request. */
const year = (at: number) =>
  `stats/account/by_date.json?start_date=${2008 + at}-01-01&end_date=${2008 + at}-01-02`;

/** Gateways of one account, each with a connection of its own. */
const sharing = async (
  count: number,
  config: Partial<GatewayConfig> = {},
  first: Answer = healthy(),
  redis: Parameters<typeof state>[1] = {},
) => {
  const prefix = `{test-${++prefixes}}:`;
  const asked: string[] = [];
  let answer = first;
  const all = [];
  for (let i = 0; i < count; i++) {
    const shared = await state(prefix, redis);
    const gateway = createGateway(
      { token: TOKEN, apiUrl: 'https://wistia.test/v1/', publish, replicas: count, ...config },
      {
        shared,
        log: () => undefined,
        async fetch(text, init) {
          const url = new URL(text);
          const path = url.pathname.replace(/^\/v1\//, '');
          asked.push(path);
          return answer(path, url, init);
        },
      },
    );
    gateways.push(gateway);
    all.push({
      gateway,
      get: (path: string) => gateway(new Request(`https://stats.example/${path}`)),
    });
  }
  // The last one knows when all have joined.
  const { health } = all.at(-1)!.gateway;
  if (states.at(-1)!.reachable) await expect.poll(() => health().sharing).toBe(count);
  return { all, asked, answer: (next: Answer) => (answer = next) };
};

describe('one request to Wistia', () => {
  test('serves a thousand readers who ask two gateways at once', async () => {
    let release = () => {};
    const opened = new Promise<void>((done) => (release = done));
    const { all, asked } = await sharing(2, {}, async () => {
      await opened;
      return json(account);
    });
    const readers = Array.from({ length: 1000 }, (_, i) => all[i % 2]!.get(ACCOUNT));
    await expect.poll(() => asked.length).toBe(1);
    release();
    const replies = await Promise.all(readers);
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(asked).toEqual([ACCOUNT]);
    expect(await replies[1]!.json()).toEqual(account);
  });

  test('that fails is the answer of both, and is not repeated by the other', async () => {
    const refusal = { status: 429, headers: { 'Retry-After': '30' } };
    const { all, asked } = await sharing(2, {}, () => new Response('', refusal));
    const replies = await Promise.all([all[0]!.get(ACCOUNT), all[1]!.get(ACCOUNT)]);
    expect(replies.map(({ status }) => status)).toEqual([503, 503]);
    expect(asked).toEqual([ACCOUNT]);
  });

  test('says for all that something does not exist', async () => {
    const { all, asked } = await sharing(2, {}, () => new Response(null, { status: 404 }));
    for (const { get } of all) expect((await get('stats/medias/m1.json')).status).toBe(404);
    expect(asked.filter((path) => path.startsWith('stats/'))).toHaveLength(1);
  });

  test('brings what a gateway that has just started knows too, also when Wistia is gone', async () => {
    const { all, asked, answer } = await sharing(2, { cache: { fresh: 1 } });
    const reply = await (await all[0]!.get('stats/medias/m1.json')).text();
    await new Promise((done) => setTimeout(done, 1100));
    answer(() => new Response('', { status: 400 }));
    asked.length = 0;
    expect(await (await all[1]!.get('stats/medias/m1.json')).text()).toBe(reply);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    expect(await (await all[1]!.get('stats/medias/m1.json')).text()).toBe(reply);
  });

  test('passes to another gateway when the one that made it has died', async () => {
    const prefix = `{test-${++prefixes}}:`;
    const [dead, alive] = [await state(prefix), await state(prefix)];
    expect((await dead.turn('key')).is).toBe('mine');
    expect((await alive.turn('key')).is).toBe('taken');
    await expect
      .poll(async () => (await alive.turn('key')).is, { interval: 200 })
      .toBe('mine');
  });
});

describe('the budget', () => {
  test('is one for all, in every sliding minute by Redis’s clock, at ten times the load', async () => {
    const prefix = `{test-${++prefixes}}:`;
    // A short minute, so that many of them pass.
    const minute = 400;
    const all = [];
    for (let i = 0; i < 3; i++) {
      all.push(await state(prefix, { minute }));
    }
    const division = (i: number) => ({ gateway: `g${i}`, budget: 50, replicas: 3 });
    const pools = await Promise.all(all.map((each, i) => each.join(division(i), [], undefined, true)));
    expect(new Set(pools.map(({ pool }) => pool)).size).toBe(1);
    // What Redis has planned, collected before it forgets.
    const redis = new Redis(server.url);
    const planned = new Map<string, number>();
    const look = async () => {
      const rows = await redis.zrange(`${prefix}window`, 0, -1, 'WITHSCORES');
      for (let i = 0; i < rows.length; i += 2) planned.set(rows[i]!, Number(rows[i + 1]));
    };
    // A tenth is kept apart for those who lose the others.
    const limit = 50 - 3;
    let granted = 0;
    for (let round = 0; granted < 5 * limit; round++) {
      const i = round % 3;
      const reserved = await all[i]!.reserve(division(i), pools[i]!.pool, 100);
      if (reserved!.wait <= 100) granted++;
      await look();
    }
    redis.disconnect();
    expect(planned.size).toBe(granted);
    expect(worstMinute([...planned.values()], minute - 1)).toBeLessThanOrEqual(limit);
  });

  test('is spent by all together', async () => {
    const { all, asked } = await sharing(3, { budget: 10 });
    const statuses = await Promise.all(
      Array.from({ length: 15 }, async (_, i) => (await all[i % 3]!.get(year(i))).status),
    );
    expect(asked).toHaveLength(10);
    expect(statuses.sort()).toEqual([...Array<number>(10).fill(200), ...Array<number>(5).fill(503)]);
    expect(all[0]!.gateway.health()).toMatchObject({ status: 'ok', sharing: 3 });
  });
});

describe('without Redis', () => {
  test('each goes on alone with its share, says so, and joins again when Redis is back', async () => {
    const own = await RedisServer.start();
    try {
      const { all, asked } = await sharing(2, { budget: 40 }, healthy(), { at: own });
      const [one, two] = all as [(typeof all)[0], (typeof all)[0]];
      expect((await one.get(ACCOUNT)).status).toBe(200);
      expect(one.gateway.health()).toMatchObject({ status: 'ok', reasons: [] });
      await own.stop();
      // Two requests a minute each: a tenth of the share, until the others have noticed.
      for (const { get } of all) {
        const statuses = [];
        for (const at of [0, 1, 2, 0]) statuses.push((await get(year(at))).status);
        expect(statuses).toEqual([200, 200, 503, 200]);
      }
      expect(asked).toHaveLength(5);
      const health = one.gateway.health();
      expect(health).toMatchObject({ status: 'degraded', sharing: 0 });
      expect(health.reasons).toEqual([expect.stringMatching(/^What the gateways share cannot be reached/)]);
      expect(await (await one.get('healthz')).text()).toBe('degraded');
      await own.start();
      await expect
        .poll(async () => (await two.get('healthz')).text(), { interval: 300 })
        .toBe('ok');
    } finally {
      await own.stop();
    }
  });

  test('that hangs, readers are answered all the same', async () => {
    const own = await RedisServer.start();
    try {
      const { all } = await sharing(1, {}, healthy(), { at: own, patience: 1_000 });
      await all[0]!.get(ACCOUNT);
      own.freeze();
      const replies = await Promise.all(
        ['stats/medias/m1.json', 'stats/medias/m2.json', 'stats/medias/m3.json', ACCOUNT].map((path) =>
          all[0]!.get(path),
        ),
      );
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(all[0]!.gateway.health().status).toBe('degraded');
    } finally {
      own.thaw();
      await own.stop();
    }
  });

  test('from the start, it starts all the same', async () => {
    const own = await RedisServer.start();
    await own.stop();
    const { all } = await sharing(1, {}, healthy(), { at: own });
    expect((await all[0]!.get(ACCOUNT)).status).toBe(200);
    expect(all[0]!.gateway.health().status).toBe('degraded');
  });
});
