import type { SharedState } from './shared-state.js';

const LEASE = 15_000;
const RENEWAL = 5_000;
/** Less than the lease: who cannot renew it has stopped before another one begins. */
const LONGEST_WITHOUT = 11_000;

/**
 * Sees to it that of many gateways one does a work: the pull of events, the training. Without others
 * that is this one. While the others cannot be reached nobody leads for longer than the lease.
 */
export class Leadership {
  #leads = false;

  constructor(
    private readonly options: {
      shared: SharedState | undefined;
      /** A name that no other gateway has. */
      gateway: string;
      /** What is led: `events`. */
      name: string;
      now: () => number;
      onChange?: (leads: boolean) => void;
    },
  ) {}

  /** Whether this gateway leads now. */
  get leads(): boolean {
    return this.#leads;
  }

  /**
   * Runs the work whenever this gateway leads, until `signal`. The work's own signal tells it to stop,
   * at once, where another one takes over; it is waited for.
   */
  async run(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const { shared, name, gateway } = this.options;
    if (!shared) {
      this.#set(true);
      try {
        await work(signal);
      } finally {
        this.#set(false);
      }
      return;
    }
    while (!signal.aborted) {
      if (await this.#renew(shared)) {
        await this.#lead(shared, work, signal);
        await shared.resign(name, gateway).catch(() => undefined);
      }
      await pause(RENEWAL, signal);
    }
  }

  async #lead(
    shared: SharedState,
    work: (signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { now } = this.options;
    const term = new AbortController();
    const end = () => term.abort();
    signal.addEventListener('abort', end, { once: true });
    let renewed = now();
    this.#set(true);
    const working = work(term.signal).finally(end);
    try {
      while (!term.signal.aborted) {
        await pause(RENEWAL, term.signal);
        if (term.signal.aborted) break;
        const mine = await shared
          .lease(this.options.name, this.options.gateway, LEASE)
          .catch(() => undefined);
        if (mine) renewed = now();
        else if (mine === false || now() - renewed > LONGEST_WITHOUT - RENEWAL) term.abort();
      }
      await working;
    } finally {
      signal.removeEventListener('abort', end);
      this.#set(false);
    }
  }

  async #renew(shared: SharedState): Promise<boolean> {
    const { name, gateway } = this.options;
    return shared.lease(name, gateway, LEASE).catch(() => false);
  }

  #set(leads: boolean): void {
    if (leads === this.#leads) return;
    this.#leads = leads;
    this.options.onChange?.(leads);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const end = () => {
      clearTimeout(clock);
      signal.removeEventListener('abort', end);
      done();
    };
    const clock = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
