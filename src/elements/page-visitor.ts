import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { isTrackingRefused, visitorHash } from '../player/index.js';
import { sayOnce } from '../stats/page-registry.js';
import { followViewing, isKeyPending, pageVisitorKey } from './page-viewing.js';

/** A player whose script does not come must not keep a widget waiting. */
const KEY_WAIT_MS = 1500;

/**
 * Who looks at the page, as the source may know: the SHA-256 of the visitor's key, which a player tells
 * where tracking is allowed, or the page itself.
 */
export class PageVisitor implements ReactiveController {
  /** Undefined while nobody is known. */
  hash?: string | undefined;
  /** The key that `hash` is made from. */
  #key?: string | undefined;
  #isHashing = false;
  #isWaitOver = false;
  #wait?: ReturnType<typeof setTimeout> | undefined;
  #letGo?: (() => void) | undefined;

  /** @param heard - Something happened in a player of the page; the host is updated after it. */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly heard?: () => void,
  ) {
    host.addController(this);
  }

  /** Whether it is worth waiting: a key may still come, or is being made into a hash. */
  get isPending(): boolean {
    if (this.#isHashing) return true;
    if (this.#key !== undefined || this.#isWaitOver || !isKeyPending()) return false;
    this.#wait ??= setTimeout(() => {
      this.#isWaitOver = true;
      this.host.requestUpdate();
    }, KEY_WAIT_MS);
    return true;
  }

  /**
   * Looks who it is now.
   * @param given - The key that the page gives, if it does.
   * @returns whether somebody who was known is so no longer
   */
  look(given?: string): boolean {
    const key = isTrackingRefused() ? undefined : given || pageVisitorKey();
    if (key === this.#key) return false;
    const wasKnown = !!this.hash;
    this.#key = key;
    this.hash = undefined;
    this.#isHashing = !!key;
    if (key) {
      void visitorHash(key).then((hash) => {
        if (key !== this.#key) return;
        this.hash = hash;
        this.#isHashing = false;
        if (!hash) {
          sayOnce(
            `<${this.host.localName}>: the visitor stays unknown, because this page is not served over HTTPS: a browser makes no SHA-256 there. It shows what a new visitor sees.`,
          );
        }
        this.host.requestUpdate();
      });
    }
    return wasKnown;
  }

  /** Called by the host. */
  hostConnected(): void {
    this.#letGo ??= followViewing(() => {
      this.heard?.();
      this.host.requestUpdate();
    });
  }

  /** Called by the host. */
  hostDisconnected(): void {
    this.#letGo?.();
    clearTimeout(this.#wait);
    this.#letGo = this.#wait = undefined;
  }
}
