import { listen } from './listen.js';
import { olderEmbeds } from './older-embeds.js';
import { speak } from './speak.js';
import type { Player, PlayerChange } from './vocabulary.js';
import { EMBED, mediaIdOf } from './wistia-page.js';
import type { PlayerApi } from './wistia-page.js';

/** Which player is meant. Whatever is given must hold; of several, the first on the page is taken. */
export interface PlayerTarget {
  /** Id of the player's element, or of one around it. */
  id?: string | undefined;
  /** Hashed id of the video that it shows. */
  mediaId?: string | undefined;
}

/** `player` is undefined where the change is `lost`. */
export type PlayerListener = (change: PlayerChange, player: Player | undefined) => void;

const isOlder = (embed: Element): boolean => embed.localName !== 'wistia-player';

const holdsEmbed = (node: Node): boolean =>
  node instanceof Element && !!(node.matches(EMBED) || node.querySelector(EMBED));

/**
 * Finds a Wistia player on the page, `<wistia-player>` or the older `wistia_async_…` embed, whether it is
 * there already, still loads, or is added later, and follows what happens to it. Without a target it is
 * the only player on the page: none, as long as there are several.
 *
 * ```js
 * const stop = findPlayer({ mediaId: '993554ba94' }, (change, player) => {
 *   if (player) draw(player.currentTime, player.secondsWatchedVector);
 * });
 * ```
 *
 * @param listener - Called for each change, for the first time perhaps before this function returns.
 * @param root - The tree to look in: the document, or a shadow root.
 * @returns lets go of the player and of the page
 */
export const findPlayer = (
  { id, mediaId }: PlayerTarget,
  listener: PlayerListener,
  root: Document | ShadowRoot = document,
): (() => void) => {
  let api: PlayerApi | undefined;
  let letGo = (): void => {};

  const look = (): void => {
    // An older embed may hold the newer player that Wistia's script has put in its place.
    const embeds = [...root.querySelectorAll<HTMLElement>(EMBED)].filter(
      (embed) => !embed.querySelector(EMBED),
    );
    older.ask(embeds.filter(isOlder));
    const apiOf = (embed: HTMLElement): PlayerApi | undefined =>
      isOlder(embed) ? older.handle(embed) : embed;
    const [first, second] = embeds.filter(
      (embed) =>
        (!id || root.getElementById(id)?.contains(embed)) &&
        (!mediaId || mediaIdOf(embed, apiOf(embed)) === mediaId),
    );
    const found = first && (id || mediaId || !second) ? apiOf(first) : undefined;
    if (found === api) return;
    letGo();
    api = found;
    if (!found) return listener('lost', undefined);
    const player = speak(first!, found);
    letGo = listen(first!, found, (change) => {
      // The older player goes on with the round that it is at, also to who has been let go.
      if (found === api) listener(change, player);
    });
    listener('found', player);
  };

  const older = olderEmbeds(look);
  const observer = new MutationObserver((records) => {
    const touches = ({ type, addedNodes, removedNodes }: MutationRecord): boolean =>
      type === 'attributes' || [...addedNodes, ...removedNodes].some(holdsEmbed);
    if (records.some(touches)) look();
  });
  observer.observe(root, {
    childList: true,
    subtree: true,
    // An id, or a video, may come to an element that is there already.
    attributeFilter: ['id', 'media-id'],
  });
  look();
  return () => {
    observer.disconnect();
    older.ask([]);
    api = undefined;
    letGo();
  };
};
