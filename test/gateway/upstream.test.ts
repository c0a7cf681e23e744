import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SlidingBudget } from '../../src/gateway/budget.js';
import type { Answer } from './stub.js';
import { account, hang, healthy, json, project, stubbed, TOKEN } from './stub.js';
import { worstMinute } from './worst-minute.mjs';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2024-06-15T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const ids = Array.from({ length: 2000 }, (_, i) => `v${i}`);
// Of projects by their ids, because they need no list of videos.
const path = (i: number) => `stats/projects/v${i}.json`;
const projects = ids.map((id) => ({ id, medias: false }));
const publish = { account: true, projects } as const;

/** Waits for a reply for as long as fake time takes to give one. */
const inTime = async (reply: Promise<Response>): Promise<Response> => {
  let done = false;
  void reply.then(() => (done = true));
  for (let step = 0; !done && step < 1200; step++) await seconds(0.1);
  return reply;
};

describe('a request to Wistia', () => {
  test('carries the token in its header, follows no redirect, and asks what is documented', async () => {
    const seen: [string, RequestInit][] = [];
    const { get } = stubbed({ publish, apiUrl: 'https://wistia.test/v1' }, (_path, url, init) => {
      seen.push([url.href, init]);
      return json(account);
    });
    await get('stats/account.json');
    const [[url, init]] = seen as [[string, RequestInit]];
    expect(url).toBe('https://wistia.test/v1/stats/account.json');
    expect(init).toMatchObject({
      redirect: 'manual',
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
  });

  test('that fails for a moment is made once more', async () => {
    for (const fault of [
      () => new Response('', { status: 502 }),
      () => Promise.reject(new TypeError('reset')),
    ]) {
      let faults = 1;
      const { get, asked } = stubbed({ publish }, () => (faults-- > 0 ? fault() : json(account)));
      expect((await inTime(get('stats/account.json'))).status).toBe(200);
      expect(asked).toHaveLength(2);
    }
  });

  test('that hangs is given up in time, and not made again', async () => {
    const { get, asked } = stubbed({ publish, timeout: 3 }, hang);
    const started = performance.now();
    const reply = await inTime(get('stats/account.json'));
    expect(reply.status).toBe(503);
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(3500);
    expect(asked).toHaveLength(1);
  });

  test('whose body never ends is given up in time', async () => {
    const { get } = stubbed({ publish, timeout: 3 }, (_path, _url, { signal }) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"load_count":'));
          signal!.addEventListener('abort', () => controller.error(signal!.reason));
        },
      });
      return new Response(body);
    });
    expect((await inTime(get('stats/account.json'))).status).toBe(503);
  });

  test('whose body is too large is cut off', async () => {
    let sent = 0;
    const { get, log } = stubbed({ publish }, () => {
      const body = new ReadableStream({
        pull(controller) {
          sent += 1e6;
          controller.enqueue(new Uint8Array(1e6).fill(32));
        },
      });
      return new Response(body);
    });
    expect((await inTime(get('stats/account.json'))).status).toBe(502);
    expect(sent).toBeLessThan(15e6);
    expect(log[0]!.message).toContain('more than 8 MB');
  });

  test.each<[string, Answer, number, RegExp]>([
    [
      'a web page',
      () => new Response('<!doctype html>'),
      502,
      /stats\/account\.json answered with something that is not JSON/,
    ],
    ['a cut body', () => new Response('{"load_count": 1'), 502, /not JSON/],
    ['null', () => json(null), 502, /the reply should be an object, but is null/],
    [
      'a missing field',
      () => json({ load_count: 1, play_count: 2 }),
      502,
      /hours_watched should be a number from 0 up, but is/,
    ],
    [
      'a negative figure',
      () => json({ ...account, play_count: -1 }),
      502,
      /play_count should be a number from 0 up, but is/,
    ],
    [
      'text for a figure',
      () => json({ ...account, load_count: '<script>' }),
      502,
      /load_count should be a number from 0 up, but is/,
    ],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { Location: 'https://evil.example' } }),
      502,
      /status 302\. Redirects are not followed/,
    ],
    [
      'a wrong token',
      () => json({ code: 'unauthorized_credentials', error: 'x' }, { status: 401 }),
      502,
      /refused the token \(401 unauthorized_credentials\).*"Read detailed stats"/,
    ],
    [
      'a token without permission',
      () => json({ error: 'x' }, { status: 403 }),
      502,
      /refused the token \(403\)/,
    ],
    [
      'a server error',
      () => new Response('stack trace', { status: 500 }),
      503,
      /answered with status 500/,
    ],
    [
      'no connection',
      () => Promise.reject(new TypeError('getaddrinfo')),
      503,
      /could not be reached/,
    ],
  ])(
    'that is answered by %s tells the reader little and the operator why',
    async (_, answer, status, why) => {
      const { get, log } = stubbed({ publish }, answer);
      const reply = await inTime(get('stats/account.json'));
      expect(reply.status).toBe(status);
      expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
      const problem = (await reply.json()) as { status: number; detail: string };
      expect(problem).toEqual({
        type: 'about:blank',
        title: status === 502 ? 'Bad Gateway' : 'Service Unavailable',
        status,
        detail: expect.stringMatching(/^The figures c/) as string,
      });
      expect(log[0]!.message).toMatch(why);
      expect(log[0]!.endpoint).toBe('stats/account.json');
    },
  );

  test('that keeps failing is told to the operator once a minute', async () => {
    const { get, log } = stubbed({ publish }, () => json({}));
    for (let i = 0; i < 600; i++) {
      await get('stats/account.json');
      await seconds(1);
    }
    expect(log.length).toBeGreaterThan(5);
    expect(log.length).toBeLessThanOrEqual(11);
  });
});

describe('the budget', () => {
  test('holds in any sliding minute, whatever comes when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.oneof(fc.constantFrom(0, 1, 59_999, 60_000, 60_001), fc.nat(30_000)), {
          maxLength: 80,
        }),
        (limit, gaps) => {
          let now = 0;
          const budget = new SlidingBudget(limit, () => now);
          const times = gaps.map((gap) => (now += gap) + budget.reserve());
          expect(worstMinute(times)).toBeLessThanOrEqual(limit);
          expect([...times].sort((a, b) => a - b)).toEqual(times);
        },
      ),
    );
  });

  test('lets everything through that fits, at once', () => {
    let now = 0;
    const budget = new SlidingBudget(3, () => now, 60_000);
    expect([budget.reserve(), budget.reserve(), budget.reserve()]).toEqual([0, 0, 0]);
    now = 60_000;
    expect(budget.reserve()).toBe(1);
    now = 60_001;
    expect(budget.reserve()).toBe(0);
    expect(budget.used).toBe(2);
  });

  test('is kept at ten times the load, and the readers beyond it are told when to come back', async () => {
    const times: number[] = [];
    const { get } = stubbed(
      { publish, budget: 50, cache: { fresh: 1, stale: 0, staleIfError: 0 } },
      () => {
        times.push(performance.now());
        return json(project);
      },
    );
    const statuses: number[] = [];
    const waits: number[] = [];
    let i = 0;
    for (let tick = 0; tick < 1800; tick++) {
      for (let n = 0; n < 5; n++) {
        void get(path(i++ % ids.length)).then((reply) => {
          statuses.push(reply.status);
          if (reply.status === 503) waits.push(Number(reply.headers.get('Retry-After')));
        });
      }
      await seconds(0.1);
    }
    await seconds(60);
    expect(worstMinute(times)).toBe(50);
    expect(statuses).toHaveLength(9000);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
  });

  test('is spent on those who wait a little before the rest is refused', async () => {
    const { get } = stubbed({ publish, budget: 2 });
    await get(path(0));
    await seconds(58);
    await get(path(1));
    const early = get(path(2));
    expect((await get(path(3))).status).toBe(503);
    await seconds(3);
    expect((await early).status).toBe(200);
  });
});

describe('the breaker', () => {
  const limited =
    (after: string | null): Answer =>
    () =>
      new Response('Too many requests', {
        status: 429,
        headers: { 'Content-Type': 'text/plain', ...(after && { 'Retry-After': after }) },
      });

  test.each([
    ['seconds', '20', 20],
    ['a date', new Date('2024-06-15T12:00:20Z').toUTCString(), 20],
    ['nothing', null, 30],
  ])('leaves Wistia alone for as long as a 429 says by %s', async (_, after, wait) => {
    const { get, asked, answer, gateway } = stubbed({ publish }, limited(after));
    const first = await get(path(0));
    expect(first.status).toBe(503);
    expect(Number(first.headers.get('Retry-After'))).toBe(wait);
    expect(gateway.health().status).toBe('degraded');
    expect(await (await get('healthz')).text()).toBe('degraded');
    answer(healthy());
    await seconds(wait - 1);
    expect((await get(path(1))).status).toBe(503);
    expect(asked).toHaveLength(1);
    await seconds(1.1);
    expect((await get(path(2))).status).toBe(200);
    expect(gateway.health().status).toBe('ok');
  });

  test('is not closed early by a request that was under way', async () => {
    let release = (_: Response) => {};
    const { get, answer, asked } = stubbed(
      { publish },
      () => new Promise((done) => (release = done)),
    );
    const early = get(path(0));
    await seconds(0);
    answer(limited('60'));
    await get(path(1));
    release(json(project));
    expect((await early).status).toBe(200);
    expect((await get(path(2))).status).toBe(503);
    expect(asked).toHaveLength(2);
  });

  test('opens after faults in a row, tries with one request, and pauses longer each time', async () => {
    const { get, asked } = stubbed({ publish }, () => new Response('', { status: 500 }));
    const tries: number[] = [];
    for (let i = 0; i < 600; i++) {
      const before = asked.length;
      await inTime(get(path(i)));
      if (asked.length > before) tries.push(performance.now());
      await seconds(0.5);
    }
    const pauses = tries.slice(1).map((time, i) => time - tries[i]!);
    expect(tries.length).toBeLessThan(20);
    expect(pauses.at(-1)).toBeGreaterThan(40_000);
    expect(Math.max(...pauses)).toBeLessThan(70_000);
  });

  test('lets one request try, not all that wait', async () => {
    const { get, asked, answer } = stubbed({ publish }, limited('10'));
    await get(path(0));
    await seconds(11);
    answer(hang);
    const replies = Array.from({ length: 50 }, (_, i) => get(path(i + 1)));
    await seconds(1);
    expect(asked).toHaveLength(2);
    await seconds(20);
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual(Array(50).fill(503));
  });

  test('opens for a token that Wistia does not know, so that it is not tried 500 times a minute', async () => {
    const { get, asked } = stubbed({ publish }, () =>
      json({ code: 'unauthorized_credentials', error: 'No.' }, { status: 401 }),
    );
    for (let i = 0; i < 600; i++) {
      await get(path(i));
      await seconds(0.1);
    }
    expect(asked.length).toBeLessThan(5);
  });

  test('stays closed for what concerns one address only', async () => {
    const { get, gateway } = stubbed({ publish }, (path, ...rest) =>
      path === 'stats/account.json'
        ? healthy()(path, ...rest)
        : json({ error: 'x' }, { status: 403 }),
    );
    for (let i = 0; i < 20; i++) await get(path(i));
    expect(gateway.health().status).toBe('ok');
    expect((await get('stats/account.json')).status).toBe(200);
  });
});
