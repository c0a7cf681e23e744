/** Leaves the upstream alone while it says, or shows, that it cannot answer. */

const FAILURES = 5; // in a row, before it is left alone
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;
const LONGEST_HELD = 600_000; // a Retry-After beyond this is not believed

/**
 * A circuit breaker: closed (all pass), open (none pass until a moment), half open (one passes, and
 * shows whether it can be closed).
 */
export class Breaker {
  #failures = 0;
  #pauses = 0;
  #openUntil = 0;
  #probeUntil = 0;

  constructor(
    /** Milliseconds of a clock that is never set back. */
    private readonly now: () => number,
    /** A probe that has not reported by then is taken for lost, in ms. */
    private readonly probeTime: number,
    /** 0 to 1. */
    private readonly random: () => number,
  ) {}

  get isOpen(): boolean {
    return this.#openUntil > 0;
  }

  /**
   * Milliseconds until a request may pass; 0 where it may now, and then it must report how it went.
   */
  enter(): number {
    if (!this.isOpen) return 0;
    const { wait } = this;
    if (wait > 0) return wait;
    this.#probeUntil = this.now() + this.probeTime;
    return 0;
  }

  /** Milliseconds until a request may pass; asking changes nothing. */
  get wait(): number {
    return Math.max(0, Math.max(this.#openUntil, this.#probeUntil) - this.now());
  }

  /** A request was answered. Until the pause is over that says nothing: it may have left before. */
  succeeded(): void {
    if (this.now() < this.#openUntil) return;
    this.#failures = this.#pauses = this.#openUntil = this.#probeUntil = 0;
  }

  /**
   * A request failed in a way that concerns the upstream as a whole: 429, 5xx, network, timeout.
   * `hold`: milliseconds for which the upstream asked to be left alone.
   */
  failed(hold?: number): void {
    if (hold === undefined && this.now() < this.#openUntil) return;
    this.#failures += 1;
    if (hold === undefined && !this.isOpen && this.#failures < FAILURES) return;
    const jitter = 0.75 + this.random() / 2;
    const pause = Math.min(FIRST_PAUSE * 2 ** this.#pauses * jitter, LONGEST_PAUSE);
    this.#pauses += 1;
    this.#probeUntil = 0;
    this.#openUntil = Math.max(this.#openUntil, this.now() + Math.min(hold ?? pause, LONGEST_HELD));
  }
}
