/** A source that answers anything but what it should: a sentence, the last good value, and a page that runs on. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import type { StatsClient } from '../../src/stats/client.js';
import { accountStats, byDate } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, json } from './fake-source.js';
import { Watching, fakeClock, pass } from './watching.js';
import { ACCOUNT as account } from '../sample-figures.js';

const PATH = 'stats/account.json';
const SECRET = 'canary-4711';

describe('a hostile source', () => {
  let source: FakeSource;
  let client: StatsClient;
  const watch = () => new Watching(client, accountStats());
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);

  beforeEach(() => {
    fakeClock();
    new FakePage();
    source = new FakeSource().set(PATH, account);
    client = statsClient(source.baseUrl);
    process.on('unhandledRejection', note);
  });
  afterEach(() => {
    process.off('unhandledRejection', note);
    vi.useRealTimers();
    vi.unstubAllGlobals();
    expect(rejections).toEqual([]);
  });

  const text = (body: string, type = 'application/json') =>
    new Response(body, { headers: { 'Content-Type': type } });

  it.each<[string, () => Response, string]>([
    ['a web page', () => text(`<!doctype html><p>${SECRET}`, 'text/html'), 'answered with a web page, not JSON.'],
    ['a web page that says JSON', () => text(`\n <html>${SECRET}`), 'answered with a web page, not JSON.'],
    ['a feed', () => text(`\uFEFF<?xml version="1.0"?><rss>${SECRET}</rss>`), 'answered with a web page, not JSON.'],
    ['plain text', () => text(`slow down ${SECRET}`, 'text/plain'), 'answered with a broken reply.'],
    ['cut JSON', () => text(`{"play_count": 4, "x": "${SECRET}`), 'answered with a broken reply.'],
    ['nothing', () => text(''), 'answered with a broken reply.'],
    ['bytes', () => new Response(new Uint8Array([0xff, 0xfe, 0, 1, 2])), 'answered with a broken reply.'],
    ['script', () => text(`alert("${SECRET}")`, 'text/javascript'), 'answered with a broken reply.'],
    [
      'a negative number',
      () => json({ ...account, play_count: -4711 }),
      'does not fit: play_count should be a number from 0 up, but is another number.',
    ],
    [
      '"NaN"',
      () => json({ ...account, play_count: 'NaN' }),
      'does not fit: play_count should be a number from 0 up, but is of type string.',
    ],
    [
      'NaN',
      () => text('{"play_count": NaN}'),
      'answered with a broken reply.',
    ],
    [
      'a number beyond all numbers',
      () => text('{"play_count": 1e999}'),
      'does not fit: play_count should be a number from 0 up, but is another number.',
    ],
    [
      'script in a string',
      () => json({ ...account, hours_watched: `<script>alert("${SECRET}")</script>` }),
      'does not fit: hours_watched should be a number from 0 up, but is of type string.',
    ],
    ['a list', () => json([SECRET]), 'does not fit: the reply should be an object, but is an array.'],
    ['a string', () => json(JSON.stringify(SECRET)), 'does not fit: the reply should be an object, but is of type string.'],
    ['null', () => json('null'), 'does not fit: the reply should be an object, but is null.'],
    [
      'other fields',
      () => json({ [SECRET]: SECRET }),
      'does not fit: the reply should be an object with load_count, play_count, hours_watched, but is of type object.',
    ],
    [
      'what cannot be a string',
      () => json({ play_count: { toString: 1, valueOf: 1 } }),
      'does not fit: play_count should be a number from 0 up, but is of type object.',
    ],
  ])('that sends %s', async (_, reply, sentence) => {
    const one = watch();
    await pass();
    source.set(PATH, reply);
    client.refetch(accountStats());
    await pass(20);
    expect(one.value).toEqual(account);
    expect(one.error!.message).toBe(`${source.baseUrl}${PATH} ${sentence}`);
    expect(JSON.stringify(one.error) + one.error!.stack).not.toContain(SECRET);
    // And it runs on.
    source.set(PATH, { ...account, play_count: 401 });
    client.refetch(accountStats());
    await pass();
    expect(one.state).toMatchObject({ value: { play_count: 401 } });
    expect(one.error).toBe(undefined);
  });

  it('another type than JSON’s does not matter where it is JSON', async () => {
    source.set(PATH, () => text(JSON.stringify(account), 'application/octet-stream'));
    const one = watch();
    await pass();
    expect(one.value).toEqual(account);
  });

  it('a mark of the byte order before it does not matter either', async () => {
    source.set(PATH, () => text(`\uFEFF${JSON.stringify(account)}`));
    const one = watch();
    await pass();
    expect(one.value).toEqual(account);
  });

  it('letters that come in two parts are read as one', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...account, name: 'ü🐱' }));
    source.set(PATH, () => {
      const body = new ReadableStream({
        start(controller) {
          for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      });
      return new Response(body);
    });
    const one = watch();
    await pass();
    expect(one.value).toEqual(account);
  });

  describe('that sends without end', () => {
    /** Counts the megabytes that were taken. */
    const endless = () => {
      const taken = { megabytes: 0, cancelled: false };
      const megabyte = new Uint8Array(1e6).fill(32);
      source.set(PATH, () => {
        const body = new ReadableStream(
          {
            pull(controller) {
              taken.megabytes++;
              controller.enqueue(megabyte);
            },
            cancel: () => void (taken.cancelled = true),
          },
          { highWaterMark: 0 },
        );
        return new Response(body);
      });
      return taken;
    };

    it('is left after 8 MB, with a sentence', async () => {
      const one = watch();
      await pass();
      const taken = endless();
      client.refetch(accountStats());
      for (let i = 0; i < 5; i++) await pass();
      expect(one.error!.message).toBe(`${source.baseUrl}${PATH} answered with over 8 MB.`);
      expect(one.value).toEqual(account);
      expect(taken.megabytes).toBeLessThan(12);
    });
  });

  it('a body that nobody reads is given up: of an error, of too much', async () => {
    let aborted = 0;
    const stubbed = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      init.signal!.addEventListener('abort', () => aborted++);
      return stubbed(url, init);
    });
    source.set(PATH, () => new Response(new Uint8Array(10e6), { status: 404 }));
    watch();
    await pass();
    expect(aborted).toBe(1);
  });

  it('a connection that breaks in the middle of a body is tried again', async () => {
    source.set(PATH, () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"play_count": 4'));
          controller.error(new TypeError('network error'));
        },
      });
      return new Response(body);
    });
    const one = watch();
    await pass(0.5);
    source.set(PATH, account);
    await pass(2);
    expect(one.states.slice(1)).toEqual([{ value: account, fetchedAt: expect.any(Number) }]);
  });

  it('a check that throws something else is an error like any other', async () => {
    source.set('own.json', account);
    const one = new Watching(client, {
      path: 'own.json',
      check: () => {
        throw new Error('Not for us');
      },
    });
    await pass();
    expect(one.error).toMatchObject({
      kind: 'shape',
      field: '',
      message: `${source.baseUrl}own.json does not fit: Not for us.`,
    });
  });

  it('a time zone of another planet, days without end: whatever it sends, nothing is thrown', async () => {
    const body = fc.oneof(fc.json(), fc.string(), fc.json().map((it) => it.slice(0, -1)));
    const header = fc.oneof(fc.nat().map(String), fc.string()).map((it) => it.replace(/[^\x20-\x7e]/g, ''));
    const code = fc.constantFrom(200, 200, 200, 201, 400, 404, 429, 500, 503);
    await fc.assert(
      fc.asyncProperty(body, header, header, code, async (sent, cacheControl, retryAfter, status) => {
        source.set(PATH, () => new Response(sent, {
          status,
          headers: { 'Cache-Control': cacheControl, 'Retry-After': retryAfter },
        }));
        source.set('stats/account/by_date.json', () => new Response(sent, { status }));
        client = statsClient(`${source.baseUrl}`, { token: `t${Math.random()}` });
        const all = [watch(), new Watching(client, byDate({}))];
        await pass(30);
        for (const one of all) {
          expect(one.value !== undefined || one.error instanceof Error).toBe(true);
          one.stop();
        }
        await pass();
      }),
      { numRuns: 100 },
    );
  });
});
