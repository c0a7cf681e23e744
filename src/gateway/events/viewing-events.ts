/** The account's viewing events: pulled from Wistia, kept in a store, and at hand in memory. */
import { ShapeError } from '../../stats/schema.js';
import type { Check } from '../../stats/schema.js';
import type { Log } from '../log.js';
import { UpstreamError } from '../upstream-error.js';
import type { Upstream } from '../upstream.js';
import { EventPull } from './event-pull.js';
import type { EventsQuery, PullReport } from './event-pull.js';
import type { EventStore } from './event-store.js';
import type { KeyedHash } from './keyed-hash.js';
import type { StoredEvent } from './stored-event.js';
import { ViewingHistory } from './viewing-history.js';

/** What the place that a gateway runs in gives it to keep viewing events. */
export interface EventsRuntime {
  store: EventStore;
  hash: KeyedHash;
  /** Called after every page of events that was read. */
  onProgress?: ((report: PullReport) => void) | undefined;
}

/** How the viewing events are, for the operator. Figures only. */
export interface EventsHealth extends PullReport {
  /** Viewing sessions and different people in memory. */
  sessions: number;
  visitors: number;
  /** The first day whose events are all known, as 2026-03-01; missing before the first look is over. */
  coveredSince?: string | undefined;
}

/** Settings of {@link ViewingEvents}. */
export interface ViewingEventsOptions extends EventsRuntime {
  upstream: Upstream;
  /** Days of history. */
  days: number;
  /** Seconds between two looks at the newest events. */
  interval: number;
  log: Log;
  /** Called with a session that had not been known. */
  onSession?: ((event: StoredEvent) => void) | undefined;
  /** Called when a visitor is out of {@link ViewingEvents.history}, who had been in it. */
  onForgotten?: (() => void) | undefined;
}

const DAY = 864e5;
const anything: Check<unknown> = (value) => value;

const turn = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Rejects when the signal is aborted, whatever becomes of the work. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });

const pathOf = (query: EventsQuery): string =>
  `stats/events.json?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`;

/** Pulls and remembers until it is closed. */
export class ViewingEvents {
  /** Who watched what, as far as it is known here. */
  history = new ViewingHistory();
  /** Resolves when what was kept before is in {@link history}. */
  readonly ready: Promise<void>;
  readonly hash: KeyedHash;
  #options: ViewingEventsOptions;
  #pull: EventPull;
  #ending = new AbortController();
  #running: Promise<void>;
  /** A history that is being read from the store. */
  #coming: ViewingHistory | undefined;
  #readAt = Date.now();
  /** How many visitors had been forgotten when the history was read. */
  #forgotten = 0;

  constructor(options: ViewingEventsOptions) {
    const { store, hash, upstream, days, interval, onProgress } = options;
    this.#options = options;
    this.hash = hash;
    const { signal } = this.#ending;
    this.#pull = new EventPull({
      store,
      hash,
      days,
      interval,
      fetchPage: (query) =>
        unlessAborted(upstream.getInBackground(pathOf(query), anything, signal), signal),
      onEvents: (_changed, all) => this.#take(all),
      onRemoved: () => {
        // What is no longer kept is forgotten here within a day.
        if (Date.now() - this.#readAt > DAY) void this.#read();
      },
      onProgress: (report) => {
        onProgress?.(report);
        void this.#heedForgotten().catch((error: unknown) => this.#tell(error));
      },
      onFault: (error) => this.#tell(error),
    });
    this.ready = this.#read();
    this.#running = this.ready.then(() => this.#pull.run(signal));
  }

  /**
   * From this moment on, in ms, every event that Wistia tells of is known; undefined where that cannot
   * be said at the moment.
   */
  get knownSince(): number | undefined {
    const { isSettled, coveredSince } = this.#pull;
    return isSettled && coveredSince !== undefined ? Date.parse(coveredSince) : undefined;
  }

  health(): EventsHealth {
    const { size: sessions, visitors } = this.history;
    return { ...this.#pull.report(), sessions, visitors, coveredSince: this.#pull.coveredSince };
  }

  /** Ends the pull. Nothing is under way in the store when it resolves. */
  async close(): Promise<void> {
    this.#ending.abort(new Error('The gateway is closed.'));
    await this.#running;
  }

  #take(events: readonly StoredEvent[]): void {
    for (const event of events) {
      this.#coming?.add(event);
      if (this.history.add(event)) this.#options.onSession?.(event);
    }
  }

  /** Another process, the command line say, may have forgotten somebody. */
  async #heedForgotten(): Promise<void> {
    if (this.#coming || (await this.#options.store.countForgotten()) === this.#forgotten) return;
    await this.#read();
    this.#options.onForgotten?.();
  }

  /** Reads the store into a new history, and lets that take the old one's place. */
  async #read(): Promise<void> {
    const coming = new ViewingHistory();
    this.#coming = coming;
    try {
      const forgotten = await this.#options.store.countForgotten();
      for await (const batch of this.#options.store.all()) {
        if (this.#ending.signal.aborted) return;
        for (const event of batch) coming.add(event);
        await turn(); // others wait for answers
      }
      this.history = coming;
      this.#forgotten = forgotten;
      this.#readAt = Date.now();
    } catch (error) {
      this.#tell(error);
    } finally {
      this.#coming = undefined;
    }
  }

  #tell(error: unknown): void {
    const { log } = this.#options;
    // What Wistia did not give has been told already, by what asked it.
    if (error instanceof UpstreamError) return;
    if (error instanceof ShapeError) {
      log({
        level: 'warn',
        message: `A viewing event of Wistia's events.json is left out: ${error.message}.`,
        endpoint: 'stats/events.json',
        field: error.path,
      });
      return;
    }
    const { message } = error as Error;
    log({
      level: 'error',
      message: `The event store failed: ${message}. What could not be kept is read again later; see that its disk has room and that it can be written.`,
    });
  }
}
