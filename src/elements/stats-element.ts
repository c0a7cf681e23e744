import { LitElement, html } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { dayRange } from '../stats/calendar-days.js';
import type { DayRange } from '../stats/calendar-days.js';
import { StatsController } from '../stats/controller.js';
import { sayOnce } from '../stats/page-registry.js';
import type { StatsRequest } from '../stats/requests.js';
import { closestAcross, sourceOf } from '../stats/source.js';
import { StatsError } from '../stats/stats-error.js';
import { stopWaiting, whenNear } from './near-viewport.js';

/** What a widget shows. `stale` comes with `ready`: a last good value whose newest fetch failed. */
export type StatsElementState = 'loading' | 'ready' | 'empty' | 'error';

/** `detail` of `wistia-load`. */
export interface WistiaLoadDetail {
  /** The checked reply. */
  data: unknown;
}

/** `detail` of `wistia-error`. */
export interface WistiaErrorDetail {
  error: StatsError;
}

/**
 * What all data elements share: whose figures they show, where from and when, and their states.
 * `T` is the reply that an element asks for.
 */
export abstract class StatsElement<T> extends LitElement {
  static override properties: PropertyDeclarations = {
    mediaId: { attribute: 'media-id' },
    projectId: { attribute: 'project-id' },
    baseUrl: { attribute: 'base-url', reflect: true },
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

  protected readonly stats = new StatsController<T>(this, () => this.#wanted());
  readonly #internals = this.attachInternals?.();
  #near = false;
  #loaded?: number | undefined;
  #told?: string | undefined;
  #error?: StatsError | undefined;
  #shown: StatsElementState = 'loading';
  #names?: string;

  /** The request whose reply the element shows. May throw a RangeError with a full sentence. */
  protected abstract wanted(): StatsRequest<T>;

  /** Looks at a new reply before it is shown. May throw a RangeError with a full sentence. */
  protected abstract received(reply: T): 'ready' | 'empty';

  /** The element with a value. */
  protected abstract renderValue(): TemplateResult;

  /** The days that the attributes ask for; undefined where none is set. */
  protected range(): DayRange | undefined {
    const { startDate, endDate, last } = this;
    return startDate || endDate || last
      ? dayRange(startDate, endDate, last, sourceOf(this).timeZone)
      : undefined;
  }

  /** The nearest `lang`, as a BCP 47 tag that Intl knows; undefined: the browser's. */
  protected language(): string | undefined {
    const tag = closestAcross(this, '[lang]')?.getAttribute('lang');
    try {
      return tag ? Intl.getCanonicalLocales(tag)[0] : undefined;
    } catch {
      return undefined;
    }
  }

  /** Fetches again, fresh or not. */
  refetch(): void {
    this.stats.refetch();
  }

  #wanted(): StatsRequest<T> | undefined {
    return this.#near || this.loading === 'eager' ? this.wanted() : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#near) return;
    whenNear(this, () => {
      this.#near = true;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    stopWaiting(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.stats.refresh = this.refresh;
    if (changed.has('baseUrl')) this.stats.sourceChanged();
  }

  protected override update(changed: PropertyValues): void {
    const { value, error } = this.stats;
    this.#error = error;
    this.#shown = error ? 'error' : 'loading';
    if (value !== undefined) {
      try {
        this.#shown = this.received(value);
      } catch (cause) {
        this.#error = new StatsError('setup', (cause as Error).message);
        this.#shown = 'error';
      }
    }
    super.update(changed);
  }

  protected override render(): TemplateResult {
    return this.#shown === 'ready'
      ? this.renderValue()
      : html`<slot name=${this.#shown}><slot></slot></slot>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const names = this.#shown === 'ready' && this.#error ? 'ready stale' : this.#shown;
    if (names !== this.#names) {
      this.#names = names;
      try {
        const states = this.#internals?.states;
        states?.clear();
        for (const name of names.split(' ')) states?.add(name);
      } catch {
        // Older Safari and Chrome take only names that begin with two hyphens: no states there.
      }
    }
    const { value, fetchedAt } = this.stats;
    if (fetchedAt && fetchedAt !== this.#loaded) {
      this.#loaded = fetchedAt;
      this.tell<WistiaLoadDetail>('wistia-load', { data: value });
    }
    const error = this.#error;
    if (error && error.message !== this.#told) {
      sayOnce(`<${this.localName}>: ${error.message}`);
      this.tell<WistiaErrorDetail>('wistia-error', { error });
    }
    this.#told = error?.message;
  }

  /** Dispatches an event that bubbles out of every shadow tree. */
  protected tell<D>(type: string, detail: D): void {
    this.dispatchEvent(new CustomEvent<D>(type, { bubbles: true, composed: true, detail }));
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'wistia-load': CustomEvent<WistiaLoadDetail>;
    'wistia-error': CustomEvent<WistiaErrorDetail>;
  }
}
