import type { PropertyDeclarations } from '@lit/reactive-element';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { dayRange } from '../stats/calendar-days.js';
import type { ViewingEvent } from '../stats/private-fields.js';
import { events, eventWith } from '../stats/private-requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { sourceOf } from '../stats/source.js';
import { define } from './define.js';
import './heatmap.js';
import { privateStyles } from './private-styles.js';
import type { Column } from './private-table-view.js';
import { PrivateTable } from './private-table.js';

/** `detail` of `wistia-event-select`. */
export interface WistiaEventSelectDetail {
  event: ViewingEvent;
}

const SHORT = 8;

/** A link to another site; undefined for anything else, which is shown as text. */
const linkTo = (url: string | null): string | undefined =>
  url && /^https?:\/\//i.test(url) ? url : undefined;

/** Where somebody was, as far as it is known. */
const placeOf = ({ city, region, country }: ViewingEvent): string =>
  [city, region, country].filter(Boolean).join(', ');

const share = (value: number): number => Math.round(value * 1000) / 1000;

/**
 * What was watched, viewing by viewing: a table for tools behind a login, each row with its heatmap.
 *
 * ```html
 * <wistia-stats-source base-url="https://stats.example.com/" token="…">
 *   <wistia-events media-id="993554ba94" last="30d" public-token="…"></wistia-events>
 * </wistia-stats-source>
 * ```
 *
 * It needs a source with a signed token of the scope `events`. E-mail and IP addresses, organizations
 * and places are shown where the token has the scope `personal` as well.
 *
 * @element wistia-events
 * @attr {string} media-id - Viewings of this video.
 * @attr {string} visitor-key - Viewings of this visitor.
 * @attr {string} start-date - First day, `2012-10-05`.
 * @attr {string} end-date - Last day, included.
 * @attr {string} last - Days, weeks, months or years up to today: `30d`, `4w`, `6m`, `1y`.
 * @attr {number} page - The page shown, from 1.
 * @attr {number} per-page - Rows of a page, 1 to 100; 25 by default.
 * @attr {string} event-key - Shows this viewing alone.
 * @attr {string} public-token - The account's public token, for the heatmaps. It is made to be public; an API token is not.
 * @attr {string} api-url - Address of Wistia's API, for the heatmaps; `https://api.wistia.com/v1` by default.
 * @attr {boolean} no-tools - Leaves out the row of filters above the table.
 * @attr {string} base-url - Address of this element's source. A token is sent to the source that it was given with only.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) fetches when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @fires {CustomEvent<WistiaEventSelectDetail>} wistia-event-select - Somebody opened a viewing; cancelable. By default it opens in place, with its heatmap.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - New rows have come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @slot - Instead of the words where there are no rows.
 * @slot loading - Instead of the words while loading.
 * @slot empty - Instead of the words where there are no viewings.
 * @slot error - Instead of the words after an error.
 * @csspart tools - The row of filters.
 * @csspart table - The table.
 * @csspart row - A row of it.
 * @csspart pager - The row of buttons below.
 * @cssprop [--wistia-accent=#2949e5] - Colour of links, of the share watched and of the focus.
 * @cssprop [--wistia-soft] - Colour of headings and small print; by default a softer text colour.
 * @cssprop [--wistia-line=#8884] - Colour of lines.
 * @cssprop [--wistia-surface=Canvas] - Background of the heading that stays while the table scrolls.
 * @cssprop [--wistia-table-height=36rem] - Height from which the table scrolls.
 * @cssState loading - No rows yet.
 * @cssState ready - Shows rows.
 * @cssState stale - Shows the last good rows; the newest fetch failed.
 * @cssState empty - There are no viewings.
 * @cssState error - No rows, and an error.
 */
export class WistiaEvents extends PrivateTable<ViewingEvent> {
  static override styles = privateStyles;

  static override properties: PropertyDeclarations = {
    eventKey: { attribute: 'event-key' },
    publicToken: { attribute: 'public-token' },
    apiUrl: { attribute: 'api-url' },
    open: { state: true },
  };

  /** Shows this viewing alone. */
  declare eventKey?: string;
  /** The account's public token, for the heatmaps. */
  declare publicToken?: string;
  /** Address of Wistia's API, for the heatmaps. */
  declare apiUrl?: string;
  /** Key of the viewing that is open in the table. */
  declare private open?: string | undefined;

  protected override readonly scope = 'events';

  protected override heading(): string {
    return this.words.events;
  }

  protected override emptyWords(): string {
    return this.words.noEvents;
  }

  protected override keyOf({ event_key }: ViewingEvent): string {
    return event_key;
  }

  protected override isSingle(): boolean {
    return !!this.eventKey;
  }

  protected override request(page: { page: number; perPage: number }): StatsRequest<ViewingEvent[]> {
    const { eventKey, mediaId, visitorKey, startDate, endDate, last } = this;
    if (eventKey) return eventWith(eventKey);
    // One bound alone leaves the other side open.
    const range = last ? dayRange(startDate, endDate, last, sourceOf(this).timeZone) : undefined;
    const days = range
      ? { startDate: range.start, endDate: range.end }
      : {
          startDate: startDate && dayRange(startDate, startDate, undefined)!.start,
          endDate: endDate && dayRange(endDate, endDate, undefined)!.end,
        };
    return events({ ...page, mediaId, visitorKey, ...days });
  }

  protected override columns(): Column<ViewingEvent>[] {
    const { words } = this;
    return [
      {
        name: words.when,
        cell: (it) => {
          const expanded = it.event_key === this.open;
          return html`<button
            type="button"
            class="link"
            aria-expanded=${expanded ? 'true' : 'false'}
            @click=${() => this.#toggle(it)}
          >
            ${this.moment(it.received_at)}
          </button>`;
        },
        value: (it) => it.received_at,
      },
      {
        name: words.video,
        cell: (it) => this.#video(it),
        value: (it) => it.media_name ?? it.media_id,
      },
      {
        name: words.watched,
        number: true,
        cell: (it) => this.#watched(it),
        value: (it) => share(it.percent_viewed),
      },
      {
        name: words.visitor,
        cell: (it) => this.text(it.visitor_key && words.whoIs(it.visitor_key.slice(0, SHORT))),
        value: (it) => it.visitor_key ?? '',
      },
      {
        name: words.email,
        personal: true,
        cell: (it) => this.text(it.email),
        value: (it) => it.email ?? '',
      },
      {
        name: words.place,
        personal: true,
        cell: (it) => this.text(placeOf(it)),
        value: (it) => placeOf(it),
      },
    ];
  }

  protected override opened(it: ViewingEvent): TemplateResult | typeof nothing {
    return it.event_key === this.open ? this.#details(it, []) : nothing;
  }

  protected override single(it: ViewingEvent): TemplateResult {
    const { words } = this;
    return html`<section class="one">
      ${this.headline(this.#video(it))}
      ${this.#details(it, [
        [words.when, this.moment(it.received_at)],
        [words.watched, this.#watched(it)],
        [words.email, this.personal && it.email ? this.text(it.email) : ''],
        [words.place, this.personal && placeOf(it) ? this.text(placeOf(it)) : ''],
      ])}
    </section>`;
  }

  protected override tools(): TemplateResult {
    const { startDate = '', endDate = '', words } = this;
    return html`<label>
        ${words.from}<input name="start" type="date" .value=${startDate} />
      </label>
      <label>${words.to}<input name="end" type="date" .value=${endDate} /></label>
      <button type="submit">${words.apply}</button>`;
  }

  protected override choose(chosen: FormData): void {
    this.startDate = chosen.get('start') as string;
    this.endDate = chosen.get('end') as string;
    this.last = '';
  }

  #toggle(event: ViewingEvent): void {
    if (this.open === event.event_key) this.open = undefined;
    else if (this.tell<WistiaEventSelectDetail>('wistia-event-select', { event }, true)) {
      this.open = event.event_key;
    }
  }

  #video({ media_name, media_url }: ViewingEvent): unknown {
    const name = media_name || this.words.untitled;
    const href = linkTo(media_url);
    const text = html`<bdi class="free">${name}</bdi>`;
    return href ? html`<a href=${href} rel="noreferrer">${text}</a>` : text;
  }

  #watched({ percent_viewed }: ViewingEvent): TemplateResult {
    // From script, because a strict policy blocks style attributes.
    const measure = ref((bar) => (bar as HTMLElement | undefined)?.style.setProperty('--share', `${percent_viewed}`));
    return html`<span class="nowrap"
      ><span class="bar" ${measure}></span>${this.number(percent_viewed, 'percent')}</span
    >`;
  }

  #details(it: ViewingEvent, first: [string, unknown][]): TemplateResult {
    const { words } = this;
    const href = linkTo(it.embed_url);
    const agent = it.user_agent_details;
    const personal: [string, unknown][] = this.personal
      ? [
          [words.ip, it.ip],
          [words.organization, it.org && this.text(it.org)],
          [
            words.browser,
            agent && this.text([agent.browser, agent.platform, agent.mobile && words.onMobile].filter(Boolean).join(' · ')),
          ],
        ]
      : [];
    const heatmap = this.publicToken
      ? html`<wistia-heatmap
          loading="eager"
          event-key=${it.event_key}
          public-token=${this.publicToken}
          base-url=${this.apiUrl || nothing}
        ></wistia-heatmap>`
      : nothing;
    return html`${heatmap}
    ${this.list([
      ...first,
      [words.page, href ? html`<a href=${href} rel="noreferrer"><bdi>${href}</bdi></a>` : it.embed_url && this.text(it.embed_url)],
      [words.conversion, it.conversion_type && this.text(it.conversion_type)],
      ...personal,
      [words.visitor, it.visitor_key],
      [words.key, it.event_key],
    ])}`;
  }
}

define('wistia-events', WistiaEvents);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-events': WistiaEvents;
  }
  interface GlobalEventHandlersEventMap {
    'wistia-event-select': CustomEvent<WistiaEventSelectDetail>;
  }
}
