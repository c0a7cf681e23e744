import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import type { StatsClient } from '../../src/stats/client.js';
import { accountStats, mediaStats, projectStats } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, hang, json, status, unreachable } from './fake-source.js';
import { ACCOUNT as account, MEDIA } from '../sample-figures.js';
import { Watching, fakeClock, pass } from './watching.js';

const PATH = 'stats/account.json';

describe('what is tried again', () => {
  let source: FakeSource;
  let client: StatsClient;
  let random: ReturnType<typeof vi.spyOn>;
  const watch = (refresh?: number) => new Watching(client, accountStats(), refresh);

  beforeEach(() => {
    fakeClock();
    new FakePage();
    source = new FakeSource();
    client = statsClient(source.baseUrl);
    random = vi.spyOn(Math, 'random').mockReturnValue(0.999999);
  });
  afterEach(() => {
    random.mockRestore();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Times of the requests so far, in seconds since the first. */
  const times = (): (() => number[]) => {
    const start = Date.now();
    const at: number[] = [];
    const fetch = globalThis.fetch;
    vi.stubGlobal('fetch', (...args: Parameters<typeof fetch>) => {
      at.push(Math.round((Date.now() - start) / 100) / 10);
      return fetch(...args);
    });
    return () => at;
  };

  it.each([
    ['no network', unreachable],
    ['429', status(429)],
    ['500', status(500)],
    ['502', status(502)],
    ['503', status(503)],
    ['599', status(599)],
    ['a cut reply', () => new Response('{"play_count": 4')],
    ['an empty reply', () => new Response('')],
    ['204', status(204)],
  ])('%s is, with doubling waits', async (_, fault) => {
    const asked = times();
    source.set(PATH, fault);
    watch();
    await pass(32);
    expect(asked()).toEqual([0, 1, 3, 7, 15, 31]);
  });

  it('and waits between a half and the whole of that, by chance', async () => {
    random.mockReturnValue(0);
    const asked = times();
    source.set(PATH, unreachable);
    watch();
    await pass(16);
    expect(asked()).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5]);
  });

  it('never waits longer than five minutes', async () => {
    const asked = times();
    source.set(PATH, unreachable);
    watch();
    await pass(3600);
    const gaps = asked().map((at, i, all) => at - (all[i - 1] ?? 0));
    expect(Math.max(...gaps)).toBe(300);
    expect(gaps.length).toBeGreaterThan(15);
  });

  it.each([400, 401, 403, 404, 405, 410, 422])('%i is not', async (code) => {
    source.set(PATH, status(code));
    const one = watch();
    await pass();
    expect(one.error?.status).toBe(code);
    await pass(86_400);
    expect(source.paths).toHaveLength(1);
    expect(one.states).toHaveLength(2);
  });

  it.each([
    ['a web page', () => new Response('<!doctype html>')],
    ['another shape', () => json({ play_count: 'many' })],
    ['over 8 MB', () => new Response(new Uint8Array(9e6).fill(32))],
  ])('%s is not', async (_, reply) => {
    source.set(PATH, reply);
    const one = watch();
    await pass(1);
    expect(one.error?.kind).toBe('shape');
    await pass(86_400);
    expect(source.paths).toHaveLength(1);
  });

  it('what was refused is asked again by whoever comes a minute later', async () => {
    source.set(PATH, status(404));
    watch();
    await pass();
    watch();
    await pass(59);
    expect(source.paths).toHaveLength(1);
    await pass(2);
    source.set(PATH, account);
    expect(watch().error?.status).toBe(404);
    await pass();
    expect(watch().value).toEqual(account);
  });

  it('an error that is gone after a try or two is not shown', async () => {
    const replies = [unreachable, status(503), account];
    source.set(PATH, (path: string) => {
      const reply = replies.shift();
      return typeof reply === 'function' ? (reply as (path: string) => unknown)(path) : reply;
    });
    const one = watch();
    await pass(5);
    expect(one.states).toEqual([{}, { value: account, fetchedAt: expect.any(Number) }]);
  });

  it('an error that stays is shown after the third try, and goes on being tried', async () => {
    source.set(PATH, status(503));
    const one = watch();
    await pass(2.9);
    expect(one.states).toEqual([{}]);
    await pass(0.2);
    expect(one.error).toMatchObject({ kind: 'status', status: 503 });
    source.set(PATH, account);
    await pass(5);
    expect(one.state).toEqual({ value: account, fetchedAt: expect.any(Number) });
  });

  it('a good reply starts the count anew', async () => {
    source.set(PATH, status(503));
    const one = watch();
    await pass(2);
    source.set(PATH, account);
    await pass(2);
    source.set(PATH, status(503));
    const asked = times();
    client.refetch(accountStats());
    await pass(2);
    expect(one.error).toBe(undefined);
    expect(asked()).toEqual([0, 1]);
  });

  it('a fault that passes ends with one that does not', async () => {
    source.set(PATH, status(503));
    const one = watch();
    await pass(0.5);
    source.set(PATH, status(404));
    await pass(600);
    expect(one.error?.status).toBe(404);
    expect(source.paths).toHaveLength(2);
  });

  it('nothing is once nobody waits', async () => {
    source.set(PATH, status(503));
    const one = watch();
    await pass(1.5);
    one.stop();
    const before = source.paths.length;
    await pass(3600);
    expect(source.paths).toHaveLength(before);
  });

  it('who comes while the next try waits its turn waits with the others', async () => {
    source.set(PATH, status(503));
    watch();
    await pass(3.5);
    const before = source.paths.length;
    const late = watch();
    await pass(2);
    expect(source.paths).toHaveLength(before);
    source.set(PATH, account);
    await pass(2);
    expect(late.value).toEqual(account);
    expect(source.paths).toHaveLength(before + 1);
  });

  it('who comes back after all had left does not have to wait for nothing', async () => {
    source.set(PATH, status(503));
    const one = watch();
    await pass(0.5);
    one.stop();
    await pass(3600);
    source.set(PATH, account);
    const back = watch();
    await pass();
    expect(back.value).toEqual(account);
  });

  describe('a hang', () => {
    it('ends after ten seconds, with a sentence at once', async () => {
      source.set(PATH, hang);
      const one = watch();
      await pass(9.9);
      expect(one.states).toEqual([{}]);
      await pass(0.2);
      expect(one.error).toMatchObject({
        kind: 'timeout',
        message: `${source.baseUrl}${PATH} did not answer in 10 seconds.`,
      });
      expect(source.asked[0]!.aborted).toBe(true);
    });

    it('is tried again', async () => {
      source.set(PATH, hang);
      const one = watch();
      await pass(10.5);
      source.set(PATH, account);
      await pass(4);
      expect(one.state).toEqual({ value: account, fetchedAt: expect.any(Number) });
    });

    it('in the middle of a body ends too', async () => {
      source.set(PATH, () => {
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('{"play')),
        });
        return new Response(body);
      });
      const stubbed = globalThis.fetch;
      // A real body fails when its fetch is aborted.
      vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
        const response = await stubbed(url, init);
        const reader = response.body!.getReader();
        const body = new ReadableStream({
          start(controller) {
            init.signal!.addEventListener('abort', () => controller.error(init.signal!.reason));
          },
          async pull(controller) {
            controller.enqueue((await reader.read()).value);
          },
        });
        return new Response(body);
      });
      const one = watch();
      await pass(10.1);
      expect(one.error?.kind).toBe('timeout');
    });
  });

  describe('Retry-After', () => {
    const refuse = (after: string, code = 429) => source.set(PATH, status(code, { 'Retry-After': after }));

    it.each([
      [429, '30'],
      [503, '30'],
      [429, 'date'],
    ])('with %i as %j is obeyed', async (code, after) => {
      refuse(after === 'date' ? new Date(Date.now() + 30_000).toUTCString() : after, code);
      const asked = times();
      const one = watch();
      await pass(29);
      expect(asked()).toEqual([0]);
      source.set(PATH, account);
      await pass(1.1);
      expect(asked()).toHaveLength(2);
      expect(one.value).toEqual(account);
    });

    it('holds all requests to that source, not those to another', async () => {
      refuse('30');
      watch();
      await pass();
      const held = new Watching(client, projectStats('p'));
      const heldMedia = new Watching(client, mediaStats('m'));
      source.media('m').set('stats/projects/p.json', account);
      await pass(25);
      expect(source.paths).toEqual([PATH]);
      await pass(6);
      expect([held.value?.play_count, heldMedia.value?.play_count]).toEqual([400, 80]);

      const other = new FakeSource().media('m');
      const free = new Watching(statsClient(other.baseUrl), mediaStats('m'));
      await pass();
      expect(free.value).toEqual(MEDIA);
    });

    it('is obeyed by those who ask for a refetch, a tab that is shown and a line that is back', async () => {
      const page = new FakePage();
      client = statsClient(`${source.baseUrl}more/`); // one that listens to this page
      source.set(`more/${PATH}`, status(429, { 'Retry-After': '30' }));
      watch();
      await pass(1);
      client.refetch(accountStats());
      page.hide();
      page.show();
      page.goOnline();
      await pass(25);
      expect(source.paths).toHaveLength(1);
      await pass(5);
      expect(source.paths).toHaveLength(2);
    });

    it('of hours is obeyed for hours', async () => {
      refuse(String(36 * 3600));
      const one = watch();
      await pass(36 * 3600 - 10);
      expect(source.paths).toHaveLength(1);
      expect(one.error?.status).toBe(429);
      source.set(PATH, account);
      await pass(11);
      expect(one.value).toEqual(account);
    });

    it('of a second does not make an error visible that is gone by then', async () => {
      refuse('1');
      const one = watch();
      await pass(0.5);
      source.set(PATH, account);
      await pass(2);
      expect(one.states).toEqual([{}, { value: account, fetchedAt: expect.any(Number) }]);
    });

    it('of a minute makes the error visible at once', async () => {
      refuse('60');
      const one = watch();
      await pass();
      expect(one.error?.status).toBe(429);
    });

    it.each(['', '0', '-5', 'soon', '12 monkeys', new Date(0).toUTCString()])(
      'as %j is as if there were none',
      async (after) => {
        refuse(after);
        const asked = times();
        watch();
        await pass(3.5);
        expect(asked()).toEqual([0, 1, 3]);
      },
    );
  });

  it('an error tells what, where and what to do, without the query and its values', async () => {
    const secret = 'visitor-hash';
    source.set('landmarks/a.json', status(404));
    const one = new Watching(client, {
      path: `landmarks/a.json?at=1000&visitor=${secret}`,
      check: (value) => value,
    });
    await pass();
    expect(one.error).toMatchObject({
      name: 'StatsError',
      kind: 'status',
      status: 404,
      endpoint: `${source.baseUrl}landmarks/a.json`,
      message: `${source.baseUrl}landmarks/a.json answered 404: it is not published there, or the id is wrong.`,
    });
    expect(JSON.stringify(one.error) + one.error!.stack).not.toContain(secret);
  });

  it.each([
    [401, 'answered 401: it needs a signed token.'],
    [403, 'answered 403: it needs a signed token.'],
    [400, 'answered 400: it is not published there, or the id is wrong.'],
    [500, 'answered 500.'],
  ])('%i says what to do', async (code, sentence) => {
    source.set(PATH, status(code));
    const one = new Watching(statsClient(source.baseUrl, { token: 'canary-token' }), accountStats());
    await pass(10);
    expect(one.error!.message).toBe(`${source.baseUrl}${PATH} ${sentence}`);
    expect(one.error!.message + one.error!.stack).not.toContain('canary');
  });

  it('no network says what to check', async () => {
    source.set(PATH, unreachable);
    const one = watch();
    await pass(10);
    expect(one.error!.message).toBe(
      `${source.baseUrl}${PATH} cannot be reached: check the address, its CORS headers and this page's CSP.`,
    );
  });
});
