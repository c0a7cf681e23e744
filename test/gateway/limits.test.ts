import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TrustedProxies } from '../../src/cli/client-address.js';
import { listen } from '../../src/cli/node-server.js';
import type { ListenOptions } from '../../src/cli/node-server.js';
import { ClientLimits } from '../../src/gateway/client-limits.js';
import { createGateway } from '../../src/gateway/index.js';
import type { Answer } from './stub.js';
import { account, healthy, json, stubbed, TOKEN } from './stub.js';
import { Wire } from './wire.js';

const publish = { account: true, medias: ['m1', 'm2'] } as const;
const ACCOUNT = 'stats/account.json';
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(open.splice(0).map((it) => it.close()));
});

describe('what a client may ask', () => {
  test('never exceeds a minute’s worth and what has been refilled since', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(20_000), { maxLength: 200 }),
        (limit, gaps) => {
          let now = 0;
          const limits = new ClientLimits(limit, () => now);
          let through = 0;
          for (const gap of gaps) {
            now += gap;
            const wait = limits.of('203.0.113.9')!.take();
            if (!wait) through++;
            expect(wait).toBeLessThanOrEqual(Math.ceil(60_000 / limit));
            expect(through).toBeLessThanOrEqual(limit + (now * limit) / 60_000 + 1e-6);
          }
        },
      ),
    );
  });

  test('is there again after the wait that was named', () => {
    let now = 0;
    const client = new ClientLimits(2, () => now).of('203.0.113.9')!;
    expect([client.take(), client.take()]).toEqual([0, 0]);
    const wait = client.take();
    expect(wait).toBe(30_000);
    now = wait - 1;
    expect(client.take()).toBeGreaterThan(0);
    now = wait + 1;
    expect(client.take()).toBe(0);
  });

  test('is one for all the addresses of an IPv6 network, whichever way they are written', () => {
    const limits = new ClientLimits(10, () => 0);
    const one = limits.of('2001:db8:0:1::5');
    for (const same of ['2001:DB8:0:1:ffff::1', '2001:0db8:0000:0001:1:2:3:4', '2001:db8::1:0:0:0:9']) {
      expect(limits.of(same), same).toBe(one);
    }
    for (const other of ['2001:db8:0:2::5', '2001:db8::5', '::1']) {
      expect(limits.of(other), other).not.toBe(one);
    }
    expect(limits.of('::ffff:192.0.2.1')).toBe(limits.of('192.0.2.1'));
    expect(limits.of('192.0.2.1')).not.toBe(limits.of('192.0.2.2'));
  });

  test('has no limit where that is switched off', () => {
    expect(new ClientLimits(0, () => 0).of('192.0.2.1')).toBeUndefined();
  });
});

describe('who the client is', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);

  test.each<[string, string | undefined, string | undefined]>([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['::ffff:203.0.113.9', undefined, '203.0.113.9'],
    // A stranger can write what it likes.
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['2001:db8::7', '198.51.100.1 , 192.0.2.7', '198.51.100.1'],
    // What stands before the last address of a stranger was said by that stranger.
    ['10.1.2.3', '127.0.0.1, 198.51.100.66, 203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['10.1.2.3', 'evil, 2a00::1', '2a00::1'],
    ['10.1.2.3', '198.51.100.1, not an address', undefined],
    ['10.1.2.3', '', undefined],
    ['10.1.2.3', undefined, undefined],
    ['10.1.2.3', '10.0.0.9', undefined],
  ])('behind %s that says %s is %s', (peer, forwarded, client) => {
    expect(proxies.client(peer, forwarded)).toBe(client);
  });

  test('cannot be invented by a client: what it sends itself changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (invented) => {
        const header = [...invented, '203.0.113.9', '10.0.0.1'].join(', ');
        expect(proxies.client('10.0.0.2', header)).toBe('203.0.113.9');
      }),
    );
  });
});

const wire = (port: number): Wire => {
  const made = new Wire(port);
  open.push(made);
  return made;
};

const served = async (
  config: Parameters<typeof stubbed>[0],
  options: Partial<ListenOptions> = {},
  answer: Answer = healthy(),
) => {
  const stub = stubbed({ publish, ...config }, answer);
  const listening = await listen(stub.gateway, { port: 0, host: '127.0.0.1', ...options });
  open.push(listening);
  const port = Number(new URL(listening.url).port);
  return { ...stub, ...listening, port };
};

describe('a client that asks too often', () => {
  const from = (address: string, more: Record<string, string> = {}) => ({
    headers: { 'X-Forwarded-For': address, ...more },
  });

  // No time passes, in which requests would be given back.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));

  test('is told when to come back, and costs nobody else anything', async () => {
    const { url, asked } = await served({ limits: { perClient: 20 }, origins: '*' });
    const ask = async (path: string, address: string) => {
      const reply = await fetch(`${url}/${path}`, from(address));
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    };
    for (const path of [ACCOUNT, 'nothing', 'healthz', 'stats/medias/m1.json']) {
      for (let i = 0; i < 5; i++) expect((await ask(path, '203.0.113.9')).status).not.toBe(429);
    }
    const calls = asked.length;
    for (const path of [ACCOUNT, 'stats/medias/m2.json']) {
      const refused = await ask(path, '203.0.113.9');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(refused.headers.get('Cache-Control')).toBe('no-store');
      expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(JSON.parse(refused.text)).toMatchObject({ status: 429, title: 'Too Many Requests' });
      expect(refused.text).not.toContain('203.0.113.9');
    }
    expect(asked).toHaveLength(calls);
    expect((await ask(ACCOUNT, '203.0.113.10')).status).toBe(200);
    // The proxy itself, its health checks for example, is no client.
    expect((await fetch(`${url}/${ACCOUNT}`)).status).toBe(200);
  });

  test('is refused by Node’s own server and by the quick one alike', async () => {
    const { port } = await served({ limits: { perClient: 3 } });
    const head = `GET /${ACCOUNT} HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.9\r\n`;
    const statuses = [];
    for (const more of ['', 'TE: trailers\r\n', '', 'TE: trailers\r\n', '']) {
      const line = wire(port);
      line.write(`${head}${more}\r\n`);
      statuses.push((await line.until(({ text }) => text.includes('\r\n\r\n'))).slice(9, 12));
      line.close();
    }
    expect(statuses).toEqual(['200', '200', '200', '429', '429']);
  });

  test('is counted by the runtime’s own word where there is no connection to look at', async () => {
    const gateway = createGateway(
      { token: TOKEN, publish, limits: { perClient: 2 } },
      {
        fetch: async () => json(account),
        client: (request) => request.headers.get('CF-Connecting-IP'),
      },
    );
    const ask = async (address?: string) => {
      const headers: Record<string, string> = address ? { 'CF-Connecting-IP': address } : {};
      return (await gateway(new Request(`https://stats.example/${ACCOUNT}`, { headers }))).status;
    };
    expect([await ask('192.0.2.1'), await ask('192.0.2.1')]).toEqual([200, 200]);
    expect(await ask('192.0.2.1')).toBe(429);
    expect([await ask('192.0.2.2'), await ask(), await ask()]).toEqual([200, 200, 200]);
  });
});

test('so many requests may wait for Wistia, and the rest is told to come back', async () => {
  let release = () => {};
  const opened = new Promise<void>((done) => (release = done));
  const { get, gateway } = stubbed({ publish, limits: { waiting: 10 } }, async () => {
    await opened;
    return json(account);
  });
  const waiting = Array.from({ length: 10 }, () => get(ACCOUNT));
  const refused = await get(ACCOUNT);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('Retry-After')).toBe('1');
  expect(refused.headers.get('Cache-Control')).toBe('no-store');
  expect(gateway.health().waiting).toBe(10);
  release();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(gateway.health().waiting).toBe(0);
  expect((await get('stats/medias/m1.json')).status).toBe(502);
});

describe('somebody who is slow, or sends what nobody asked for', () => {
  test('is cut off where the head of a request does not come to its end', async () => {
    const { port } = await served({});
    const [silent, slow] = [wire(port), wire(port)];
    slow.write('GET /stats/account.json HTTP/1.1\r\n');
    // A byte now and then does not keep it.
    const drip = setInterval(() => slow.write('X'), 500);
    open.push({ close: () => clearInterval(drip) });
    await Promise.all([silent, slow].map((line) => line.until(({ ended }) => ended)));
    expect(silent.text).toBe('');
    expect(slow.text).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  test('is answered without its body being read, and the connection is closed', async () => {
    const { port } = await served({});
    for (const [method, status] of [
      ['POST', '405'],
      ['GET', '200'],
    ]) {
      for (const kind of ['Content-Length: 1000000000', 'Transfer-Encoding: chunked']) {
        const line = wire(port);
        line.write(`${method} /${ACCOUNT} HTTP/1.1\r\nHost: h\r\n${kind}\r\n\r\n1`);
        const text = await line.until(({ ended }) => ended);
        expect(text.slice(9, 12), `${method} ${kind}`).toBe(status);
        expect(text).toMatch(/\r\nconnection: close\r\n/i);
      }
    }
  });

  test('has a head of 16 kB at most', async () => {
    const { port } = await served({});
    const large = wire(port);
    large.write(`GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect((await large.until(({ ended }) => ended)).slice(9, 12)).toBe('431');
  });

  test('finds so many connections and no more', async () => {
    const { port } = await served({}, { maxConnections: 3 });
    const wires = [wire(port), wire(port), wire(port)];
    const ask = (line: Wire) => {
      line.write(`GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n`);
      return line.until(({ text, ended }) => ended || text.includes('ok'));
    };
    for (const line of wires) expect(await ask(line)).toContain('200 OK');
    expect(await ask(wire(port))).toBe('');
    wires[0]!.close();
    await expect.poll(async () => ask(wire(port))).toContain('200 OK');
  });
});

describe('what is kept', () => {
  test('is bounded by the calendar, not by the ranges that somebody thinks of', async () => {
    const { get, gateway, asked } = stubbed({ publish });
    const day = fc.integer({ min: -2000, max: 20_000 }).map((at) => {
      const date = new Date(at * 864e5);
      return date.toISOString().slice(0, 10);
    });
    await fc.assert(
      fc.asyncProperty(day, day, async (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        const reply = await get(`stats/medias/m1/by_date.json?start_date=${start}&end_date=${end}`);
        expect([200, 400]).toContain(reply.status);
      }),
      { numRuns: 300 },
    );
    // One entry and one request a year since Wistia's first.
    const years = new Date().getUTCFullYear() - 2005;
    expect(gateway.health().cached).toBeLessThanOrEqual(years);
    expect(asked.length).toBeLessThanOrEqual(years);
  });

  test('holds what Wistia does not know as absent: a thousand requests for it cost one', async () => {
    const { get, asked, gateway } = stubbed(
      { publish: { medias: ['gone'] } },
      (path) => (path === 'medias.json' ? json([]) : new Response(null, { status: 404 })),
    );
    for (let i = 0; i < 1000; i++) expect((await get('stats/medias/gone.json')).status).toBe(404);
    // The list of videos tells which of them are archived.
    expect(asked.map((path) => path.split('?')[0])).toEqual(['medias.json', 'stats/medias/gone.json']);
    expect(gateway.health().cached).toBe(2);
  });

  test('costs nothing for ids that nobody publishes, however many are tried', async () => {
    const { get, asked, gateway } = stubbed({ publish: { medias: true } });
    await get('medias.json');
    const [calls, kept] = [asked.length, gateway.health().cached];
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a-z0-9]{4,12}$/), async (id) => {
        for (const path of [`${id}.json`, `${id}/engagement.json`, `${id}/by_date.json`]) {
          expect((await get(`stats/medias/${id === 'm1' ? 'x' : id}${path.slice(id.length)}`)).status).toBe(404);
        }
      }),
    );
    expect(asked).toHaveLength(calls);
    expect(gateway.health().cached).toBe(kept);
  });
});
