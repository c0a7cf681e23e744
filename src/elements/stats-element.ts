import { ReactiveElement } from '@lit/reactive-element';
import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import type { PublishedDay } from '../stats/by-date.js';
import { statsClient } from '../stats/client.js';
import type { GivenReplies, StatsClient } from '../stats/client.js';
import { StatsController } from '../stats/controller.js';
import { pageRegistry, sayOnce } from '../stats/page-registry.js';
import type { StatsRequest } from '../stats/requests.js';
import { SOURCE_CHANGE, closestAcross, sourceOf } from '../stats/source.js';
import { StatsError } from '../stats/stats-error.js';
import { maker } from './node-maker.js';
import { stopWaiting, waitUntilNear } from './near-viewport.js';

/** What a widget shows. `stale` comes with `ready`: a last good value whose newest fetch failed. */
export type StatsElementState = 'loading' | 'ready' | 'empty' | 'error';

/** `detail` of `wistia-load`. */
export interface WistiaLoadDetail<T = unknown> {
  /** The checked reply. */
  data: T;
}

/** `detail` of `wistia-error`. */
export interface WistiaErrorDetail {
  error: StatsError;
}

/** Most widgets show totals: what knows the calendar is loaded with the first that asks for days. */
let days: typeof import('./requested-days.js') | undefined;

/** A slot, as an element's shadow tree has them. */
export const slot = (name: string, ...fallback: Node[]): HTMLSlotElement => {
  const element = maker.createElement('slot');
  element.name = name;
  element.append(...fallback);
  return element;
};

/** Attributes that say which figures are meant. With another one, the last good value is another's. */
const IDENTITY = ['mediaId', 'projectId', 'startDate', 'endDate', 'last'];

/**
 * What all data elements share: whose figures they show, where from and when, and their states.
 * `T` is the reply that an element asks for.
 *
 * It stands on Lit's reactive element, without templates: a page with nothing but counts need not
 * load them. An element that wants templates renders them into a child of its root.
 */
export abstract class StatsElement<T> extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    mediaId: { attribute: 'media-id' },
    projectId: { attribute: 'project-id' },
    baseUrl: { attribute: 'base-url' },
    loading: {},
    refresh: { type: Number },
    startDate: { attribute: 'start-date' },
    endDate: { attribute: 'end-date' },
    last: {},
  };

  /** Hashed id of the video. Neither this nor `projectId`: the account. */
  declare mediaId?: string;
  /** Id of the project. */
  declare projectId?: string;
  /** Address of this element's source, where it differs from the page's. */
  declare baseUrl?: string;
  /** `lazy` (default) fetches when near the viewport, `eager` at once. */
  declare loading?: 'eager' | 'lazy';
  /** Seconds between refetches while the page is visible; none by default. */
  declare refresh?: number;
  /** First day, `2012-10-05`, in the account's time zone. */
  declare startDate?: string;
  /** Last day, included; today by default. */
  declare endDate?: string;
  /** Days, weeks, months or years up to today: `30d`, `4w`, `6m`, `1y`. */
  declare last?: string;

  /** What a server has written still stands in the root: it goes when there is something to show in its place. */
  protected isServed = false;
  protected readonly stats = new StatsController<T>(this, () => this.#wanted());
  /** Supply it with what stands beside its reply. Most elements have none. */
  #beside?: StatsController<unknown>[];
  readonly #internals = this.attachInternals?.();
  #near = false;
  /** The last good reply, as long as the same figures are meant. */
  #reply?: T | undefined;
  #client?: StatsClient | undefined;
  #shown?: StatsElementState | undefined;
  #error?: StatsError | undefined;
  #state?: StatsElementState;
  #stale = false;
  #isNew = false;
  #told?: string | undefined;

  /** The request whose reply the element shows; undefined while it cannot be told. May throw a RangeError with a full sentence. */
  protected abstract wanted(): StatsRequest<T> | undefined;

  /** Looks at a reply before it is shown. May throw a RangeError with a full sentence. */
  protected abstract received(reply: T): 'ready' | 'empty';

  /** Brings `root` up to date with the value. It is empty when there was none before. */
  protected abstract renderValue(root: ShadowRoot): void;

  /** What is known of the figures that are meant now. */
  protected answer(): Pick<StatsController<T>, 'client' | 'value' | 'error'> {
    return this.stats;
  }

  /** What stands in the root while there is no value to show: the slot of that state, around the fallback. */
  protected absence(state: Exclude<StatsElementState, 'ready'>): Node {
    return slot(state, slot(''));
  }

  /** Whether what a first value would be shown with is about to come: words in the page's language. */
  protected waits(): boolean {
    return false;
  }

  /** Other figures are meant from now on. */
  protected forget(): void {
    this.#reply = this.#told = undefined;
  }

  /** The days that the attributes ask for; undefined until that can be told. */
  protected requestedDays(): StatsRequest<PublishedDay[]> | undefined {
    if (days) return days.requestedDays(this);
    void import('./requested-days.js')
      .catch((cause: unknown) => ({
        requestedDays(): never {
          throw cause;
        },
      }))
      .then((part) => {
        days = part;
        this.requestUpdate();
      });
    return undefined;
  }

  /** The nearest `lang`, as written; empty where there is none. */
  protected language(): string {
    return closestAcross(this, '[lang]')?.getAttribute('lang') ?? '';
  }

  /**
   * Whether slots besides the fallback are worth their cost: most elements hold nothing but text.
   * When that changes, the element is updated.
   */
  protected mayHaveSlotted(): boolean {
    return !!this.firstElementChild || this.getRootNode() !== document;
  }

  /**
   * Supplies the element with another reply, from the same source and as often as its own. It does
   * without, as long as there is none.
   */
  protected beside<U>(request: () => StatsRequest<U> | undefined): StatsController<U> {
    const controller = new StatsController(this, () => (this.#near ? request() : undefined));
    (this.#beside ??= []).push(controller);
    return controller;
  }

  /** Fetches again, fresh or not. */
  refetch(): void {
    this.stats.refetch();
    this.#beside?.forEach((controller) => controller.refetch());
  }

  /**
   * Called once the element is near the viewport.
   * @internal
   */
  cameNear(): void {
    this.#near = true;
    this.requestUpdate();
  }

  #wanted(): StatsRequest<T> | undefined {
    this.#near ||= this.loading === 'eager';
    return this.#near ? this.wanted() : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#near && this.loading !== 'eager') waitUntilNear(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    stopWaiting(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated) this.#takeOver();
    if (changed.has('baseUrl')) {
      // The source is looked up by the attribute, before properties are reflected.
      if (this.baseUrl) this.setAttribute('base-url', this.baseUrl);
      else this.removeAttribute('base-url');
    }
    if (!changed.has('baseUrl') && !changed.has('refresh')) return;
    for (const controller of [this.stats, ...(this.#beside ?? [])]) {
      controller.refresh = this.refresh;
      controller.sourceChanged();
    }
  }

  /** Takes what a server has written into the root, and the replies that it was made from. */
  #takeOver(): void {
    const last = this.renderRoot.lastElementChild;
    if (!last) return;
    try {
      const given = JSON.parse(last.textContent) as GivenReplies;
      this.isServed = true;
      const source = sourceOf(this);
      statsClient(source.baseUrl, source).give(given);
    } catch {
      // Without replies, or without a source: it is all done anew.
    }
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const { client, value: given, error } = this.answer();
    // What would be written anew at once is not shown yet.
    const value = this.#near && this.#reply === undefined && this.waits() ? undefined : given;
    const isOther = IDENTITY.some((name) => changed.has(name));
    if (client !== this.#client || isOther) {
      this.#client = client;
      this.forget();
    }
    // While it is out of the page, nobody tells it of changes.
    this.#isNew = value !== undefined && value !== this.#reply && this.isConnected;
    if (this.#isNew) this.#reply = value;
    this.#error = error;
    let shown: StatsElementState = error ? 'error' : 'loading';
    if (this.#reply !== undefined) {
      try {
        shown = this.received(this.#reply);
      } catch (cause) {
        this.#error = new StatsError('setup', (cause as Error).message);
        shown = 'error';
        this.#isNew = false;
      }
    }
    const root = this.renderRoot as ShadowRoot;
    if (this.isServed && (/ready|empty/.test(shown) || (isOther && this.hasUpdated))) {
      this.isServed = false;
      this.#shown = undefined;
    }
    if (shown !== this.#shown) {
      this.#shown = shown;
      if (!this.isServed) {
        if (root.firstChild) root.replaceChildren();
        if (shown !== 'ready') root.append(this.absence(shown));
      }
    }
    if (shown === 'ready') this.renderValue(root);
  }

  protected override updated(_changed: PropertyValues): void {
    const error = this.#error;
    const shown = this.isServed ? 'ready' : this.#shown!;
    const stale = shown === 'ready' && !!error;
    if (shown !== this.#state || stale !== this.#stale) {
      try {
        const states = this.#internals?.states;
        if (this.#state) states?.clear();
        states?.add(shown);
        if (stale) states?.add('stale');
      } catch {
        // Older Safari and Chrome take only names that begin with two hyphens: no states there.
      }
      this.#state = shown;
      this.#stale = stale;
    }
    if (this.#isNew) this.tell<WistiaLoadDetail<T>>('wistia-load', { data: this.#reply! });
    if (error && error.message !== this.#told) {
      const { kind, field, message } = error;
      sayOnce(
        `<${this.localName}>: ${message}${
          kind !== 'setup' && !field && this.#client?.baseUrl === pageRegistry.scriptSource
            ? ' The script’s own folder is the source. Another one is set by <meta name="wistia-stats-source" content="https://…"> or by data-base-url on the script tag.'
            : ''
        }`,
      );
      this.tell<WistiaErrorDetail>('wistia-error', { error });
    }
    this.#told = error?.message;
  }

  /** Dispatches an event that bubbles out of every shadow tree. False: somebody cancelled it. */
  protected tell<D>(type: string, detail: D, cancelable = false): boolean {
    const init = { bubbles: true, composed: true, cancelable, detail };
    return this.dispatchEvent(new CustomEvent<D>(type, init));
  }
}

// A page that changes its language or direction, and elements that get their first slotted child.
const pageChanged = (records: MutationRecord[]): void => {
  let reading = false;
  for (const { type, target } of records) {
    if (type === 'attributes') reading = true;
    else if (target instanceof StatsElement) target.requestUpdate();
  }
  if (reading) document.dispatchEvent(new Event(SOURCE_CHANGE));
};

globalThis.MutationObserver &&
  new MutationObserver(pageChanged).observe(document, {
    attributeFilter: ['lang', 'dir'],
    childList: true,
    subtree: true,
  });

declare global {
  interface GlobalEventHandlersEventMap {
    'wistia-load': CustomEvent<WistiaLoadDetail>;
    'wistia-error': CustomEvent<WistiaErrorDetail>;
  }
}
