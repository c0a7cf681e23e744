/** The account's viewing events: pulled from Wistia, kept in a store, and at hand in memory. */
import { ShapeError } from '../../stats/schema.js';
import type { Check } from '../../stats/schema.js';
import type { Log } from '../log.js';
import { UpstreamError } from '../upstream-error.js';
import type { Upstream } from '../upstream.js';
import { EventPull } from './event-pull.js';
import type { EventsQuery, PullReport } from './event-pull.js';
import type { EventStore } from './event-store.js';
import type { EventRow } from './event-tables.js';
import { HistoryFeed } from './history-feed.js';
import type { KeyedHash } from './keyed-hash.js';
import { Leadership } from './leadership.js';
import { pause } from './pause.js';
import type { ViewingHistory } from './viewing-history.js';

/** What the place that a gateway runs in gives it to keep viewing events. */
export interface EventsRuntime {
  store: EventStore;
  hash: KeyedHash;
  /** Called after every page of events that this gateway has read. */
  onProgress?: ((report: PullReport) => void) | undefined;
}

/** How the viewing events are, for the operator. Figures only. */
export interface EventsHealth extends PullReport {
  /** Viewing sessions and different people in memory. */
  sessions: number;
  visitors: number;
  /** The first day whose events are all known, as 2026-03-01; missing before the first look is over. */
  coveredSince?: string | undefined;
  /** Whether this gateway pulls and trains: of many on one database one does. */
  leads: boolean;
  /** Whether the store did what it was asked for last. */
  reachable: boolean;
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
  onSession?: ((event: EventRow) => void) | undefined;
  /** Called when a visitor is out of {@link ViewingEvents.history}, who had been in it. */
  onForgotten?: (() => void) | undefined;
  /** Called when this gateway begins to pull, or ends. */
  onLead?: ((leads: boolean) => void) | undefined;
  /** Called now and then where others use the store too, and waited for. */
  onLook?: (() => Promise<void>) | undefined;
}

/** Milliseconds between two looks at what others have written. */
const BETWEEN_LOOKS = 2_000;
const anything: Check<unknown> = (value) => value;

/** What the store may fail at. */
type Fault = 'pull' | 'look' | 'lease';

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

/** Pulls where this gateway leads, and remembers, until it is closed. */
export class ViewingEvents {
  /** Resolves when what was kept before is in {@link history}, or cannot be had at the moment. */
  readonly ready: Promise<void>;
  readonly hash: KeyedHash;
  #options: ViewingEventsOptions;
  #feed: HistoryFeed;
  #pull: EventPull;
  #leadership: Leadership;
  #faults = new Set<Fault>();
  #ending = new AbortController();
  #running: Promise<unknown>;

  constructor(options: ViewingEventsOptions) {
    const { store, hash, upstream, days, interval, onProgress, onSession, onForgotten } = options;
    this.#options = options;
    this.hash = hash;
    const { signal } = this.#ending;
    this.#feed = new HistoryFeed({ store, onSession, onForgotten, signal });
    this.#pull = new EventPull({
      store,
      hash,
      days,
      interval,
      fetchPage: (query, signal) =>
        unlessAborted(upstream.getInBackground(pathOf(query), anything, signal), signal),
      onKept: async () => {
        await this.#feed.look();
        this.#faults.delete('pull');
      },
      onProgress: (report) => onProgress?.(report),
      onFault: (error) => this.#tell('pull', error),
    });
    this.#leadership = new Leadership({
      leases: store.leases,
      gateway: crypto.randomUUID(),
      name: 'events',
      now: () => performance.now(),
      onChange: (leads) => this.#changed(leads),
      onLook: (error) => this.#told('lease', error),
    });
    this.ready = this.#look();
    this.#running = this.ready.then(() =>
      Promise.all([this.#leadership.run((term) => this.#lead(term), signal), this.#follow(signal)]),
    );
  }

  /** Who watched what, as far as it is known here. */
  get history(): ViewingHistory {
    return this.#feed.history;
  }

  /** What was written up to here is in {@link history}. */
  get mark(): number {
    return this.#feed.mark;
  }

  /**
   * From this moment on, in ms, every event that Wistia tells of is known; undefined where that cannot
   * be said at the moment.
   */
  get knownSince(): number | undefined {
    const { isSettled, coveredSince } = this.#pull;
    const isKnown = isSettled && this.#feed.isRead && coveredSince !== undefined;
    return isKnown ? Date.parse(coveredSince) : undefined;
  }

  health(): EventsHealth {
    const { size: sessions, visitors } = this.history;
    return {
      ...this.#pull.report(),
      sessions,
      visitors,
      coveredSince: this.#pull.coveredSince,
      leads: this.#leadership.leads,
      reachable: this.#faults.size === 0,
    };
  }

  /** Ends the pull. Nothing is under way in the store when it resolves. */
  async close(): Promise<void> {
    this.#ending.abort(new Error('The gateway is closed.'));
    await this.#running;
  }

  #changed(leads: boolean): void {
    const { log, store, onLead } = this.#options;
    if (store.leases) {
      const message = leads
        ? 'This gateway pulls the viewing events now and learns from them, for all on the same database.'
        : 'This gateway pulls no viewing events any more; another one on the same database does, or will.';
      log({ level: 'info', message });
    }
    onLead?.(leads);
  }

  async #lead(term: AbortSignal): Promise<void> {
    await this.#pull.run(term);
    this.#faults.delete('pull');
  }

  /** Takes in what others write, for as long as it goes on. */
  async #follow(signal: AbortSignal): Promise<void> {
    if (!this.#options.store.leases) return;
    while (!signal.aborted) {
      await pause(BETWEEN_LOOKS, signal);
      if (!signal.aborted) await this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      await this.#feed.look();
      if (!this.#leadership.leads) await this.#pull.refresh();
      await this.#options.onLook?.();
      this.#told('look');
    } catch (error) {
      this.#told('look', error);
    }
  }

  #told(what: Fault, error?: unknown): void {
    if (error === undefined) this.#faults.delete(what);
    else this.#tell(what, error);
  }

  #tell(what: Fault, error: unknown): void {
    const { log, store } = this.#options;
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
    this.#faults.add(what);
    const { message } = error as Error;
    const advice = store.leases ? 'that the database answers' : 'that its disk has room and that it can be written';
    log({
      level: 'error',
      message: `The event store failed: ${message}. What could not be kept is read again later; see ${advice}.`,
    });
  }
}
