// Wistia allows 600 requests in any minute: a window that slides, so that no edge lets twice as
// many through.
const MINUTE = 60_000;

/** Plans at which moment a request may leave. */
export class SlidingBudget {
  /** When the last `limit` requests left, or will: a ring, the oldest at `#oldest`. */
  #times: number[];
  #oldest = 0;

  constructor(
    /** Requests in any minute. */
    readonly limit: number,
    /** Milliseconds of a clock that is never set back. */
    private readonly now: () => number,
  ) {
    this.#times = Array<number>(limit).fill(-Infinity);
  }

  /** Milliseconds until the next request may leave; 0 for at once. */
  get wait(): number {
    return this.waitWithin(this.limit);
  }

  /** The same for a request that leaves only where fewer than `limit` others left in the minute. */
  waitWithin(limit: number): number {
    const first = this.#times[(this.#oldest + this.limit - limit) % this.limit]!;
    // Both edges belong to a minute.
    return Math.max(0, first + MINUTE + 1 - this.now());
  }

  /** Reserves the next moment and says how many milliseconds away it is. */
  reserve(): number {
    const { wait } = this;
    this.#times[this.#oldest] = this.now() + wait;
    this.#oldest = (this.#oldest + 1) % this.limit;
    return wait;
  }

  /** Requests in the minute that ends now. */
  get used(): number {
    const from = this.now() - MINUTE;
    return this.#times.filter((time) => time >= from).length;
  }
}
