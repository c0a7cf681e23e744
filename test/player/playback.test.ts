import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback } from '../../demo/player/playback.js';

/** Seconds of a stretch list, counted. */
const seenIn = (stretches: [number, number][], length: number): number[] => {
  const seen = new Array<number>(length).fill(0);
  for (const [from, to] of stretches) {
    for (let second = from; second < to; second++) seen[second]! += 1;
  }
  return seen;
};

describe('Playback', () => {
  it('sees each second once on its way', () => {
    const playback = new Playback(3.5);
    playback.play();
    expect(playback.advance(0)).toEqual([0]);
    expect(playback.advance(0.4)).toEqual([]);
    expect(playback.advance(1.8)).toEqual([1, 2]);
    expect(playback.secondsWatchedVector).toEqual([1, 1, 1, 0]);
    expect(playback.percentWatched).toBe(0.75);
    expect(playback.advance(9)).toEqual([3]);
    expect(playback.state).toBe('ended');
    expect(playback.currentTime).toBe(3.5);
  });

  it('does not see a second twice for being paused in it', () => {
    const playback = new Playback(10);
    playback.play();
    playback.advance(1.5);
    playback.pause();
    expect(playback.advance(5)).toEqual([]);
    playback.play();
    playback.advance(0.2);
    expect(playback.secondsWatchedVector.slice(0, 3)).toEqual([1, 1, 0]);
  });

  it('sees a second again after a jump back to it', () => {
    const playback = new Playback(10);
    playback.play();
    playback.advance(1.5);
    playback.seek(1);
    playback.advance(0.2);
    expect(playback.secondsWatchedVector.slice(0, 3)).toEqual([1, 2, 0]);
    expect(playback.takeStretches()).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(playback.takeStretches()).toEqual([]);
  });

  it('starts over when it is played after its end', () => {
    const playback = new Playback(2);
    playback.play();
    playback.advance(2);
    playback.play();
    expect(playback.currentTime).toBe(0);
    playback.advance(0.5);
    expect(playback.secondsWatchedVector).toEqual([2, 1]);
  });

  it('keeps within the video, and its stretches say what its counts say', () => {
    const step = fc.oneof(
      fc.record({ advance: fc.double({ min: 0, max: 5, noNaN: true }) }),
      fc.record({ seek: fc.double({ min: -5, max: 40, noNaN: true }) }),
      fc.constantFrom({ play: true }, { pause: true }, { take: true }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 30, noNaN: true }), fc.array(step), (length, steps) => {
        const playback = new Playback(length);
        const told: [number, number][] = [];
        for (const one of steps as Record<string, number | true>[]) {
          if (one.advance !== undefined) playback.advance(one.advance as number);
          if (one.seek !== undefined) playback.seek(one.seek as number);
          if (one.play) playback.play();
          if (one.pause) playback.pause();
          if (one.take) told.push(...playback.takeStretches());
          expect(playback.currentTime).toBeGreaterThanOrEqual(0);
          expect(playback.currentTime).toBeLessThanOrEqual(length);
        }
        told.push(...playback.takeStretches());
        const { secondsWatchedVector } = playback;
        expect(seenIn(told, secondsWatchedVector.length)).toEqual(secondsWatchedVector);
        expect(playback.secondsWatched).toBe(secondsWatchedVector.filter(Boolean).length);
      }),
    );
  });
});
