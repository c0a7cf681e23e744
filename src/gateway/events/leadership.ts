import { pause } from './pause.js';

/** Leases that many gateways see, of whom one has each. */
export interface Leases {
  /** Takes or keeps a lease, for so many ms. @returns whether it has it. */
  lease(name: string, holder: string, ms: number): Promise<boolean>;
  /** Gives it up. */
  resign(name: string, holder: string): Promise<void>;
}

const LEASE = 12_000;
const RENEWAL = 3_000;
/** Less than the lease: who cannot renew it has stopped before another one begins. */
const LONGEST_WITHOUT = 9_000;

/** What {@link Leadership} needs. */
export interface LeadershipOptions {
  /** Undefined where there are no others. */
  leases: Leases | undefined;
  /** A name that no other gateway has. */
  gateway: string;
  /** What is led: `events`. */
  name: string;
  now: () => number;
  onChange?: ((leads: boolean) => void) | undefined;
  /** Called after every look at the lease: with what went wrong, or with nothing. */
  onLook?: ((error?: unknown) => void) | undefined;
}

/**
 * Sees to it that of many gateways one does a work: the pull of events, the training. Without others
 * that is this one. While the leases cannot be reached nobody leads for longer than one lasts.
 */
export class Leadership {
  #leads = false;

  constructor(private readonly options: LeadershipOptions) {}

  /** Whether this gateway leads now. */
  get leads(): boolean {
    return this.#leads;
  }

  /**
   * Runs the work whenever this gateway leads, until `signal`. The work's own signal tells it to stop,
   * at once, where another one takes over; it is waited for.
   */
  async run(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const { leases, name, gateway } = this.options;
    if (!leases) {
      this.#set(true);
      try {
        await work(signal);
      } finally {
        this.#set(false);
      }
      return;
    }
    while (!signal.aborted) {
      if (await this.#renew(leases)) {
        await this.#lead(leases, work, signal);
        await leases.resign(name, gateway).catch(() => undefined);
      }
      await pause(RENEWAL, signal);
    }
  }

  async #lead(
    leases: Leases,
    work: (signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { now } = this.options;
    const term = new AbortController();
    const end = () => term.abort();
    signal.addEventListener('abort', end, { once: true });
    let deadline = setTimeout(end, LONGEST_WITHOUT);
    this.#set(true);
    const working = work(term.signal).finally(end);
    try {
      while (!term.signal.aborted) {
        await pause(RENEWAL, term.signal);
        if (term.signal.aborted) break;
        const asked = now();
        // The deadline does not wait for an answer.
        const mine = await Promise.race([this.#renew(leases), pause(LEASE, term.signal)]);
        if (mine === false) end();
        if (!mine || term.signal.aborted) continue;
        clearTimeout(deadline);
        deadline = setTimeout(end, Math.max(0, LONGEST_WITHOUT - (now() - asked)));
      }
      await working;
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', end);
      this.#set(false);
    }
  }

  /** Whether it has the lease now; undefined where that cannot be found out. */
  async #renew(leases: Leases): Promise<boolean | undefined> {
    const { name, gateway, onLook } = this.options;
    try {
      const mine = await leases.lease(name, gateway, LEASE);
      onLook?.();
      return mine;
    } catch (error) {
      onLook?.(error);
      return undefined;
    }
  }

  #set(leads: boolean): void {
    if (leads === this.#leads) return;
    this.#leads = leads;
    this.options.onChange?.(leads);
  }
}
