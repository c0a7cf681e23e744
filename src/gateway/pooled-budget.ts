import { MINUTE_AND_SLACK, SlidingBudget } from './budget.js';
import type { Budget } from './budget.js';
import type { SharedState } from './shared-state.js';

/** A gateway that was not heard of for so long, in ms, has left the pool. */
export const SILENCE = 10_000;
/** How often a gateway should be heard of, in ms. */
export const HEARTBEAT = 3_000;
/**
 * After leaving the pool, whatever the others may have taken of this one's share is over by then: they
 * notice within the silence, and a minute later the last of it has left the window.
 */
const QUIET = SILENCE + MINUTE_AND_SLACK;

/** What {@link PooledBudget} needs to know. */
export interface PooledBudgetOptions {
  shared: SharedState;
  /** A name that no other gateway has. */
  gateway: string;
  /** Requests in any minute, of all gateways together. */
  budget: number;
  /** Gateways that there should be. */
  replicas: number;
  now: () => number;
}

/**
 * The budget of gateways on many machines. Each brings its share, `budget / replicas`, into a pool, and
 * takes from the pool. Who cannot reach the others keeps to the own share, and they, without it, to
 * theirs: together they never ask more than the budget. A tenth of each share is never in the pool, so
 * that who has just lost the others is not left with nothing for the first minute.
 */
export class PooledBudget implements Budget {
  /** What was asked of Wistia without the pool's knowledge. */
  #alone: SlidingBudget;
  /** The pool that was joined last. */
  #pool: string | undefined;
  #joined = false;
  #joining: Promise<boolean> | undefined;
  #heard = -Infinity;
  #quietUntil = -Infinity;
  #known = { wait: 0, used: 0, present: 1 };
  /** The most gateways that were seen at once, where the setting says less. */
  #seen = 1;

  constructor(private readonly options: PooledBudgetOptions) {
    this.#alone = new SlidingBudget(0, options.now);
  }

  /** Gateways that share the budget now; undefined while this one is alone. */
  get present(): number | undefined {
    return this.#joined ? this.#known.present : undefined;
  }

  get limit(): number {
    if (this.#joined) return this.options.budget;
    const { budget, replicas, now } = this.options;
    const gateways = Math.max(replicas, this.#seen);
    return Math.floor(now() < this.#quietUntil ? budget / 10 / gateways : budget / gateways);
  }

  get used(): number {
    return this.#joined ? this.#known.used : this.#alone.used;
  }

  get wait(): number {
    if (this.#joined) return this.#known.wait;
    this.#alone.limit = this.limit;
    return this.#alone.wait;
  }

  waitWithin(share: number): number {
    if (this.#joined) return this.#known.used < this.options.budget * share ? 0 : HEARTBEAT;
    this.#alone.limit = this.limit;
    return this.#alone.waitWithin(share);
  }

  async reserve(longest: number): Promise<number> {
    if (await this.#join()) {
      try {
        const { shared } = this.options;
        const reserved = await shared.reserve(this.options, this.#pool!, longest);
        if (reserved) {
          this.#hear(reserved);
          return reserved.wait;
        }
        // Redis began anew, and has forgotten what the others asked for.
        this.#leave();
      } catch {
        this.#leave();
      }
    }
    this.#alone.limit = this.limit;
    return this.#alone.reserve(longest);
  }

  /** Lets the others hear of this gateway. */
  async beat(): Promise<void> {
    if (!this.#joined) {
      await this.#join();
      return;
    }
    try {
      const reply = await this.options.shared.join(this.options, [], this.#pool, false);
      if (reply.joined) this.#hear({ wait: 0, ...reply });
      else this.#leave();
    } catch {
      this.#leave();
    }
  }

  #join(): Promise<boolean> {
    if (this.#joined) return Promise.resolve(true);
    this.#joining ??= this.#askToJoin().finally(() => (this.#joining = undefined));
    return this.#joining;
  }

  async #askToJoin(): Promise<boolean> {
    const { shared, now } = this.options;
    try {
      const force = now() >= this.#quietUntil;
      const reply = await shared.join(this.options, this.#alone.ages, this.#pool, force);
      if (!reply.joined) return false;
      this.#pool = reply.pool;
      this.#joined = true;
      this.#hear({ wait: 0, ...reply });
      this.#alone = new SlidingBudget(0, now); // the pool knows of them now
    } catch {
      // Alone, then.
    }
    return this.#joined;
  }

  #leave(): void {
    if (this.#joined) this.#quietUntil = this.#heard + QUIET;
    this.#joined = false;
  }

  #hear({ wait, used, present }: { wait: number; used: number; present: number }): void {
    this.#heard = this.options.now();
    this.#known = { wait, used, present };
    this.#seen = Math.max(this.#seen, present);
  }
}
