/** The same handler in workerd, which runs Cloudflare's workers. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Miniflare } from 'miniflare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtWorker } from './built.js';
import { keys, token, visitor } from './signed.js';
import { account, days, listed, media, TOKEN } from './stub.js';

let wistia: Server;
let worker: Miniflare;
let asked: string[] = [];
let delay: Promise<void> | undefined;

beforeAll(async () => {
  wistia = createServer((request, response) => {
    const url = new URL(request.url!, 'http://wistia.test');
    const path = url.pathname.replace(/^\/v1\//, '');
    asked.push(path);
    const reply = (status: number, value: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    void Promise.resolve(delay).then(() => {
      if (request.headers.authorization !== `Bearer ${TOKEN}`) return reply(401, { error: 'No.' });
      if (path === 'medias.json') return reply(200, [listed('m1'), listed('m2')]);
      if (path.endsWith('by_date.json')) return reply(200, days(url));
      if (path === 'stats/account.json') return reply(200, account);
      if (path === 'stats/visitors.json') return reply(200, [visitor('A1')]);
      if (path.startsWith('stats/medias/')) return reply(200, media);
      return reply(404, {});
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => wistia.once('listening', done));
  const { port } = wistia.address() as AddressInfo;
  const script = await builtWorker(`
    import { createGateway } from './src/gateway/index.js';
    let gateway;
    export default {
      fetch(request, env, context) {
        if (new URL(request.url).pathname === '/waiting') return Response.json(gateway.health().waiting);
        gateway ??= createGateway(
          {
            token: env.WISTIA_API_TOKEN,
            apiUrl: 'http://127.0.0.1:${port}/v1/',
            publish: { account: true, medias: true },
            cache: { fresh: 1 },
            timeout: 60,
            origins: '*',
            readers: ${JSON.stringify({ keys })},
          },
          { script: { body: ${JSON.stringify('console.log("widgets");'.repeat(100))}, version: '1.2.3' } },
        );
        return gateway(request, env, context);
      },
    };`);
  worker = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2025-06-01',
    cf: false,
    bindings: { WISTIA_API_TOKEN: TOKEN },
  });
  await worker.ready;
});

afterAll(async () => {
  await worker?.dispose();
  await new Promise((done) => wistia.close(done));
});

const get = (path: string, headers: Record<string, string> = {}) =>
  worker.dispatchFetch(`http://stats.example/${path}`, { headers });

test('answers what is published, and nothing else', async () => {
  expect(await (await get('stats/account.json')).json()).toEqual(account);
  expect(await (await get('stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m9')).json()).toEqual({
    m1: media,
  });
  expect(await (await get('medias.json')).json()).toHaveLength(2);
  const range = 'start_date=2024-02-28&end_date=2024-03-01';
  expect(await (await get(`stats/medias/m1/by_date.json?${range}`)).json()).toHaveLength(3);
  expect((await get('stats/visitors.json')).status).toBe(404);
  expect((await get('stats/account.json?x=1')).status).toBe(400);
  expect(await (await get('healthz')).text()).toBe('ok');
});

test('asks Wistia once for a hundred who ask at once', async () => {
  await get('medias.json');
  let release = () => {};
  delay = new Promise((done) => (release = done));
  asked = [];
  const readers = Array.from({ length: 100 }, () => get('stats/medias/m2.json'));
  await expect.poll(async () => (await get('waiting')).json()).toBe(100);
  release();
  delay = undefined;
  for (const reader of readers) expect(await (await reader).json()).toEqual(media);
  expect(asked.filter((path) => path.includes('/m2'))).toEqual(['stats/medias/m2.json']);
});

test('answers by 304, compressed, and to other origins', async () => {
  const reply = await get('stats/account.json');
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(
    (await get('stats/account.json', { 'If-None-Match': reply.headers.get('ETag')! })).status,
  ).toBe(304);
  const script = 'console.log("widgets");'.repeat(100);
  expect(await (await get('wistia-widgets.js', { 'Accept-Encoding': 'identity' })).text()).toBe(
    script,
  );
  await expect
    .poll(async () => {
      const address = new URL('wistia-widgets-1.2.3.js', await worker.ready);
      const zipped = await fetch(address, { headers: { 'Accept-Encoding': 'gzip' } });
      expect(await zipped.text()).toBe(script);
      return zipped.headers.get('ETag');
    })
    .toMatch(/-gz"$/);
});

test('gives a stale reply at once and fetches a new one after it has gone out', async () => {
  await get('stats/account.json');
  asked = [];
  await expect
    .poll(async () => (await get('stats/account.json')) && asked.length, { interval: 300 })
    .toBeGreaterThan(0);
  expect((await get('stats/account.json')).status).toBe(200);
});

test.each(['old', 'new'])('takes the tokens of readers: %s', async (kid) => {
  const read = async (bearer: string) =>
    get('stats/visitors.json', { Authorization: `Bearer ${bearer}` });
  const good = await token({ scope: 'visitors' }, { kid });
  const reply = await read(good);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  expect(await reply.json()).toMatchObject([{ visitor_key: 'A1', visitor_identity: { name: null } }]);
  expect((await read(good.slice(0, -9) + good.slice(-8))).status).toBe(401);
  expect((await read(await token({ scope: 'visitors' }, { kid, expires: 1 }))).status).toBe(401);
});

test('needs nothing of Node', async () => {
  const script = await builtWorker(`export { createGateway } from './src/gateway/index.js';`);
  expect(script).not.toMatch(/from ?["']node:|require\(/);
  const source = await readFile(new URL('../../src/gateway/index.ts', import.meta.url), 'utf8');
  expect(source).not.toContain('node:');
});
