/** The script on a page twice: a tag in the page's head and one that a tag manager brings, say. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePage } from './fake-page.js';
import { FakeSource, hang } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import { Watching, fakeClock, pass } from './watching.js';

const KEY = Symbol.for('wistia-widgets/1');

/** A copy of the modules of its own, as another script tag has it. */
const copy = async () => {
  vi.resetModules();
  const client = await import('../../src/stats/client.js');
  const requests = await import('../../src/stats/requests.js');
  const registry = await import('../../src/stats/page-registry.js');
  const { StatsError } = await import('../../src/stats/stats-error.js');
  return { ...client, ...requests, ...registry, StatsError };
};

describe('two copies of the script', () => {
  let source: FakeSource;
  let page: FakePage;

  beforeEach(() => {
    fakeClock();
    page = new FakePage();
    source = new FakeSource().withBatches().media('a').media('b');
    delete (globalThis as Record<symbol, unknown>)[KEY];
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('are two, and share one client', async () => {
    const [one, two] = [await copy(), await copy()];
    expect(one.statsClient).not.toBe(two.statsClient);
    expect(one.statsClient(source.baseUrl)).toBe(two.statsClient(source.baseUrl));
  });

  it('fetch the same thing once, and many medias together', async () => {
    const [one, two] = [await copy(), await copy()];
    const all = [one, two].flatMap((it) =>
      ['a', 'b'].map((id) => new Watching(it.statsClient(source.baseUrl), it.mediaStats(id))),
    );
    await pass();
    for (const each of all) expect(each.value).toEqual(MEDIA);
    expect(source.paths).toEqual(['stats/medias.json?hashed_ids[]=a&hashed_ids[]=b']);
  });

  it('the second has at once what the first has fetched', async () => {
    const [one, two] = [await copy(), await copy()];
    new Watching(one.statsClient(source.baseUrl), one.mediaStats('a'));
    await pass();
    expect(new Watching(two.statsClient(source.baseUrl), two.mediaStats('a')).value).toEqual(MEDIA);
    await pass();
    expect(source.paths).toHaveLength(1);
  });

  it('a fetch is aborted when neither waits', async () => {
    source.set('stats/medias/a.json', hang);
    const all = [await copy(), await copy()].map(
      (it) => new Watching(it.statsClient(source.baseUrl), it.mediaStats('a')),
    );
    await pass();
    all[0]!.stop();
    await pass();
    expect(source.asked[0]!.aborted).toBe(false);
    all[1]!.stop();
    await pass();
    expect(source.asked[0]!.aborted).toBe(true);
  });

  it('a reply that does not fit the second’s own check is an error, though its classes are others', async () => {
    const [one, two] = [await copy(), await copy()];
    source.media('a', { play_count: 'many' });
    const waiting = new Watching(one.statsClient(source.baseUrl), two.mediaStats('a'));
    await pass();
    expect(waiting.error).toMatchObject({ kind: 'shape', field: 'play_count', status: 200 });
  });

  it('ask once when the tab is looked at again', async () => {
    for (const it of [await copy(), await copy()]) {
      new Watching(it.statsClient(source.baseUrl), it.mediaStats('a'));
    }
    await pass(61);
    page.hide();
    page.show();
    await pass();
    expect(source.paths).toHaveLength(2);
  });

  it('say a sentence once, and know which came first', async () => {
    const said = vi.spyOn(console, 'warn').mockReturnValue();
    const [one, two] = [await copy(), await copy()];
    one.sayOnce('This is wrong.');
    two.sayOnce('This is wrong.');
    two.sayOnce('That is wrong.');
    expect(said.mock.calls).toEqual([['wistia-widgets: This is wrong.'], ['wistia-widgets: That is wrong.']]);
    expect(two.pageRegistry).toBe(one.pageRegistry);
    said.mockRestore();
  });

  it('where one asks to keep values and the other does not, they are kept', async () => {
    const [one, two] = [await copy(), await copy()];
    const { keptValues } = await import('../../src/stats/kept-values.js');
    const waiting = new Watching(one.statsClient(source.baseUrl), one.mediaStats('a'));
    two.statsClient(source.baseUrl, { kept: keptValues });
    await pass();
    expect(waiting.value).toEqual(MEDIA);
    expect([...page.storage.items.keys()]).toEqual([`wistia-widgets ${source.baseUrl}stats/medias/a.json`]);
  });
});
