/** A page without a browser: a document that can be hidden, a network that can be lost, storage. */
import { vi } from 'vitest';
import { pageRegistry } from '../../src/stats/page-registry.js';

/** localStorage as far as the client needs it. */
export class FakeStorage {
  readonly items = new Map<string, string>();
  /** What every write throws, if anything. */
  fault?: Error;

  get length(): number {
    return this.items.size;
  }
  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.fault) throw this.fault;
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

class FakeDocument extends EventTarget {
  hidden = false;
}

export class FakePage {
  readonly document = new FakeDocument();
  readonly storage = new FakeStorage();
  readonly #window = new EventTarget();

  constructor() {
    pageRegistry.clients.clear();
    vi.stubGlobal('document', this.document);
    vi.stubGlobal('localStorage', this.storage);
    vi.stubGlobal('addEventListener', this.#window.addEventListener.bind(this.#window));
  }

  /** Another tab is looked at. */
  hide(): void {
    this.document.hidden = true;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  /** This tab is looked at again. */
  show(): void {
    this.document.hidden = false;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  /** The line is back. */
  goOnline(): void {
    this.#window.dispatchEvent(new Event('online'));
  }
}
