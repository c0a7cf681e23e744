import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import type { StatsClient } from '../../src/stats/client.js';
import { accountStats, byDate, mediaStats } from '../../src/stats/requests.js';
import { FakePage } from './fake-page.js';
import { FakeSource, json, status, unreachable } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import { Watching, fakeClock, pass } from './watching.js';

const BATCH = 'stats/medias.json';

describe('many medias', () => {
  let source: FakeSource;
  let client: StatsClient;
  const watch = (id: string, refresh?: number) => new Watching(client, mediaStats(id), refresh);
  const watchAll = (...ids: string[]) => ids.map((id) => watch(id));

  beforeEach(() => {
    fakeClock();
    new FakePage();
    source = new FakeSource().withBatches();
    client = statsClient(source.baseUrl);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asked in one turn are one request, each id once, always in the same order', async () => {
    for (const id of ['b', 'a', 'c']) source.media(id, { play_count: id.charCodeAt(0) });
    const all = watchAll('b', 'a', 'c', 'b', 'a');
    await Promise.resolve().then(() => all.push(watch('a')));
    await pass();
    expect(source.paths).toEqual([`${BATCH}?hashed_ids[]=a&hashed_ids[]=b&hashed_ids[]=c`]);
    expect(all.map(({ value }) => value?.play_count)).toEqual([98, 97, 99, 98, 97, 97]);
  });

  it('asked one after the other are asked one by one', async () => {
    source.media('a').media('b');
    watch('a');
    await pass();
    watch('b');
    await pass();
    expect(source.paths).toEqual(['stats/medias/a.json', 'stats/medias/b.json']);
  });

  it('a single one is asked for by its own address', async () => {
    source.media('a');
    expect((watchAll('a', 'a'), await pass(), source.paths)).toEqual(['stats/medias/a.json']);
  });

  it('what is no media’s figures is asked for by itself', async () => {
    source.media('a').media('b').set('stats/account.json', { play_count: 1 });
    watchAll('a', 'b');
    new Watching(client, accountStats());
    new Watching(client, byDate({ mediaId: 'a' }));
    await pass();
    expect(source.paths.sort()).toEqual([
      'stats/account.json',
      'stats/medias.json?hashed_ids[]=a&hashed_ids[]=b',
      'stats/medias/a/by_date.json',
    ]);
  });

  it('1000 are 10 requests of 100, and 1000 who want the same one are one', async () => {
    for (let i = 0; i < 1000; i++) source.media(`m${i}`, { play_count: i });
    const all = Array.from({ length: 1000 }, (_, i) => watch(`m${i}`));
    await pass();
    expect(source.paths).toHaveLength(10);
    for (const path of source.paths) expect(path.match(/hashed_ids/g)).toHaveLength(100);
    all.forEach((one, i) => expect(one.value?.play_count).toBe(i));

    source.media('one');
    const same = Array.from({ length: 1000 }, () => watch('one'));
    await pass();
    expect(source.paths).toHaveLength(11);
    for (const one of same) expect(one.value).toEqual(MEDIA);
  });

  it('only what is stale is asked again', async () => {
    for (const id of 'abcd') source.media(id);
    watchAll('a', 'b');
    await pass(30);
    watchAll('c', 'd');
    await pass(35);
    watchAll('a', 'b', 'c', 'd');
    await pass();
    expect(source.paths.at(-1)).toBe(`${BATCH}?hashed_ids[]=a&hashed_ids[]=b`);
    expect(source.paths).toHaveLength(3);
  });

  it('are checked one by one: one that does not fit takes nothing from the others', async () => {
    source.media('a').media('b', { play_count: 'many' }).media('c', { play_rate: -1 });
    const [a, b, c] = watchAll('a', 'b', 'c');
    await pass();
    expect(a!.value).toEqual(MEDIA);
    expect(b!.error).toMatchObject({
      kind: 'shape',
      field: 'play_count',
      endpoint: `${source.baseUrl}stats/medias/b.json`,
      message: `${source.baseUrl}stats/medias/b.json does not fit: play_count should be a number from 0 up, but is of type string.`,
    });
    expect(c!.error?.field).toBe('play_rate');
  });

  it('one that is left out of the reply is not published: no more is asked for it', async () => {
    source.media('a').media('b');
    const [a, b, none] = watchAll('a', 'b', 'none');
    await pass();
    expect([a!.value, b!.value]).toEqual([MEDIA, MEDIA]);
    expect(none!.error).toMatchObject({
      kind: 'status',
      status: 404,
      endpoint: `${source.baseUrl}stats/medias/none.json`,
    });
    await pass(3600);
    expect(source.paths).toHaveLength(1);
  });

  it('one that is null cannot be had now: it is tried again, and its last value stays', async () => {
    source.media('a').media('b');
    const [a, b] = watchAll('a', 'b');
    await pass();
    source.set(BATCH, { a: { ...MEDIA, play_count: 81 }, b: null });
    source.media('b', { play_count: 82 });
    for (const id of ['a', 'b']) client.refetch(mediaStats(id));
    await pass();
    expect([a!.value?.play_count, b!.value, b!.error]).toEqual([81, MEDIA, undefined]);
    await pass(1);
    expect(b!.value?.play_count).toBe(82);
    expect(source.paths.slice(2)).toEqual(['stats/medias/b.json']);
  });

  it('one that stays null is an error after the third try', async () => {
    source.set(BATCH, (path: string) => ({ a: path.length, b: null, c: null }));
    const [, b, c] = watchAll('a', 'b', 'c');
    await pass(10);
    expect(b!.error).toMatchObject({ kind: 'status', status: 503 });
    expect(b!.error!.endpoint).toBe(`${source.baseUrl}stats/medias/b.json`);
    expect(c!.error?.status).toBe(503);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'then', 'length', '0'])(
    'an id like %j is nobody’s unless the reply has it',
    async (id) => {
      source.media('a');
      const [, odd] = watchAll('a', id);
      await pass();
      expect(odd!.error?.status).toBe(404);
      source.set(BATCH, () => json(`{"a": ${JSON.stringify(MEDIA)}, "${id}": {"play_count": 7}}`));
      for (const each of ['a', id]) client.refetch(mediaStats(each));
      await pass();
      expect(odd!.value).toEqual({ play_count: 7 });
    },
  );

  it('ids are percent-encoded, and found under what they are', async () => {
    const id = 'a&hashed_ids[]=b c/ü';
    source.set(BATCH, { [id]: MEDIA, z: MEDIA });
    const [odd] = watchAll(id, 'z');
    await pass();
    expect(new URL(source.paths[0]!, source.baseUrl).searchParams.getAll('hashed_ids[]')).toEqual([id, 'z']);
    expect(odd!.value).toEqual(MEDIA);
  });

  describe('from a source without batches', () => {
    it.each([
      ['404, as a snapshot’s', status(404)],
      ['403, as a bucket’s', status(403)],
      ['400', status(400)],
      ['414', status(414)],
      ['a web page with 200', () => new Response('<!doctype html><title>App</title>')],
    ])('that says so with %s are asked one by one, from then on', async (_, reply) => {
      source.set(BATCH, reply).media('a').media('b').media('c').media('d');
      const all = watchAll('a', 'b');
      await pass();
      expect(all.map(({ states }) => states.slice(1))).toEqual([
        [{ value: MEDIA, fetchedAt: Date.now() }],
        [{ value: MEDIA, fetchedAt: Date.now() }],
      ]);
      watchAll('c', 'd');
      await pass();
      expect(source.paths.map((path) => path.replace(/\?.*/, ''))).toEqual([
        BATCH,
        ...['a', 'b', 'c', 'd'].map((id) => `stats/medias/${id}.json`),
      ]);
    });

    it('those that it does not have are errors of their own', async () => {
      source.set(BATCH, status(404)).media('a');
      const [a, none] = watchAll('a', 'none');
      await pass();
      expect(a!.value).toEqual(MEDIA);
      expect(none!.error).toMatchObject({ status: 404, endpoint: `${source.baseUrl}stats/medias/none.json` });
    });

    it('1000 are asked within the turn after', async () => {
      source.set(BATCH, status(404));
      for (let i = 0; i < 1000; i++) source.media(`m${i}`, { play_count: i });
      const all = Array.from({ length: 1000 }, (_, i) => watch(`m${i}`));
      await pass();
      all.forEach((one, i) => expect(one.value?.play_count).toBe(i));
      expect(source.paths).toHaveLength(1010);
    });
  });

  it.each([
    ['no network', unreachable],
    ['503', status(503)],
    ['429', status(429)],
    ['a cut reply', () => new Response('{"a": {"play')],
  ])('a passing fault such as %s does not take them apart', async (_, fault) => {
    source.set(BATCH, fault);
    const all = watchAll('a', 'b', 'c');
    await pass(5);
    source.withBatches().media('a').media('b').media('c');
    await pass(10);
    for (const one of all) expect(one.value).toEqual(MEDIA);
    expect(source.paths.every((path) => path.startsWith(BATCH))).toBe(true);
  });

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['a string', '"a"'],
    ['a number', '1'],
  ])('a reply that is %s gives nobody a value, and every one an error', async (_, body) => {
    source.set(BATCH, () => json(body));
    const all = watchAll('a', 'b');
    await pass();
    for (const one of all) {
      expect(one.value).toBe(undefined);
      expect(one.error).toBeInstanceOf(Error);
    }
  });

  it('a batch is fetched past the browser’s cache if one of its medias was there before', async () => {
    for (const id of 'abc') source.media(id);
    watchAll('a', 'b');
    await pass(61);
    watchAll('a', 'c');
    await pass();
    expect(source.asked.map(({ init }) => init.cache)).toEqual([undefined, 'no-cache']);
  });

  it('who comes, goes, is moved and asks again has the right figures, with as few requests as can be', async () => {
    const id = fc.integer({ min: 0, max: 250 }).map((i) => `m${i}`);
    const step = fc.record({ come: fc.array(id, { maxLength: 250 }), go: fc.double({ min: 0, max: 1, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
        source = new FakeSource().withBatches();
        for (let i = 0; i <= 250; i++) source.media(`m${i}`, { play_count: i });
        client = statsClient(source.baseUrl);
        const seen = new Set<string>();
        let allowed = 0;
        let here: Watching<unknown>[] = [];
        for (const { come, go } of steps) {
          const fresh = new Set(come.filter((each) => !seen.has(each)));
          for (const each of fresh) seen.add(each);
          allowed += Math.ceil(fresh.size / 100);
          here.push(...come.map((each) => watch(each)));
          await pass();
          expect(source.paths).toHaveLength(allowed);
          for (const one of here) {
            expect(one.value).toMatchObject({ play_count: Number(one.request.batchId!.slice(1)) });
          }
          const leaving = here.splice(0, Math.floor(here.length * go));
          for (const one of leaving) one.stop();
        }
        for (const one of here) one.stop();
        here = [];
        await pass();
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: 25 },
    );
  });
});
