/** A player on the page. What speaks to it is loaded with the first embed that the page has. */
import { EMBED } from '../player/embed.js';
import type { PlayerListener, PlayerTarget } from '../player/index.js';
import { sayOnce } from '../stats/page-registry.js';

type PlayerPart = typeof import('../player/index.js');

let part: PlayerPart | undefined;
let loading: Promise<void> | undefined;

const load = (): Promise<void> =>
  import('../player/index.js').then(
    (loaded) => {
      part = loaded;
    },
    () => sayOnce('players on this page are not followed: a part of the script could not be loaded.'),
  );

const firstEmbed = (): Promise<void> =>
  new Promise((found) => {
    const look = (): void => {
      if (!document.querySelector(EMBED)) return;
      observer.disconnect();
      found();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ['class'] });
    look();
  });

/** As `findPlayer`, for a player in the document. It may be there later than this is called. */
export const followPlayer = (target: PlayerTarget, listener: PlayerListener): (() => void) => {
  if (part) return part.findPlayer(target, listener);
  let letGo: (() => void) | undefined;
  let isOver = false;
  void (loading ??= firstEmbed().then(load)).then(() => {
    if (!isOver) letGo = part?.findPlayer(target, listener);
  });
  return () => {
    isOver = true;
    letGo?.();
  };
};
