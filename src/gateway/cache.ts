import { LRUCache } from 'lru-cache';

/** What a loader brings. */
export interface Loaded<T> {
  /** The value; undefined where the source says that there is none. */
  value: T | undefined;
  /** Milliseconds that it is fresh; of what is only recalled, below 0 for how long it has not been. */
  fresh: number;
}

/** A value and how long it lasts. */
export interface Cached<T> {
  readonly value: T | undefined;
  /** Until when it is fresh, in ms. */
  readonly freshUntil: number;
  /** When it is worth asking again after a failure, in ms. */
  readonly retryAt: number;
}

/** How a {@link Cache} behaves. Times in ms. */
export interface CacheOptions {
  maxEntries: number;
  /** After its freshness, a value is handed out at once for so long while it is loaded anew. */
  stale: number;
  /** After its freshness, a value is handed out for so long while loading fails. */
  staleIfError: number;
  /** A load that has not ended by then is taken for lost. */
  patience: number;
  now: () => number;
  /** 0 to 1. */
  random: () => number;
}

interface Entry extends Cached<unknown> {
  /** Whether there ever was a value, or the knowledge that there is none. */
  readonly known: boolean;
  readonly failure?: unknown;
  readonly failures: number;
}

const FIRST_BACKOFF = 1_000;
const LONGEST_BACKOFF = 60_000;
/** What is too old to be shown unasked is still shown when loading takes longer than this. */
const LONGEST_WAIT = 1_000;

/**
 * Values by key, loaded once however many ask. A fresh value is handed out as it is; a stale one at
 * once while it is loaded anew; an old one where loading fails or takes long. A failure is
 * remembered for a moment, longer each time, so that what is broken is not asked for again and
 * again.
 */
export class Cache {
  #entries: LRUCache<string, Entry>;
  #loads = new Map<string, { result: Promise<Entry>; lostAt: number }>();
  #recalls = new Map<string, Promise<void>>();

  constructor(private readonly options: CacheOptions) {
    this.#entries = new LRUCache({ max: options.maxEntries });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Resolves when everything that is being loaded now has ended. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#loads.values()].map(({ result }) => result));
  }

  /**
   * Rejects with what `load` rejects with, where there is nothing to show instead. What is not here may
   * be recalled from elsewhere, `recall`, before it is loaded.
   */
  get<T>(
    key: string,
    load: () => Promise<Loaded<T>>,
    recall?: () => Promise<Loaded<T> | undefined>,
  ): Cached<T> | Promise<Cached<T>> {
    const now = this.options.now();
    const entry = this.#entries.get(key);
    if (!entry && recall) return this.#recall(key, recall).then(() => this.get(key, load));
    if (!entry) return this.#load(key, load) as Promise<Cached<T>>;
    const cached = entry as unknown as Cached<T>;
    if (now < entry.freshUntil) return cached;
    const age = now - entry.freshUntil;
    const showable = entry.known && age < Math.max(this.options.stale, this.options.staleIfError);
    if (now < entry.retryAt) {
      if (showable) return cached;
      return Promise.reject(entry.failure);
    }
    const result = this.#load(key, load);
    if (!showable) return result as Promise<Cached<T>>;
    if (entry.value !== undefined && age < this.options.stale) {
      result.catch(() => undefined);
      return cached;
    }
    return this.#orAfter(result, entry) as Promise<Cached<T>>;
  }

  /** Puts what is kept elsewhere in its place here. */
  #recall<T>(key: string, recall: () => Promise<Loaded<T> | undefined>): Promise<void> {
    let recalling = this.#recalls.get(key);
    if (!recalling) {
      recalling = recall()
        .then((kept) => {
          if (kept && !this.#entries.has(key)) this.#keep(key, kept);
        })
        .finally(() => this.#recalls.delete(key));
      this.#recalls.set(key, recalling);
    }
    return recalling;
  }

  /** The load's result, or the old entry where that fails or takes long. */
  async #orAfter(result: Promise<Entry>, entry: Entry): Promise<Entry> {
    let clock: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Entry>((done) => {
      clock = setTimeout(() => done(entry), LONGEST_WAIT);
    });
    try {
      return await Promise.race([result, late]);
    } catch {
      return entry;
    } finally {
      clearTimeout(clock);
    }
  }

  #load<T>(key: string, load: () => Promise<Loaded<T>>): Promise<Entry> {
    const now = this.options.now();
    const underWay = this.#loads.get(key);
    if (underWay && now < underWay.lostAt) return underWay.result;
    const result = this.#run(key, load);
    const job = { result, lostAt: now + this.options.patience };
    this.#loads.set(key, job);
    const ended = () => {
      if (this.#loads.get(key) === job) this.#loads.delete(key);
    };
    result.then(ended, ended);
    return result;
  }

  async #run<T>(key: string, load: () => Promise<Loaded<T>>): Promise<Entry> {
    try {
      return this.#keep(key, await load());
    } catch (failure) {
      this.#entries.set(key, this.#failed(this.#entries.peek(key), failure));
      throw failure;
    }
  }

  #keep<T>(key: string, { value, fresh }: Loaded<T>): Entry {
    const freshUntil = this.options.now() + fresh;
    const entry: Entry = { value, freshUntil, retryAt: 0, known: true, failures: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  #failed(before: Entry | undefined, failure: unknown): Entry {
    const now = this.options.now();
    const failures = (before?.failures ?? 0) + 1;
    const jitter = 0.75 + this.options.random() / 2;
    const backoff = Math.min(FIRST_BACKOFF * 2 ** (failures - 1) * jitter, LONGEST_BACKOFF);
    const asked = (failure as { retryAfter?: number }).retryAfter ?? 0;
    return {
      value: before?.value,
      freshUntil: before?.freshUntil ?? 0,
      known: before?.known ?? false,
      retryAt: now + Math.max(backoff, Math.min(asked, LONGEST_BACKOFF)),
      failure,
      failures,
    };
  }
}
