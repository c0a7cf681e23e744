import { dayOf } from './account.js';
import type { Account } from './account.js';
import type { Audience } from './audience.js';
import type { Random } from './random.js';

const MINUTE = 60_000;
const DAY = 864e5;

/** Sessions that go on arriving with the clock, always the same ones for the same seed. */
export class LiveViewing {
  #next: number;
  #offeredDay = -1;

  /** @param perMinute visits a minute */
  constructor(
    private readonly account: Account,
    private readonly audience: Audience,
    private readonly random: Random,
    private readonly perMinute: number,
    now: number,
  ) {
    this.#next = now + this.#pause();
  }

  /** Adds the sessions that have begun by now. */
  catchUp(now: number): void {
    // After a long sleep of the machine only the last day is made up for.
    if (now - this.#next > DAY) this.#next = now - DAY;
    for (; this.#next <= now; this.#next += this.#pause()) {
      if (dayOf(this.#next) !== this.#offeredDay) {
        this.#offeredDay = dayOf(this.#next);
        this.audience.offer(this.#next);
      }
      const { length } = this.account.visitors;
      const visitor = this.random.chance(0.15)
        ? this.account.newVisitor()
        : Math.floor(this.random.unit() * length);
      const [session] = this.audience.visit(visitor, this.#next, Infinity);
      if (session) this.account.add(session);
    }
  }

  #pause(): number {
    return (this.random.exponential() * MINUTE) / this.perMinute;
  }
}
