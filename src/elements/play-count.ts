import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import type { PublishedDay } from '../stats/by-date.js';
import { sayOnce } from '../stats/page-registry.js';
import { accountStats, mediaStats, projectStats } from '../stats/figure-requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { css } from './css.js';
import { define } from './define.js';
import { maker } from './node-maker.js';
import { formatNumber } from './number-format.js';
import type { NumberStyle } from './number-format.js';
import { StatsElement, slot } from './stats-element.js';
import { unpublishedField } from './unpublished-field.js';

type Reply = Record<string, unknown> | PublishedDay[];

/** `detail` of `wistia-landmark`. */
export interface WistiaLandmarkDetail {
  landmark: number;
  value: number;
  /** It was passed while this page was open, rather than before. */
  crossed: boolean;
  /** The visitor is the landmark's viewer; null where nobody knows. */
  yours: boolean | null;
}

const COUNT_UP_MS = 180;

const SHARES = ['play_rate', 'engagement'];

/** How a figure is written. */
const styleOf = (field: string, value: number, compact: boolean): NumberStyle =>
  SHARES.includes(field)
    ? compact
      ? 'finePercent'
      : 'percent'
    : compact
      ? 'compact'
      : field === 'hours_watched' && value < 100
        ? 'tenths'
        : 'whole';

/** What holds a number. A copy of it costs less than its parts. */
let holder: HTMLElement | undefined;

const newHolder = (): HTMLElement => {
  const element = maker.createElement('span');
  element.setAttribute('part', 'value');
  element.append(' ');
  return element;
};

/**
 * One number of an account, a project or a video.
 *
 * ```html
 * <wistia-play-count media-id="993554ba94">many plays</wistia-play-count>
 * ```
 *
 * @element wistia-play-count
 * @attr {string} media-id - Hashed id of the video. Neither this nor `project-id`: the account.
 * @attr {string} project-id - Id of the project.
 * @attr {string} base-url - Address of this element's source, where it differs from the page's.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) fetches when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @attr {string} start-date - First day, `2012-10-05`: the days are summed.
 * @attr {string} end-date - Last day, included; today by default.
 * @attr {string} last - Days, weeks, months or years up to today: `30d`, `4w`, `6m`, `1y`.
 * @attr {string} field - Any numeric field of the reply: `play_count` (default), `load_count`, `hours_watched`; of a video also `play_rate`, `engagement`, `visitors`; of a project also `number_of_videos`.
 * @attr {'standard'|'compact'} format - `128,402` or `128K`.
 * @attr {string} landmark - Numbers worth a celebration, separated by spaces: `1000 5000`.
 * @attr {boolean} count-up - The number rolls up to a new value.
 * @attr {string} structured-data - Tells search engines of a video's plays, in JSON-LD beside the fallback; `#video` says which description of the page's own is meant.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - A new reply has come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @fires {CustomEvent<WistiaLandmarkDetail>} wistia-landmark - The value has reached a landmark; once more, with `yours`, when that turns out to be the visitor's own.
 * @slot - Fallback, shown until there is a value, and again if there never is one.
 * @slot label - Words after the number, set off by a space.
 * @slot celebration - Shown once a landmark is reached.
 * @slot winner - Shown only to the person who was that landmark's viewer, once the source can tell.
 * @slot loading - Instead of the fallback while loading.
 * @slot empty - Instead of the fallback where there are no days to sum.
 * @slot error - Instead of the fallback after an error.
 * @csspart value - The number.
 * @cssState loading - No value yet.
 * @cssState ready - Shows a value.
 * @cssState stale - Shows a last good value; the newest fetch failed.
 * @cssState empty - There are no days to sum.
 * @cssState error - No value, and an error.
 */
export class WistiaPlayCount extends StatsElement<Reply> {
  static override styles = css`
    [part] {
      font-variant-numeric: tabular-nums;
      unicode-bidi: isolate;
    }
    [part] ~ ::slotted(*)::before {
      content: ' ';
    }
  `;

  static override properties: PropertyDeclarations = {
    field: {},
    format: {},
    landmark: {},
    countUp: { type: Boolean, attribute: 'count-up' },
    structuredData: { attribute: 'structured-data' },
  };

  /** Any numeric field of the reply; `play_count` by default. */
  declare field?: string;
  /** `standard` (default) or `compact`. */
  declare format?: 'standard' | 'compact';
  /** Numbers worth a celebration, separated by spaces. */
  declare landmark?: string;
  /** The number rolls up to a new value. */
  declare countUp?: boolean;
  /** Tells search engines of a video's plays; the `@id` of the page's own description of the video, or empty. */
  declare structuredData?: string | null;

  /** The number shown, unrounded; undefined while there is none. A share is 0 to 1. */
  get value(): number | undefined {
    return this.#value;
  }

  #value?: number | undefined;
  /** The value before, if this page has seen it come. */
  #previous?: number | undefined;
  /** What the roll to `#value` shows right now. */
  #rolling?: number | undefined;
  #landmarks: number[] = [];
  /** What was told of each landmark that is reached. */
  #reached?: Map<number, WistiaLandmarkDetail> | undefined;
  #asksWinner?: boolean;
  #isTold?: boolean;

  protected override wanted(): StatsRequest<Reply> | undefined {
    const { mediaId, projectId } = this;
    if (this.startDate || this.endDate || this.last) return this.requestedDays();
    return mediaId ? mediaStats(mediaId) : projectId ? projectStats(projectId) : accountStats();
  }

  protected override forget(): void {
    super.forget();
    // Another figure is no change of this one: no landmark is crossed.
    this.#value = this.#previous = this.#reached = this.#rolling = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('field')) this.forget();
    if (changed.has('landmark')) this.#landmarks = this.#parsedLandmarks();
  }

  protected override received(reply: Reply): 'ready' | 'empty' {
    const rows = [reply].flat() as Record<string, unknown>[];
    const [first] = rows;
    if (!first) return 'empty';
    const field = this.#field;
    const value = rows.reduce((sum, row) => sum + (row[field] as number), 0);
    if (!Number.isFinite(value)) throw unpublishedField(field, first);
    if (value !== this.#value) {
      const from = this.#rolling ?? this.#value ?? 0;
      this.#value = value;
      this.#rolling = undefined;
      if (
        this.countUp &&
        !this.isServed &&
        // On a server nothing moves.
        globalThis.matchMedia?.('(prefers-reduced-motion: no-preference)').matches &&
        !document.hidden
      ) {
        this.#roll(from, value);
      }
    }
    return 'ready';
  }

  protected override renderValue(root: ShadowRoot): void {
    if (!root.firstChild) root.append((holder ??= newHolder()).cloneNode(true));
    const number = root.firstChild!.firstChild as Text;
    const value = this.#rolling ?? this.#value!;
    const text = formatNumber(
      value,
      styleOf(this.#field, value, this.format === 'compact'),
      this.language(),
    );
    if (number.data !== text) number.data = text;
    if (!this.mayHaveSlotted()) return;
    const [, label, celebration] = root.children;
    if (!label) root.append(slot('label'));
    if (!this.#landmarks.some((landmark) => landmark <= this.#value!)) celebration?.remove();
    else if (!celebration) root.append(slot('celebration'));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const value = this.#value;
    if (value === undefined) return;
    const previous = this.#previous;
    // A value kept from an earlier visit is not one that this page has seen.
    if (this.stats.fetchedAt! >= performance.timeOrigin) this.#previous = value;
    for (const landmark of this.#landmarks) {
      if (landmark > value || this.#reached?.has(landmark)) continue;
      const detail = { landmark, value, crossed: previous! < landmark, yours: null };
      (this.#reached ??= new Map()).set(landmark, detail);
      this.tell<WistiaLandmarkDetail>('wistia-landmark', detail);
    }
    // As few tell search engines.
    if (this.structuredData != null && !this.#isTold) {
      this.#isTold = true;
      void import('./structured-data.js').then(
        ({ StructuredData }) => new StructuredData(this),
        () => {},
      );
    }
    // Few pages give something away: what finds the winner is loaded with the first that does.
    if (this.#reached && !this.#asksWinner && this.querySelector('[slot=winner]')) {
      this.#asksWinner = true;
      void import('./landmark-winner.js').then(
        ({ LandmarkWinner }) => new LandmarkWinner(this, () => this.#reached),
        () => {},
      );
    }
  }

  get #field(): string {
    return this.field || 'play_count';
  }

  #parsedLandmarks(): number[] {
    const text = String(this.landmark ?? '');
    const numbers = text.split(/\s+/).filter(Boolean).map(Number);
    const known = numbers.filter((number) => number > 0);
    if (known.length < numbers.length) {
      sayOnce(`landmark="${text}" cannot be read: write numbers like 1000 5000.`);
    }
    return known;
  }

  #roll(from: number, to: number): void {
    let start: number | undefined;
    const step = (now: number): void => {
      if (this.#value !== to) return; // another value has come
      const left = 1 - (now - (start ??= now)) / COUNT_UP_MS;
      this.#rolling = left > 0 ? to + (from - to) * left ** 3 : undefined;
      this.requestUpdate();
      if (left > 0) requestAnimationFrame(step);
    };
    this.#rolling = from;
    requestAnimationFrame(step);
  }
}

define('wistia-play-count', WistiaPlayCount);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-play-count': WistiaPlayCount;
  }
  interface GlobalEventHandlersEventMap {
    'wistia-landmark': CustomEvent<WistiaLandmarkDetail>;
  }
}
