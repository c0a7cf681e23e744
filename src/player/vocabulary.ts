/** The words in which the widgets speak of a player, whichever kind it is. They are the newer player's. */

/** What a player is doing. */
export type PlayerState = 'beforeplay' | 'playing' | 'paused' | 'ended';

/**
 * What has just happened.
 *
 * | change | |
 * |---|---|
 * | `found` | a player is there, perhaps still loading: read what it offers so far |
 * | `ready` | its API has loaded: keys and duration are there |
 * | `time` | playback has moved on |
 * | `play`, `pause`, `seek`, `end` | as named; `seek` when the new place is reached |
 * | `progress` | `secondsWatchedVector` or `percentWatched` has changed |
 * | `media` | data of the video has come, or of another video in its place |
 * | `tracking` | the visitor has allowed or refused tracking |
 * | `conversion` | the viewer has converted; only the older player tells |
 * | `lost` | the player is gone, shows another video than the one asked for, or is no longer the only one |
 */
export type PlayerChange =
  | 'found'
  | 'ready'
  | 'time'
  | 'play'
  | 'pause'
  | 'seek'
  | 'progress'
  | 'media'
  | 'tracking'
  | 'end'
  | 'conversion'
  | 'lost';

/**
 * A Wistia player on the page. Reading never throws, and what a player does not offer, or not yet, reads
 * as nothing: 0, `[]` or undefined.
 */
export interface Player {
  /** The `<wistia-player>`, or the `wistia_async_…` embed. */
  readonly element: HTMLElement;
  /** Hashed id of the video, as far as it is known. */
  readonly mediaId: string | undefined;
  /** Seconds from the start. Setting it seeks; what is no finite number is ignored. */
  currentTime: number;
  /** Seconds; undefined until it is known. */
  readonly duration: number | undefined;
  readonly state: PlayerState;
  /** How often this viewer has watched each second of the video; `[]` until the player tells. */
  readonly secondsWatchedVector: number[];
  /** Share of the video that this viewer has watched, 0 to 1. */
  readonly percentWatched: number;
  /** Undefined until the API has loaded, and as long as tracking is refused. */
  readonly visitorKey: string | undefined;
  /** Key of this viewing session; undefined until the API has loaded. */
  readonly eventKey: string | undefined;
  /** Plays, once the player can. */
  play(): void;
  /** Shows another video in this player, once it can; `autoPlay`: and plays it. */
  replaceWithMedia(mediaId: string, autoPlay?: boolean): void;
}
