import type { PropertyDeclarations } from '@lit/reactive-element';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Visitor } from '../stats/private-fields.js';
import { visitors, visitorWith } from '../stats/private-requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { define } from './define.js';
import { privateStyles } from './private-styles.js';
import type { Column } from './private-table-view.js';
import { PrivateTable } from './private-table.js';
import type { TokenClaims } from './signed-token.js';

/** `detail` of `wistia-visitor-select`. */
export interface WistiaVisitorSelectDetail {
  visitor: Visitor;
}

const SHORT = 8;

/**
 * Who has watched: a table for tools behind a login, and each visitor by itself.
 *
 * ```html
 * <wistia-stats-source base-url="https://stats.example.com/" token="…">
 *   <wistia-visitors></wistia-visitors>
 * </wistia-stats-source>
 * ```
 *
 * It needs a source with a signed token of the scope `visitors`. Names, e-mail addresses, organizations
 * and browsers are shown where the token has the scope `personal` as well.
 *
 * @element wistia-visitors
 * @attr {number} page - The page shown, from 1.
 * @attr {number} per-page - Rows of a page, 1 to 100; 25 by default.
 * @attr {string} filter - `has_name`, `has_email` or `identified_by_email_gate`; everybody by default.
 * @attr {string} search - Name or e-mail address, exactly. Needs the scope `personal`.
 * @attr {string} visitor-key - Shows this visitor alone.
 * @attr {boolean} no-tools - Leaves out the row of filters above the table.
 * @attr {string} base-url - Address of this element's source. A token is sent to the source that it was given with only.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) fetches when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @fires {CustomEvent<WistiaVisitorSelectDetail>} wistia-visitor-select - Somebody chose a visitor; cancelable. By default the visitor is shown alone.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - New rows have come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @slot - Instead of the words where there are no rows.
 * @slot loading - Instead of the words while loading.
 * @slot empty - Instead of the words where there is nobody.
 * @slot error - Instead of the words after an error.
 * @csspart tools - The row of filters.
 * @csspart table - The table.
 * @csspart row - A row of it.
 * @csspart pager - The row of buttons below.
 * @cssprop [--wistia-accent=#2949e5] - Colour of links and of the focus.
 * @cssprop [--wistia-soft] - Colour of headings and small print; by default a softer text colour.
 * @cssprop [--wistia-line=#8884] - Colour of lines.
 * @cssprop [--wistia-surface=Canvas] - Background of the heading that stays while the table scrolls.
 * @cssprop [--wistia-table-height=36rem] - Height from which the table scrolls.
 * @cssState loading - No rows yet.
 * @cssState ready - Shows rows.
 * @cssState stale - Shows the last good rows; the newest fetch failed.
 * @cssState empty - There is nobody.
 * @cssState error - No rows, and an error.
 */
export class WistiaVisitors extends PrivateTable<Visitor> {
  static override styles = privateStyles;

  static override properties: PropertyDeclarations = {
    filter: {},
    search: {},
  };

  /** `has_name`, `has_email` or `identified_by_email_gate`. */
  declare filter?: string;
  /** Name or e-mail address, exactly. */
  declare search?: string;

  protected override readonly scope = 'visitors';

  protected override heading(): string {
    return this.words.visitors;
  }

  protected override emptyWords(): string {
    return this.words.noVisitors;
  }

  protected override refusedWords({ byVideo }: TokenClaims): string {
    const { words } = this;
    if (byVideo) return words.notByVideo;
    return this.search && !this.personal ? words.needsScope('personal') : words.notCovered;
  }

  protected override keyOf({ visitor_key }: Visitor): string {
    return visitor_key;
  }

  protected override isSingle(): boolean {
    return !!this.visitorKey;
  }

  protected override request(page: { page: number; perPage: number }): StatsRequest<Visitor[]> {
    const { filter, search, visitorKey } = this;
    return visitorKey ? visitorWith(visitorKey) : visitors({ ...page, filter, search });
  }

  protected override columns(): Column<Visitor>[] {
    const { words } = this;
    return [
      {
        name: words.visitor,
        cell: (it) =>
          html`<button type="button" class="link" data-key=${it.visitor_key} @click=${() => this.#select(it)}>
            ${this.#name(it)}
          </button>`,
        value: (it) => it.visitor_key,
      },
      {
        name: words.email,
        personal: true,
        cell: (it) => this.text(it.visitor_identity.email),
        value: (it) => it.visitor_identity.email ?? '',
      },
      {
        name: words.organization,
        personal: true,
        cell: (it) => this.text(it.visitor_identity.org?.name),
        value: (it) => it.visitor_identity.org?.name ?? '',
      },
      {
        name: words.lastActive,
        cell: (it) => this.moment(it.last_active_at),
        value: (it) => it.last_active_at ?? '',
      },
      {
        name: words.firstSeen,
        cell: (it) => this.moment(it.created_at),
        value: (it) => it.created_at,
      },
      {
        name: words.loads,
        number: true,
        cell: (it) => this.number(it.load_count),
        value: (it) => it.load_count,
      },
      {
        name: words.plays,
        number: true,
        cell: (it) => this.number(it.play_count),
        value: (it) => it.play_count,
      },
    ];
  }

  protected override single(it: Visitor): TemplateResult {
    const { words } = this;
    const { email, org } = it.visitor_identity;
    const agent = it.user_agent_details;
    const personal: [string, unknown][] = this.personal
      ? [
          [words.email, email && this.text(email)],
          [words.organization, org?.name && this.text([org.name, org.title].filter(Boolean).join(' · '))],
          [
            words.browser,
            agent && this.text([agent.browser, agent.platform, agent.mobile && words.onMobile].filter(Boolean).join(' · ')),
          ],
        ]
      : [];
    return html`<section class="one">
      ${this.headline(this.#name(it))}
      ${this.list([
        ...personal,
        [words.lastActive, this.moment(it.last_active_at)],
        [words.firstSeen, this.moment(it.created_at)],
        [words.loads, this.number(it.load_count)],
        [words.plays, this.number(it.play_count)],
        [words.lastEvent, it.last_event_key],
        [words.key, it.visitor_key],
      ])}
    </section>`;
  }

  protected override tools(): TemplateResult {
    const { filter = '', search = '', words } = this;
    const filters = [
      ['', words.everybody],
      ['has_name', words.withName],
      ['has_email', words.withEmail],
      ['identified_by_email_gate', words.fromGate],
    ] as const;
    return html`<label>
        ${words.show}
        <select name="filter">
          ${filters.map(
            ([value, name]) => html`<option value=${value} ?selected=${value === filter}>${name}</option>`,
          )}
        </select>
      </label>
      ${this.personal
        ? html`<label>
            ${words.search}
            <input name="search" type="search" autocomplete="off" maxlength="320" .value=${search} />
          </label>`
        : nothing}
      <button type="submit">${words.apply}</button>`;
  }

  protected override choose(chosen: FormData): void {
    const text = (name: string) => ((chosen.get(name) as string | null) ?? '').trim();
    this.filter = text('filter');
    this.search = text('search');
  }

  #name({ visitor_key: key, visitor_identity: { name } }: Visitor): unknown {
    return this.personal && name ? this.text(name) : this.words.whoIs(key.slice(0, SHORT));
  }

  #select(visitor: Visitor): void {
    if (!this.tell<WistiaVisitorSelectDetail>('wistia-visitor-select', { visitor }, true)) return;
    const { visitor_key: key } = visitor;
    this.visitorKey = key;
    this.focusNext = 'h3';
    this.back = () => {
      this.visitorKey = '';
      this.back = undefined;
      this.focusNext = `[data-key="${CSS.escape(key)}"]`;
    };
  }
}

define('wistia-visitors', WistiaVisitors);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-visitors': WistiaVisitors;
  }
  interface GlobalEventHandlersEventMap {
    'wistia-visitor-select': CustomEvent<WistiaVisitorSelectDetail>;
  }
}
