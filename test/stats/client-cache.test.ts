import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import type { StatsClient } from '../../src/stats/client.js';
import { accountStats, byDate, mediaStats, projectStats } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, hang, json, status, unreachable } from './fake-source.js';
import { Watching, fakeClock, pass } from './watching.js';
import { ACCOUNT as account } from '../sample-figures.js';


describe('one client a source', () => {
  let source: FakeSource;
  let client: StatsClient;
  const watch = () => new Watching(client, accountStats());

  beforeEach(() => {
    fakeClock();
    new FakePage();
    source = new FakeSource().set('stats/account.json', account);
    client = statsClient(source.baseUrl);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is the same for the same base URL and token, and another for another', () => {
    expect(statsClient(source.baseUrl)).toBe(client);
    expect(statsClient(`${source.baseUrl}more/`)).not.toBe(client);
    const signed = statsClient(source.baseUrl, { token: 'signed' });
    expect(signed).not.toBe(client);
    expect(statsClient(source.baseUrl, { token: 'signed' })).toBe(signed);
    expect(statsClient(source.baseUrl, { token: 'other' })).not.toBe(signed);
  });

  it('fetches and hands over what it got', async () => {
    const one = watch();
    expect(one.states).toEqual([{}]);
    await pass();
    expect(one.states).toEqual([{}, { value: account, fetchedAt: Date.now() }]);
    expect(source.paths).toEqual(['stats/account.json']);
  });

  it('sends neither cookies nor anything that would need a preflight', async () => {
    watch();
    await pass();
    const { credentials, headers, method, body } = source.asked[0]!.init;
    expect([credentials, headers ?? {}, method, body]).toEqual(['omit', {}, undefined, undefined]);
  });

  it('a token travels as a header only, and follows no redirect', async () => {
    new Watching(statsClient(source.baseUrl, { token: 'signed' }), accountStats());
    await pass();
    const { path, init } = source.asked[0]!;
    expect(path).toBe('stats/account.json');
    expect(init.headers).toEqual({ Authorization: 'Bearer signed' });
    expect([init.credentials, init.redirect]).toEqual(['omit', 'error']);
  });

  it('what one token shows is not shown to who has another, or none', async () => {
    const signed = new Watching(statsClient(source.baseUrl, { token: 'signed' }), accountStats());
    await pass();
    expect(signed.value).toEqual(account);
    expect(watch().value).toBe(undefined);
    const other = new Watching(statsClient(source.baseUrl, { token: 'other' }), accountStats());
    expect(other.value).toBe(undefined);
  });

  it('what a token shows is forgotten with the last who looks at it', async () => {
    const signedIn = statsClient(source.baseUrl, { token: 'signed' });
    const first = new Watching(signedIn, accountStats());
    await pass();
    first.stop();
    await pass();
    expect(signedIn.peek(accountStats())).toEqual({});
  });

  describe('the same request', () => {
    it('of many at once is one fetch', async () => {
      const all = Array.from({ length: 1000 }, watch);
      await pass();
      expect(source.paths).toHaveLength(1);
      for (const one of all) expect(one.value).toEqual(account);
    });

    it('in flight is joined', async () => {
      const reply = source.hold('stats/account.json');
      const one = watch();
      await pass(1);
      const two = watch();
      await pass(1);
      reply(account);
      await pass();
      expect([one.value, two.value]).toEqual([account, account]);
      expect(source.paths).toHaveLength(1);
    });

    it('is told by its whole path: another range, media or project is another', async () => {
      new Watching(client, byDate({}, { start: '2026-01-01', end: '2026-01-02' }));
      new Watching(client, byDate({}, { start: '2026-01-01', end: '2026-01-03' }));
      new Watching(client, byDate({ mediaId: 'a' }));
      new Watching(client, projectStats('a'));
      await pass();
      expect(new Set(source.paths).size).toBe(4);
    });

    it('gives every watcher the very same value', async () => {
      const [one, two] = [watch(), watch()];
      await pass();
      expect(one.value).toBe(two.value);
    });
  });

  describe('fresh', () => {
    const cacheControl = async (header: string | null): Promise<void> => {
      const headers = new Headers();
      if (header !== null) headers.set('Cache-Control', header);
      source.set('stats/account.json', () => new Response(JSON.stringify(account), { headers }));
      const first = watch();
      await pass();
      first.stop();
      await pass();
      expect(source.paths).toHaveLength(1);
    };
    /** Whether somebody who comes now makes it fetch. */
    const fetches = async (): Promise<boolean> => {
      const before = source.paths.length;
      const later = watch();
      await pass();
      later.stop();
      await pass();
      return source.paths.length > before;
    };

    it.each([
      ['max-age=5', 5],
      ['public, max-age=5', 5],
      ['Public,MAX-AGE=5', 5],
      ['max-age="5"', 5],
      ['max-age=5, stale-while-revalidate=600', 5],
      ['s-maxage=600, max-age=5', 5],
      ['max-age=3600', 3600],
      [null, 60],
      ['', 60],
      ['public', 60],
      ['s-maxage=3600', 60],
      ['max-age=soon', 60],
      ['max-age=-5', 60],
    ])('with Cache-Control %j for %i seconds', async (header, seconds) => {
      await cacheControl(header);
      await pass(seconds - 1);
      expect(await fetches()).toBe(false);
      await pass(1);
      expect(await fetches()).toBe(true);
    });

    it.each(['max-age=0', 'no-store', 'no-cache', 'private, no-store, max-age=600', 'No-Store'])(
      'with Cache-Control %j never: everyone who comes makes it fetch',
      async (header) => {
        await cacheControl(header);
        expect(await fetches()).toBe(true);
        expect(await fetches()).toBe(true);
      },
    );

    it('and never twice by itself, however stale it gets', async () => {
      await cacheControl('max-age=0');
      const still = watch();
      await pass();
      const before = source.paths.length;
      await pass(86_400);
      expect(source.paths).toHaveLength(before);
      expect(still.value).toEqual(account);
    });

    it('has the value at once, without a fetch', async () => {
      watch();
      await pass();
      expect(watch().states).toEqual([{ value: account, fetchedAt: Date.now() }]);
      await pass(59);
      expect(source.paths).toHaveLength(1);
    });
  });

  describe('stale while revalidate', () => {
    it('shows the old value at once, then the new one', async () => {
      const first = watch();
      await pass();
      const { fetchedAt } = first.state;
      await pass(61);
      source.set('stats/account.json', { ...account, play_count: 401 });
      const second = watch();
      expect(second.states).toEqual([{ value: account, fetchedAt }]);
      await pass();
      expect(second.value).toEqual({ ...account, play_count: 401 });
      expect(first.value).toEqual({ ...account, play_count: 401 });
      expect(source.paths).toHaveLength(2);
    });

    it('asks the browser’s own cache on the first look only: a second one wants news', async () => {
      watch();
      await pass();
      await pass(61);
      watch();
      await pass();
      expect(source.asked.map(({ init }) => init.cache)).toEqual([undefined, 'no-cache']);
    });

    it('keeps a value after the last who waited for it has gone', async () => {
      const first = watch();
      await pass();
      first.stop();
      await pass(61);
      expect(watch().value).toEqual(account);
    });

    it('peeks without a fetch', async () => {
      expect(client.peek(accountStats())).toEqual({});
      watch();
      await pass();
      await pass(61);
      expect(client.peek(accountStats()).value).toEqual(account);
      expect(source.paths).toHaveLength(1);
    });
  });

  describe('the last good value', () => {
    it.each([
      ['no network', unreachable],
      ['a hang', hang],
      ['500', status(500)],
      ['429', status(429)],
      ['404', status(404)],
      ['401', status(401)],
      ['a web page', () => new Response('<!doctype html><title>Not here</title>')],
      ['a cut reply', () => new Response('{"play_count": 4')],
      ['another shape', () => json({ play_count: 'many' })],
    ])('outlives %s', async (_, fault) => {
      const one = watch();
      await pass();
      const { fetchedAt } = one.state;
      source.set('stats/account.json', fault);
      await pass(61);
      const two = watch();
      await pass(120);
      for (const { state } of [one, two]) {
        expect(state).toEqual({ value: account, fetchedAt, error: expect.any(Error) });
      }
      expect(one.error!.message).toMatch(/^https:\/\/source-\d+\.test\/tree\/stats\/account\.json .+\.$/);
    });

    it('is followed by the next good one, and the error is gone', async () => {
      const one = watch();
      await pass();
      source.set('stats/account.json', status(404));
      client.refetch(accountStats());
      await pass();
      expect(one.error?.status).toBe(404);
      source.set('stats/account.json', { ...account, play_count: 401 });
      client.refetch(accountStats());
      await pass();
      expect(one.state).toEqual({
        value: { ...account, play_count: 401 },
        fetchedAt: Date.now(),
      });
    });
  });

  describe('refetch', () => {
    it('asks again though the value is fresh, and past the browser’s own cache', async () => {
      const one = watch();
      await pass();
      source.set('stats/account.json', { ...account, play_count: 401 });
      client.refetch(accountStats());
      await pass();
      expect(one.value?.play_count).toBe(401);
      expect(source.asked[1]!.init.cache).toBe('no-cache');
    });

    it('of many at once, or while one is in flight, is one', async () => {
      watch();
      await pass();
      for (let i = 0; i < 10; i++) client.refetch(accountStats());
      await pass();
      expect(source.paths).toHaveLength(2);
      const reply = source.hold('stats/account.json');
      client.refetch(accountStats());
      await pass();
      client.refetch(accountStats());
      await pass();
      reply(account);
      await pass();
      expect(source.paths).toHaveLength(3);
    });

    it('of what nobody waits for asks nothing', async () => {
      client.refetch(accountStats());
      const one = watch();
      await pass();
      one.stop();
      await pass();
      client.refetch(accountStats());
      await pass();
      expect(source.paths).toHaveLength(1);
    });
  });

  it('one watcher that throws takes nothing from the others', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const fault = new Error('of the watcher');
    client.watch(accountStats(), {
      stateChanged() {
        throw fault;
      },
    });
    const other = watch();
    await pass();
    expect(other.state).toEqual({ value: account, fetchedAt: Date.now() });
    expect(said).toHaveBeenCalledExactlyOnceWith(fault);
    said.mockRestore();
  });

  it('a watcher that leaves and comes back while it is told hears it once', async () => {
    let heard = 0;
    const watcher = {
      stateChanged() {
        heard++;
        client.unwatch(accountStats(), watcher);
        client.watch(accountStats(), watcher);
      },
    };
    client.watch(accountStats(), watcher);
    await pass();
    expect(heard).toBe(1);
  });

  it('forgets what nobody has waited for, oldest first, beyond 500', async () => {
    for (let i = 0; i < 600; i++) {
      source.media(`m${i}`, { play_count: i });
      const one = new Watching(client, mediaStats(`m${i}`));
      await pass();
      one.stop();
    }
    await pass();
    const known = (i: number) => client.peek(mediaStats(`m${i}`)).value?.play_count;
    expect(known(599)).toBe(599);
    expect(known(100)).toBe(100);
    expect(known(0)).toBe(undefined);
  });

  it('never forgets what somebody waits for', async () => {
    source.withBatches();
    const all = Array.from({ length: 700 }, (_, i) => {
      source.media(`m${i}`, { play_count: i });
      return new Watching(client, mediaStats(`m${i}`));
    });
    await pass();
    const before = source.paths.length;
    all.forEach((one, i) => expect(one.value?.play_count).toBe(i));
    for (let i = 0; i < 700; i++) expect(client.peek(mediaStats(`m${i}`)).value?.play_count).toBe(i);
    await pass(10);
    expect(source.paths).toHaveLength(before);
  });

  it('leaves no timer behind when nobody waits', async () => {
    source.set('stats/projects/p.json', status(503));
    const all = [watch(), new Watching(client, accountStats(), 5), new Watching(client, projectStats('p'))];
    await pass(1);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    for (const one of all) one.stop();
    await pass();
    expect(vi.getTimerCount()).toBe(0);
  });
});
