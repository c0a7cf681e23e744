/** What Redis does for the budget, in a few lines that can be read, with any clock and any fault. */
import type { Division, Joined, Reserved } from '../../src/gateway/shared-state.js';

const SILENCE = 10_000;
const WINDOW = 60_500;

export class PoolModel {
  /** Gateways that cannot reach it. */
  readonly cut = new Set<string>();
  #pool = 1;
  #members = new Map<string, number>();
  #window: number[] = [];

  constructor(private readonly now: () => number) {}

  /** Forgets everything, as Redis does that is started anew. */
  reset(): void {
    this.#pool += 1;
    this.#members.clear();
    this.#window = [];
  }

  readonly shared = {
    reachable: true,
    join: async (
      { gateway }: Division,
      ages: readonly number[],
      knows: string | undefined,
      force: boolean,
    ): Promise<Joined> => {
      this.#reach(gateway);
      const pool = String(this.#pool);
      if (knows !== undefined && knows !== pool && !force) {
        return { pool, joined: false, present: 0, used: 0 };
      }
      const present = this.#present(gateway);
      for (const age of ages) this.#window.push(this.now() - age);
      this.#window.sort((a, b) => a - b);
      return { pool, joined: true, present, used: this.#window.length };
    },
    reserve: async (
      { gateway, budget, replicas }: Division,
      pool: string,
      longest: number,
    ): Promise<Reserved | undefined> => {
      this.#reach(gateway);
      if (pool !== String(this.#pool)) return undefined;
      const present = this.#present(gateway);
      const now = this.now();
      this.#window = this.#window.filter((time) => time >= now - WINDOW);
      const gateways = Math.max(replicas, present);
      const apart = Math.floor(budget / 10 / gateways) * gateways;
      const limit = Math.floor(((budget - apart) * present) / gateways);
      const used = this.#window.length;
      let wait = 0;
      if (limit < 1) wait = WINDOW;
      else if (used >= limit) wait = Math.max(0, this.#window[used - limit]! + WINDOW - now);
      if (wait > longest) return { wait, used, present };
      this.#window.push(now + wait);
      return { wait, used: used + 1, present };
    },
  };

  #reach(gateway: string): void {
    if (this.cut.has(gateway)) throw new Error('Cannot be reached.');
  }

  #present(gateway: string): number {
    const now = this.now();
    for (const [name, heard] of this.#members) {
      if (heard <= now - SILENCE) this.#members.delete(name);
    }
    this.#members.set(gateway, now);
    return this.#members.size;
  }
}
