/** The file of all pages of a list: that it is being made, how far it is, and what came of it. */
import type { StatsClient } from '../stats/client.js';
import type { Page } from '../stats/private-requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { allRows } from './all-rows.js';
import type { AllRows } from './all-rows.js';
import type { PrivateWords } from './private-words.js';

export class RowsFile<Row> {
  #controller?: AbortController | undefined;
  #client?: StatsClient | undefined;
  #list?: string | undefined;
  #count = 0;
  /** How the last one ended, as long as the same list is meant. */
  #end?: AllRows<Row>['end'] | 'none' | undefined;

  constructor(private readonly changed: () => void) {}

  /** The rows of all pages; undefined where none could be had, or it was stopped. @param list what tells it from others */
  async fetch(
    client: StatsClient,
    list: string,
    request: (page: Page) => StatsRequest<Row[]>,
    keyOf: (row: Row) => string,
  ): Promise<Row[] | undefined> {
    this.#drop();
    const controller = new AbortController();
    this.#controller = controller;
    this.#client = client;
    this.#list = list;
    this.#tell(0);
    let found: AllRows<Row> | undefined;
    try {
      found = await allRows(client, request, keyOf, (count) => this.#tell(count), controller.signal);
    } catch {
      if (this.#controller !== controller) return undefined;
    }
    this.#controller = undefined;
    this.#end = found?.end ?? 'none';
    this.#tell(found?.rows.length ?? 0);
    return found?.rows;
  }

  /** Ends it without a file. */
  stop(): void {
    this.#drop();
    this.changed();
  }

  /** Ends it where another list, or another source, is meant now. */
  keepTo(client: StatsClient | undefined, list: string | undefined): void {
    if (client !== this.#client || list !== this.#list) this.#drop();
  }

  /** What came of the last one is no news any more. */
  dismiss(): void {
    this.#end = undefined;
  }

  /** What is said of it; empty where there is nothing to say. */
  told(words: PrivateWords, number: (value: number) => string): { status: string; progress: string } {
    const count = number(this.#count);
    if (this.#controller) return { status: '', progress: words.savingRows(count) };
    const ends = {
      all: words.savedAll(count),
      most: words.savedMost(count),
      some: words.savedSome(count),
      none: words.savedNone,
    };
    return { status: this.#end ? ends[this.#end] : '', progress: '' };
  }

  #drop(): void {
    this.#controller?.abort();
    this.#controller = this.#end = undefined;
  }

  #tell(count: number): void {
    this.#count = count;
    this.changed();
  }
}
