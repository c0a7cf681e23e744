import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { statsClient } from './client.js';
import type { StatsClient, StatsState, StatsWatcher } from './client.js';
import type { StatsRequest } from './requests.js';
import { SOURCE_CHANGE, sourceOf } from './source.js';
import { StatsError } from './stats-error.js';

/** A Lit element, or whatever else hosts controllers and is an element. */
export type StatsHost = ReactiveControllerHost & Element;

const connected = new Set<{ sourceChanged(): void }>();
globalThis.document?.addEventListener(SOURCE_CHANGE, () => {
  for (const controller of connected) controller.sourceChanged();
});

/**
 * Keeps an element supplied with the value of a request: the same fetch and cache that the widgets
 * use, for anybody's Lit element.
 *
 * ```ts
 * class MyPlays extends LitElement {
 *   #plays = new StatsController(this, () => mediaStats('993554ba94'));
 *   render() { return html`${this.#plays.value?.play_count}`; }
 * }
 * ```
 *
 * The request is asked for anew with every update of the host; return `undefined` to wait. The source
 * is found as for every widget (`base-url`, `<wistia-stats-source>`, …).
 */
export class StatsController<T> implements ReactiveController, StatsWatcher<T> {
  /** Seconds between refetches while the page is visible; 0 or undefined: none. */
  refresh?: number | undefined;
  #client?: StatsClient | undefined;
  #request?: StatsRequest<T> | undefined;
  #state: StatsState<T> = {};
  #resolve = true;
  /** What the client was told of `refresh`. */
  #refresh?: number | undefined;

  constructor(
    private readonly host: StatsHost,
    private readonly request: () => StatsRequest<T> | undefined,
  ) {
    host.addController(this);
  }

  /** The last good value. It outlives errors and the fetch of the next one. */
  get value(): T | undefined {
    return this.#state.value;
  }

  /** What went wrong with the newest attempt. */
  get error(): StatsError | undefined {
    return this.#state.error;
  }

  /** The first answer is on its way. */
  get loading(): boolean {
    const { value, error } = this.#state;
    return !!this.#request && value === undefined && !error;
  }

  /** When `value` was fetched, in ms since 1970. */
  get fetchedAt(): number | undefined {
    return this.#state.fetchedAt;
  }

  /** The client of the source that was asked last. */
  get client(): StatsClient | undefined {
    return this.#client;
  }

  /** Fetches again, fresh or not. */
  refetch(): void {
    if (this.#request) this.#client?.refetch(this.#request);
  }

  /** Looks the source up again: a setting between the host and its source has changed. */
  sourceChanged(): void {
    this.#resolve = true;
    this.host.requestUpdate();
  }

  /** Called by the host. */
  hostConnected(): void {
    connected.add(this);
    this.sourceChanged();
  }

  /** Called by the host. */
  hostDisconnected(): void {
    connected.delete(this);
    this.#leave();
  }

  /** Called by the host. */
  hostUpdate(): void {
    if (!connected.has(this)) return;
    try {
      const request = this.request();
      const same = request && request.path === this.#request?.path;
      if (same && !this.#resolve) return;
      const source = request && sourceOf(this.host);
      const client = source && statsClient(source.baseUrl, source);
      this.#resolve = !client;
      // Of a reply that nobody may keep, asking again would be another fetch.
      const settled = this.#state.value !== undefined && this.refresh === this.#refresh;
      if (same && client === this.#client && settled) return;
      this.#leave();
      this.#state = {};
      if (!request) return;
      this.#client = client!;
      this.#refresh = this.refresh;
      this.#request = request;
      this.#state = this.#client.watch(request, this);
    } catch (cause) {
      this.#leave();
      this.#state = { error: new StatsError('setup', (cause as Error).message) };
    }
  }

  #leave(): void {
    if (this.#request) this.#client!.unwatch(this.#request, this);
    this.#request = undefined;
  }

  /** Called by the client. */
  stateChanged(state: StatsState<T>): void {
    this.#state = state;
    this.host.requestUpdate();
  }
}
