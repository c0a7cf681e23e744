import type { PlayerChange } from './vocabulary.js';
import { attempt, page } from './wistia-page.js';
import type { PlayerApi, PlayerHandle } from './wistia-page.js';

/** Each change, and the events of the newer and of the older player that tell of it. */
const EVENTS: Partial<Record<PlayerChange, string[]>> = {
  ready: ['api-ready'],
  time: ['time-update', 'timechange'],
  play: ['play'],
  pause: ['pause'],
  seek: ['seeked', 'seek'],
  end: ['ended', 'end'],
  progress: ['second-change', 'percent-watched-change', 'secondchange', 'percentwatchedchanged'],
  media: ['loaded-media-data', 'after-replace', 'afterreplace'],
  conversion: ['conversion'],
  tracking: ['visitor-tracking-change'],
};

/** Tells of every change of a player, until the function that it returns is called. */
export const listen = (
  element: HTMLElement,
  api: PlayerApi,
  changed: (change: PlayerChange) => void,
): (() => void) => {
  const listeners = Object.entries(EVENTS).map(
    ([change, events]) => [() => changed(change as PlayerChange), events] as const,
  );
  const tracking = (): void => changed('tracking');
  const each = (bind: 'bind' | 'unbind', listen: 'addEventListener' | 'removeEventListener') => {
    for (const [listener, events] of listeners) {
      for (const event of events) {
        attempt(() =>
          api === element
            ? // The player's own method keeps a list that loses listeners when the player moves, and
              // does not know those from before its script came. The browser's does neither.
              EventTarget.prototype[listen].call(element, event, listener)
            : (api as PlayerHandle)[bind](event, listener),
        );
      }
    }
    // Wistia tells the newer player only where it stands in the document itself.
    attempt(() => page.Wistia![bind]('visitortrackingchange', tracking));
  };
  each('bind', 'addEventListener');
  return () => each('unbind', 'removeEventListener');
};
