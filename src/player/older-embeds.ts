import { EMBED } from './embed.js';
import { attempt, mediaIdOf, page } from './wistia-page.js';
import type { PlayerHandle, QueueEntry } from './wistia-page.js';

/** The handles of `wistia_async_…` embeds, which come when their players are ready. */
export interface OlderEmbeds {
  handle(embed: Element): PlayerHandle | undefined;
  /** Asks these embeds for their handles, and lets go of all others. */
  ask(embeds: Element[]): void;
}

const push = (entry: QueueEntry): void => void attempt(() => (page._wq ??= []).push(entry));

/** @param changed a handle has come, or its player shows another video */
export const olderEmbeds = (changed: () => void): OlderEmbeds => {
  const asked = new Map<Element, QueueEntry & { handle?: PlayerHandle }>();
  return {
    handle: (embed) => asked.get(embed)?.handle,
    ask(embeds) {
      for (const [embed, entry] of asked) {
        if (embeds.includes(embed)) continue;
        asked.delete(embed);
        push({ revoke: entry });
        attempt(() => entry.handle!.unbind('afterreplace', changed));
      }
      for (const embed of embeds) {
        if (asked.has(embed)) continue;
        const entry: QueueEntry & { handle?: PlayerHandle } = {
          id: mediaIdOf(embed),
          onReady(handle) {
            // The same video may be in two embeds, and the queue knows the video only.
            const place = attempt(() => handle.container!.closest(EMBED)) ?? embed;
            if (place !== embed || asked.get(embed) !== entry) return;
            entry.handle = handle;
            attempt(() => handle.bind('afterreplace', changed));
            changed();
          },
        };
        // First noted, then asked: the answer may come at once.
        asked.set(embed, entry);
        push(entry);
      }
    },
  };
};
