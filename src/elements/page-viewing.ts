/** What the visitor watches in the players of this page, and who the players say that is. */
import { findPlayers, isTrackingRefused } from '../player/index.js';
import type { Player, PlayerChange } from '../player/index.js';
import type { Viewing } from '../recommend/rank.js';

/** The page's players, each with the video whose progress it tells. */
const players = new Map<Player, string | undefined>();
const viewings = new Map<string, Viewing>();
const listeners = new Set<() => void>();
let stop: (() => void) | undefined;

const note = (change: PlayerChange, player: Player): void => {
  const { mediaId } = player;
  // Between two videos, a player may tell the first one's progress under the second one's name.
  if (!mediaId || players.get(player) !== mediaId) return;
  const known = viewings.get(mediaId);
  viewings.set(mediaId, {
    media_id: mediaId,
    share: change === 'end' ? 1 : Math.max(player.percentWatched, known?.share ?? 0),
    time: Date.now(),
    converted: known?.converted || change === 'conversion',
  });
};

const heard = (change: PlayerChange, player: Player): void => {
  if (change === 'lost') players.delete(player);
  else if (/found|ready|media/.test(change)) players.set(player, player.mediaId);
  else if (/progress|end|conversion/.test(change)) note(change, player);
  else if (change !== 'tracking') return;
  for (const listener of [...listeners]) listener();
};

/**
 * Follows the page's players.
 * @param listener - Something has been watched, or the visitor's key may have changed.
 * @returns stops following
 */
export const followViewing = (listener: () => void): (() => void) => {
  listeners.add(listener);
  stop ??= findPlayers(heard);
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    stop?.();
    stop = undefined;
    players.clear();
  };
};

/** What was watched on this page since it was opened, a row a video. */
export const pageViewings = (): Viewing[] => [...viewings.values()];

/** Forgets what was watched on this page. */
export const forgetPageViewings = (): void => viewings.clear();

/** The visitor's key, as a player of the page tells it; undefined where tracking is refused. */
export const pageVisitorKey = (): string | undefined => {
  for (const { visitorKey } of players.keys()) if (visitorKey) return visitorKey;
  return undefined;
};

/** Whether a player has yet to load, and may then tell the visitor's key. */
export const isKeyPending = (): boolean =>
  !isTrackingRefused() && [...players.keys()].some(({ eventKey }) => !eventKey);
