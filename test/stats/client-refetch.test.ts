import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import type { StatsClient } from '../../src/stats/client.js';
import { accountStats, mediaStats } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, hang, json, status, unreachable } from './fake-source.js';
import { Watching, fakeClock, pass } from './watching.js';
import { ACCOUNT as account } from '../sample-figures.js';

const PATH = 'stats/account.json';

describe('refetching', () => {
  let page: FakePage;
  let source: FakeSource;
  let client: StatsClient;
  const watch = (refresh?: number) => new Watching(client, accountStats(), refresh);
  /** How many requests the action leads to. */
  const requests = async (action: () => unknown): Promise<number> => {
    const before = source.paths.length;
    await action();
    await pass();
    return source.paths.length - before;
  };

  beforeEach(() => {
    fakeClock();
    page = new FakePage();
    source = new FakeSource().set(PATH, account);
    client = statsClient(source.baseUrl);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  describe.each([
    [
      'on return to the tab',
      () => {
        page.hide();
        page.show();
      },
    ],
    ['on a line that is back', () => page.goOnline()],
  ])('%s', (_, comeBack) => {
    it('what is stale is fetched again, once for all who wait', async () => {
      const all = [watch(), watch(), watch()];
      await pass(61);
      source.set(PATH, { ...account, play_count: 401 });
      expect(await requests(comeBack)).toBe(1);
      for (const one of all) expect(one.value?.play_count).toBe(401);
    });

    it('what is fresh is not', async () => {
      watch();
      await pass(50);
      expect(await requests(comeBack)).toBe(0);
    });

    it('what nobody waits for is not', async () => {
      watch().stop();
      const one = watch();
      await pass(61);
      one.stop();
      await pass();
      expect(await requests(comeBack)).toBe(0);
    });

    it('what is on its way is not fetched twice', async () => {
      source.set(PATH, hang);
      watch();
      await pass(1);
      expect(await requests(comeBack)).toBe(0);
    });

    it('what failed is tried at once', async () => {
      source.set(PATH, unreachable);
      const one = watch();
      await pass(40);
      source.set(PATH, account);
      expect(await requests(comeBack)).toBe(1);
      expect(one.value).toEqual(account);
    });

    it('what was refused is asked again after a minute, not before', async () => {
      source.set(PATH, status(404));
      watch();
      await pass(30);
      expect(await requests(comeBack)).toBe(0);
      await pass(31);
      expect(await requests(comeBack)).toBe(1);
    });

    it('many stale medias go into one request', async () => {
      source.withBatches();
      for (const id of ['a', 'b', 'c']) {
        source.media(id);
        new Watching(client, mediaStats(id));
      }
      await pass(61);
      expect(await requests(comeBack)).toBe(1);
    });
  });

  it('a tab that is left does not ask', async () => {
    watch();
    await pass(61);
    expect(await requests(() => page.hide())).toBe(0);
    expect(await requests(() => page.goOnline())).toBe(0);
  });

  it('a page that opens in the background has its figures when it is looked at', async () => {
    page.hide();
    const one = watch();
    await pass(1);
    expect(one.value).toEqual(account);
  });

  it('tries of a hidden tab pause, and go on when it is looked at', async () => {
    source.set(PATH, status(503));
    watch();
    await pass(0.5);
    page.hide();
    expect(await requests(() => pass(3600))).toBe(0);
    source.set(PATH, account);
    expect(await requests(() => page.show())).toBe(1);
    expect(watch().value).toEqual(account);
  });

  describe('polling', () => {
    it('asks again after the seconds that were said, past the browser’s own cache', async () => {
      const one = watch(10);
      await pass();
      for (let i = 1; i <= 3; i++) {
        source.set(PATH, { ...account, play_count: 400 + i });
        expect(await requests(() => pass(9.9))).toBe(0);
        expect(await requests(() => pass(0.1))).toBe(1);
        expect(one.value?.play_count).toBe(400 + i);
        expect(source.asked.at(-1)!.init.cache).toBe('no-cache');
      }
    });

    it('is one for all who wait, as often as the most eager wants', async () => {
      const all = [watch(10), watch(30), watch(), watch(0), watch(NaN), watch(-5)];
      await pass();
      expect(await requests(() => pass(30.1))).toBe(3);
      all[0]!.stop();
      await pass();
      expect(await requests(() => pass(60))).toBe(2);
      all[1]!.stop();
      await pass();
      expect(await requests(() => pass(3600))).toBe(0);
    });

    it('counts from the newest reply: who comes often does not put it off', async () => {
      watch(10);
      await pass();
      const came = await requests(async () => {
        for (let i = 0; i < 20; i++) {
          watch(10).stop();
          watch(10);
          await pass(1);
        }
      });
      expect(came).toBe(2);
    });

    it('who asks for it later does not begin at nought', async () => {
      watch();
      await pass(50);
      expect(await requests(() => watch(30))).toBe(1);
    });

    it('more often than once a second is once a second', async () => {
      watch(0.001);
      await pass();
      expect(await requests(() => pass(10.5))).toBe(10);
    });

    it('once in a hundred days is not at once and all the time', async () => {
      watch(8_640_000);
      watch(1e300);
      await pass();
      expect(await requests(() => pass(3600))).toBe(0);
    });

    it('pauses while the page is hidden, and catches up when it is shown', async () => {
      watch(10);
      await pass(5);
      page.hide();
      expect(await requests(() => pass(600))).toBe(0);
      expect(await requests(() => page.show())).toBe(1);
      expect(await requests(() => pass(10.1))).toBe(1);
    });

    it('goes on after a short look at another tab, and does not ask before it is time', async () => {
      watch(30);
      await pass(5);
      page.hide();
      await pass(5);
      expect(await requests(() => page.show())).toBe(0);
      expect(await requests(() => pass(19))).toBe(0);
      expect(await requests(() => pass(2))).toBe(1);
    });

    it('takes another interval at once', async () => {
      const one = watch(60);
      await pass(10);
      one.stop();
      const other = watch(20);
      expect(await requests(() => pass(9.5))).toBe(0);
      expect(await requests(() => pass(1))).toBe(1);
      other.stop();
      watch();
      await pass();
      expect(await requests(() => pass(3600))).toBe(0);
    });

    it('of a fault that passes waits longer and longer, and comes back to its interval', async () => {
      const one = watch(2);
      await pass();
      source.set(PATH, status(503));
      expect(await requests(() => pass(120))).toBeLessThan(12);
      expect(one.error?.status).toBe(503);
      source.set(PATH, account);
      await pass(300);
      expect(one.error).toBe(undefined);
      expect(await requests(() => pass(20))).toBe(10);
    });

    it('of what was refused asks once a minute at most', async () => {
      source.set(PATH, status(404));
      const one = watch(1);
      await pass();
      expect(await requests(() => pass(600))).toBeLessThanOrEqual(10);
      source.set(PATH, account);
      await pass(62);
      expect(one.value).toEqual(account);
    });

    it('with max-age=0 is as often as was said', async () => {
      source.set(PATH, () => json(account, { 'Cache-Control': 'max-age=0' }));
      watch(10);
      await pass();
      expect(await requests(() => pass(30.5))).toBe(3);
    });

    it('of medias stays in one request', async () => {
      source.withBatches();
      for (let i = 0; i < 50; i++) {
        source.media(`m${i}`);
        new Watching(client, mediaStats(`m${i}`), 10);
      }
      await pass();
      expect(await requests(() => pass(30.5))).toBe(3);
    });

    it('stops when nobody waits', async () => {
      const one = watch(10);
      await pass(5);
      one.stop();
      expect(await requests(() => pass(600))).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
