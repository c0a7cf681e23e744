// Wistia allows 600 requests in any minute: a window that slides, so that no edge lets twice as
// many through.
const MINUTE = 60_000;
/**
 * Milliseconds by which a request may leave late, or travel longer than another, without falling into
 * another minute than it was planned for.
 */
export const SLACK = 500;
export const MINUTE_AND_SLACK = MINUTE + SLACK;

/** Plans at which moment a request may leave. */
export interface Budget {
  /** Requests in any minute. */
  readonly limit: number;
  /** Requests in the last minute, as far as that is known here. */
  readonly used: number;
  /** Milliseconds until the next request may leave, as far as that is known here; 0 for at once. */
  readonly wait: number;
  /** The same for a request that leaves only where no more than this share of the limit is used. */
  waitWithin(share: number): number;
  /**
   * Reserves the next moment, unless it is further away than `longest` ms. @returns how far away it
   * is, in ms.
   */
  reserve(longest: number): number | Promise<number>;
}

/** The budget of one process. */
export class SlidingBudget implements Budget {
  /** When the requests of the last minute left, or will, oldest first. */
  #times: number[] = [];

  constructor(
    public limit: number,
    /** Milliseconds of a clock that is never set back. */
    private readonly now: () => number,
    private readonly window = MINUTE_AND_SLACK,
  ) {}

  get wait(): number {
    return this.#wait(this.#recent(), this.limit);
  }

  waitWithin(share: number): number {
    return this.#wait(this.#recent(), Math.max(1, Math.floor(this.limit * share)));
  }

  reserve(longest = Infinity): number {
    const times = this.#recent();
    const wait = this.#wait(times, this.limit);
    if (wait <= longest) times.push(this.now() + wait);
    return wait;
  }

  get used(): number {
    return this.#recent().length;
  }

  /** How long ago the requests of the last minute left, in ms; below 0, in how long. */
  get ages(): number[] {
    const now = this.now();
    return this.#recent().map((time) => now - time);
  }

  #wait(times: number[], limit: number): number {
    if (times.length < limit) return 0;
    if (limit < 1) return this.window;
    // Both edges belong to a minute.
    return Math.max(0, times[times.length - limit]! + this.window + 1 - this.now());
  }

  #recent(): number[] {
    const from = this.now() - this.window;
    const first = this.#times.findIndex((time) => time >= from);
    if (first) this.#times = first < 0 ? [] : this.#times.slice(first);
    return this.#times;
  }
}
