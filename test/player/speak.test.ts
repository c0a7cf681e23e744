import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speak } from '../../src/player/speak.js';
import type { PlayerApi, PlayerHandle } from '../../src/player/wistia-page.js';

const NAMES = [
  'currentTime',
  'duration',
  'state',
  'secondsWatchedVector',
  'percentWatched',
  'visitorKey',
  'eventKey',
  'doNotTrack',
];

/** Anything that a getter may give, or an error that it throws. */
const answer = fc.oneof(
  fc.anything().map((value) => () => value),
  fc.double().map((value) => () => value),
  fc.array(fc.oneof(fc.double(), fc.anything())).map((value) => () => value),
  fc.constant((): never => {
    throw new Error('A player that is broken.');
  }),
);
const answers = fc.record(Object.fromEntries(NAMES.map((name) => [name, answer])));

type Answers = Record<string, () => unknown>;

/** What of an element matters here. */
const bare = () => ({ matches: () => true, getAttribute: () => null, className: '' });

const elementWith = (given: Answers): HTMLElement => {
  const element = bare();
  for (const [name, get] of Object.entries(given)) Object.defineProperty(element, name, { get });
  return element as unknown as HTMLElement;
};

const handleWith = ({ currentTime, doNotTrack, ...given }: Answers): PlayerHandle =>
  ({
    ...given,
    time: currentTime,
    embedOptions: () => ({ doNotTrack: doNotTrack!() }),
  }) as unknown as PlayerHandle;

const kinds: Record<string, (given: Answers) => [HTMLElement, PlayerApi]> = {
  element: (given) => {
    const element = elementWith(given);
    return [element, element];
  },
  handle: (given) => [bare() as unknown as HTMLElement, handleWith(given)],
};

describe.each(Object.entries(kinds))('a player behind its %s', (_kind, make) => {
  it('reads as something sensible, whatever it says', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const player = speak(...make(given));
        expect(player.currentTime).toBeGreaterThanOrEqual(0);
        expect(player.currentTime).toBeLessThan(Infinity);
        const { duration = 1 } = player;
        expect(duration).toBeGreaterThan(0);
        expect(duration).toBeLessThan(Infinity);
        expect(['beforeplay', 'playing', 'paused', 'ended']).toContain(player.state);
        expect(player.percentWatched).toBeGreaterThanOrEqual(0);
        expect(player.percentWatched).toBeLessThanOrEqual(1);
        for (const times of player.secondsWatchedVector) {
          expect(times).toBeGreaterThanOrEqual(0);
          expect(times).toBeLessThan(Infinity);
        }
        for (const key of [player.visitorKey ?? 'none', player.eventKey ?? 'none']) {
          expect(key).toBeTypeOf('string');
          expect(key).not.toBe('');
        }
      }),
    );
  });

  it('reads as it is, where it is sensible', () => {
    const player = speak(
      ...make({
        currentTime: () => 2.25,
        duration: () => 3,
        state: () => 'paused',
        secondsWatchedVector: () => [2, 1, 0],
        percentWatched: () => 2 / 3,
        visitorKey: () => 'KEY',
        eventKey: () => 'event',
        doNotTrack: () => false,
      }),
    );
    expect({ ...player, element: undefined, play: undefined, replaceWithMedia: undefined }).toEqual({
      mediaId: undefined,
      currentTime: 2.25,
      duration: 3,
      state: 'paused',
      secondsWatchedVector: [2, 1, 0],
      percentWatched: 2 / 3,
      visitorKey: 'KEY',
      eventKey: 'event',
    });
  });

  it('lists at most a day of seconds', () => {
    const player = speak(...make({ secondsWatchedVector: () => new Array(4e9) }));
    expect(player.secondsWatchedVector.length).toBe(86_400);
    expect(new Set(player.secondsWatchedVector)).toEqual(new Set([0]));
  });
});
