import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { train, trainGently } from '../../src/recommend/train.js';
import type { ViewingEvent } from '../../src/recommend/viewing-log.js';
import { DAY, logOf, START, tastes, view } from './made-events.js';

const model = train(logOf(tastes()));
const kindOf = (media: string): string => media.split('-')[0]!;
const ids = (list: { media_id: string }[]): string[] => list.map(({ media_id }) => media_id);

describe('a list', () => {
  test('holds what people of the same taste watched', () => {
    const list = model.scores([view('kind2-0'), view('kind2-5', 1), view('kind2-7', 2)], { limit: 5 });
    expect(ids(list).map(kindOf)).toEqual(Array.from({ length: 5 }, () => 'kind2'));
    for (const { kind, because } of list) {
      expect(kind).toBe('because_watched');
      expect(['kind2-0', 'kind2-5', 'kind2-7']).toContain(because);
    }
  });

  test('is as long as asked for, without duplicates and without what was watched, whatever the history', () => {
    const media = fc.tuple(fc.nat(3), fc.nat(11)).map(([kind, n]) => `kind${kind}-${n}`);
    const event = fc.record({
      media: fc.oneof(media, fc.constant('never heard of')),
      share: fc.double(),
      time: fc.oneof(fc.double(), fc.constant(START)),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.nat(60), (history, limit) => {
        const list = ids(model.scores(history, { limit }));
        const watched = new Set(history.map((one) => one.media));
        watched.delete('never heard of');
        expect(new Set(list).size).toBe(list.length);
        expect(list.length).toBe(Math.min(limit, model.size - watched.size));
        expect(list.filter((id) => watched.has(id))).toEqual([]);
      }),
    );
  });

  test('is best first', () => {
    const scores = model.scores([view('kind1-1')], { limit: 48 }).map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('of somebody unknown is what is popular', () => {
    const log = logOf(tastes());
    for (let v = 0; v < 200; v++) log.add({ visitor: `fan${v}`, ...view('hit', v % 9) });
    const [first] = train(log).scores([]);
    expect(first).toMatchObject({ media_id: 'hit', kind: 'popular' });
  });

  test('may hold the watched videos too', () => {
    const history = [view('kind2-0'), view('kind2-5', 1)];
    expect(ids(model.scores(history, { limit: 99, watchedToo: true }))).toHaveLength(model.size);
  });

  test('holds only what is offered', () => {
    const offer = model.offer([{ media: 'kind0-1' }, { media: 'kind2-2' }, { media: 'kind3-3' }]);
    const list = model.scores([view('kind2-0'), view('kind3-3')], { offer });
    expect(ids(list).sort()).toEqual(['kind0-1', 'kind2-2']);
  });

  test('of somebody unknown has a new video that nobody watched yet before an old one', () => {
    const fresh = train(logOf(tastes()));
    const offer = fresh.offer([
      { media: 'old', created: START - 900 * DAY },
      { media: 'new', created: START + 119 * DAY },
      { media: 'undated' },
    ]);
    const list = fresh.scores([], { offer });
    expect(list[0]).toMatchObject({ media_id: 'new', kind: 'new' });
    expect(ids(list)).toHaveLength(3);
  });
});

describe('a new event', () => {
  const now = START + 121 * DAY;

  test('counts in the visitor’s own list at once', () => {
    const before = model.scores([view('kind0-1')], { limit: 8 });
    const after = model.scores([view('kind0-1'), view('kind3-1', 1), view('kind3-2', 2)], { limit: 8 });
    expect(ids(before).filter((id) => kindOf(id) === 'kind3')).toEqual([]);
    expect(ids(after).filter((id) => kindOf(id) === 'kind3').length).toBeGreaterThan(2);
  });

  test('counts in everybody’s lists without another training', () => {
    const fresh = train(logOf(tastes()));
    const history = [view('kind0-1')];
    expect(ids(fresh.scores(history, { limit: 5 }))).not.toContain('brand new');
    for (let v = 0; v < 40; v++) {
      fresh.record({ media: 'brand new', share: 1, time: now + v }, [view('kind0-1')]);
    }
    expect(ids(fresh.scores(history, { limit: 3 }))).toContain('brand new');
    expect(ids(fresh.scores([], { limit: 3 }))).toContain('brand new');
  });

  test('of a video that the visitor had watched before is not another viewer', () => {
    const fresh = train(logOf(tastes()));
    const before = fresh.scores([], { limit: 60 });
    for (let k = 0; k < 50; k++) fresh.record(view('kind1-1', 3000), [view('kind1-1')]);
    expect(fresh.scores([], { limit: 60 })).toEqual(before);
  });
});

describe('related videos', () => {
  test('are those that the same people watched, nearest first', () => {
    const related = model.related('kind1-3', { limit: 6 });
    expect(ids(related).map(kindOf)).toEqual(Array.from({ length: 6 }, () => 'kind1'));
    expect(related.map(({ score }) => score)).toEqual(
      related.map(({ score }) => score).sort((a, b) => b - a),
    );
  });

  test('have enough different people behind them', () => {
    const events = [0, 1, 2, 3].flatMap((v) =>
      [0, 1, 2].flatMap((again) => [
        { visitor: v, ...view('a', again) },
        { visitor: v, ...view('b', again) },
      ]),
    );
    const log = logOf(events);
    expect(train(log).related('a')).toEqual([]);
    expect(ids(train(log, { minViewers: 4 }).related('a'))).toEqual(['b']);
    expect(train(log, { minViewers: 2 }).related('a', { minViewers: 5 })).toEqual([]);
    log.add({ visitor: 4, ...view('b') });
    log.add({ visitor: 4, ...view('a') });
    expect(ids(train(log).related('a'))).toEqual(['b']);
  });

  test('of a video that nobody knows are none', () => expect(model.related('nothing')).toEqual([]));
});

describe('training', () => {
  test('makes the same model a few steps at a time, and lets others work meanwhile', async () => {
    let pauses = 0;
    const gently = await trainGently(logOf(tastes()), {}, async () => void pauses++);
    expect(pauses).toBeGreaterThan(0);
    const history = [view('kind2-0')];
    expect(gently.scores(history)).toEqual(model.scores(history));
  });

  test('is dropped where it is told so', async () => {
    const told = new Error('closing');
    await expect(trainGently(logOf(tastes()), {}, () => Promise.reject(told))).rejects.toBe(told);
  });

  test.each<[string, ViewingEvent[]]>([
    ['no events', []],
    ['one event', [{ visitor: 'a', ...view('x') }]],
    ['one video', [1, 2, 3].map((visitor) => ({ visitor, ...view('x') }))],
    ['one visitor', ['x', 'y', 'z'].map((media, k) => ({ visitor: 'a', ...view(media, k) }))],
    ['events without times', tastes().map((event) => ({ ...event, time: NaN }))],
  ])('bears an account with %s', (_, events) => {
    const small = train(logOf(events));
    expect(ids(small.scores([]))).toHaveLength(Math.min(10, new Set(events.map((e) => e.media)).size));
    expect(ids(small.scores([view('x')])).includes('x')).toBe(false);
  });

  test('bears a visitor with 10,000 views', () => {
    const many = Array.from({ length: 10_000 }, (_, k) => view(`video${k % 3000}`, k));
    const log = logOf(tastes());
    for (const event of many) log.add({ visitor: 'everything', ...event });
    const big = train(log);
    expect(ids(big.scores(many)).map(kindOf)).toEqual(Array.from({ length: 10 }, () => expect.stringMatching(/^kind/)));
  });
});
