/** What Wistia's scripts put on a page, as far as it is used here. Any of it may be missing, or throw. */

/** What the older embed gives for its player. */
export interface PlayerHandle {
  /** The embed that it plays in. */
  container?: Element;
  /** Id of the video that is shown now. */
  hashedId(): string | undefined;
  time(seconds: number): unknown;
  embedOptions(): { doNotTrack?: unknown };
  bind(event: string, listener: () => void): unknown;
  unbind(event: string, listener: () => void): unknown;
}

/** What a player is spoken to through: the `<wistia-player>` itself, or the older embed's handle. */
export type PlayerApi = HTMLElement | PlayerHandle;

/** An entry of the older embed's queue. */
export interface QueueEntry {
  id?: string | undefined;
  onReady?: (handle: PlayerHandle) => void;
  revoke?: QueueEntry;
}

/** The page's own object, with what Wistia's scripts add to it. */
export const page = globalThis as {
  _wq?: { push(entry: QueueEntry): unknown };
  Wistia?: Pick<PlayerHandle, 'bind' | 'unbind'> & { consent(): unknown };
};

/** The value, or undefined where getting it throws. */
export const attempt = <T>(get: () => T): T | undefined => {
  try {
    return get();
  } catch {
    return undefined;
  }
};

/** Whether the visitor has refused to be tracked on this page. */
export const isTrackingRefused = (): boolean => !!attempt(() => page.Wistia!.consent() === false);

/** Hashed id of the video in an embed: what its player says, or else what the page's author wrote. */
export const mediaIdOf = (embed: Element, api?: PlayerApi): string | undefined =>
  attempt(() => (api as PlayerHandle).hashedId()) ||
  (embed.getAttribute('media-id') ?? /wistia_async_(\w+)/.exec(embed.className)?.[1]);
