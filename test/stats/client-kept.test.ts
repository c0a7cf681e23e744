import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StatsClient } from '../../src/stats/client.js';
import type { KeptValues } from '../../src/stats/kept-values.js';
import { accountStats, mediaStats } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, json, unreachable } from './fake-source.js';
import { Watching, fakeClock, pass } from './watching.js';
import { ACCOUNT as account } from '../sample-figures.js';

const PATH = 'stats/account.json';
const DAY = 86_400;

describe('values that outlive page loads', () => {
  let page: FakePage;
  let source: FakeSource;
  let client: StatsClient;
  let kept: KeptValues;
  const watch = () => new Watching(client, accountStats());

  /** The page is loaded anew: all is forgotten but its storage. */
  const load = async (options: { token?: string; persist?: boolean } = {}): Promise<void> => {
    const storage = page?.storage;
    page = new FakePage();
    if (storage) {
      Object.assign(page, { storage });
      vi.stubGlobal('localStorage', storage);
    }
    vi.resetModules();
    delete (globalThis as Record<symbol, unknown>)[Symbol.for('wistia-widgets/1')];
    const { statsClient } = await import('../../src/stats/client.js');
    ({ keptValues: kept } = await import('../../src/stats/kept-values.js'));
    client = statsClient(source.baseUrl, {
      token: options.token,
      kept: options.persist === false ? undefined : kept,
    });
  };

  beforeEach(async () => {
    fakeClock();
    source = new FakeSource().set(PATH, account);
    page = undefined!;
    await load();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const key = () => `wistia-widgets ${source.baseUrl}${PATH}`;

  it('are there at once, with the time of their fetch, and fetched again', async () => {
    watch();
    await pass();
    const fetchedAt = Date.now();
    await pass(3600);
    await load();
    source.set(PATH, { ...account, play_count: 401 });
    const one = watch();
    expect(one.states).toEqual([{ value: account, fetchedAt }]);
    await pass();
    expect(one.value?.play_count).toBe(401);
  });

  it('may come from the browser’s own cache on the first look', async () => {
    watch();
    await pass();
    await load();
    watch();
    await pass();
    expect(source.asked[1]!.init.cache).toBe(undefined);
  });

  it('stay while the source cannot be reached', async () => {
    watch();
    await pass();
    await load();
    source.set(PATH, unreachable);
    const one = watch();
    await pass(600);
    expect(one.value).toEqual(account);
    expect(one.error?.kind).toBe('network');
  });

  it('are kept only where that was asked for', async () => {
    await load({ persist: false });
    watch();
    await pass();
    expect(page.storage.items.size).toBe(0);
  });

  it('are never those that only a token shows', async () => {
    await load({ token: 'signed' });
    watch();
    await pass();
    expect(page.storage.items.size).toBe(0);
    page.storage.setItem(key(), JSON.stringify([Date.now(), account]));
    await load({ token: 'signed' });
    expect(watch().value).toBe(undefined);
  });

  it.each(['no-store', 'private, no-store', 'No-Store, max-age=60'])(
    'are not those of a reply with Cache-Control %j: it may be about one visitor',
    async (header) => {
      source.set(PATH, () => json(account, { 'Cache-Control': header }));
      const one = watch();
      await pass();
      expect(one.value).toEqual(account);
      expect(page.storage.items.size).toBe(0);
    },
  );

  it.each(['no-cache', 'max-age=0', 'public, max-age=0, must-revalidate'])(
    'are those of a reply with Cache-Control %j too',
    async (header) => {
      source.set(PATH, () => json(account, { 'Cache-Control': header }));
      watch();
      await pass();
      await load();
      expect(watch().value).toEqual(account);
    },
  );

  it('hold the checked fields, and nothing else of the reply', async () => {
    source.set(PATH, { ...account, secret: 'x' });
    watch();
    await pass();
    expect(page.storage.items.get(key())).not.toContain('secret');
  });

  it('come from batches too', async () => {
    source.withBatches().media('a').media('b');
    for (const id of ['a', 'b']) new Watching(client, mediaStats(id));
    await pass();
    await load();
    expect(new Watching(client, mediaStats('b')).value?.play_count).toBe(80);
  });

  it('are those of the one source: another has its own', async () => {
    watch();
    await pass();
    const other = new FakeSource();
    source = other;
    await load();
    expect(watch().value).toBe(undefined);
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '5'],
    ['another shape', '{"value": {"play_count": 1}}'],
    ['an empty list', '[]'],
    ['a value that does not fit', () => JSON.stringify([Date.now(), { play_count: 'many' }])],
    ['a time that is none', () => JSON.stringify(['soon', account])],
    ['a time to come', () => JSON.stringify([Date.now() + DAY * 1000, account])],
    ['a time long gone', () => JSON.stringify([Date.now() - 31 * DAY * 1000, account])],
  ])('that are %s are as if there were none', async (_, text) => {
    page.storage.setItem(key(), typeof text === 'string' ? text : text());
    const one = watch();
    expect(one.states).toEqual([{}]);
    await pass();
    expect(one.value).toEqual(account);
  });

  it('are there for a page whose source element comes late', async () => {
    watch();
    await pass();
    await load({ persist: false });
    source.set(PATH, unreachable);
    const early = watch();
    expect(early.value).toBe(undefined);
    const { statsClient } = await import('../../src/stats/client.js');
    statsClient(source.baseUrl, { kept });
    early.stop();
    const late = watch();
    expect(late.value).toEqual(account);
    await pass(60);
    expect(late.state).toMatchObject({ value: account, error: { kind: 'network' } });
  });

  it('a full or forbidden storage changes nothing on the page', async () => {
    page.storage.fault = new DOMException('full', 'QuotaExceededError');
    const one = watch();
    await pass();
    expect(one.value).toEqual(account);
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const two = new Watching(client, mediaStats('a'));
    source.media('a');
    await pass(61);
    expect(two.value?.play_count).toBe(80);
  });

  it('are swept out after 30 days; what belongs to others stays', async () => {
    const old = `wistia-widgets ${source.baseUrl}stats/account/by_date.json?start_date=2026-01-01`;
    page.storage.setItem(old, JSON.stringify([Date.now() - 31 * DAY * 1000, []]));
    page.storage.setItem('wistia-widgets x', 'broken');
    page.storage.setItem('somebody-else', 'broken');
    const young = `wistia-widgets ${source.baseUrl}stats/medias/a.json`;
    page.storage.setItem(young, JSON.stringify([Date.now() - 29 * DAY * 1000, { play_count: 1 }]));
    watch();
    await pass();
    expect([...page.storage.items.keys()].sort()).toEqual(['somebody-else', key(), young].sort());
  });
});
