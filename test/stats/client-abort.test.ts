import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import type { StatsClient } from '../../src/stats/client.js';
import { accountStats, mediaStats } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, hang } from './fake-source.js';
import { ACCOUNT as account, MEDIA } from '../sample-figures.js';
import { Watching, fakeClock, pass } from './watching.js';

const PATH = 'stats/account.json';

describe('a fetch that nobody waits for', () => {
  let source: FakeSource;
  let client: StatsClient;
  const watch = () => new Watching(client, accountStats());

  beforeEach(() => {
    fakeClock();
    new FakePage();
    source = new FakeSource().set(PATH, hang);
    client = statsClient(source.baseUrl);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is aborted', async () => {
    const one = watch();
    await pass(1);
    one.stop();
    await pass();
    expect(source.asked[0]!.aborted).toBe(true);
    expect(one.states).toEqual([{}]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not aborted as long as one still waits', async () => {
    const all = [watch(), watch(), watch()];
    await pass(1);
    all[0]!.stop();
    all[2]!.stop();
    await pass(1);
    expect(source.asked[0]!.aborted).toBe(false);
    all[1]!.stop();
    await pass();
    expect(source.asked[0]!.aborted).toBe(true);
  });

  it('is not even begun when they leave in the same turn', async () => {
    for (let i = 0; i < 100; i++) watch().stop();
    await pass(1);
    expect(source.paths).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not aborted when an element is moved: it leaves and comes back in one turn', async () => {
    const reply = source.hold(PATH);
    const one = watch();
    await pass(1);
    one.stop();
    // Elements ask with their next update, some microtasks later.
    await Promise.resolve().then(() => undefined);
    const back = watch();
    await pass(1);
    expect(source.asked[0]!.aborted).toBe(false);
    reply(account);
    await pass();
    expect(back.value).toEqual(account);
    expect(source.paths).toHaveLength(1);
  });

  it('begins anew for who comes later', async () => {
    watch().stop();
    const one = watch();
    await pass();
    one.stop();
    await pass();
    source.set(PATH, account);
    const later = watch();
    await pass();
    expect(later.states).toEqual([{}, { value: account, fetchedAt: Date.now() }]);
    expect(source.paths).toHaveLength(2);
  });

  it('leaves no fault behind: who comes in the same moment as the abort waits no longer than others', async () => {
    const one = watch();
    await pass();
    one.stop();
    await vi.advanceTimersByTimeAsync(0); // the abort, before its fetch has told
    source.set(PATH, account);
    const later = watch();
    await pass();
    expect(later.value).toEqual(account);
  });

  it('keeps the value that was there before', async () => {
    source.set(PATH, account);
    const one = watch();
    await pass();
    source.set(PATH, hang);
    client.refetch(accountStats());
    await pass();
    one.stop();
    await pass();
    expect(client.peek(accountStats()).value).toEqual(account);
    expect(source.asked[1]!.aborted).toBe(true);
  });

  describe('in a batch', () => {
    it('goes on while one of its medias is waited for, and what came is kept', async () => {
      const reply = source.hold('stats/medias.json');
      const [a, b] = [mediaStats('a'), mediaStats('b')].map((it) => new Watching(client, it));
      await pass(1);
      a!.stop();
      await pass(1);
      expect(source.asked[0]!.aborted).toBe(false);
      const again = new Watching(client, mediaStats('a'));
      await pass();
      expect(source.paths).toHaveLength(1);
      reply({ a: MEDIA, b: MEDIA });
      await pass();
      expect([again.value, b!.value]).toEqual([MEDIA, MEDIA]);
      expect(a!.states).toEqual([{}]);
      expect(source.paths).toHaveLength(1);
    });

    it('is aborted when the last has left, and nothing is wrong then', async () => {
      source.set('stats/medias.json', hang);
      const all = ['a', 'b', 'c'].map((id) => new Watching(client, mediaStats(id)));
      await pass(1);
      for (const one of all) one.stop();
      await pass();
      expect(source.asked[0]!.aborted).toBe(true);
      source.withBatches().media('a').media('b');
      const later = ['a', 'b'].map((id) => new Watching(client, mediaStats(id)));
      await pass();
      for (const one of later) expect(one.states.slice(1)).toMatchObject([{ value: MEDIA }]);
      expect(source.paths).toHaveLength(2);
    });
  });
});
