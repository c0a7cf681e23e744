import { addDays, today } from '../../stats/calendar-days.js';
import { ShapeError, list } from '../../stats/schema.js';
import type { EventStore } from './event-store.js';
import type { KeyedHash } from './keyed-hash.js';
import { pause } from './pause.js';
import { toStoredEvent } from './stored-event.js';
import type { LeftOut, StoredEvent } from './stored-event.js';

/** Parameters of the API's `events.json`. */
export interface EventsQuery {
  page: number;
  per_page: number;
  start_date: string;
  end_date: string;
}

/** What a pull needs from outside. */
export interface EventPullOptions {
  store: EventStore;
  hash: KeyedHash;
  /** One page of `events.json` as parsed. Waits for the upstream budget by itself. */
  fetchPage: (query: EventsQuery, signal: AbortSignal) => Promise<unknown>;
  /** Called after a page was kept, with the events that were new or raised, and waited for. */
  onKept?: (changed: StoredEvent[]) => void | Promise<void>;
  /** Called after every page. */
  onProgress?: (report: PullReport) => void;
  /** Called when a page could not be had; the pull goes on later. */
  onFault?: (error: unknown) => void;
  /** Days of history: the API has two years. */
  days?: number;
  /** Seconds between two looks at the newest events. */
  interval?: number;
  now?: () => number;
}

/** How far the pull is; for the terminal and `healthz`. */
export interface PullReport {
  /** `backfill` while history is missing, then `following`. */
  phase: 'backfill' | 'following';
  pages: number;
  /** Events read, known ones too. */
  events: number;
  /** Events left out, by reason; `does not fit` means another shape than documented. */
  leftOut: Partial<Record<LeftOut | 'does not fit', number>>;
  /** Pages a second since the start. */
  rate: number;
  /** Share of the history that is in, 0 to 1. */
  done: number;
  /** Estimated seconds to the end of the backfill; 0 when it is over, or not known yet. */
  secondsLeft: number;
}

/** What survives a kill: noted in the same transaction as the events. */
interface Progress {
  /** Every day from here to `newest` has been read to its end. */
  oldest: string;
  newest: string;
  /** Whether no gap is known between the events: false in the middle of pages that bring something new. */
  settled?: boolean;
  /** The stretch of days that is being read, and its page. */
  window?: { start: string; end: string; page: number };
}

const PER_PAGE = 100;
const DAYS = 730;
const rowsOf = list((row) => row);

/** Days read again on every look, because events arrive late and pages shift. */
const OVERLAP = 2;
const FULL_LOOK_MS = 3_600_000;

/**
 * Brings the account's events into the store: history backwards in stretches of days, then the newest
 * again and again. It can be killed at any moment: what is kept and how far it came are one transaction,
 * and reading something twice does no harm.
 */
export class EventPull {
  readonly #options: Required<Pick<EventPullOptions, 'days' | 'interval' | 'now'>> &
    EventPullOptions;
  readonly #started: number;
  #pages = 0;
  #events = 0;
  #leftOut: PullReport['leftOut'] = {};
  #progress: Progress | undefined;
  #stretch = 14;
  #fullLook = 0;
  #lastLook = -Infinity;
  #begun: number | undefined;
  #isRunning = false;

  constructor(options: EventPullOptions) {
    this.#options = { days: DAYS, interval: 60, now: Date.now, ...options };
    this.#started = this.#options.now();
  }

  /** How far it is. */
  report(): PullReport {
    const seconds = Math.max((this.#options.now() - this.#started) / 1000, 1e-3);
    const { days } = this.#options;
    const first = addDays(this.#today(), -days);
    const oldest = this.#progress?.oldest ?? this.#today();
    const left = Math.max((Date.parse(oldest) - Date.parse(first)) / 864e5, 0);
    const done = 1 - Math.min(left / days, 1);
    const backfill = left > 0;
    // What an earlier run brought in took none of this one's time.
    const begun = (this.#begun ??= done);
    return {
      phase: backfill ? 'backfill' : 'following',
      pages: this.#pages,
      events: this.#events,
      leftOut: { ...this.#leftOut },
      rate: this.#pages / seconds,
      done,
      secondsLeft: backfill && done > begun ? (seconds / (done - begun)) * (1 - done) : 0,
    };
  }

  /** The first day whose events are all known; undefined before the first stretch is in. */
  get coveredSince(): string | undefined {
    return this.#progress?.oldest;
  }

  /**
   * Whether no gap is known between the events that were read: false before the first look at the newest
   * has come to its end, and while one is in the middle of pages that bring something new.
   */
  get isSettled(): boolean {
    return this.#progress?.settled === true;
  }

  /** Learns how far another gateway has come that pulls into the same store. */
  async refresh(): Promise<void> {
    const progress = await this.#options.store.note<Progress>('progress');
    if (!this.#isRunning) this.#progress = progress;
  }

  /** Pulls until the signal ends it. Never rejects for a fault of the source: it tells and goes on. */
  async run(signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    try {
      await this.#run(signal);
    } finally {
      this.#isRunning = false;
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    // Another one may have gone on from where this one was.
    this.#progress = undefined;
    this.#lastLook = -Infinity;
    this.#fullLook = 0;
    for (let faults = 0; !signal.aborted; ) {
      try {
        this.#progress ??= await this.#options.store.note<Progress>('progress');
        const more = await this.#step(signal);
        faults = 0;
        if (!more) await pause(this.#options.interval * 1000, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#options.onFault?.(error);
        await pause(Math.min(1000 * 2 ** faults++, 300_000), signal);
      }
    }
  }

  /** Brings everything in once, without following. */
  async backfill(signal: AbortSignal): Promise<void> {
    this.#progress = await this.#options.store.note<Progress>('progress');
    while (!signal.aborted && (await this.#step(signal)));
  }

  /** The newest first, then one stretch of history. @returns false when there is nothing more to do now. */
  async #step(signal: AbortSignal): Promise<boolean> {
    const { store, days, interval, now } = this.#options;
    if (now() - this.#lastLook >= interval * 1000) {
      await this.#follow(signal);
      this.#lastLook = now();
    }
    const { oldest } = this.#progress!;
    const first = addDays(this.#today(), -days);
    if (oldest <= first) return false;
    const window = this.#progress!.window ?? {
      start: [addDays(oldest, -this.#stretch), first].sort()[1]!,
      end: oldest,
      page: 1,
    };
    // The page before is read again: pages may have shifted since.
    const pages = await this.#read(window, Math.max(window.page - 1, 1), signal, (page) => ({
      ...this.#progress!,
      window: { ...window, page },
    }));
    const { newest, settled = false } = this.#progress!;
    this.#progress = { oldest: window.start, newest, settled };
    await store.add([], this.#progress);
    // Long stretches where little happened, short ones where much did: a page costs a request.
    this.#stretch = Math.round(
      Math.min(Math.max(this.#stretch * (pages < 10 ? 2 : pages > 60 ? 0.5 : 1), 1), 90),
    );
    return true;
  }

  /** Reads what came since the last look. */
  async #follow(signal: AbortSignal): Promise<void> {
    const newest = this.#today();
    const from = this.#progress?.newest ?? newest;
    const now = this.#options.now();
    const full = now - this.#fullLook > FULL_LOOK_MS;
    const stretch = { start: addDays(from, -OVERLAP), end: newest };
    try {
      await this.#read(stretch, 1, signal, () => this.#progress, full ? 'whole' : 'until known');
    } catch (error) {
      // Behind pages that are known now may lie one that is not.
      this.#fullLook = -Infinity;
      throw error;
    }
    if (full) {
      this.#fullLook = now;
      const { store, days } = this.#options;
      await store.removeBefore(now - (days + 1) * 864e5);
    }
    this.#progress = {
      ...this.#progress,
      oldest: this.#progress?.oldest ?? addDays(newest, -OVERLAP),
      newest,
      settled: true,
    };
    await this.#options.store.add([], this.#progress);
  }

  /**
   * Reads the pages of a stretch of days to the end. A look at the newest events may end at the second
   * page in a row that brings nothing new. @returns how many pages.
   */
  async #read(
    { start, end }: { start: string; end: string },
    from: number,
    signal: AbortSignal,
    progress: (page: number) => Progress | undefined,
    look?: 'whole' | 'until known',
  ): Promise<number> {
    const { store, fetchPage, onKept, onProgress } = this.#options;
    let before = '';
    let nothingNew = 0;
    for (let page = from; ; page++) {
      signal.throwIfAborted();
      const json = await fetchPage(
        // Whether the API counts the first and the last day in is not documented: a day more on both ends.
        { page, per_page: PER_PAGE, start_date: addDays(start, -1), end_date: addDays(end, 1) },
        signal,
      );
      const rows = rowsOf(json, '');
      const kept: StoredEvent[] = [];
      for (const event of await Promise.all(rows.map((row) => this.#stored(row)))) {
        if (typeof event === 'string') this.#leftOut[event] = (this.#leftOut[event] ?? 0) + 1;
        else kept.push(event);
      }
      // A source that ignores `page` would give the same rows for ever.
      const same = kept.map(({ event }) => event).join();
      const newestFirst = kept.length > 0 && kept[0]!.time >= kept.at(-1)!.time;
      const isEnd = rows.length < PER_PAGE || (same !== '' && same === before);
      let isLast = isEnd;
      const changed = await store.add(kept, (changed) => {
        nothingNew = newestFirst && !changed.length ? nothingNew + 1 : 0;
        isLast = isEnd || (look === 'until known' && nothingNew >= 2);
        if (look && this.#progress && changed.length && !isLast) {
          this.#progress = { ...this.#progress, settled: false };
        }
        return progress(page);
      });
      await onKept?.(changed);
      this.#pages++;
      this.#events += rows.length;
      onProgress?.(this.report());
      if (isLast) return page;
      before = same;
    }
  }

  /** What is kept of a row; one odd row must not hold up the rest. */
  async #stored(row: unknown): Promise<StoredEvent | LeftOut | 'does not fit'> {
    const { hash, onFault, now } = this.#options;
    try {
      return await toStoredEvent(row, hash, now());
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      onFault?.(error);
      return 'does not fit';
    }
  }

  #today(): string {
    return today('UTC', this.#options.now());
  }
}
