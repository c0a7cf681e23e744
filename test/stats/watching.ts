/** Somebody who waits for figures, and all that they were told. */
import { vi } from 'vitest';
import type { StatsClient, StatsState, StatsWatcher } from '../../src/stats/client.js';
import type { StatsRequest } from '../../src/stats/requests.js';

export class Watching<T> implements StatsWatcher<T> {
  /** What was known at once, and then every change. */
  readonly states: StatsState<T>[];

  constructor(
    readonly client: StatsClient,
    readonly request: StatsRequest<T>,
    public refresh?: number,
  ) {
    this.states = [client.watch(request, this)];
  }

  stateChanged(state: StatsState<T>): void {
    this.states.push(state);
  }

  get state(): StatsState<T> {
    return this.states.at(-1)!;
  }
  get value(): T | undefined {
    return this.state.value;
  }
  get error() {
    return this.state.error;
  }

  stop(): void {
    this.client.unwatch(this.request, this);
  }
}

/** The clock that the tests turn; what is not a timer or a date stays real. */
export const fakeClock = (): void => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(Date.UTC(2026, 2, 1, 12));
};

const microtasks = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Lets so much time pass, and a millisecond; 0: what is under way comes to its end. */
export const pass = async (seconds = 0): Promise<void> => {
  // What is set in the last moment of a stretch of time is due a millisecond later.
  if (seconds) await vi.advanceTimersByTimeAsync(seconds * 1000 + 1);
  // A body is read in several steps, and then there may be more to do at once.
  for (let i = 0; i < 6; i++) {
    await microtasks();
    vi.advanceTimersByTime(0);
  }
  await microtasks();
};
