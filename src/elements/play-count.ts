import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { accountStats, byDate, mediaStats, projectStats } from '../stats/requests.js';
import type { PublishedDay, StatsRequest } from '../stats/requests.js';
import { define } from './define.js';
import { StatsElement } from './stats-element.js';

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

const IDENTITY = ['mediaId', 'projectId', 'baseUrl', 'field', 'startDate', 'endDate', 'last'];

const formats = new Map<string, Intl.NumberFormat>();

const format = (
  language: string | undefined,
  field: string | undefined,
  value: number,
  compact: boolean,
): string => {
  const percent = field === 'play_rate' || field === 'engagement';
  const digits = compact || (field === 'hours_watched' && value < 100) ? 1 : 0;
  const key = `${language} ${percent} ${digits} ${compact}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(language, {
      style: percent ? 'percent' : 'decimal',
      notation: compact ? 'compact' : 'standard',
      maximumFractionDigits: digits,
    });
    formats.set(key, found);
  }
  return found.format(value);
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
 * @attr {string} landmark - Numbers worth a celebration: `1000 5000`.
 * @attr {boolean} count-up - The number rolls up to a new value.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - A new value has come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @fires {CustomEvent<WistiaLandmarkDetail>} wistia-landmark - The value has reached a landmark.
 * @slot - Fallback, shown until there is a value, and again if there never is one.
 * @slot label - Words after the number.
 * @slot celebration - Shown once a landmark is reached.
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
    }
  `;

  static override properties: PropertyDeclarations = {
    field: {},
    format: {},
    landmark: {},
    countUp: { type: Boolean, attribute: 'count-up' },
  };

  /** Any numeric field of the reply; `play_count` by default. */
  declare field?: string;
  /** `standard` (default) or `compact`. */
  declare format?: 'standard' | 'compact';
  /** Numbers worth a celebration, separated by spaces. */
  declare landmark?: string;
  /** The number rolls up to a new value. */
  declare countUp?: boolean;

  /** The number shown, unrounded; undefined while there is none. A share is 0 to 1. */
  get value(): number | undefined {
    return this.#value;
  }

  #value?: number | undefined;
  #previous?: number | undefined;
  #reached?: Set<number> | undefined;
  /** What the roll to `#value` shows right now. */
  #rolling?: number | undefined;

  protected override wanted(): StatsRequest<Reply> {
    const range = this.range();
    return range
      ? byDate(this, range)
      : this.mediaId
        ? mediaStats(this.mediaId)
        : this.projectId
          ? projectStats(this.projectId)
          : accountStats();
  }

  protected override received(reply: Reply): 'ready' | 'empty' {
    const field = this.field || 'play_count';
    const rows = (Array.isArray(reply) ? reply : [reply]) as Record<string, unknown>[];
    if (!rows[0]) return 'empty';
    if (typeof rows[0][field] !== 'number') {
      const there = Object.keys(rows[0]).filter((name) => name !== 'date');
      throw new RangeError(`field="${field}" is not among the figures: ${there.join(', ')}.`);
    }
    const value = rows.reduce((sum, row) => sum + (row[field] as number), 0);
    if (value !== this.#value) {
      if (this.countUp) this.#roll(this.#value ?? 0, value);
      this.#value = value;
    }
    return 'ready';
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // Another figure is no change of this one: no roll, no landmark crossed.
    if (IDENTITY.some((name) => changed.has(name))) {
      this.#value = this.#previous = this.#reached = undefined;
    }
  }

  protected override renderValue(): TemplateResult {
    const value = this.#value!;
    return html`<span part="value"
        >${format(
          this.language(),
          this.field,
          this.#rolling ?? value,
          this.format === 'compact',
        )}</span
      ><slot name="label"></slot>${
        this.#landmarks().some((landmark) => landmark <= value)
          ? html`<slot name="celebration"></slot>`
          : nothing
      }`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const value = this.#value;
    if (value === undefined) return;
    const previous = this.#previous;
    this.#previous = value;
    for (const landmark of this.#landmarks()) {
      if (landmark > value || this.#reached?.has(landmark)) continue;
      (this.#reached ??= new Set()).add(landmark);
      this.tell<WistiaLandmarkDetail>('wistia-landmark', {
        landmark,
        value,
        crossed: previous! < landmark,
        yours: null,
      });
    }
  }

  #landmarks(): number[] {
    return this.landmark?.match(/\d+(\.\d+)?/g)?.map(Number) ?? [];
  }

  #roll(from: number, to: number): void {
    if (document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const start = performance.now();
    const step = (now: number): void => {
      if (this.#value !== to) return; // another roll has begun
      const left = Math.max(1 - (now - start) / COUNT_UP_MS, 0);
      this.#rolling = left ? to + (from - to) * left ** 3 : undefined;
      this.requestUpdate();
      if (left) requestAnimationFrame(step);
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
