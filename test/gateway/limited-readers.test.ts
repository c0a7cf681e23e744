/** What a token that is limited to videos or to visitors opens, and what it costs Wistia. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../demo/sandbox/index.js';
import { event, keys, NEVER, PERSONAL, token, visitor } from './signed.js';
import { healthy, json, stubbed } from './stub.js';
import type { Answer } from './stub.js';

type Row = ReturnType<typeof event>;

const EVERYTHING = 'stats visitors events personal';
/** Requests to Wistia for one page: those of 20 lists, and 19 more. */
const MOST_CALLS = 39;

/** A Wistia in which these events happened, newest first as it lists them, and these visitors are known. */
const withEvents =
  (events: readonly Row[], people: readonly ReturnType<typeof visitor>[] = [], repeats = 0): Answer =>
  (path, url, init) => {
    const { searchParams: query } = url;
    const [page, perPage] = [Number(query.get('page')), Number(query.get('per_page'))];
    if (path === 'stats/events.json') {
      const asked = (name: 'media_id' | 'visitor_key', row: Row) => !query.get(name) || query.get(name) === row[name];
      const rows = events.filter((row) => asked('media_id', row) && asked('visitor_key', row));
      const from = (page - 1) * (perPage - repeats);
      return json(rows.slice(from, from + perPage));
    }
    if (path === 'stats/visitors.json') {
      const search = query.get('search');
      const rows = people.filter(({ visitor_identity: { name, email } }) => !search || [name, email].includes(search));
      return json(rows.slice((page - 1) * perPage, page * perPage));
    }
    const [, key] = /^stats\/visitors\/(.*)\.json$/.exec(path) ?? [];
    if (key) {
      const row = people.find(({ visitor_key }) => visitor_key === key);
      return row ? json(row) : json({ error: 'Visitor not found.' }, { status: 404 });
    }
    if (path.startsWith('stats/events/')) {
      const row = events.find(({ event_key }) => path === `stats/events/${event_key}.json`);
      return row ? json(row) : json({ error: 'Not found' }, { status: 404 });
    }
    return healthy()(path, url, init);
  };

const open = (answer: Answer, config = {}) => {
  const stub = stubbed({ readers: { keys }, ...config }, answer);
  const as = (bearer: string) => (path: string) =>
    stub.get(path, { headers: { Authorization: `Bearer ${bearer}` } });
  return { ...stub, as };
};

const rowsOf = async (reply: Response) => {
  expect(reply.status).toBe(200);
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  return (await reply.json()) as Row[];
};

const at = (seconds: number) => new Date(Date.UTC(2024, 0, 1) + seconds * 1000).toISOString();

describe('lists of events for a limited token', () => {
  const medias = ['m1', 'm2', 'm3', 'm4'];
  const people = ['V1', 'V2', 'V3'];
  const some = (values: string[]) => fc.option(fc.subarray(values), { nil: undefined });
  const seldom = (values: string[]) => fc.constantFrom(...values, ...Array<undefined>(3 * values.length));
  const happened = fc
    .array(
      fc.record({
        // Most of one, so that its list has several pages.
        media: fc.constantFrom('m1', 'm1', 'm1', ...medias),
        by: fc.constantFrom('V1', ...people, null),
        // Few moments, so that many events share one.
        second: fc.nat(400),
      }),
      { maxLength: 260, size: 'max' },
    )
    .map((rows) =>
      rows
        .map(({ media, by, second }, nth) => ({
          ...event(`E${nth}`, media),
          visitor_key: by as string,
          received_at: at(second),
        }))
        .sort((a, b) => Date.parse(b.received_at) - Date.parse(a.received_at)),
    );

  test('hold every event that it opens, once, newest first, and no other', async () => {
    let most = 0;
    await fc.assert(
      fc.asyncProperty(
        happened,
        fc.record({ medias: some(medias), visitors: some(people), projects: some(['p1', 'p2']) }),
        fc.record({ media_id: seldom(medias), visitor_key: seldom(people) }),
        fc.constantFrom(23, 60, 100),
        fc.constantFrom(0, 1, 3),
        async (events, limits, asked, perPage, repeats) => {
          const claims = Object.fromEntries(Object.entries(limits).filter(([, ids]) => ids));
          const { as, asked: calls } = open(withEvents(events, [], repeats));
          const get = as(await token({ scope: 'events', ...claims }));
          // The stub's list has m1 and m2 in p1, m3 in p2.
          const inProject = (id: string) => limits.projects?.includes(id === 'm3' ? 'p2' : id === 'm4' ? '' : 'p1');
          const mayMedia = (id: string) =>
            !(limits.medias || limits.projects) || limits.medias?.includes(id) || inProject(id);
          const mayVisitor = (key: string | null) => !limits.visitors || (key !== null && limits.visitors.includes(key));
          const query = Object.entries(asked).filter(([, value]) => value) as [string, string][];
          const parameters = query.map(([name, value]) => `&${name}=${value}`).join('');
          const first = await get(`stats/events.json?per_page=${perPage}${parameters}`);
          const isClosed =
            (asked.media_id && !mayMedia(asked.media_id)) || (asked.visitor_key && !mayVisitor(asked.visitor_key));
          if (isClosed) {
            expect(first.status).toBe(404);
            return;
          }
          const expected = events.filter(
            (row) =>
              mayMedia(row.media_id) &&
              mayVisitor(row.visitor_key) &&
              query.every(([name, value]) => row[name as 'media_id'] === value),
          );
          const got: Row[] = [];
          for (let page = 1; ; page++) {
            const before = calls.length;
            const rows = await rowsOf(await get(`stats/events.json?per_page=${perPage}&page=${page}${parameters}`));
            most = Math.max(most, calls.length - before);
            got.push(...rows);
            if (rows.length < perPage) break;
          }
          const keysOf = (rows: Row[]) => rows.map(({ event_key }) => event_key);
          // Where Wistia's own pages are passed on, its repeated rows are too.
          const passedOn = repeats > 0 && got.length > expected.length;
          expect([...new Set(keysOf(got))].sort()).toEqual(keysOf(expected).sort());
          if (!passedOn) expect(got.length).toBe(expected.length);
          if (repeats) return;
          const times = got.map(({ received_at }) => Date.parse(received_at));
          expect(times).toEqual([...times].sort((a, b) => b - a));
        },
      ),
      { numRuns: 40 },
    );
    expect(most).toBeGreaterThan(3);
    expect(most).toBeLessThanOrEqual(MOST_CALLS);
  });

  test('ask each video’s list only as far as it is needed', async () => {
    // One video of which there is much, and three of which the newest is older than all that.
    const rows = Array.from({ length: 900 }, (_, i) => ({ ...event(`E${i}`, 'm1'), received_at: at(9000 - i) }));
    for (const id of ['m2', 'm3', 'm4']) {
      for (let i = 0; i < 300; i++) rows.push({ ...event(`${id}-${i}`, id), received_at: at(1000 - i) });
    }
    const { as, asked } = open(withEvents(rows));
    const get = as(await token({ scope: 'events', medias }));
    const last = await rowsOf(await get('stats/events.json?per_page=100&page=4'));
    expect(last.map(({ event_key }) => event_key)).toEqual(rows.slice(300, 400).map(({ event_key }) => event_key));
    // Four first pages, and four more of the one.
    expect(asked).toHaveLength(8);
    expect(asked.filter((path) => path.includes('media_id=m2'))).toHaveLength(1);
  });

  test('look through what everybody watched where the videos are many, and say where that ends', async () => {
    const many = Array.from({ length: 25 }, (_, i) => `x${i}`);
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      ...event(`E${i}`, i % 100 ? 'other' : many[i % 7]!),
      received_at: at(9000 - i),
    }));
    const { as, asked } = open(withEvents(rows));
    const get = as(await token({ scope: 'events', medias: many }));
    const first = await rowsOf(await get('stats/events.json?per_page=10'));
    expect(first).toHaveLength(10);
    expect(asked.length).toBeLessThanOrEqual(11);
    asked.length = 0;
    const deep = await get('stats/events.json?per_page=25');
    expect(deep.status).toBe(400);
    expect(((await deep.json()) as { detail: string }).detail).toMatch(/media_id.*visitor_key.*start_date/);
    expect(asked).toHaveLength(20);
  });

  test('cost no more than they may, whatever Wistia answers and whatever page is asked for', async () => {
    const bearer = await token({ scope: EVERYTHING, medias, visitors: people });
    const endless: Answer = (_path, url) =>
      json(Array.from({ length: 100 }, (_, i) => ({ ...event(`${url.search}${i}`, 'm1'), visitor_key: 'V1', received_at: i % 2 ? 'soon' : at(i) })));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 100 }), async (page, perPage) => {
        const { as, asked } = open(endless);
        const reply = await as(bearer)(`stats/events.json?page=${page}&per_page=${perPage}`);
        expect([200, 400]).toContain(reply.status);
        expect(asked.length).toBeLessThanOrEqual(MOST_CALLS);
      }),
      { numRuns: 15 },
    );
  });

  test('agree with the make-believe account, whose pages repeat rows', async () => {
    const now = new Date('2026-03-18T09:30:00Z');
    const sandbox = createSandbox({ visitors: 80, videos: 6, rateLimit: Infinity, now: () => now });
    const { as } = open((_path, url, init) => {
      const address = url.href.replace('https://wistia.test', 'http://sandbox.test');
      return sandbox.fetch(new Request(address, { ...init, headers: { Authorization: 'Bearer sandbox' } }));
    });
    const listOf = async (bearer: string, query = '') => {
      const found: Row[] = [];
      for (let page = 1; ; page++) {
        const rows = await rowsOf(await as(bearer)(`stats/events.json?page=${page}&per_page=50${query}`));
        found.push(...rows);
        if (rows.length < 50) return found;
      }
    };
    const whole = await listOf(await token({ scope: 'events' }));
    const [a, b] = [...new Set(whole.map(({ media_id }) => media_id))];
    const wanted = new Set(whole.filter(({ media_id }) => [a, b].includes(media_id)).map(({ event_key }) => event_key));
    const limited = await listOf(await token({ scope: 'events', medias: [a, b] }));
    expect(limited.length).toBe(wanted.size);
    expect(new Set(limited.map(({ event_key }) => event_key))).toEqual(wanted);
    const times = limited.map(({ received_at }) => Date.parse(received_at));
    expect(times).toEqual([...times].sort((x, y) => y - x));
  });
});

describe('a token that names visitors', () => {
  const people = ['A1', 'B2', 'C3', 'D4'].map((key, nth) => ({
    ...visitor(key),
    last_active_at: at(nth),
    visitor_identity: { ...visitor(key).visitor_identity, email: `${key}@example.com`, name: nth % 2 ? '' : key },
  }));
  const watched = people.flatMap(({ visitor_key }, nth) =>
    ['m1', 'm2'].map((id) => ({ ...event(`${visitor_key}-${id}`, id), visitor_key, received_at: at(nth) })),
  );
  const opened = async (claims: object, answer = withEvents(watched, people)) => {
    const stub = open(answer);
    return { ...stub, get: stub.as(await token({ scope: EVERYTHING, ...claims })) };
  };
  const visitorKeys = async (reply: Response) => (await rowsOf(reply)).map(({ visitor_key }) => visitor_key);

  test('lists them, those who played last first, by filter, search and page', async () => {
    const { get, asked } = await opened({ visitors: ['A1', 'C3', 'B2', 'GONE'] });
    expect(await visitorKeys(await get('stats/visitors.json'))).toEqual(['C3', 'B2', 'A1']);
    expect(asked).toHaveLength(4);
    expect(await visitorKeys(await get('stats/visitors.json?per_page=2&page=2'))).toEqual(['A1']);
    expect(await visitorKeys(await get('stats/visitors.json?filter=has_name'))).toEqual(['C3', 'A1']);
    expect(await visitorKeys(await get('stats/visitors.json?search=B2%40example.com'))).toEqual(['B2']);
    expect(await visitorKeys(await get('stats/visitors.json?search=D4%40example.com'))).toEqual([]);
    asked.length = 0;
    expect(await visitorKeys(await get('stats/visitors.json?filter=identified_by_email_gate'))).toEqual(['C3', 'B2', 'A1']);
    expect(asked).toContain('stats/visitors.json?filter=identified_by_email_gate&search=B2%40example.com&page=1&per_page=100');
  });

  test('opens each of them, and nobody else: not even a question leaves', async () => {
    const { get, asked } = await opened({ visitors: ['A1'] });
    expect((await get('stats/visitors/A1.json')).status).toBe(200);
    asked.length = 0;
    const [known, unknown] = [await get('stats/visitors/B2.json'), await get('stats/visitors/NOBODY.json')];
    expect([known.status, unknown.status]).toEqual([404, 404]);
    expect(await known.text()).toBe(await unknown.text());
    expect([...known.headers]).toEqual([...unknown.headers]);
    for (const key of ['B2', 'NOBODY']) {
      expect((await get(`stats/events.json?visitor_key=${key}`)).status).toBe(404);
    }
    expect(asked).toEqual([]);
  });

  test('opens what they watched, as far as the videos go', async () => {
    const { get } = await opened({ visitors: ['A1', 'C3'], medias: ['m2'] });
    const eventKeys = async (path: string) => (await rowsOf(await get(path))).map(({ event_key }) => event_key);
    expect(await eventKeys('stats/events.json')).toEqual(['C3-m2', 'A1-m2']);
    expect(await eventKeys('stats/events.json?visitor_key=A1')).toEqual(['A1-m2']);
    expect((await get('stats/events/A1-m2.json')).status).toBe(200);
    // Of another video, of another visitor, and none: as if none of them were there.
    const refused = await Promise.all(['A1-m1', 'B2-m2', 'none'].map((key) => get(`stats/events/${key}.json`)));
    const bodies = await Promise.all(refused.map(async (reply) => [reply.status, await reply.text()].join()));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toMatch(/^404/);
    // Named in the token, they may be listed though it is limited to videos.
    expect(await visitorKeys(await get('stats/visitors.json'))).toEqual(['C3', 'A1']);
  });

  test('opens no sums over everybody, but those that it names and those that are published', async () => {
    const { get } = await opened({ visitors: ['A1'] });
    for (const path of ['stats/account.json', 'stats/medias/m1.json', 'stats/projects/p1.json']) {
      expect((await get(path)).status, path).toBe(404);
    }
    const { get: named } = await opened({ visitors: ['A1'], medias: ['m1'] });
    expect((await named('stats/medias/m1.json')).status).toBe(200);
    expect((await named('stats/medias/m2.json')).status).toBe(404);
  });

  test('shows nobody else where Wistia answers with more than it was asked for', async () => {
    const { get } = await opened({ visitors: ['A1'] }, (path, url, init) => {
      url.search = '?page=1&per_page=100';
      return withEvents(watched, people)(path.replace('visitors/A1', 'visitors/B2'), url, init);
    });
    expect(await visitorKeys(await get('stats/visitors.json'))).toEqual([]);
    expect((await get('stats/visitors/A1.json')).status).toBe(404);
    expect(new Set(await visitorKeys(await get('stats/events.json')))).toEqual(new Set(['A1']));
  });

  test('opens nothing personal without the scope', async () => {
    const { as } = open(withEvents(watched, people));
    const get = as(await token({ scope: 'visitors events', visitors: ['A1', 'B2'] }));
    for (const path of ['visitors.json', 'visitors/A1.json', 'events.json', 'events/A1-m1.json']) {
      const text = await (await get(`stats/${path}`)).text();
      expect(text).toContain('A1');
      for (const secret of [...PERSONAL, ...NEVER, '@example.com']) expect(text).not.toContain(secret);
    }
    expect((await get('stats/visitors.json?search=A1%40example.com')).status).toBe(403);
  });

  test('that names nobody opens nobody', async () => {
    const { get, asked } = await opened({ visitors: [] });
    expect(await rowsOf(await get('stats/visitors.json'))).toEqual([]);
    expect(await rowsOf(await get('stats/events.json'))).toEqual([]);
    expect((await get('stats/visitors/A1.json')).status).toBe(404);
    expect(asked).toEqual([]);
  });

  test.each([
    ['too many', Array.from({ length: 21 }, (_, i) => `K${i}`)],
    ['one that is no key', ['../A1']],
    ['one that is no text', [7]],
    ['no list', 'A1'],
  ])('and names %s is not accepted', async (_, visitors) => {
    const { get, asked } = await opened({ visitors });
    expect((await get('stats/visitors.json')).status).toBe(401);
    expect(asked).toEqual([]);
  });
});

test('a token for videos is told in a sentence that it does not list visitors', async () => {
  const { as } = open(withEvents([]));
  const reply = await as(await token({ scope: EVERYTHING, medias: ['m1'] }))('stats/visitors.json');
  expect(reply.status).toBe(403);
  expect(((await reply.json()) as { detail: string }).detail).toMatch(/^The token is limited to some videos, .*\.$/);
});
