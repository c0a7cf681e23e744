import { EMBED } from './embed.js';
import { listen } from './listen.js';
import { olderEmbeds } from './older-embeds.js';
import { speak } from './speak.js';
import type { Player, PlayerChange } from './vocabulary.js';
import { mediaIdOf } from './wistia-page.js';
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

/** Told of every player on the page; also `lost` comes with the player. */
export type PlayersListener = (change: PlayerChange, player: Player) => void;

/** An embed and, as far as it has loaded, what its player is spoken to through. */
type Embed = [element: HTMLElement, api: PlayerApi | undefined];

const isOlder = (embed: Element): boolean => embed.localName !== 'wistia-player';

const holdsEmbed = (node: Node): boolean =>
  node instanceof Element && !!(node.matches(EMBED) || node.querySelector(EMBED));

/** Follows those of the page's players that `choose` takes, as they come and go. */
const follow = (
  choose: (embeds: Embed[]) => Embed[],
  listener: PlayersListener,
  root: Document | ShadowRoot,
): (() => void) => {
  const followed = new Map<PlayerApi, { player: Player; letGo: () => void }>();

  const look = (): void => {
    // An older embed may hold the newer player that Wistia's script has put in its place.
    const elements = [...root.querySelectorAll<HTMLElement>(EMBED)].filter(
      (embed) => !embed.querySelector(EMBED),
    );
    older.ask(elements.filter(isOlder));
    const chosen = new Map<PlayerApi, HTMLElement>();
    for (const [element, api] of choose(
      elements.map((embed) => [embed, isOlder(embed) ? older.handle(embed) : embed]),
    )) {
      if (api) chosen.set(api, element);
    }
    const gone = [...followed].filter(([api]) => !chosen.has(api));
    for (const [api, { letGo }] of gone) {
      followed.delete(api);
      letGo();
    }
    for (const [api, element] of chosen) {
      if (followed.has(api)) continue;
      const player = speak(element, api);
      const letGo = listen(element, api, (change) => {
        // The older player goes on with the round that it is at, also to who has been let go.
        if (followed.get(api)?.player === player) listener(change, player);
      });
      followed.set(api, { player, letGo });
      listener('found', player);
    }
    for (const [, { player }] of gone) listener('lost', player);
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
    const all = [...followed.values()];
    followed.clear();
    for (const { letGo } of all) letGo();
  };
};

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
  let current: Player | undefined;
  return follow(
    (embeds) => {
      const [first, second] = embeds.filter(
        ([embed, api]) =>
          (!id || root.getElementById(id)?.contains(embed)) &&
          (!mediaId || mediaIdOf(embed, api) === mediaId),
      );
      return first && (id || mediaId || !second) ? [first] : [];
    },
    (change, player) => {
      if (change === 'found') current = player;
      if (player !== current) return; // another one has taken its place
      if (change === 'lost') current = undefined;
      listener(change, current);
    },
    root,
  );
};

/**
 * Follows every Wistia player on the page, of either kind.
 * @param listener - Called for each change of each player.
 * @returns lets go of the players and of the page
 */
export const findPlayers = (
  listener: PlayersListener,
  root: Document | ShadowRoot = document,
): (() => void) => follow((embeds) => embeds, listener, root);
