import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { readSimple } from '../../src/cli/simple-requests.js';
import { listen } from '../../src/cli/node-server.js';
import type { Listening } from '../../src/cli/node-server.js';
import { freePort } from './redis-server.js';
import type { Stubbed } from './stub.js';
import { account, healthy, json, listed, stubbed } from './stub.js';
import { Wire, wholeReplies } from './wire.js';

const publish = { account: true, medias: true } as const;
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(open.splice(0).map((it) => it.close()));
});

const started = async (
  stub: Stubbed = stubbed({ publish, origins: ['https://a.example'] }),
  port = 0,
): Promise<Stubbed & Listening & { port: number }> => {
  const listening = await listen(stub.gateway, { port, host: '127.0.0.1' });
  open.push(listening);
  return { ...stub, ...listening, port: Number(new URL(listening.url).port) };
};

const wire = (port: number): Wire => {
  const made = new Wire(port);
  open.push(made);
  return made;
};

const GET = (path: string, more = '') =>
  `GET /${path} HTTP/1.1\r\nHost: stats.example\r\n${more}\r\n`;
const ACCOUNT = 'stats/account.json';

test('answers over HTTP as the handler does', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { get, url } = await started();
  for (const path of [
    ACCOUNT,
    ACCOUNT,
    'medias.json',
    'nothing',
    `${ACCOUNT}?x=1`,
    'wistia-widgets.js',
    'healthz',
  ]) {
    const [direct, served] = [await get(path), await fetch(`${url}/${path}`)];
    expect(served.status).toBe(direct.status);
    expect(await served.text()).toBe(await direct.text());
    for (const [name, value] of direct.headers) {
      if (name === 'content-length') continue;
      expect(served.headers.get(name), `${path} ${name}`).toBe(value);
    }
  }
});

test('answers the same to a plain request and to one that Node’s own server reads', async () => {
  // In a second that does not end, replies are as old as each other.
  vi.useFakeTimers({ toFake: ['performance'] });
  const { port, gateway } = await started();
  await gateway(new Request(`http://h/${ACCOUNT}`));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'HEAD'),
      fc.constantFrom(
        ACCOUNT,
        'medias.json',
        'stats/medias/m1.json',
        'nothing',
        `${ACCOUNT}?x=1`,
        'healthz',
        'wistia-widgets-1.2.3.js',
      ),
      fc.constantFrom('', 'Origin: https://a.example\r\n', 'Origin: https://b.example\r\n'),
      fc.constantFrom(
        '',
        'If-None-Match: *\r\n',
        'If-None-Match: "x"\r\n',
        'Accept-Encoding: gzip\r\n',
      ),
      async (method, path, origin, more) => {
        const head = `${method} /${path} HTTP/1.1\r\nHost: stats.example\r\n${origin}${more}`;
        const [simple, full] = [wire(port), wire(port)];
        simple.write(`${head}\r\n`);
        // In two pieces it is not simple.
        full.socket.setNoDelay(true);
        full.write(head.slice(0, 10));
        await new Promise((done) => full.socket.once('connect', done));
        full.write(`${head.slice(10)}Connection: close\r\n\r\n`);
        const normal = async (line: Wire) =>
          (await line.until(({ text }) => text.includes('\r\n\r\n')))
            .split('\r\n\r\n')[0]!
            .split('\r\n')
            .filter(
              (header) =>
                !/^(date|connection|keep-alive|content-length|transfer-encoding|x-request-id):/i.test(header),
            )
            .map((header) => header.replace(/^[\w-]+:/, (name) => name.toLowerCase()))
            .sort();
        expect(await normal(simple)).toEqual(await normal(full));
        simple.socket.destroy();
        full.socket.destroy();
      },
    ),
    { numRuns: 100 },
  );
});

test('keeps a connection for many requests, answered in order, ready or not', async () => {
  const { port } = await started();
  const line = wire(port);
  const paths = [ACCOUNT, ACCOUNT, 'nothing', 'stats/medias/m1.json', ACCOUNT];
  for (const [i, path] of paths.entries()) {
    line.write(GET(path));
    await line.replies(i + 1);
  }
  const statuses = wholeReplies(line.text).map(({ head }) => head.slice(9, 12));
  expect(statuses).toEqual(['200', '200', '404', '200', '200']);
  expect(line.text).toContain('Connection: keep-alive');
});

test('answers requests that come all at once, in their order', async () => {
  const { port } = await started();
  const line = wire(port);
  line.write(GET(ACCOUNT));
  await line.replies(1);
  line.write(GET('nothing') + GET(ACCOUNT) + GET('stats/medias/m1.json') + GET('nothing2'));
  await line.replies(5);
  expect(wholeReplies(line.text).map(({ head }) => head.slice(9, 12))).toEqual([
    '200',
    '404',
    '200',
    '200',
    '404',
  ]);
});

test('answers one request that is under way before the next on the same connection', async () => {
  let release = () => {};
  const opened = new Promise<void>((done) => (release = done));
  const { port, asked } = await started(
    stubbed({ publish }, async (path, ...rest) => {
      if (path === ACCOUNT) await opened;
      return healthy()(path, ...rest);
    }),
  );
  const line = wire(port);
  line.write(GET(ACCOUNT));
  const others = wire(port);
  others.write(GET('medias.json'));
  await others.replies(1);
  line.write(GET('nothing'));
  expect(asked).toContain(ACCOUNT);
  release();
  await line.replies(2);
  expect(wholeReplies(line.text).map(({ head }) => head.slice(9, 12))).toEqual(['200', '404']);
});

test('sends text of any language whole', async () => {
  const name = 'Wie Füße gehen – 足 🐱';
  const { url } = await started(stubbed({ publish }, healthy([listed('m1', 'p1', { name })])));
  for (let i = 0; i < 2; i++) {
    expect(await (await fetch(`${url}/medias.json`)).json()).toMatchObject([{ name }]);
  }
});

test.each([
  [
    'another method',
    'POST /stats/account.json HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi',
    '405',
  ],
  ['an odd method', 'BREW / HTTP/1.1\r\nHost: h\r\n\r\n', '400'],
  ['no host', 'GET /stats/account.json HTTP/1.1\r\n\r\n', '400'],
  ['a host with a path', 'GET /stats/account.json HTTP/1.1\r\nHost: h/stats\r\n\r\n', '400'],
  [
    'two lengths',
    'GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    '400',
  ],
  ['HTTP/1.0', 'GET /stats/account.json HTTP/1.0\r\nHost: h\r\n\r\n', '200'],
  [
    'a wish to close',
    `GET /stats/account.json HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
    '200',
  ],
  ['a header of 20 kB', GET(ACCOUNT, `X: ${'x'.repeat(20_000)}\r\n`), '431'],
  ['no HTTP at all', '\x16\x03\x01\x02\0', '400'],
])('leaves %s to Node’s server', async (_, text, status) => {
  const { port } = await started();
  const line = wire(port);
  line.write(text);
  const reply = await line.until(({ text, ended }) => ended || text.includes('\r\n\r\n'));
  expect(reply.slice(9, 12)).toBe(status);
});

test('reads as simple only what is a whole, plain request', () => {
  const whole = GET(ACCOUNT, 'Accept: */*\r\nOrigin: https://a.example\r\n');
  expect(readSimple(Buffer.from(whole))).toMatchObject({ method: 'GET', address: `/${ACCOUNT}` });
  fc.assert(
    fc.property(fc.nat(whole.length - 1), (at) => {
      expect(readSimple(Buffer.from(whole.slice(0, at)))).toBeUndefined();
    }),
  );
  for (const header of [
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
    'transfer-encoding : chunked',
    'Host: other',
    'Connection: upgrade',
    'Expect: 100-continue',
    'Upgrade: h2c',
    ' folded: x',
    'TE: trailers',
    'X: \x01',
    'X: ä',
  ]) {
    expect(readSimple(Buffer.from(GET(ACCOUNT, `${header}\r\n`))), header).toBeUndefined();
  }
  expect(readSimple(Buffer.from(`${whole}GET`))).toBeUndefined();
  expect(readSimple(Buffer.from(whole.replaceAll('\r\n', '\n')))).toBeUndefined();
  expect(readSimple(Buffer.from('GET http://h/x HTTP/1.1\r\nHost: h\r\n\r\n'))).toBeUndefined();
});

test('ends in good order: idle connections at once, a reply under way after it is sent', async () => {
  let release = () => {};
  const opened = new Promise<void>((done) => (release = done));
  const { port, close, asked } = await started(
    stubbed({ publish }, async () => {
      await opened;
      return json(account);
    }),
    await freePort(), // that no other program is given after it
  );
  const [idle, working, unread] = [wire(port), wire(port), wire(port)];
  idle.write(GET('nothing'));
  await idle.replies(1);
  working.write(GET(ACCOUNT));
  unread.write('GET /noth');
  while (!asked.length) await new Promise((done) => setImmediate(done));
  const closed = close();
  await idle.until(({ ended }) => ended);
  release();
  expect(wholeReplies(await working.until(({ ended }) => ended))).toMatchObject([
    { body: JSON.stringify(account) },
  ]);
  unread.socket.destroy();
  await closed;
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});
