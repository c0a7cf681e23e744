import type { Player, PlayerState } from './vocabulary.js';
import { attempt, isTrackingRefused, mediaIdOf } from './wistia-page.js';
import type { PlayerApi, PlayerHandle } from './wistia-page.js';

const STATES: readonly PlayerState[] = ['playing', 'paused', 'ended'];

/** Longest video whose seconds are listed: a day. */
const MAX_SECONDS = 86_400;

const amount = (value: unknown): number =>
  Number.isFinite(value) && (value as number) > 0 ? (value as number) : 0;

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' && value) || undefined;

/** Puts an embed's player into the common vocabulary. */
export const speak = (element: HTMLElement, api: PlayerApi): Player => {
  const handle = api === element ? undefined : (api as PlayerHandle);
  const any = api as unknown as Record<string, any>;
  const read = (name: string, older = name): unknown =>
    attempt(() => (handle ? any[older]() : any[name]));
  const act = async (action: () => unknown): Promise<void> => {
    try {
      // A property set before the player's script has come would hide the player's own for good.
      if (!element.matches(':defined')) await customElements.whenDefined(element.localName);
      await action();
    } catch {
      // A player that cannot do it has said so itself.
    }
  };
  const call = (name: string, ...given: unknown[]): void =>
    void act(async () => {
      await any.whenApiReady?.();
      await any[name](...given);
    });
  return {
    element,
    get mediaId() {
      return mediaIdOf(element, api);
    },
    get currentTime() {
      return amount(read('currentTime', 'time'));
    },
    set currentTime(seconds) {
      if (Number.isFinite(seconds)) {
        void act(() => (handle ? handle.time(seconds) : (any.currentTime = seconds)));
      }
    },
    get duration() {
      return amount(read('duration')) || undefined;
    },
    get state() {
      const state = read('state');
      return STATES.find((name) => name === state) ?? 'beforeplay';
    },
    get secondsWatchedVector() {
      const vector = read('secondsWatchedVector');
      return Array.from(Array.isArray(vector) ? vector.slice(0, MAX_SECONDS) : [], amount);
    },
    get percentWatched() {
      return Math.min(amount(read('percentWatched')), 1);
    },
    get visitorKey() {
      // The key may outlive the consent to it.
      const refused =
        isTrackingRefused() ||
        attempt(() => (handle ? handle.embedOptions() : any).doNotTrack);
      return refused ? undefined : text(read('visitorKey'));
    },
    get eventKey() {
      return text(read('eventKey'));
    },
    play: () => call('play'),
    replaceWithMedia: (mediaId, autoPlay = false) =>
      call(handle ? 'replaceWith' : 'replaceWithMedia', mediaId, { autoPlay }),
  };
};
