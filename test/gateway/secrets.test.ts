/**
 * The token and what Wistia knows of its viewers never leave the gateway, whatever Wistia answers.
 */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { event, keys, NEVER, PERSONAL, token, visitor } from './signed.js';
import { account, engagement, json, listed, media, stubbed, TOKEN } from './stub.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const CANARIES = [TOKEN, 'canary-person', 'canary@example.com', '203.0.113.7'];

/** Something that Wistia could put anywhere, with a secret in it. */
const canary = fc.constantFrom(...CANARIES, `Bearer ${TOKEN}`, `<script>${TOKEN}</script>`);
const person = {
  email: 'canary@example.com',
  ip: '203.0.113.7',
  visitor_identity: { name: 'canary-person', email: 'canary@example.com' },
};

const replaced = (value: object, name: string, by: unknown) => ({ ...value, [name]: by });

const body = fc.oneof(
  canary,
  canary.map((text) => JSON.stringify({ error: text, code: text })),
  fc
    .tuple(fc.constantFrom(...Object.keys(media)), fc.oneof(canary, fc.jsonValue()))
    .map(([name, value]) =>
      JSON.stringify(replaced({ ...media, ...account, ...engagement, ...person }, name, value)),
    ),
  canary.map((text) => JSON.stringify({ ...media, ...engagement, [text]: text, ...person })),
  canary.map((text) => JSON.stringify([{ date: text, ...account }, person])),
  canary.map((text) =>
    JSON.stringify([{ date: '2024-01-01', ...account, ...person, [text]: text }]),
  ),
  canary.map((text) =>
    JSON.stringify([
      { ...listed('m1'), ...person, status: text, section: text },
      { [text]: text },
      text,
    ]),
  ),
);

const reply = fc.record({
  status: fc.constantFrom(200, 200, 200, 301, 400, 401, 403, 404, 422, 429, 500, 503),
  body,
  header: canary,
  fails: fc.boolean(),
});

const request = fc.constantFrom(
  'stats/account.json',
  'stats/account/by_date.json?start_date=2024-01-01&end_date=2024-01-05',
  'stats/medias/m1.json',
  'stats/medias/m1/by_date.json',
  'stats/medias/m1/engagement.json',
  'stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2',
  'medias.json',
  'stats/visitors.json',
  'stats/events.json',
  `stats/account.json?api_password=${encodeURIComponent('x')}`,
  'healthz',
);

test('canaries appear in no reply, header, log or error', async () => {
  const printed: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args.join(' ')));
  }
  vi.useFakeTimers();
  let said = 0;
  await fc.assert(
    fc.asyncProperty(
      reply,
      fc.array(request, { minLength: 1, maxLength: 4 }),
      async (reply, requests) => {
        const { get, log, gateway } = stubbed(
          { publish: { account: true, medias: true } },
          (path) => {
            if (path === 'medias.json' && reply.status === 200 && !reply.body.startsWith('[')) {
              return json([listed('m1'), listed('m2')]);
            }
            if (reply.fails) throw new TypeError(`fetch failed: ${reply.header}`, { cause: TOKEN });
            return new Response(reply.body, {
              status: reply.status,
              headers: {
                'X-Canary': reply.header,
                'Set-Cookie': reply.header,
                Server: reply.header,
              },
            });
          },
        );
        const seen: string[] = [];
        for (const path of requests) {
          const pending = get(path);
          await vi.advanceTimersByTimeAsync(2_000);
          const response = await pending;
          seen.push(await response.text(), JSON.stringify([...response.headers]));
        }
        seen.push(JSON.stringify(log), JSON.stringify(gateway.health()), ...printed);
        said += log.length;
        for (const secret of CANARIES) expect(seen.join('\n')).not.toContain(secret);
      },
    ),
    { numRuns: 400 },
  );
  // It was not silence that kept the secret.
  expect(said).toBeGreaterThan(100);
});

test('personal data is in no reply to a token without the scope, and in no log', async () => {
  const printed: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args.join(' ')));
  }
  const scope = 'stats visitors events';
  const bearers = await Promise.all(
    [{}, { medias: ['m1', 'm2'] }, { visitors: ['A1', 'B2'] }, { visitors: ['A1'], medias: ['m1'], projects: ['p2'] }].map(
      (limits) => token({ scope, ...limits }),
    ),
  );
  const personal = [...PERSONAL, ...NEVER, TOKEN];
  const anything = fc.oneof(fc.constantFrom(...personal), fc.jsonValue());
  // A row in which anything may stand in one place, and what is personal in places of its own.
  const row = (value: object) =>
    fc
      .tuple(fc.constantFrom(...Object.keys(value), 'nickname'), anything)
      .filter(([name]) => !['event_key', 'visitor_key', 'media_id', 'media_name'].includes(name))
      .filter(([name]) => !/_at$|last_event_key|conversion_type/.test(name))
      .map(([name, by]) => replaced(value, name, by));
  const reply = fc.record({
    event: row(event('1', 'm1')),
    visitor: row(visitor('A1')),
    instead: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: anything },
    ),
    status: fc.constantFrom(200, 200, 200, 200, 301, 401, 404, 422, 429),
  });
  const request = fc.constantFrom(
    'stats/visitors.json',
    'stats/visitors.json?filter=identified_by_email_gate',
    'stats/visitors/A1.json',
    'stats/events.json',
    'stats/events.json?visitor_key=A1',
    'stats/events.json?media_id=m1&page=2&per_page=1',
    'stats/events/1.json',
    'stats/medias/m1.json',
    'medias.json',
  );
  const trusted = await token({ scope: 'visitors personal' });
  const search = `stats/visitors.json?search=${encodeURIComponent(PERSONAL[1]!)}`;
  let [read, said] = [0, 0];
  await fc.assert(
    fc.asyncProperty(reply, request, fc.constantFrom(...bearers), async ({ instead, status, ...rows }, path, bearer) => {
      const { get, log, calls, gateway } = stubbed({ readers: { keys } }, (asked) => {
        const one = rows[asked.includes('events') ? 'event' : 'visitor'];
        const value = instead ?? (/s\.json$/.test(asked) ? [one, one] : one);
        return json(value, { status, headers: { 'X-Canary': TOKEN } });
      });
      const response = await get(path, { headers: { Authorization: `Bearer ${bearer}` } });
      if (response.status === 200) read++;
      expect(response.headers.get('Cache-Control')).toMatch(/\bno-store$/);
      const seen = [await response.text(), JSON.stringify([...response.headers])];
      await get(search, { headers: { Authorization: `Bearer ${trusted}` } });
      seen.push(JSON.stringify(log), JSON.stringify(calls), JSON.stringify(gateway.health()), ...printed);
      said += log.length;
      for (const secret of [...personal, bearer, trusted, 'A1.json', encodeURIComponent(PERSONAL[1]!)]) {
        expect(seen.join('\n')).not.toContain(secret);
      }
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(30);
  expect(said).toBeGreaterThan(30);
});

test('what somebody asks for is in no log, no count of requests and no header, and only they get it', async () => {
  const SECRET_KEY = 'CANARY9F8E7D6C5B4A39281706F5E4D3C2B1A09F8E';
  const scope = 'stats visitors events personal';
  const readers = await Promise.all(
    [{}, { visitors: [SECRET_KEY] }, { visitors: ['A1'] }, { medias: ['m1'] }].map((limits) => token({ scope, ...limits })),
  );
  const paths = fc.constantFrom(
    `stats/visitors/${SECRET_KEY}.json`,
    `stats/events/${SECRET_KEY}.json`,
    `stats/events.json?visitor_key=${SECRET_KEY}`,
    `stats/visitors.json?search=${SECRET_KEY}`,
    'stats/visitors.json',
    'stats/events.json',
  );
  // What a client may add to a request: another token, a reader's name, an address to forge.
  const header = fc.constantFrom(
    ['X-Request-Id', SECRET_KEY], ['Referer', `https://x/?${SECRET_KEY}`], ['Cookie', SECRET_KEY],
    ['X-Forwarded-For', SECRET_KEY], ['Origin', `https://${SECRET_KEY.toLowerCase()}.example`],
  );
  const found = { ...visitor(SECRET_KEY), ...event(SECRET_KEY, 'm1'), visitor_key: SECRET_KEY };
  const good = fc.constantFrom<[number, string]>([200, JSON.stringify(found)], [200, JSON.stringify([found])]);
  const fault = fc.constantFrom<[number, string]>(
    [200, `{"visitor_key": {"${SECRET_KEY}": 1}}`],
    [200, `<html>${SECRET_KEY}`],
    [404, SECRET_KEY], [401, `{"code":"${SECRET_KEY}"}`], [500, SECRET_KEY], [429, SECRET_KEY],
  );
  let [read, counted] = [0, 0];
  await fc.assert(
    fc.asyncProperty(paths, fc.oneof(good, fault), header, fc.constantFrom(...readers), async (path, [status, text], [name, value], bearer) => {
      const { get, log, calls, gateway } = stubbed({ readers: { keys }, publish: { account: true } }, () =>
        new Response(text, { status, headers: { 'Retry-After': '1' } }),
      );
      const own = await get(path, { headers: { Authorization: `Bearer ${bearer}`, [name!]: value! } });
      if (own.status === 200) read++;
      else expect(await own.text()).not.toContain(SECRET_KEY);
      // The same question of others: without a token, with one that is cut short, and from what is kept.
      for (const authorization of [undefined, `Bearer ${bearer.slice(0, -3)}`, `Basic ${bearer}`]) {
        const reply = await get(path, { headers: { ...(authorization && { Authorization: authorization }), [name!]: value! } });
        expect([401, 404]).toContain(reply.status);
        expect((await reply.text()) + JSON.stringify([...reply.headers])).not.toContain(SECRET_KEY);
      }
      expect(gateway.ready(`/${path}`, { method: 'GET' })).toBeUndefined();
      counted += calls.length;
      const told = [log, calls, gateway.health(), [...own.headers]].map((it) => JSON.stringify(it)).join('\n');
      expect(told.toUpperCase()).not.toContain(SECRET_KEY);
      for (const secret of [TOKEN, bearer]) expect(told).not.toContain(secret);
    }),
    { numRuns: 150 },
  );
  expect(read).toBeGreaterThan(5);
  expect(counted).toBeGreaterThan(30);
});
