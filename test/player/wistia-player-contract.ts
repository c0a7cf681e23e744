/**
 * Holds the names that `src/player` relies on against the types of Wistia's own player. It is compiled and
 * never run: what does not fit fails the type check.
 */
import type { WistiaPlayer } from '@wistia/wistia-player';
import type { PlayerState } from '../../src/player/index.js';
import type { PlayerHandle } from '../../src/player/wistia-page.js';

/** What `speak` reads and calls on the element. */
interface ElementContract {
  currentTime: number;
  readonly duration: number;
  readonly state: PlayerState;
  readonly secondsWatchedVector: number[];
  readonly percentWatched: number;
  readonly visitorKey: string | null | undefined;
  readonly eventKey: string | undefined;
  readonly doNotTrack: boolean;
  whenApiReady(): Promise<void>;
  play(): Promise<void>;
  replaceWithMedia(mediaId: string, options: { autoPlay: boolean }): Promise<void>;
}

/** What it calls on the handle of the older embed. */
interface HandleContract {
  container: Element | undefined;
  hashedId(): string | undefined;
  time(): number;
  time(seconds: number): unknown;
  duration(): number;
  state(): PlayerState;
  secondsWatchedVector(): number[];
  percentWatched(): number;
  visitorKey(): string;
  eventKey(): string | undefined;
  embedOptions(): { doNotTrack?: boolean } | undefined;
  play(): unknown;
  replaceWith(mediaId: string, options: { autoPlay: boolean }): unknown;
  bind(event: string, listener: () => void): unknown;
  unbind(event: string, listener: () => void): unknown;
}

type PublicApi = NonNullable<WistiaPlayer['deprecatedApiDoNotUse']>;

const expectFit = <Real extends Contract, Contract>(): [Real?, Contract?] => [];

expectFit<Pick<WistiaPlayer, keyof ElementContract>, ElementContract>();
// No state of the real player goes unnamed, and none is made up.
expectFit<PlayerState, WistiaPlayer['state']>();
expectFit<Pick<PublicApi, keyof HandleContract>, HandleContract>();
// What `speak` and `listen` take for granted is no more than that.
expectFit<HandleContract, Omit<PlayerHandle, 'container' | 'embedOptions'>>();
expectFit<'api-ready' | 'loaded-media-data' | 'after-replace', keyof GlobalEventHandlersEventMap>();
