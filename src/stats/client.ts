import { pageRegistry } from './page-registry.js';
import type { StatsRequest } from './requests.js';
import { ShapeError } from './schema.js';
import { StatsError } from './stats-error.js';

/** What is known about one request at one moment. A new object with every change. */
export interface StatsState<T> {
  /** The last good value; it outlives errors. */
  readonly value?: T;
  /** When `value` was fetched, in ms since 1970. */
  readonly fetchedAt?: number;
  /** What went wrong with the newest attempt; gone with the next good reply. */
  readonly error?: StatsError;
  /** A fetch is under way, or waits for its next try. */
  readonly loading: boolean;
}

/** Somebody who waits for a request's value. */
export interface StatsWatcher<T> {
  /** Seconds between refetches while the page is visible; 0 or missing: none. */
  readonly refresh?: number | undefined;
  /** Called after every change, never during `watch`. */
  stateChanged(state: StatsState<T>): void;
}

/** Settings of a client. */
export interface StatsClientOptions {
  /** Bearer token of a signed reader. Never on a public page. */
  token?: string | undefined;
  /** Keeps the last good values in this browser's localStorage. Never with a token. */
  persist?: boolean | undefined;
}

interface Entry {
  readonly request: StatsRequest<unknown>;
  readonly watchers: Set<StatsWatcher<never>>;
  state: StatsState<unknown>;
  /** Until when nothing needs to be fetched, in ms since 1970: the value is fresh, or a try waits its turn. */
  freshUntil: number;
  /** Passing faults since the last good reply. */
  failures: number;
  timer?: ReturnType<typeof setTimeout> | undefined;
  job?: Job | undefined;
}

/** One fetch and the entries that wait for it: one entry, or many in a batch. */
interface Job {
  readonly entries: Entry[];
  readonly controller: AbortController;
}

const FRESH_SECONDS = 60; // where the reply is silent
const TIMEOUT = 10_000;
const MAX_BYTES = 8e6;
const MAX_BATCH = 100;
const MAX_IDLE_ENTRIES = 500;
const QUIET_FAILURES = 2; // tries before a passing fault is shown
const LONGEST_WAIT = 300_000;

const hidden = (): boolean => globalThis.document?.hidden;

const retryAfter = (header: string | null): number => {
  const wait = header ? Number(header) * 1000 || Date.parse(header) - Date.now() : 0;
  return wait > 0 ? Math.min(wait, 3_600_000) : 0;
};

/**
 * Fetches below one base URL and keeps what it got: one fetch for all who ask the same, fresh for as
 * long as the reply's `Cache-Control` says, then shown stale while it is fetched again. Passing faults
 * (network, timeout, 429, 5xx) are tried again for as long as somebody waits.
 */
export class StatsClient {
  #entries = new Map<string, Entry>();
  #queue: Entry[] = [];
  #batches = true;
  /** Until when the source asked to be left alone (`Retry-After`). */
  #heldUntil = 0;

  constructor(
    /** Ends with a slash. */
    readonly baseUrl: string,
    readonly options: StatsClientOptions = {},
  ) {
    globalThis.addEventListener?.('online', this.#wake);
    globalThis.document?.addEventListener('visibilitychange', this.#wake);
  }

  /** What is known now, without fetching. */
  peek<T>(request: StatsRequest<T>): StatsState<T> {
    return this.#entry(request).state as StatsState<T>;
  }

  /** Waits for a request's value and its changes; fetches where nothing fresh is known. */
  watch<T>(request: StatsRequest<T>, watcher: StatsWatcher<T>): StatsState<T> {
    const entry = this.#entry(request);
    // Moves it to the end: the front of the map is what was asked for longest ago.
    this.#entries.delete(request.path);
    this.#entries.set(request.path, entry);
    const wait = entry.freshUntil - Date.now();
    if (wait <= 0) this.#load(entry);
    entry.watchers.add(watcher);
    if (wait > 0) {
      if (!entry.failures) watcher.refresh && this.#schedule(entry);
      else if (!entry.timer) this.#loadAfter(entry, wait);
    }
    return entry.state as StatsState<T>;
  }

  /** Stops waiting. A fetch that nobody waits for is aborted. */
  unwatch<T>(request: StatsRequest<T>, watcher: StatsWatcher<T>): void {
    const entry = this.#entries.get(request.path);
    if (!entry?.watchers.delete(watcher) || entry.watchers.size) return;
    clearTimeout(entry.timer);
    entry.timer = undefined;
    // Moving an element in the page disconnects and connects it, and asks again with its next update:
    // whoever comes back in this turn still waits.
    if (entry.state.loading) setTimeout(() => this.#abandon(entry));
    this.#forgetIdle();
  }

  /** Fetches again, fresh or not. */
  refetch<T>(request: StatsRequest<T>): void {
    this.#load(this.#entry(request), true);
  }

  #entry(request: StatsRequest<unknown>): Entry {
    let entry = this.#entries.get(request.path);
    if (!entry) {
      entry = {
        request,
        watchers: new Set(),
        state: this.#restore(request),
        freshUntil: 0,
        failures: 0,
      };
      this.#entries.set(request.path, entry);
    }
    return entry;
  }

  #set(entry: Entry, change: Partial<StatsState<unknown>>): void {
    entry.state = { ...entry.state, ...change };
    for (const watcher of [...entry.watchers]) watcher.stateChanged(entry.state as never);
  }

  #abandon(entry: Entry): void {
    if (entry.watchers.size || !entry.state.loading) return;
    entry.state = { ...entry.state, loading: false };
    if (entry.job?.entries.every(({ watchers }) => !watchers.size)) entry.job.controller.abort();
    entry.job = undefined;
  }

  #forgetIdle(): void {
    if (this.#entries.size <= MAX_IDLE_ENTRIES) return;
    for (const [path, { watchers, job }] of this.#entries) {
      if (this.#entries.size <= MAX_IDLE_ENTRIES) return;
      if (!watchers.size && !job) this.#entries.delete(path);
    }
  }

  // A tab that is looked at again, or a line that is back.
  #wake = (): void => {
    if (hidden()) return;
    for (const entry of this.#entries.values()) {
      if (!entry.watchers.size || entry.job) continue;
      if (entry.failures || Date.now() >= entry.freshUntil) this.#load(entry);
      else this.#schedule(entry);
    }
  };

  // The next poll, where somebody asked for one.
  #schedule(entry: Entry): void {
    let seconds = Infinity;
    for (const { refresh } of entry.watchers) {
      if (refresh! > 0) seconds = Math.min(seconds, Math.max(refresh!, 1));
    }
    clearTimeout(entry.timer);
    if (seconds < Infinity) this.#loadAfter(entry, seconds * 1000, true);
  }

  #loadAfter(entry: Entry, wait: number, poll = false): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      if (hidden()) entry.freshUntil = 0; // #wake goes on from here
      else if (entry.watchers.size) this.#load(entry, poll);
    }, wait);
  }

  #load(entry: Entry, poll = false): void {
    if (entry.job || this.#queue.includes(entry)) return;
    clearTimeout(entry.timer);
    entry.timer = undefined;
    if (!entry.state.loading) this.#set(entry, { loading: true });
    const held = this.#heldUntil - Date.now();
    if (held > 0) {
      this.#loadAfter(entry, held, poll);
      return;
    }
    if (!entry.request.batchId || !this.#batches) {
      this.#fetch([entry], entry.request.path, poll);
      return;
    }
    // All that is asked in this turn goes into one request.
    if (this.#queue.push(entry) === 1) setTimeout(() => this.#flush(poll));
  }

  #flush(poll: boolean): void {
    const queue = this.#queue.filter(({ watchers, state }) => watchers.size || state.loading);
    this.#queue = [];
    for (let i = 0; i < queue.length; i += MAX_BATCH) {
      const entries = queue.slice(i, i + MAX_BATCH);
      const ids = entries.map(({ request }) => encodeURIComponent(request.batchId!)).sort();
      this.#fetch(
        entries,
        ids.length > 1
          ? `stats/medias.json?${ids.map((id) => `hashed_ids[]=${id}`).join('&')}`
          : entries[0]!.request.path,
        poll,
      );
    }
  }

  async #fetch(entries: Entry[], path: string, poll: boolean): Promise<void> {
    const job: Job = { entries, controller: new AbortController() };
    for (const entry of entries) entry.job = job;
    const batch = entries.length > 1;
    let late = false;
    const clock = setTimeout(() => {
      late = true;
      job.controller.abort();
    }, TIMEOUT);
    let response: Response | undefined;
    let failure: StatsError | undefined;
    let json: unknown;
    try {
      response = await fetch(this.baseUrl + path, {
        signal: job.controller.signal,
        credentials: 'omit',
        // A poll wants news: the browser's own cache is asked to check.
        cache: poll ? 'no-cache' : 'default',
        headers: this.options.token ? { Authorization: `Bearer ${this.options.token}` } : {},
      });
      if (!response.ok) failure = this.#statusError(path, response.status);
      else json = await this.#json(path, response);
    } catch (error) {
      failure =
        error instanceof StatsError
          ? error
          : late
            ? new StatsError('timeout', `${this.#place(path)} did not answer in 10 seconds.`, path)
            : new StatsError(
                'network',
                `${this.#place(path)} could not be reached. Check the source's address and, if it is on another host, that it allows this page's origin.`,
                path,
              );
    }
    clearTimeout(clock);
    const waiting = entries.filter((entry) => entry.job === job);
    for (const entry of waiting) entry.job = undefined;
    if (batch && response?.status === 404) {
      // A snapshot has no batches: one by one from now on.
      this.#batches = false;
      for (const entry of waiting) this.#load(entry, poll);
    } else if (failure) {
      this.#failed(waiting, failure, retryAfter(response?.headers.get('Retry-After') ?? null));
    } else {
      const age = /(?:^|[\s,])max-age=(\d+)/.exec(response!.headers.get('Cache-Control') ?? '')?.[1];
      const freshUntil = Date.now() + Number(age ?? FRESH_SECONDS) * 1000;
      for (const entry of waiting) {
        const { batchId } = entry.request;
        const value = batch ? (json as Record<string, unknown> | null)?.[batchId!] : json;
        if (batch && value === undefined) {
          this.#failed([entry], this.#statusError(entry.request.path, 404), 0);
        } else this.#take(entry, value, freshUntil);
      }
    }
  }

  #take(entry: Entry, json: unknown, freshUntil: number): void {
    const { path } = entry.request;
    try {
      const value = entry.request.check(json, '');
      entry.failures = 0;
      entry.freshUntil = freshUntil;
      this.#store(path, json);
      this.#set(entry, { value, fetchedAt: Date.now(), error: undefined as never, loading: false });
      this.#schedule(entry);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      const { message, path: field } = error;
      this.#failed([entry], new StatsError('shape', `${path}: ${message}.`, path, 200, field), 0);
    }
  }

  #failed(entries: Entry[], error: StatsError, retryAfterMs: number): void {
    const { kind, status } = error;
    const passing = kind === 'network' || kind === 'timeout' || status === 429 || status >= 500;
    // One throw of the dice for all, so that a batch stays together.
    const jitter = 0.5 + Math.random() / 2;
    const now = Date.now();
    if (retryAfterMs) this.#heldUntil = now + retryAfterMs;
    for (const entry of entries) {
      entry.failures = passing ? entry.failures + 1 : 0;
      const backoff = Math.min(500 * 2 ** entry.failures, LONGEST_WAIT) * jitter;
      const wait = passing ? Math.max(backoff, retryAfterMs) : FRESH_SECONDS * 1000;
      entry.freshUntil = now + wait;
      const quiet = passing && entry.failures <= QUIET_FAILURES && kind !== 'timeout' && wait < 5000;
      if (!quiet) this.#set(entry, { error, loading: false });
      if (passing) this.#loadAfter(entry, wait);
      else this.#schedule(entry);
    }
  }

  async #json(path: string, response: Response): Promise<unknown> {
    const tooBig = (): never => {
      throw new StatsError('shape', `${this.#place(path)} answered with over 8 MB.`, path, 200);
    };
    if (Number(response.headers.get('Content-Length')) > MAX_BYTES) tooBig();
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let done = !reader; !done; ) {
      const part = await reader!.read();
      done = part.done;
      text += decoder.decode(part.value, { stream: !done });
      if (text.length > MAX_BYTES) {
        void reader!.cancel();
        tooBig();
      }
    }
    try {
      return JSON.parse(text);
    } catch {
      const page = /^\s*</.test(text);
      throw new StatsError(
        page ? 'shape' : 'network',
        `${this.#place(path)} answered with ${
          page ? 'a web page, not JSON. Is the source a gateway or a snapshot?' : 'a broken reply.'
        }`,
        path,
      );
    }
  }

  #statusError(path: string, status: number): StatsError {
    const reason =
      status === 404
        ? 'it is not published there, or the id is wrong.'
        : status === 401 || status === 403
          ? 'it needs a signed token.'
          : 'the source could not answer.';
    return new StatsError('status', `${this.#place(path)} answered ${status}: ${reason}`, path, status);
  }

  #place(path: string): string {
    return this.baseUrl + path.replace(/\?.*/, '');
  }

  #restore({ path, check }: StatsRequest<unknown>): StatsState<unknown> {
    try {
      if (!this.#persists()) return { loading: false };
      const [fetchedAt, json] = JSON.parse(localStorage.getItem(this.#storageKey(path))!);
      return { value: check(json, ''), fetchedAt, loading: false };
    } catch {
      return { loading: false }; // nothing kept, no storage, or of another shape
    }
  }

  #store(path: string, json: unknown): void {
    try {
      if (!this.#persists()) return;
      localStorage.setItem(this.#storageKey(path), JSON.stringify([Date.now(), json]));
    } catch {
      // Full or forbidden: the page works without.
    }
  }

  #persists(): boolean | undefined {
    return this.options.persist && !this.options.token;
  }

  #storageKey(path: string): string {
    return `wistia-widgets ${this.baseUrl}${path}`;
  }
}

/** The page's client of a source; the same one for all copies of the script. */
export const statsClient = (baseUrl: string, options: StatsClientOptions = {}): StatsClient => {
  const key = `${options.token ?? ''} ${baseUrl}`;
  let client = pageRegistry.clients.get(key);
  if (!client) pageRegistry.clients.set(key, (client = new StatsClient(baseUrl, options)));
  return client;
};
