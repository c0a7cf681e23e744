import type { ReactiveController } from 'lit';
import { statsClient } from './client.js';
import type { StatsClient, StatsState, StatsWatcher } from './client.js';
import type { StatsHost } from './controller.js';
import type { StatsRequest } from './requests.js';
import { sourceOf } from './source.js';

interface Watched<T> extends StatsWatcher<T> {
  readonly request: StatsRequest<T>;
  state: StatsState<T>;
}

/** An element that may poll. */
export interface PollingHost extends StatsHost {
  /** Seconds between refetches while the page is visible. */
  refresh?: number;
}

/**
 * Keeps an element supplied with the values of several requests of one kind, such as the related videos
 * of each video in a history. What they are is asked for anew with every update of the host.
 */
export class StatsGroup<T> implements ReactiveController {
  #client?: StatsClient | undefined;
  readonly #watched = new Map<string, Watched<T>>();

  constructor(
    private readonly host: PollingHost,
    private readonly requests: () => readonly StatsRequest<T>[],
  ) {
    host.addController(this);
  }

  /** The last good value of a request; undefined where there is none. */
  value({ path }: StatsRequest<T>): T | undefined {
    return this.#watched.get(path)?.state.value;
  }

  /** Whether every one of these requests has an answer by now, be it a fault. */
  isSettled(requests: readonly StatsRequest<T>[]): boolean {
    return requests.every(({ path }) => {
      const state = this.#watched.get(path)?.state;
      return state && (state.value !== undefined || !!state.error);
    });
  }

  /** Called by the host. */
  hostUpdate(): void {
    const wanted = this.host.isConnected ? this.requests() : [];
    const paths = new Set(wanted.map(({ path }) => path));
    let client = this.#client;
    try {
      const source = wanted.length ? sourceOf(this.host) : undefined;
      if (source) client = statsClient(source.baseUrl, source);
    } catch {
      return; // the host's own request has found that out, and says so
    }
    for (const [path, watched] of this.#watched) {
      if (client === this.#client && paths.has(path)) continue;
      this.#watched.delete(path);
      this.#client!.unwatch(watched.request, watched);
    }
    this.#client = client;
    const { host } = this;
    for (const request of wanted) {
      if (this.#watched.has(request.path)) continue;
      const watched: Watched<T> = {
        request,
        state: {},
        get refresh() {
          return host.refresh;
        },
        stateChanged: (state) => {
          watched.state = state;
          host.requestUpdate();
        },
      };
      this.#watched.set(request.path, watched);
      watched.state = client!.watch(request, watched);
    }
  }

  /** Called by the host. */
  hostDisconnected(): void {
    for (const watched of this.#watched.values()) this.#client!.unwatch(watched.request, watched);
    this.#watched.clear();
  }
}
