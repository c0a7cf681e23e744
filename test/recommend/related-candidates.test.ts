import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  HISTORY_DEPTH,
  recentVideos,
  relatedCandidates,
} from '../../src/recommend/related-candidates.js';

const viewing = (media_id: string, share: number, time: number) => ({ media_id, share, time });

describe('Candidates from related videos', () => {
  it('add up what each video of the history speaks for, and name the one that speaks most', () => {
    const lists: Record<string, { media_id: string; score: number }[]> = {
      a: [
        { media_id: 'x', score: 0.5 },
        { media_id: 'y', score: 0.4 },
      ],
      b: [{ media_id: 'y', score: 0.4 }],
    };
    const history = [viewing('b', 1, 2), viewing('a', 1, 1)];
    const found = relatedCandidates(history, (id) => lists[id]);
    expect(found.map(({ media_id, because }) => [media_id, because])).toEqual([
      ['y', 'b'],
      ['x', 'a'],
    ]);
    expect(found[0]!.score).toBeGreaterThan(0.4);
  });

  it('trust the newer and the longer viewing more', () => {
    const lists = (id: string) => [{ media_id: `next to ${id}`, score: 1 }];
    const first = (...history: ReturnType<typeof viewing>[]) =>
      relatedCandidates(recentVideos(history), lists)[0]!.because;
    expect(first(viewing('old', 1, 1), viewing('new', 1, 2))).toBe('new');
    expect(first(viewing('whole', 1, 1), viewing('glimpse', 0.1, 2))).toBe('whole');
  });

  it('come from the newest videos of the history, each once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            media_id: fc.constantFrom(...'abcdefghijklmnop'),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
            time: fc.nat(50),
          }),
        ),
        (history) => {
          const recent = recentVideos(history);
          expect(recent.length).toBe(
            Math.min(HISTORY_DEPTH, new Set(history.map(({ media_id }) => media_id)).size),
          );
          for (const { media_id, share, time } of recent) {
            const own = history.filter((one) => one.media_id === media_id);
            expect(share).toBe(Math.max(...own.map((one) => one.share)));
            expect(time).toBe(Math.max(...own.map((one) => one.time)));
          }
          const times = recent.map(({ time }) => time);
          expect(times).toEqual([...times].sort((a, b) => b - a));
        },
      ),
    );
  });
});
