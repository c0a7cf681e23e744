import { afterEach, describe, expect, test, vi } from 'vitest';
import { healthy, media, stubbed } from './stub.js';

const publish = { account: true, medias: ['m1', 'm2'] } as const;
const ACCOUNT = 'stats/account.json';
afterEach(() => void vi.useRealTimers());

const detail = async (reply: Response) => ((await reply.json()) as { detail: string }).detail;

describe('methods', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s is refused with those that are not',
    async (method) => {
      const { get, asked } = stubbed({ publish });
      for (const path of [ACCOUNT, 'stats/medias/secret.json', 'wistia-widgets.js', '']) {
        const reply = await get(path, { method });
        expect(reply.status).toBe(405);
        expect(reply.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
      }
      expect(asked).toEqual([]);
    },
  );

  test('OPTIONS tells the methods, the same for every path', async () => {
    const { get } = stubbed({ publish });
    for (const path of [ACCOUNT, 'stats/medias/secret.json']) {
      const reply = await get(path, { method: 'OPTIONS' });
      expect(reply.status).toBe(204);
      expect(reply.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
    }
  });
});

describe('parameters', () => {
  const range = 'stats/account/by_date.json';
  test.each([
    [`${ACCOUNT}?page=1`, 'The parameter "page" is not known here: none is known.'],
    [
      `${range}?start=2024-01-01`,
      'The parameter "start" is not known here: known are start_date, end_date.',
    ],
    [
      `${range}?start_date=2024-01-01&start_date=2024-01-01`,
      'The parameter "start_date" is given more than once.',
    ],
    [
      `${range}?start_date=2023-02-29`,
      'The parameter start_date is "2023-02-29", which is not a date: write it like 2012-10-05.',
    ],
    [
      `${range}?end_date=2024-1-5`,
      'The parameter end_date is "2024-1-5", which is not a date: write it like 2012-10-05.',
    ],
    [
      `${range}?end_date=`,
      'The parameter end_date is "", which is not a date: write it like 2012-10-05.',
    ],
    [
      `${range}?start_date=${'9'.repeat(500)}`,
      `The parameter start_date is "${'9'.repeat(40)}", which is not a date: write it like 2012-10-05.`,
    ],
    [
      `${range}?start_date=2024-02-01&end_date=2024-01-31`,
      'The parameter start_date is 2024-02-01, which is after end_date, 2024-01-31.',
    ],
    [
      `${range}?start_date=0001-01-01&end_date=9999-12-31`,
      'The parameters start_date and end_date span more than 1830 days: ask for less at a time.',
    ],
    ['stats/medias.json', 'The parameter hashed_ids[] is missing: it names the videos.'],
    [
      'stats/medias.json?hashed_ids=m1',
      'The parameter "hashed_ids" is not known here: known are hashed_ids[].',
    ],
    ['medias.json?project_id=a%20b', 'The parameter project_id is "a b", which is not an id.'],
    [
      'medias.json?project_id=a&project_id=a',
      'The parameter "project_id" is given more than once.',
    ],
  ])('of %s are refused with the reason', async (path, reason) => {
    const { get, asked } = stubbed({ publish });
    const reply = await get(path);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await detail(reply)).toBe(reason);
    expect(asked).toEqual([]);
  });

  test('name a hundred videos at most', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => `hashed_ids[]=m${i}`);
    const { get } = stubbed({ publish });
    expect((await get(`stats/medias.json?${ids.slice(1).join('&')}`)).status).toBe(200);
    const reply = await get(`stats/medias.json?${ids.join('&')}`);
    expect(reply.status).toBe(400);
    expect(await detail(reply)).toContain('100 times');
  });

  test('in another order or encoding mean the same', async () => {
    const { get, asked } = stubbed({ publish });
    const a = await get('stats/medias.json?hashed_ids[]=m2&hashed_ids[]=m1&hashed_ids[]=m2');
    const b = await get('stats/medias.json?hashed_ids%5B%5D=m1&hashed_ids%5B%5D=m%32');
    expect(await a.text()).toBe(await b.text());
    expect(asked.filter((path) => path.startsWith('stats/'))).toHaveLength(2);
  });

  test('are dates with sensible defaults: yesterday and today; until today; one day', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-06-15T12:00:00Z') });
    const { get } = stubbed({ publish, timeZone: 'Pacific/Kiritimati' });
    const dates = async (query: string) =>
      ((await (await get(range + query)).json()) as { date: string }[]).map(({ date }) => date);
    // Fourteen hours ahead: there it is tomorrow already.
    const [yesterday, today] = ['2024-06-15', '2024-06-16'];
    expect(await dates('')).toEqual([yesterday, today]);
    expect(await dates(`?start_date=${yesterday}`)).toEqual([yesterday, today]);
    expect(await dates('?end_date=2024-02-29')).toEqual(['2024-02-29']);
    expect(await dates('?start_date=2999-01-01')).toEqual([]);
    expect(await dates('?start_date=1999-01-01&end_date=1999-01-02')).toEqual([]);
  });

  test('do not make an address endless', async () => {
    const { get } = stubbed({ publish });
    expect((await get(`${ACCOUNT}?${'x'.repeat(20_000)}`)).status).toBe(414);
  });
});

describe('pages of other origins', () => {
  const origin = (name: string) => ({ headers: { Origin: name } });

  test('may not read by default', async () => {
    const { get } = stubbed({ publish });
    const reply = await get(ACCOUNT, origin('https://a.example'));
    expect(reply.headers.has('Access-Control-Allow-Origin')).toBe(false);
    expect(reply.headers.has('Vary')).toBe(false);
  });

  test('may all read with a star, the same reply for everybody', async () => {
    const { get } = stubbed({ publish, origins: '*' });
    for (const path of [ACCOUNT, 'nothing', `${ACCOUNT}?x`]) {
      const reply = await get(path, origin('https://a.example'));
      expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(reply.headers.get('Access-Control-Expose-Headers')).toBe('ETag, Retry-After');
      expect(reply.headers.has('Vary')).toBe(false);
    }
  });

  test('may read where they are listed, also when they are told of an error or of 304', async () => {
    const { get } = stubbed({ publish, origins: ['https://a.example', 'https://b.example'] });
    const etag = (await get(ACCOUNT)).headers.get('ETag')!;
    for (const name of ['https://a.example', 'https://b.example']) {
      for (const path of [ACCOUNT, 'nothing', `${ACCOUNT}?x`]) {
        const headers = { Origin: name, 'If-None-Match': etag };
        const reply = await get(path, { headers });
        expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(name);
        expect(reply.headers.get('Vary')).toBe('Origin');
      }
    }
    const other = await get(ACCOUNT, origin('https://a.example.evil'));
    expect(other.headers.has('Access-Control-Allow-Origin')).toBe(false);
    // A cache must not give this reply to a page that may read.
    expect(other.headers.get('Vary')).toBe('Origin');
  });

  test('are told so before a request that is not simple', async () => {
    const { get } = stubbed({ publish, origins: ['https://a.example'] });
    const ask = (name: string) =>
      get(ACCOUNT, {
        method: 'OPTIONS',
        headers: { Origin: name, 'Access-Control-Request-Method': 'GET' },
      });
    const allowed = await ask('https://a.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe('https://a.example');
    expect(allowed.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, OPTIONS');
    expect((await ask('https://evil.example')).headers.has('Access-Control-Allow-Methods')).toBe(
      false,
    );
  });

  test('vary large replies by origin and encoding', async () => {
    const { get } = stubbed({ publish, origins: ['https://a.example'] });
    const reply = await get('stats/account/by_date.json?start_date=2023-01-01&end_date=2023-12-31');
    expect(reply.headers.get('Vary')).toBe('Origin, Accept-Encoding');
  });
});

describe('the script', () => {
  test('is served to any page, briefly under its name and for ever under its version', async () => {
    const { get } = stubbed({ publish });
    const [plain, versioned] = [
      await get('wistia-widgets.js'),
      await get('wistia-widgets-1.2.3.js'),
    ];
    for (const reply of [plain, versioned]) {
      expect(await reply.text()).toBe('console.log("widgets")');
      expect(reply.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
      expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(reply.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    }
    expect(plain.headers.get('Cache-Control')).toMatch(/^public, max-age=300,/);
    expect(versioned.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect((await get('wistia-widgets-1.2.4.js')).status).toBe(404);
    const headers = { 'If-None-Match': plain.headers.get('ETag')! };
    expect((await get('wistia-widgets.js', { headers })).status).toBe(304);
    expect(await (await get('wistia-widgets.js', { method: 'HEAD' })).text()).toBe('');
  });
});

describe('the health word', () => {
  test('is one word, and the reasons are figures', async () => {
    const { get, gateway } = stubbed({ publish, budget: 100 });
    expect(await (await get('healthz')).text()).toBe('ok');
    expect((await get('healthz')).headers.get('Cache-Control')).toBe('no-store');
    await get(ACCOUNT);
    expect(gateway.health()).toEqual({
      status: 'ok',
      reasons: [],
      upstream: { held: false, used: 1, budget: 100 },
      cached: 1,
      waiting: 0,
    });
  });
});

describe('a base path', () => {
  test('moves the whole tree, and only there is anything', async () => {
    const { get } = stubbed({ publish, basePath: '/wistia/' });
    for (const path of [ACCOUNT, 'medias.json', 'healthz', 'wistia-widgets.js']) {
      expect((await get(`wistia/${path}`)).status, path).toBe(200);
      expect((await get(path)).status, path).toBe(404);
    }
  });
});

describe('a batch', () => {
  test('answers with what there is, null for what cannot be had now, and nothing for what is gone', async () => {
    const { get } = stubbed({ publish: { medias: ['m1', 'm2', 'm3'] } }, (path, ...rest) =>
      path.includes('m2')
        ? new Response('', { status: 400 })
        : path.includes('m3')
          ? new Response('', { status: 404 })
          : healthy()(path, ...rest),
    );
    const ids = (...names: string[]) => names.map((name) => `hashed_ids[]=${name}`).join('&');
    expect(await (await get(`stats/medias.json?${ids('m1', 'm2', 'm3', 'm4')}`)).json()).toEqual({
      m1: media,
      m2: null,
    });
    expect((await get(`stats/medias.json?${ids('m2')}`)).status).toBe(502);
  });
});

test('an internal fault is told to the operator and to nobody else', async () => {
  const { get, log } = stubbed({ publish }, () => {
    throw { secret: 'not even an error' };
  });
  const reply = await get(ACCOUNT);
  expect(reply.status).toBeGreaterThanOrEqual(500);
  expect(await reply.text()).not.toContain('secret');
  expect(log.length).toBeGreaterThan(0);
});
