import type { Loaded } from './cache.js';
import type { SharedState } from './shared-state.js';
import { UpstreamError } from './upstream-error.js';
import type { UpstreamErrorKind } from './upstream-error.js';

const FIRST_LOOK = 20;
const LONGEST_LOOK = 250;
const RENEWAL = 2_000;
const SHORTEST_FAILURE = 1_000;
const LONGEST_FAILURE = 10_000;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * Loads a key once for all gateways: one loads, the others wait for what it brings, be it a value or
 * the reason why there is none. Without the others each loads for itself.
 */
export class SharedLoads {
  constructor(
    private readonly shared: SharedState,
    /** Milliseconds that a value is kept after its freshness. */
    private readonly afterwards: number,
    /** Milliseconds that the longest load takes. */
    private readonly patience: number,
    private readonly now: () => number,
  ) {}

  /** What is kept of a key, however old. */
  async recall<T>(key: string): Promise<Loaded<T> | undefined> {
    const kept = await this.shared.recall(key).catch(() => undefined);
    return kept && loaded<T>(kept);
  }

  async load<T>(key: string, load: () => Promise<Loaded<T>>): Promise<Loaded<T>> {
    const deadline = this.now() + this.patience;
    for (let look = FIRST_LOOK; ; look = Math.min(look * 1.5, LONGEST_LOOK)) {
      const turn = await this.shared.turn(key).catch(() => undefined);
      if (turn?.is === 'fresh') return loaded<T>(turn.kept);
      if (turn?.is === 'failed') throw failure(turn.failure);
      if (turn?.is === 'mine') return this.#loadForAll(turn, load);
      if (!turn || this.now() > deadline) return load();
      await pause(look);
    }
  }

  async #loadForAll<T>(
    turn: Extract<Awaited<ReturnType<SharedState['turn']>>, { is: 'mine' }>,
    load: () => Promise<Loaded<T>>,
  ): Promise<Loaded<T>> {
    const ignore = () => undefined; // alone again: the load is worth as much
    const clock = setInterval(() => void turn.renew().catch(ignore), RENEWAL);
    try {
      const result = await load();
      const json = result.value === undefined ? undefined : JSON.stringify(result.value);
      await turn.keep(json, result.fresh, this.afterwards).catch(ignore);
      return result;
    } catch (error) {
      if (error instanceof UpstreamError) {
        const { kind, message, retryAfter } = error;
        const text = JSON.stringify({ kind, message, retryAfter });
        const ms = Math.min(Math.max(retryAfter, SHORTEST_FAILURE), LONGEST_FAILURE);
        await turn.fail(text, ms).catch(ignore);
      }
      throw error;
    } finally {
      clearInterval(clock);
    }
  }
}

const loaded = <T>({ json, fresh }: { json: string | undefined; fresh: number }): Loaded<T> => ({
  value: json === undefined ? undefined : (JSON.parse(json) as T),
  fresh,
});

const failure = (text: string): UpstreamError => {
  const { kind, message, retryAfter } = JSON.parse(text) as {
    kind: UpstreamErrorKind;
    message: string;
    retryAfter: number;
  };
  return new UpstreamError(kind, message, retryAfter);
};
