import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from './stub.js';
import { account, hang, healthy, json, stubbed } from './stub.js';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2024-06-15T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const publish = { account: true, medias: ['m1', 'm2'] } as const;
const ACCOUNT = 'stats/account.json';
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
/** Lets what goes on in the background end. */
const background = () => seconds(0);
const loads = async (response: Response | Promise<Response>) =>
  ((await (await response).json()) as { load_count: number }).load_count;
const ages = (response: Response) =>
  Number(/max-age=(\d+)/.exec(response.headers.get('Cache-Control')!)![1]);

/** A Wistia whose load_count tells how many requests it got. */
const counting = (): Answer => {
  let count = 0;
  return () => json({ ...account, load_count: ++count });
};
const down: Answer = () => new Response('out of order', { status: 500 });

describe('one request to Wistia', () => {
  test('serves a thousand readers who ask the same at once', async () => {
    let release = () => {};
    const opened = new Promise<void>((done) => (release = done));
    const { get, asked } = stubbed({ publish }, async () => {
      await opened;
      return json(account);
    });
    const readers = Array.from({ length: 1000 }, () => get(ACCOUNT));
    release();
    const replies = await Promise.all(readers);
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(asked).toEqual([ACCOUNT]);
  });

  test('serves single and batch requests together', async () => {
    const { get, asked } = stubbed({ publish });
    await Promise.all([
      get('stats/medias/m1.json'),
      get('stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2'),
    ]);
    const figures = asked.filter((path) => path.startsWith('stats/'));
    expect(figures.sort()).toEqual(['stats/medias/m1.json', 'stats/medias/m2.json']);
    expect(asked.filter((path) => path.startsWith('medias.json'))).toHaveLength(1);
  });

  test('serves everybody for as long as it is fresh', async () => {
    const { get, asked } = stubbed({ publish, cache: { fresh: 30 } });
    await get(ACCOUNT);
    await seconds(29.9);
    await get(ACCOUNT);
    expect(asked).toHaveLength(1);
    await seconds(0.2);
    await get(ACCOUNT);
    expect(asked).toHaveLength(2);
  });

  test('that fails is the answer to all who waited, and is not repeated for each', async () => {
    const { get, asked } = stubbed({ publish }, () => new Response('not json'));
    const replies = await Promise.all(Array.from({ length: 100 }, () => get(ACCOUNT)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([502]));
    await get(ACCOUNT);
    expect(asked).toHaveLength(1);
  });
});

describe('a stale reply', () => {
  test('is given at once while a new one is fetched, which the next reader gets', async () => {
    const { get, asked } = stubbed({ publish }, counting());
    expect(await loads(get(ACCOUNT))).toBe(1);
    await seconds(61);
    expect(await loads(get(ACCOUNT))).toBe(1);
    await background();
    expect(await loads(get(ACCOUNT))).toBe(2);
    expect(asked).toHaveLength(2);
  });

  test('is given without waiting while Wistia hangs', async () => {
    const { get, answer } = stubbed({ publish }, counting());
    await get(ACCOUNT);
    await seconds(61);
    answer(hang);
    // No timer runs: what waits for one would not come back.
    for (let reader = 0; reader < 100; reader++) expect(await loads(get(ACCOUNT))).toBe(1);
    await seconds(30);
    expect(await loads(get(ACCOUNT))).toBe(1);
  });

  test('is given through an hour of outage, by every address that was answered before', async () => {
    const paths = [
      ACCOUNT,
      'stats/account/by_date.json?start_date=2024-01-01&end_date=2024-06-15',
      'stats/medias/m1.json',
      'stats/medias/m1/engagement.json',
      'stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2',
      'medias.json',
    ];
    const { get, answer, asked } = stubbed({ publish });
    const before = [];
    for (const path of paths) before.push(await (await get(path)).text());
    answer(down);
    asked.length = 0;
    for (let minute = 0; minute < 60; minute++) {
      await seconds(60);
      for (const [i, path] of paths.entries()) {
        const reply = await get(path);
        expect(reply.status).toBe(200);
        expect(await reply.text()).toBe(before[i]);
      }
    }
    // Wistia is tried now and then, not by every reader.
    expect(asked.length).toBeLessThan(150);
  });

  test('that is too old to be shown unasked is still shown when Wistia fails or is slow', async () => {
    const { get, answer } = stubbed({ publish, cache: { stale: 600 } }, counting());
    await get(ACCOUNT);
    await seconds(3600);
    expect(await loads(get(ACCOUNT))).toBe(2);
    await seconds(3600);
    answer(hang);
    const slow = get(ACCOUNT);
    await seconds(1);
    expect(await loads(slow)).toBe(2);
    await seconds(3600);
    answer(() => new Response('', { status: 400 }));
    expect(await loads(get(ACCOUNT))).toBe(2);
  });

  test('gives way to a new one as soon as Wistia is back', async () => {
    const { get, answer } = stubbed({ publish }, counting());
    await get(ACCOUNT);
    answer(down);
    await seconds(61);
    await get(ACCOUNT);
    await seconds(120);
    answer(() => json({ ...account, load_count: 7 }));
    await get(ACCOUNT);
    await background();
    expect(await loads(get(ACCOUNT))).toBe(7);
  });

  test('is not shown for ever', async () => {
    const { get, answer } = stubbed({ publish, cache: { stale: 60, staleIfError: 3600 } });
    await get(ACCOUNT);
    answer(() => new Response('', { status: 400 }));
    await seconds(3500);
    expect((await get(ACCOUNT)).status).toBe(200);
    await seconds(200);
    expect((await get(ACCOUNT)).status).toBe(502);
  });

  test('is not shown where Wistia says that the video is gone', async () => {
    const { get, answer } = stubbed({ publish });
    await get('stats/medias/m1.json');
    answer(() => new Response(null, { status: 404 }));
    await seconds(61);
    await get('stats/medias/m1.json');
    await background();
    expect((await get('stats/medias/m1.json')).status).toBe(404);
  });

  test('outlives a reply of another shape, which the operator is told', async () => {
    const { get, answer, log } = stubbed({ publish }, counting());
    await get(ACCOUNT);
    await seconds(61);
    answer(() => json({ ...account, play_count: '400' }));
    await get(ACCOUNT);
    await seconds(1);
    expect(await loads(get(ACCOUNT))).toBe(1);
    expect(log).toMatchObject([{ level: 'warn', endpoint: ACCOUNT, field: 'play_count' }]);
  });
});

describe('what does not exist', () => {
  test('is asked for once a minute at most, and found when it is there', async () => {
    const { get, asked, answer } = stubbed({ publish }, () => new Response(null, { status: 404 }));
    for (let i = 0; i < 10; i++) expect((await get('stats/medias/m1.json')).status).toBe(404);
    expect(asked.filter((path) => path.startsWith('stats/'))).toHaveLength(1);
    answer(healthy());
    await seconds(61);
    expect((await get('stats/medias/m1.json')).status).toBe(200);
  });
});

describe('a reply’s headers', () => {
  test('tell caches how long is left, and what to do afterwards', async () => {
    const { get } = stubbed({ publish, cache: { stale: 600, staleIfError: 7200 } });
    const first = await get(ACCOUNT);
    expect(first.headers.get('Cache-Control')).toBe(
      'public, max-age=60, s-maxage=60, stale-while-revalidate=600, stale-if-error=7200',
    );
    expect(first.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(first.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    await seconds(45);
    expect(ages(await get(ACCOUNT))).toBe(15);
    expect((await get(ACCOUNT)).headers.has('Age')).toBe(false);
  });

  test('ask for another look soon where the reply is stale', async () => {
    const { get, answer } = stubbed({ publish });
    await get(ACCOUNT);
    await seconds(61);
    expect(ages(await get(ACCOUNT))).toBeLessThan(3);
    answer(down);
    await seconds(61);
    await get(ACCOUNT);
    await seconds(600);
    await get(ACCOUNT);
    await seconds(1);
    expect(ages(await get(ACCOUNT))).toBeLessThanOrEqual(60);
  });

  test('let days of a year that is over be kept for long', async () => {
    const { get } = stubbed({ publish });
    const range = (year: number) => `?start_date=${year}-02-01&end_date=${year}-02-03`;
    expect(ages(await get(`stats/account/by_date.json${range(2023)}`))).toBe(86_400);
    expect(ages(await get(`stats/account/by_date.json${range(2024)}`))).toBe(60);
  });

  test('let nobody keep an error, or a batch that lacks something', async () => {
    const { get } = stubbed({ publish }, (path, ...rest) =>
      path.includes('m2') ? new Response('', { status: 400 }) : healthy()(path, ...rest),
    );
    expect((await get('stats/medias/m2.json')).headers.get('Cache-Control')).toBe('no-store');
    const batch = await get('stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2');
    expect(await batch.json()).toMatchObject({ m1: { load_count: 100 }, m2: null });
    expect(ages(batch)).toBe(1);
  });
});

describe('tags for a CDN to purge by', () => {
  test('are on every public reply where they are switched on, and name what it is about', async () => {
    const { get } = stubbed({ publish: { ...publish, projects: ['p1'] }, cacheTags: true });
    const tags = async (path: string) => {
      const { headers } = await get(path);
      expect(headers.get('Surrogate-Key')?.split(' ').join()).toBe(headers.get('Cache-Tag') ?? undefined);
      return headers.get('Cache-Tag');
    };
    const range = '?start_date=2024-01-01&end_date=2024-01-02';
    expect(await tags(ACCOUNT)).toBe('wistia,account');
    expect(await tags(`stats/account/by_date.json${range}`)).toBe('wistia,account');
    expect(await tags('stats/medias/m1.json')).toBe('wistia,media-m1');
    expect(await tags('stats/medias/m1/engagement.json')).toBe('wistia,media-m1');
    expect(await tags('stats/projects/p1.json')).toBe('wistia,project-p1');
    expect(await tags('medias.json')).toBe('wistia,medias');
    expect(await tags('stats/medias.json?hashed_ids[]=m1')).toBe('wistia,medias');
    // What is not published may be, tomorrow.
    expect(await tags('stats/medias/m9.json')).toBe('wistia,media-m9');
    // What nobody may keep needs none.
    expect(await tags(`${ACCOUNT}?x=1`)).toBeNull();
  });

  test('are on none by default', async () => {
    const { get } = stubbed({ publish });
    expect((await get(ACCOUNT)).headers.has('Cache-Tag')).toBe(false);
  });
});

describe('a reader who has the reply', () => {
  test('is told so by 304, with the same ETag for as long as the figures are the same', async () => {
    const { get, answer } = stubbed({ publish });
    const etag = (await get(ACCOUNT)).headers.get('ETag')!;
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const reply = await get(ACCOUNT, { headers: { 'If-None-Match': header } });
      expect(reply.status).toBe(304);
      expect(await reply.text()).toBe('');
      expect(reply.headers.get('ETag')).toBe(etag);
      expect(reply.headers.get('Cache-Control')).toContain('max-age=60');
    }
    await seconds(61);
    await get(ACCOUNT);
    await background();
    expect((await get(ACCOUNT)).headers.get('ETag')).toBe(etag);
    answer(() => json({ ...account, play_count: 401 }));
    await seconds(61);
    await get(ACCOUNT);
    await background();
    const changed = await get(ACCOUNT, { headers: { 'If-None-Match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('ETag')).not.toBe(etag);
  });

  test('gets a large reply compressed, under a tag of its own', async () => {
    const { get } = stubbed({ publish });
    const path = 'stats/account/by_date.json?start_date=2023-01-01&end_date=2023-12-31';
    const plain = await get(path, { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('Vary')).toBe('Accept-Encoding');
    const accept = { headers: { 'Accept-Encoding': 'br, gzip;q=0.8' } };
    vi.useRealTimers();
    // Compressed in the background, so the very first may come as it is.
    await expect.poll(async () => (await get(path, accept)).headers.get('Content-Encoding')).toBe('gzip');
    const zipped = await get(path, accept);
    const bytes = await zipped.arrayBuffer();
    expect(Number(zipped.headers.get('Content-Length'))).toBe(bytes.byteLength);
    expect(bytes.byteLength).toBeLessThan(Number(plain.headers.get('Content-Length')) / 3);
    const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(text).text()).toBe(await plain.text());
    const etag = zipped.headers.get('ETag')!;
    expect(etag).not.toBe(plain.headers.get('ETag'));
    expect(
      (await get(path, { headers: { ...accept.headers, 'If-None-Match': etag } })).status,
    ).toBe(304);
    const refused = await get(path, { headers: { 'Accept-Encoding': 'gzip;q=0' } });
    expect(refused.headers.has('Content-Encoding')).toBe(false);
  });

  test('may ask by HEAD and gets the same headers without the body', async () => {
    const { get } = stubbed({ publish });
    const [full, head] = [await get(ACCOUNT), await get(ACCOUNT, { method: 'HEAD' })];
    expect(await head.text()).toBe('');
    expect([...head.headers]).toEqual([...full.headers]);
    expect((await get('nothing', { method: 'HEAD' })).status).toBe(404);
  });
});

describe('the memory', () => {
  test('keeps a reply ready under the one way to write its address', async () => {
    const { get, gateway } = stubbed({ publish });
    const ready = async (path: string) => {
      await get(path);
      return gateway.ready(`/${path}`, { method: 'GET' })?.body;
    };
    const batch = await ready('stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2');
    expect(JSON.parse(batch as string)).toHaveProperty('m2');
    expect(await ready(ACCOUNT)).toBe(JSON.stringify(account));
    expect(
      await ready('stats/account/by_date.json?start_date=2024-01-01&end_date=2024-01-02'),
    ).toBeDefined();
    for (const path of [
      'stats/medias.json?hashed_ids[]=m2&hashed_ids[]=m1',
      'stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2&hashed_ids[]=m2',
      'stats/account/by_date.json?end_date=2024-01-02&start_date=2024-01-01',
      `${ACCOUNT}?`,
      `${ACCOUNT}?x=1`,
      'stats/medias/m9.json',
    ]) {
      expect(await ready(path), path).toBeUndefined();
    }
    expect(gateway.ready(`/${ACCOUNT}`, { method: 'POST' })).toBeUndefined();
  });

  test('holds so many replies and no more, and no address that was refused', async () => {
    const { get, gateway } = stubbed({ publish: { medias: true }, cache: { maxEntries: 5 } });
    for (let i = 0; i < 100; i++) {
      await get(`stats/medias/x${i}.json`);
      await get(`stats/medias/m1.json?x=${i}`);
      await get(
        `stats/medias/m1/by_date.json?start_date=2020-01-01&end_date=2020-03-0${1 + (i % 9)}`,
      );
    }
    expect(gateway.health().cached).toBeLessThanOrEqual(5);
  });
});
