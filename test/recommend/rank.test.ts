import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank } from '../../src/recommend/rank.js';
import type { Candidate, RankInput, RankRules, Viewing } from '../../src/recommend/rank.js';
import { VideoIndex } from '../../src/recommend/video-index.js';
import type { RankedVideo } from '../../src/recommend/video-index.js';

const DAY = 864e5;
const NOW = Date.parse('2026-03-01T12:00:00Z');

const video = (hashed_id: string, more: Partial<RankedVideo> = {}): RankedVideo => ({
  hashed_id,
  name: `Video ${hashed_id}`,
  duration: 60,
  thumbnail: null,
  project_id: 'p1',
  created: '2024-01-01T00:00:00Z',
  ...more,
});

const videos = (...ids: string[]) => new VideoIndex(ids.map((id) => video(id)));

const scored = (...ids: string[]): Candidate[] =>
  ids.map((media_id, place) => ({ media_id, score: 1 / (place + 1) }));

const watched = (media_id: string, share = 1, time = 1, converted = false): Viewing => ({
  media_id,
  share,
  time,
  converted,
});

const ids = (input: RankInput): string[] => rank(input).map(({ media_id }) => media_id);
const kinds = (input: RankInput): string[] => rank(input).map(({ reason }) => reason.kind);

describe('What a visitor has not watched', () => {
  it('comes in the order of the scores, without what was watched', () => {
    expect(
      ids({
        videos: videos('a', 'b', 'c', 'd'),
        candidates: scored('c', 'b', 'a', 'd'),
        history: [watched('b')],
        rules: { limit: 3 },
      }),
    ).toEqual(['c', 'a', 'd']);
  });

  it('says because of what, when that video is published', () => {
    const candidates = [
      { media_id: 'a', score: 2, because: 'd' },
      { media_id: 'b', score: 1, because: 'secret' },
    ];
    const [first, second] = rank({
      videos: videos('a', 'b', 'd'),
      candidates,
      history: [watched('d'), watched('secret')],
    });
    expect(first!.reason).toEqual({ kind: 'because_watched', media_id: 'd', name: 'Video d' });
    expect(second!.reason).toEqual({ kind: 'popular' });
  });

  it('goes on with what is popular, then with what is new', () => {
    const input = {
      videos: new VideoIndex([
        video('a'),
        video('b'),
        video('old', { created: '2020-01-01T00:00:00Z' }),
        video('young', { created: '2025-01-01T00:00:00Z' }),
      ]),
      candidates: scored('a'),
      popular: scored('b', 'a'),
    };
    expect(ids(input)).toEqual(['a', 'b', 'young', 'old']);
    expect(kinds(input)).toEqual(['popular', 'popular', 'new', 'new']);
  });

  it('puts what was started first, the last started before the others, in half of the places', () => {
    const input: RankInput = {
      videos: videos('a', 'b', 'c', 'd', 'e', 'f'),
      candidates: scored('e', 'f'),
      history: [watched('a', 0.5, 10), watched('b', 0.3, 30), watched('c', 0.6, 20)],
      rules: { limit: 4 },
    };
    expect(ids(input)).toEqual(['b', 'c', 'e', 'f']);
    expect(rank(input)[0]!.reason).toEqual({ kind: 'continue', share: 0.3 });
    expect(ids({ ...input, rules: { limit: 4, unfinished: 'exclude' } })).toEqual(['e', 'f', 'd']);
    expect(ids({ ...input, rules: { limit: 4, unfinished: 'only' } })).toEqual(['b', 'c', 'a']);
  });

  it('reads several viewings of one video together', () => {
    const history = [watched('a', 0.9, 5), watched('a', 0.1, 9)];
    expect(ids({ videos: videos('a', 'b'), history })).toEqual(['b']);
  });

  it('takes a look of a few seconds for no start', () => {
    const input = { videos: videos('a'), history: [watched('a', 0.01)] };
    expect(kinds(input)).toEqual(['new']);
  });

  it('counts a video as watched from the threshold on', () => {
    const input = { videos: videos('a', 'b'), history: [watched('a', 0.6)] };
    expect(ids({ ...input, rules: { watchedThreshold: 0.6 } })).toEqual(['b']);
    expect(ids({ ...input, rules: { watchedThreshold: 0.61 } })).toEqual(['a', 'b']);
  });

  it('keeps the last place for a new video that nobody has watched', () => {
    const input: RankInput = {
      videos: new VideoIndex([
        ...['a', 'b', 'c', 'd', 'e'].map((id) => video(id)),
        video('fresh', { created: new Date(NOW - 3 * DAY).toISOString() }),
      ]),
      popular: scored('a', 'b', 'c', 'd', 'e'),
      rules: { limit: 4, now: NOW },
    };
    expect(ids(input)).toEqual(['a', 'b', 'c', 'fresh']);
    expect(kinds(input)[3]).toBe('new');
    expect(ids({ ...input, rules: { limit: 4, now: NOW + 60 * DAY } })).toEqual(['a', 'b', 'c', 'd']);
    expect(ids({ ...input, rules: { limit: 3, now: NOW } })).toEqual(['a', 'b', 'c']);
  });
});

describe('What an operator asks for', () => {
  it('stands first where it is pinned, unless it was watched', () => {
    const input: RankInput = {
      videos: videos('a', 'b', 'c', 'd'),
      candidates: scored('a', 'b'),
      history: [watched('d')],
      rules: { pin: ['c', 'd', 'b'] },
    };
    expect(ids(input)).toEqual(['c', 'b', 'a']);
    expect(kinds(input)).toEqual(['pinned', 'pinned', 'popular']);
  });

  it('is the most watched, with the strategy popular', () => {
    expect(
      ids({
        videos: videos('a', 'b', 'c'),
        candidates: scored('c', 'b'),
        popular: scored('a', 'b', 'c'),
        history: [watched('b')],
        rules: { strategy: 'popular' },
      }),
    ).toEqual(['a', 'c']);
  });

  it('is one project, or named videos', () => {
    const index = new VideoIndex([video('a'), video('b', { project_id: 'p2' }), video('c')]);
    const candidates = scored('a', 'b', 'c');
    expect(ids({ videos: index, candidates, rules: { projectId: 'p2' } })).toEqual(['b']);
    expect(ids({ videos: index, candidates, rules: { mediaIds: ['c', 'a'] } })).toEqual(['a', 'c']);
  });

  it('is other projects too, as far as diversity asks for them', () => {
    const index = new VideoIndex([
      ...['a', 'b', 'c'].map((id) => video(id)),
      video('x', { project_id: 'p2' }),
      video('y', { project_id: 'p3' }),
    ]);
    const candidates = scored('a', 'b', 'c', 'x', 'y');
    const first = (diversity: number) =>
      ids({ videos: index, candidates, rules: { diversity, limit: 3 } });
    expect(first(0)).toEqual(['a', 'b', 'c']);
    expect(first(1)).toEqual(['a', 'x', 'y']);
  });
});

describe('The same few until the visitor converts', () => {
  const input = (history: Viewing[], rules: RankRules = {}): RankInput => ({
    videos: videos('a', 'b', 'c', 'd', 'e'),
    history,
    rules: { strategy: 'repeat', limit: 2, ...rules },
  });

  it('stay through every viewing, also a whole one', () => {
    const few = ids(input([]));
    expect(few).toHaveLength(2);
    expect(ids(input([watched(few[0]!), watched(few[1]!, 0.5), watched('e')]))).toEqual(few);
    expect(kinds(input([]))).toEqual(['repeat', 'repeat']);
  });

  it('give way to the next few with a conversion, and come again after all others', () => {
    const pin = ['e', 'c'];
    const conversion = watched('a', 0.1, 1, true);
    expect(ids(input([], { pin }))).toEqual(['e', 'c']);
    expect(ids(input([conversion], { pin }))).toEqual(['a', 'b']);
    expect(ids(input([conversion, conversion], { pin }))).toEqual(['d', 'e']);
  });

  it('follow the order of the named videos', () => {
    expect(ids(input([], { mediaIds: ['d', 'b', 'a'] }))).toEqual(['d', 'b']);
  });

  it('are not moved by other people’s views', () => {
    const few = ids(input([]));
    expect(ids({ ...input([]), popular: scored('e', 'd'), candidates: scored('d') })).toEqual(few);
  });
});

describe('Whatever is asked for', () => {
  const id = fc.constantFrom(...'abcdefghijkl');
  const someIds = fc.array(id, { maxLength: 8 });
  const candidate = fc.record({
    media_id: id,
    score: fc.double({ noNaN: true, noDefaultInfinity: true }),
    because: fc.option(id, { nil: undefined }),
  });
  const viewing = fc.record({
    media_id: id,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    time: fc.integer({ min: 0, max: 1000 }),
    converted: fc.boolean(),
  });
  const input: fc.Arbitrary<RankInput & { rules: RankRules }> = fc.record({
    videos: fc
      .array(
        fc.record({
          hashed_id: id,
          name: fc.string(),
          duration: fc.option(fc.nat()),
          thumbnail: fc.constant(null),
          project_id: fc.option(fc.constantFrom('p1', 'p2', 'p3')),
          created: fc.option(fc.constantFrom('2026-02-20', '2020-01-01', 'no date')),
        }),
        { maxLength: 14 },
      )
      .map((rows) => new VideoIndex(rows)),
    candidates: fc.array(candidate, { maxLength: 12 }),
    popular: fc.array(candidate, { maxLength: 12 }),
    history: fc.array(viewing, { maxLength: 12 }),
    rules: fc.record(
      {
        limit: fc.integer({ min: 0, max: 15 }),
        strategy: fc.constantFrom('unwatched' as const, 'popular' as const, 'repeat' as const),
        pin: someIds,
        exclude: someIds,
        mediaIds: someIds,
        projectId: fc.constantFrom('p1', 'p2', 'p9'),
        watchedThreshold: fc.double({ min: 0, max: 1, noNaN: true }),
        unfinished: fc.constantFrom('include' as const, 'exclude' as const, 'only' as const),
        diversity: fc.double({ min: 0, max: 1, noNaN: true }),
        now: fc.constant(NOW),
      },
      { requiredKeys: [] },
    ),
  });

  it('holds no video twice, none that is excluded, unpublished or watched, and no more than the limit', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { videos: index, history = [], rules } = given;
        const list = rank(given);
        const listed = list.map(({ media_id }) => media_id);
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed.length).toBeLessThanOrEqual(rules.limit ?? 6);
        for (const item of list) {
          const { media_id } = item;
          const row = index.get(media_id);
          expect(row).toMatchObject({ name: item.name, duration: item.duration });
          expect(rules.exclude ?? []).not.toContain(media_id);
          if (rules.mediaIds) expect(rules.mediaIds).toContain(media_id);
          if (rules.projectId) expect(row!.project_id).toBe(rules.projectId);
          if (item.reason.media_id) expect(index.get(item.reason.media_id)).toBeDefined();
          expect(item.score).toBeTypeOf('number');
          if (rules.strategy === 'repeat') continue;
          const share = Math.max(
            -1,
            ...history.filter((one) => one.media_id === media_id).map((one) => one.share),
          );
          expect(share).toBeLessThan(rules.watchedThreshold ?? 0.8);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same list for the same question, in whatever order its facts come', () => {
    fc.assert(
      fc.property(input, (given) => {
        const turned = {
          ...given,
          videos: new VideoIndex([...given.videos.newest].reverse()),
          history: [...given.history!].reverse(),
        };
        expect(rank(turned)).toEqual(rank(given));
      }),
    );
  });

  it('has the pinned ones first, in their order, and leaves no place empty that could be filled', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { rules } = given;
        const list = rank(given);
        const whole = rank({ ...given, rules: { ...rules, limit: 100 } });
        expect(list.length).toBe(Math.min(rules.limit ?? 6, whole.length));
        if (rules.strategy === 'repeat') return;
        const pinned = whole.filter(({ reason }) => reason.kind === 'pinned');
        expect(whole.slice(0, pinned.length)).toEqual(pinned);
        const places = pinned.map(({ media_id }) => rules.pin!.indexOf(media_id));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        const listed = whole.map(({ media_id }) => media_id);
        const first = rules.pin?.filter((one) => listed.includes(one)) ?? [];
        expect(pinned.map(({ media_id }) => media_id)).toEqual([...new Set(first)]);
      }),
      { numRuns: 500 },
    );
  });

  it('shows, with repeat, every video once before one comes again', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 5 }), (given, limit) => {
        const rules: RankRules = { ...given.rules, strategy: 'repeat', limit };
        const whole = ids({ ...given, history: [], rules: { ...rules, limit: 100 } });
        const shown: string[] = [];
        for (let conversions = 0; shown.length < whole.length; conversions++) {
          const history = Array.from({ length: conversions }, () => watched('a', 1, 1, true));
          shown.push(...ids({ ...given, history, rules }));
        }
        expect(shown.slice(0, whole.length)).toEqual(whole);
      }),
    );
  });
});
