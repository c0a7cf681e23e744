import type { EventRow } from './event-tables.js';
import type { EventStore } from './event-store.js';
import { ViewingHistory } from './viewing-history.js';

/** What {@link HistoryFeed} needs. */
export interface HistoryFeedOptions {
  store: EventStore;
  /** Called with a session that had not been known; not with those that were kept before it began. */
  onSession?: ((event: EventRow) => void) | undefined;
  /** Called when a visitor is out of {@link HistoryFeed.history}, who had been in it. */
  onForgotten?: (() => void) | undefined;
  /** Ends a reading in its middle. */
  signal: AbortSignal;
}

const DAY = 864e5;
const turn = (): Promise<void> => new Promise((done) => setTimeout(done));

/**
 * Brings into memory what is in the store and not there yet, whoever wrote it: this gateway, another
 * one, or the command line.
 */
export class HistoryFeed {
  /** Who watched what, as far as it is known here. Another one may take its place. */
  history = new ViewingHistory();
  #mark = 0;
  #isRead = false;
  #readAt = 0;
  #forgotten = 0;
  #looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: HistoryFeedOptions) {}

  /** What was written up to here is in the history. */
  get mark(): number {
    return this.#mark;
  }

  /** Whether what had been kept is in the history. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Resolves when what is in the store now is in memory. */
  look(): Promise<void> {
    // One after the other: a look that has begun may have missed what was written since.
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { store, onForgotten, onSession } = this.options;
    const forgotten = await store.countForgotten();
    const isFirst = !this.#isRead;
    const isFewer = !isFirst && forgotten !== this.#forgotten;
    // What is no longer kept is forgotten here within a day.
    if (isFirst || isFewer || Date.now() - this.#readAt > DAY) {
      if (!(await this.#read())) return;
      this.#forgotten = forgotten;
      if (isFewer) onForgotten?.();
    }
    for (;;) {
      const rows = await store.since(this.#mark);
      const last = rows.at(-1);
      if (!last || this.options.signal.aborted) return;
      for (const row of rows) if (this.history.add(row)) onSession?.(row);
      this.#mark = last.written;
    }
  }

  /** Reads the store into a new history, and lets that take the old one's place. @returns whether it did. */
  async #read(): Promise<boolean> {
    const { store, signal } = this.options;
    const coming = new ViewingHistory();
    const mark = await store.lastWrite();
    for await (const batch of store.all()) {
      if (signal.aborted) return false;
      for (const event of batch) coming.add(event);
      await turn(); // others wait for answers
    }
    this.history = coming;
    this.#mark = mark;
    this.#isRead = true;
    this.#readAt = Date.now();
    return true;
  }
}
