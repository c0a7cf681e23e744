import { ask, isPassing, refusal } from './ask.js';
import type { KeptValues } from './kept-values.js';
import { pageRegistry } from './page-registry.js';
import type { StatsRequest } from './requests.js';
import type { ShapeError } from './schema.js';
import { StatsError } from './stats-error.js';

/** What is known about one request at one moment. A new object with every change. */
export interface StatsState<T> {
  /** The last good value; it outlives errors. */
  readonly value?: T;
  /** When `value` was fetched, in ms since 1970. */
  readonly fetchedAt?: number;
  /** What went wrong with the newest attempt; gone with the next good reply. */
  readonly error?: StatsError;
}

/** Somebody who waits for a request's value. */
export interface StatsWatcher<T> {
  /** Seconds between refetches while the page is visible; 0 or missing: none. */
  readonly refresh?: number | undefined;
  /** Called after every change, never during `watch`. */
  stateChanged(state: StatsState<T>): void;
}

/** Replies that came with the page, from the server that wrote it. */
export interface GivenReplies {
  /** Checked replies by path and query. */
  replies: Record<string, unknown>;
  /** When they were fetched, in ms since 1970. */
  fetchedAt: number;
  /** Seconds from then on for which they need not be fetched again. */
  maxAge: number;
}

/** Settings of a client. */
export interface StatsClientOptions {
  /** The client itself, where it is known: on a server, one for each thing that is written. */
  client?: StatsClient | undefined;
  /** Bearer token of a signed reader. Never on a public page. */
  token?: string | undefined;
  /** Where last good values are kept from one page load to the next. Never with a token. */
  kept?: KeptValues | undefined;
}

/** Fetches below one base URL and keeps what it got. */
export interface StatsClient {
  /** Ends with a slash. */
  readonly baseUrl: string;
  /** Where last good values are kept from one page load to the next, if they are. */
  kept?: KeptValues | undefined;
  /** Takes replies that came with the page: whoever asks for one need not wait for it. */
  give(given: GivenReplies): void;
  /** What is known now, without fetching. */
  peek<T>(request: StatsRequest<T>): StatsState<T>;
  /** Waits for a request's value and its changes; fetches where nothing fresh is known. */
  watch<T>(request: StatsRequest<T>, watcher: StatsWatcher<T>): StatsState<T>;
  /** Stops waiting. A fetch that nobody waits for is aborted. */
  unwatch<T>(request: StatsRequest<T>, watcher: StatsWatcher<T>): void;
  /** Fetches again what somebody waits for, fresh or not. */
  refetch<T>(request: StatsRequest<T>): void;
  /** Fetches again what somebody waits for and is stale or failed. */
  wake(): void;
}

interface Entry {
  readonly request: StatsRequest<unknown>;
  readonly watchers: Set<StatsWatcher<never>>;
  state: StatsState<unknown>;
  /**
   * Until when nothing needs to be fetched, in ms since 1970: the value is fresh, or the next try waits its
   * turn. 0: there was no attempt yet.
   */
  restUntil: number;
  /** The reply was for this asker alone: it is forgotten with the last who looks at it. */
  fleeting?: boolean;
  /** Passing faults since the last good reply. */
  failures: number;
  /** To be fetched as soon as the source may be asked. */
  due?: boolean;
  timer?: ReturnType<typeof setTimeout>;
  job?: Job | undefined;
}

/** One fetch and the entries that wait for it: one entry, or many in a batch. */
interface Job {
  readonly entries: Entry[];
  readonly controller: AbortController;
}

const MAX_BATCH = 100;
const MAX_IDLE = 500;
const REST_MS = 60_000; // after a fault that does not pass
const LONGEST_BACKOFF_MS = 300_000;
const LONGEST_TIMER_MS = 864e5;
/** A passing fault is shown when the wait for the next try is as long: not after the first two. */
const LONG_WAIT_MS = 2000;
/** A timeout has taken its time: it counts for as many faults. */
const TIMEOUT_FAILURES = 3;

const hidden = (): boolean => globalThis.document?.hidden;

const isWatched = ({ watchers }: Entry): boolean => watchers.size > 0;

/** Seconds between refetches that the most eager watcher asks for. */
const pollSeconds = ({ watchers }: Entry): number => {
  let least = Infinity;
  for (const { refresh } of watchers) {
    if (refresh! > 0) least = Math.min(least, Math.max(refresh!, 1));
  }
  return least;
};

/** A request's own part of a reply, checked. */
const valueOf = (
  url: string,
  { check, batchId }: StatsRequest<unknown>,
  json: unknown,
  isBatch: boolean,
): unknown => {
  if (isBatch) {
    const all = Object(json) as Record<string, unknown>;
    json = Object.hasOwn(all, batchId!) ? all[batchId!] : undefined;
    // A gateway leaves out what is not published, and says null where it cannot tell now.
    if (json == null) throw refusal(url, json === null ? 503 : 404);
  }
  try {
    return check(json, '');
  } catch (cause) {
    const { message, path } = cause as ShapeError;
    throw new StatsError('shape', `does not fit: ${message}`, url, 200, path);
  }
};

/** The entry has another state, and who waits for it is told. */
const tell = (entry: Entry, state: StatsState<unknown>): void => {
  entry.state = state;
  for (const watcher of [...entry.watchers]) {
    try {
      watcher.stateChanged(state as never);
    } catch (cause) {
      console.error(cause); // one watcher's fault is not the others'
    }
  }
};

/**
 * One fetch for all who ask the same, fresh for as long as the reply's `Cache-Control` says, then shown
 * stale while it is fetched again. Passing faults (network, timeout, 429, 5xx) are tried again for as long
 * as somebody waits.
 */
const createClient = (baseUrl: string, token: string | undefined): StatsClient => {
  const entries = new Map<string, Entry>();
  /** What came with the page, unchecked. */
  const given: Record<string, { value: unknown; fetchedAt: number; restUntil: number }> = {};
  /** What was asked for, left or answered in this turn. */
  const touched = new Set<Entry>();
  let batches = true;
  /** Until when the source asked to be left alone (`Retry-After`). */
  let heldUntil = 0;

  // All that happens in a turn is dealt with at its end: what is asked together is fetched together, and
  // an element that is moved in the page leaves and comes back without a trace.
  const touch = (entry: Entry, due: boolean): void => {
    if (due && !entry.job) entry.due = true;
    if (!touched.size) setTimeout(settle);
    touched.add(entry);
  };

  const settle = (): void => {
    const batch: Entry[] = [];
    for (const entry of touched) {
      clearTimeout(entry.timer);
      if (!isWatched(entry)) leave(entry);
      else if (!entry.job) {
        const wait = nextAt(entry) - Date.now();
        if (wait > 0) loadAfter(entry, wait);
        else if (batches && entry.request.batchId) batch.push(entry);
        else void load([entry]);
      }
    }
    touched.clear();
    while (batch.length) void load(batch.splice(0, MAX_BATCH));
    for (const [path, entry] of entries) {
      // What only a token shows is forgotten with the last who looks at it.
      if (entries.size <= (token ? 0 : MAX_IDLE)) break;
      if (!isWatched(entry)) entries.delete(path);
    }
  };

  const leave = (entry: Entry): void => {
    const { fleeting, job, request } = entry;
    entry.due = false;
    if (fleeting) entries.delete(request.path);
    if (!job || job.entries.some(isWatched)) return;
    for (const each of job.entries) each.job = undefined;
    job.controller.abort();
  };

  const nextAt = (entry: Entry): number => {
    const { due, failures, restUntil, state } = entry;
    return due
      ? heldUntil
      : failures
        ? restUntil
        : (state.error ? restUntil : state.fetchedAt!) + pollSeconds(entry) * 1000;
  };

  const loadAfter = (entry: Entry, wait: number): void => {
    if (wait === Infinity) return;
    entry.timer = setTimeout(
      () => {
        entry.due = true;
        if (!hidden()) touch(entry, true); // otherwise wake goes on from here
      },
      Math.min(wait, LONGEST_TIMER_MS),
    );
  };

  const load = async (waiting: Entry[]): Promise<void> => {
    const isBatch = waiting.length > 1;
    const path = isBatch
      ? `stats/medias.json?${waiting
          .map(({ request }) => `hashed_ids[]=${encodeURIComponent(request.batchId!)}`)
          .sort()
          .join('&')}`
      : waiting[0]!.request.path;
    const job: Job = { entries: waiting, controller: new AbortController() };
    for (const entry of waiting) {
      entry.job = job;
      entry.due = false;
    }
    const [json, error, maxAge, hold] = await ask(
      baseUrl + path,
      token,
      waiting.some(({ restUntil }) => restUntil),
      job.controller,
    );
    if (waiting[0]!.job !== job) return; // nobody waits any more
    const now = Date.now();
    if (hold) heldUntil = now + hold;
    // A snapshot has no batches: one by one from now on.
    const isRefused = isBatch && !!error && !isPassing(error.status);
    if (isRefused) batches = false;
    // One throw of the dice for all, so that a batch stays together.
    const jitter = 0.5 + Math.random() / 2;
    for (const entry of waiting) {
      entry.job = undefined;
      touch(entry, isRefused);
      if (isRefused) continue;
      try {
        if (error) throw error;
        const { request } = entry;
        const url = baseUrl + request.path;
        const kept = { value: valueOf(url, request, json, isBatch), fetchedAt: now };
        entry.failures = 0;
        entry.restUntil = now + maxAge * 1000;
        entry.fleeting = maxAge < 0;
        if (maxAge >= 0) client.kept?.keep(url, kept);
        tell(entry, kept);
      } catch (cause) {
        const fault = cause as StatsError;
        const { kind, status } = fault;
        const passing = isPassing(status);
        entry.failures = passing ? entry.failures + (kind === 'timeout' ? TIMEOUT_FAILURES : 1) : 0;
        const backoff = Math.min(500 * 2 ** entry.failures, LONGEST_BACKOFF_MS) * jitter;
        const wait = passing ? Math.max(heldUntil - now, backoff) : REST_MS;
        entry.restUntil = now + wait;
        if (wait >= LONG_WAIT_MS) tell(entry, { ...entry.state, error: fault });
      }
    }
  };

  const client: StatsClient = {
    baseUrl,
    give({ replies, fetchedAt, maxAge }) {
      // A server's clock may be ahead.
      const restUntil = Math.min(fetchedAt, Date.now()) + maxAge * 1000;
      for (const path in replies) given[path] = { value: replies[path], fetchedAt, restUntil };
    },
    peek: ({ path }) => (entries.get(path)?.state ?? {}) as never,
    watch(request, watcher) {
      const { path, check } = request;
      let entry = entries.get(path);
      if (!entry) {
        entry = { request, watchers: new Set(), state: {}, restUntil: 0, failures: 0 };
        entries.set(path, entry);
      }
      if (!entry.state.fetchedAt) {
        entry.state = { ...entry.state, ...client.kept?.restore(baseUrl + path, check) };
        const reply = given[path];
        try {
          if (reply) {
            entry.state = { value: check(reply.value, ''), fetchedAt: reply.fetchedAt };
            entry.restUntil = reply.restUntil;
          }
        } catch {
          // It is fetched, as if nothing had come with the page.
        }
      }
      entry.watchers.add(watcher);
      touch(entry, Date.now() >= entry.restUntil);
      return entry.state as never;
    },
    unwatch({ path }, watcher) {
      const entry = entries.get(path);
      if (entry?.watchers.delete(watcher)) touch(entry, false);
    },
    refetch({ path }) {
      const entry = entries.get(path);
      if (entry) touch(entry, true);
    },
    wake() {
      for (const entry of entries.values()) {
        touch(entry, entry.failures > 0 || Date.now() >= entry.restUntil);
      }
    },
  };
  return client;
};

// A tab that is looked at again, or a line that is back.
const wake = (): void => {
  if (!hidden()) for (const client of pageRegistry.clients.values()) client.wake();
};

/** The page's client of a source; the same one for all copies of the script. */
export const statsClient = (
  baseUrl: string,
  { token, kept, client }: StatsClientOptions = {},
): StatsClient => {
  if (client) return client;
  const { clients } = pageRegistry;
  const key = `${token ?? ''} ${baseUrl}`;
  client = clients.get(key);
  if (!clients.size) {
    globalThis.addEventListener?.('online', wake);
    globalThis.document?.addEventListener('visibilitychange', wake);
  }
  if (!client) clients.set(key, (client = createClient(baseUrl, token)));
  if (!token) client.kept ??= kept;
  return client;
};
