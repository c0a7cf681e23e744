/** What the operator sees, and what nobody sees: log, metrics, health, request ids. */
import fc from 'fast-check';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { listenForAdmin } from '../../src/cli/admin-server.js';
import { GatewayLog } from '../../src/cli/logger.js';
import type { Level } from '../../src/cli/logger.js';
import { Metrics } from '../../src/cli/metrics.js';
import { listen } from '../../src/cli/node-server.js';
import { createGateway } from '../../src/gateway/index.js';
import type { GatewayConfig } from '../../src/gateway/index.js';
import { impersonal, treeShape } from '../../src/gateway/tree-shape.js';
import type { Answer } from './stub.js';
import { account, healthy, json, listed, media, TOKEN } from './stub.js';
import { Wire } from './wire.js';

const publish = { account: true, medias: ['m1', 'm2'] } as const;
const ACCOUNT = 'stats/account.json';
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

/** A gateway with its admin port, as the command line puts them together. */
const operated = async (
  { level = 'info', ...config }: Partial<GatewayConfig> & { level?: Level } = {},
  first: Answer = healthy(),
) => {
  let answer = first;
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = new GatewayLog(level, sink);
  const metrics = new Metrics('/', log.everyReply ? log.reply.bind(log) : undefined);
  const gateway = createGateway(
    { token: TOKEN, apiUrl: 'https://wistia.test/v1/', publish, ...config },
    {
      log: log.write,
      onUpstream: metrics.call,
      script: { body: 'console.log("widgets")', version: '1.2.3' },
      async fetch(text, init) {
        const url = new URL(text);
        return answer(url.pathname.replace(/^\/v1\//, ''), url, init);
      },
    },
  );
  const server = await listen(gateway, { port: 0, host: '127.0.0.1', witness: metrics });
  const { health } = gateway;
  metrics.watch({ health, connections: server.connections });
  const { registry } = metrics;
  const admin = await listenForAdmin({ port: 0, host: '127.0.0.1', registry, health });
  open.push(server, admin);
  return {
    lines,
    server,
    admin,
    port: Number(new URL(server.url).port),
    get: (path: string, init?: RequestInit) => fetch(`${server.url}/${path}`, init),
    metrics: async () => (await fetch(`${admin.url}metrics`)).text(),
    answer: (next: Answer) => (answer = next),
  };
};

/** A sample of the Prometheus text. */
const sample = (text: string, name: string): number =>
  Number(text.split('\n').find((line) => line.startsWith(`wistia_gateway_${name} `))?.split(' ').at(-1));

describe('metrics', () => {
  test('count replies by route and status, at hand or not, and what Wistia was asked', async () => {
    const { get, metrics } = await operated();
    for (let i = 0; i < 5; i++) await (await get(ACCOUNT)).text();
    await (await get('stats/medias/m1.json')).text();
    await (await get('stats/medias/m2.json')).text();
    await (await get('stats/medias/secret.json')).text();
    await (await get(`${ACCOUNT}?x=1`)).text();
    await (await get('a/b/c')).text();
    await (await get(ACCOUNT, { method: 'POST', body: 'x' })).text();
    const text = await metrics();
    const replies = (route: string, status: number) =>
      sample(text, `replies_total{route="${route}",status="${status}"}`);
    expect(replies('stats/account.json', 200)).toBe(5);
    expect(replies('stats/account.json', 400)).toBe(1);
    expect(replies('stats/account.json', 405)).toBe(1);
    expect(replies('stats/medias/{id}.json', 200)).toBe(2);
    expect(replies('stats/medias/{id}.json', 404)).toBe(1);
    expect(replies('other', 404)).toBe(1);
    const calls = 'upstream_requests_total{endpoint=';
    expect(sample(text, `${calls}"stats/account.json",outcome="ok"}`)).toBe(1);
    expect(sample(text, `${calls}"stats/medias/{id}.json",outcome="ok"}`)).toBe(2);
    expect(sample(text, 'upstream_seconds_count{endpoint="stats/account.json"}')).toBe(1);
    // Replies at hand are not timed.
    expect(sample(text, 'reply_seconds_count{route="stats/account.json"}')).toBe(3);
    expect(sample(text, 'up')).toBe(1);
    expect(sample(text, 'upstream_budget')).toBe(500);
    expect(sample(text, 'upstream_used')).toBe(4);
  });

  test('tell that Wistia is left alone', async () => {
    const { get, metrics, admin } = await operated({}, () => new Response('', { status: 429 }));
    await (await get(ACCOUNT)).text();
    const text = await metrics();
    expect(sample(text, 'up')).toBe(0);
    expect(sample(text, 'upstream_held')).toBe(1);
    expect(
      sample(text, 'upstream_requests_total{endpoint="stats/account.json",outcome="busy"}'),
    ).toBe(1);
    const health = await fetch(`${admin.url}health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: 'degraded',
      reasons: [expect.stringMatching(/^Wistia is left alone until it answers again/)],
      upstream: { held: true },
    });
  });

  test('have labels of a few values, whatever is asked for', () => {
    const names = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(fc.webPath(), fc.string()), (path) => {
        names.add(treeShape(path));
        for (const kind of ['medias', 'projects', 'visitors', 'events']) {
          names.add(treeShape(`stats/${kind}/${path}.json`));
          names.add(treeShape(`/stats/${kind}/${path}/by_date.json?${path}`));
        }
        names.add(treeShape(`related/${path}.json`));
        names.add(treeShape(`wistia-widgets-${path}.js`));
      }),
      { numRuns: 2000 },
    );
    expect(names.size).toBeLessThan(25);
    expect([...names].filter((name) => !/^[\w./{}-]+$/.test(name))).toEqual([]);
  });

  test('stand on a port of their own, which shows nothing else and takes no orders', async () => {
    const { get, admin } = await operated();
    expect(new URL(admin.url).hostname).toBe('127.0.0.1');
    expect((await get('metrics')).status).toBe(404);
    expect((await get('health')).status).toBe(404);
    expect((await fetch(`${admin.url}stats/account.json`)).status).toBe(404);
    expect((await fetch(`${admin.url}metrics`, { method: 'POST' })).status).toBe(405);
    expect(await (await fetch(`${admin.url}health`, { method: 'HEAD' })).text()).toBe('');
  });
});

describe('a request', () => {
  test('has an id, which the log has too', async () => {
    const { get, lines } = await operated({ level: 'debug' });
    const ids = [];
    for (const path of [ACCOUNT, ACCOUNT, 'nothing']) {
      ids.push((await get(`${path}`)).headers.get('X-Request-Id'));
    }
    expect(new Set(ids).size).toBe(3);
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ message }) => message === 'reply')).toMatchObject([
      { level: 'debug', request: ids[0], method: 'GET', path: ACCOUNT, status: 200 },
      { request: ids[1], path: ACCOUNT, status: 200 },
      { request: ids[2], path: 'other', status: 404 },
    ]);
  });

  test('keeps the id that a proxy gave it, at hand or not, read by either server', async () => {
    const { port } = await operated();
    const id = '5f4dcc3b5aa765d61d8327deb882cf99';
    for (const more of ['', '', 'TE: trailers\r\n']) {
      const wire = new Wire(port);
      open.push(wire);
      wire.write(`GET /${ACCOUNT} HTTP/1.1\r\nHost: h\r\nX-Request-Id: ${id}\r\n${more}\r\n`);
      const [reply] = [await wire.until(({ text }) => text.includes('play_count'))];
      expect(reply).toMatch(new RegExp(`^HTTP/1.1 200 OK\r\n(.*\r\n)*x-request-id: ${id}\r\n`, 'i'));
      expect(reply.match(/x-request-id/gi)).toHaveLength(1);
    }
  });

  test.each(['someone@example.com', 'a b', 'x'.repeat(100), '1', '<script>'])(
    'does not take %j for an id',
    async (given) => {
      const { get } = await operated();
      const id = (await get(ACCOUNT, { headers: { 'X-Request-Id': given } })).headers.get('X-Request-Id');
      expect(id).toMatch(/^[\da-f-]{36}$/);
    },
  );

  test('at hand carries no id where nobody gave it one: it is the same reply for all', async () => {
    const { get } = await operated();
    await (await get(ACCOUNT)).text();
    expect((await get(ACCOUNT)).headers.has('X-Request-Id')).toBe(false);
  });
});

describe('nothing of a person', () => {
  const CANARIES = [TOKEN, 'canary-person', 'canary@example.com', '203.0.113.7'];
  const canary = fc.constantFrom(...CANARIES);
  const line = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'BREW'),
    path: fc.oneof(
      fc.constantFrom(ACCOUNT, 'stats/medias/m1.json', 'medias.json', 'healthz', 'nothing'),
      canary.map((text) => `stats/medias/${encodeURIComponent(text)}.json`),
      canary.map((text) => `stats/visitors/${encodeURIComponent(text)}.json`),
      canary.map((text) => `${encodeURIComponent(text)}/${text}`),
    ),
    query: fc.oneof(
      fc.constant(''),
      canary.map((text) => `?search=${encodeURIComponent(text)}`),
      canary.map((text) => `?${encodeURIComponent(text)}`),
      canary.map((text) => `?hashed_ids[]=${encodeURIComponent(text)}`),
    ),
    header: fc.constantFrom(
      'Cookie',
      'Authorization',
      'Referer',
      'User-Agent',
      'X-Forwarded-For',
      'X-Request-Id',
      'Origin',
      'If-None-Match',
      'TE',
    ),
    value: canary,
  });
  const person = {
    email: 'canary@example.com',
    ip: '203.0.113.7',
    visitor_identity: { name: 'canary-person' },
    token: TOKEN,
  };

  test('gets into log, metrics, health or the headers of a reply, whatever is asked and answered', async () => {
    let body = '';
    let status = 200;
    const { port, lines, metrics, admin } = await operated({ level: 'debug' }, () => {
      return new Response(body, { status, headers: { 'X-Person': 'canary-person', Server: TOKEN } });
    });
    const replies: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        line,
        fc.constantFrom(200, 200, 401, 404, 500),
        fc.oneof(
          canary,
          fc.constantFrom(account, media, [listed('m1')], {}).map((value) =>
            JSON.stringify(Array.isArray(value) ? [{ ...value[0], ...person }] : { ...value, ...person }),
          ),
        ),
        async ({ method, path, query, header, value }, nextStatus, nextBody) => {
          [status, body] = [nextStatus, nextBody];
          const wire = new Wire(port);
          wire.write(
            `${method} /${path}${query} HTTP/1.1\r\nHost: h\r\n${header}: ${value}\r\nConnection: close\r\n\r\n`,
          );
          const reply = await wire.until(({ ended }) => ended);
          const [head = '', text = ''] = reply.split('\r\n\r\n');
          // What somebody typed may be named to the same somebody, and nowhere else.
          replies.push(head, query ? '' : text);
        },
      ),
      { numRuns: 300 },
    );
    expect(lines.length).toBeGreaterThan(100);
    const seen = [...lines, ...replies, await metrics(), await (await fetch(`${admin.url}health`)).text()];
    for (const secret of CANARIES) {
      const leaks = seen.filter((text) => text.includes(secret));
      expect(leaks).toEqual([]);
    }
    // Nor the machine's own name, nor a query.
    expect(lines.join('')).not.toMatch(/\?|hostname/);
  });

  test('stands in what is said of Wistia’s addresses', () => {
    expect(impersonal('stats/visitors.json?search=a@b.example')).toBe('stats/visitors.json');
    expect(impersonal('stats/visitors/ABCDEF.json')).toBe('stats/visitors/{key}');
    expect(impersonal('stats/events/1760645_1-2.json?x')).toBe('stats/events/{key}');
    expect(impersonal('stats/medias/m1.json')).toBe('stats/medias/m1.json');
  });

  test('is written at all by a log that is told to be quiet', async () => {
    const { get, lines } = await operated({ level: 'error' }, () => json({}));
    await (await get(ACCOUNT)).text();
    expect(lines).toEqual([]);
  });
});
