import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { StatsRequest } from '../stats/requests.js';
import { sourceOf } from '../stats/source.js';
import type { StatsError } from '../stats/stats-error.js';
import { csvText, download } from './chart-image.js';
import { formatNumber, knownLocale } from './number-format.js';
import { english as words } from './private-words.js';
import { StatsElement } from './stats-element.js';

const PER_PAGE = 25;
const MOST_PER_PAGE = 100;

/** A column of a table, and of its file. */
export interface Column<Row> {
  name: string;
  /** Whether the values are numbers. */
  number?: boolean;
  /** Shown with a token of the scope `personal` only. */
  personal?: boolean;
  cell: (row: Row) => unknown;
  /** The value in a file. */
  value: (row: Row) => string | number;
}

/** An address of the web; undefined for anything else, which is shown as text. */
export const webAddress = (url: string | null | undefined): string | undefined =>
  url && /^https?:\/\//i.test(url) ? url : undefined;

/** Whether a signed token opens names, addresses and places. What cannot be read does not. */
const isPersonal = (token: string | undefined): boolean => {
  try {
    const payload = token!.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const { scope } = JSON.parse(atob(payload)) as { scope?: unknown };
    return typeof scope === 'string' && scope.split(' ').includes('personal');
  } catch {
    return false;
  }
};

/** What the tables of people and of what they watched share: pages, single rows, files, and who may look. */
export abstract class PrivateTable<Row> extends StatsElement<Row[]> {
  static override properties: PropertyDeclarations = {
    page: { type: Number },
    perPage: { type: Number, attribute: 'per-page' },
    noTools: { type: Boolean, attribute: 'no-tools' },
    visitorKey: { attribute: 'visitor-key' },
  };

  /** The page shown, from 1. */
  declare page?: number;
  /** Rows of a page, 1 to 100; 25 by default. */
  declare perPage?: number;
  /** Leaves out the row of filters above the table. */
  declare noTools?: boolean;
  /** Key of the visitor who is meant. */
  declare visitorKey?: string;

  /** Names, addresses and places may be shown. */
  protected personal = false;
  /** What is focused once it is there. */
  protected focusNext?: string | undefined;
  #tools!: HTMLFormElement;
  #body!: HTMLElement;
  #pager!: HTMLElement;
  #rows: Row[] = [];
  #path?: string | undefined;
  #asked?: string | undefined;

  /** What the table is called. */
  protected abstract heading(): string;

  /** What is asked for. */
  protected abstract request(page: { page: number; perPage: number }): StatsRequest<Row[]>;

  /** Whether one row is meant. */
  protected abstract isSingle(): boolean;

  protected abstract columns(): Column<Row>[];

  /** One row as a page of its own. */
  protected abstract single(row: Row): TemplateResult;

  /** The row's further row, where it is open. */
  protected opened(_row: Row): TemplateResult | typeof nothing {
    return nothing;
  }

  /** The filters. */
  protected abstract tools(): TemplateResult | typeof nothing;

  /** What is said where there are no rows. */
  protected abstract emptyWords(): string;

  /** Takes what somebody chose in the filters. */
  protected abstract choose(chosen: FormData): void;

  /** Leaves a single row that was opened from the list. */
  protected back?: (() => void) | undefined;

  protected override wanted(): StatsRequest<Row[]> {
    this.#asked = undefined;
    const { token } = sourceOf(this);
    if (!token) throw new RangeError(words.needsToken(`<${this.localName}>`));
    this.personal = isPersonal(token);
    const request = this.request(this.#paging);
    this.#asked = request.path;
    return request;
  }

  get #paging(): { page: number; perPage: number } {
    const whole = (value: number | undefined, otherwise: number, most: number) =>
      Math.min(Math.max(Math.trunc(value || otherwise), 1), most);
    return {
      page: whole(this.page, 1, 1e6),
      perPage: whole(this.perPage, PER_PAGE, MOST_PER_PAGE),
    };
  }

  protected override received(rows: Row[]): 'ready' | 'empty' {
    this.#rows = rows;
    return rows.length ? 'ready' : 'empty';
  }

  /** The rows of this page as CSV; empty while there are none. */
  toCSV(): string {
    if (!this.#isShown) return '';
    const columns = this.#columns;
    return csvText([
      columns.map(({ name }) => name),
      ...this.#rows.map((row) => columns.map(({ value }) => value(row))),
    ]);
  }

  /** Saves the rows of this page as a CSV file. Throws while there are none. */
  downloadCSV(): void {
    const text = this.toCSV();
    if (!text) throw new Error('There are no rows to save: wait for wistia-load.');
    const name = this.heading().toLowerCase();
    download(`${name}-${this.#paging.page}.csv`, new Blob(['\ufeff', text], { type: 'text/csv' }));
  }

  /** Filters and pages stay where they are while what is between them changes. */
  protected override createRenderRoot(): HTMLElement {
    const root = super.createRenderRoot();
    this.#tools = document.createElement('form');
    this.#tools.part.add('tools');
    // What cannot be read is said in a sentence of our own.
    this.#tools.noValidate = true;
    this.#tools.addEventListener('submit', (event) => {
      event.preventDefault();
      this.page = 1;
      this.choose(new FormData(this.#tools));
    });
    this.#body = document.createElement('div');
    this.#pager = document.createElement('nav');
    this.#pager.part.add('pager');
    for (const part of [this.#tools, this.#body, this.#pager]) part.lang = words.language;
    root.append(this.#tools, this.#body, this.#pager);
    return this.#body;
  }

  protected override update(changed: PropertyValues): void {
    // Rows of another question are no last good value of this one. While it loads, the page before stays.
    const { error, value } = this.stats;
    if (value) this.#path = this.#asked;
    const others = ['filter', 'search', 'visitorKey', 'eventKey', 'perPage'];
    const isOther = this.hasUpdated && others.some((name) => changed.has(name));
    if (isOther || (error && this.#path !== this.#asked)) {
      this.forget();
    }
    super.update(changed);
    if (!this.#isShown) this.#say();
    render(this.noTools || this.isSingle() || !this.#asked ? nothing : this.tools(), this.#tools);
    // Together with the rows, so that nothing moves when they come.
    const isAnswered = this.#isShown || this.stats.error || this.stats.value;
    render(this.#asked && isAnswered ? this.#pages() : nothing, this.#pager);
    this.#pager.setAttribute('aria-label', this.heading());
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const target = this.focusNext && this.#body.querySelector<HTMLElement>(this.focusNext);
    if (!target) return;
    this.focusNext = undefined;
    target.focus();
  }

  get #isShown(): boolean {
    return !!this.#body?.querySelector('.shown');
  }

  get #columns(): Column<Row>[] {
    return this.columns().filter(({ personal }) => !personal || this.personal);
  }

  /** Words where there is no table, unless the page brings its own. */
  #say(): void {
    const place = this.#body.querySelector<HTMLSlotElement>('slot > slot');
    if (!place) return;
    const { error, value } = this.stats;
    const text = error
      ? faultWords(error)
      : value
        ? this.#paging.page > 1
          ? words.noMore
          : this.emptyWords()
        : words.loading;
    render(html`<p class="said" role="status">${text}</p>`, place);
  }

  protected override renderValue(root: ShadowRoot): void {
    if (!root.firstChild) root.append(document.createElement('div'));
    const place = root.firstChild as HTMLElement;
    place.className = 'shown';
    const [first] = this.#rows;
    render(this.isSingle() && first ? this.single(first) : this.#table(), place);
  }

  #table(): TemplateResult {
    const columns = this.#columns;
    const busy = this.stats.loading ? 'true' : 'false';
    // The roles are there for narrow pages, where a row is laid out as a block.
    const [table, row, head, side, cell] = ['table', 'row', 'columnheader', 'rowheader', 'cell'];
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${this.heading()}>
      <table part="table" role=${table} aria-busy=${busy}>
        <caption>${this.heading()}</caption>
        <thead>
          <tr role=${row}>
            ${columns.map(
              ({ name, number }) =>
                html`<th scope="col" role=${head} class=${number ? 'number' : nothing}>${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.#rows.map((it) => {
            const opened = this.opened(it);
            return html`<tr part="row" role=${row} class=${opened === nothing ? nothing : 'opened'}>
                ${columns.map(({ name, number, cell: content }, nth) =>
                  nth
                    ? html`<td role=${cell} data-label=${name} class=${number ? 'number' : nothing}><span>${content(it)}</span></td>`
                    : html`<th scope="row" role=${side}><span>${content(it)}</span></th>`,
                )}
              </tr>
              ${opened === nothing
                ? nothing
                : html`<tr class="open" role=${row}><td role=${cell} colspan=${columns.length}>${opened}</td></tr>`}`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #pages(): TemplateResult {
    const { page, perPage } = this.#paging;
    const { error, loading } = this.stats;
    const single = this.isSingle();
    const count = this.#isShown ? this.#rows.length : 0;
    return html`${single
        ? this.back
          ? html`<button type="button" @click=${this.back}>${words.back}</button>`
          : nothing
        : html`<button type="button" ?disabled=${page < 2} @click=${() => (this.page = page - 1)}>
              ${words.previous}</button
            ><button
              type="button"
              ?disabled=${count < perPage || loading}
              @click=${() => (this.page = page + 1)}
            >
              ${words.next}
            </button>
            <p role="status" dir="auto">
              ${loading ? words.loading : words.onPage(this.number(count), this.number(page))}
            </p>`}
      ${error
        ? html`<button type="button" @click=${() => this.refetch()}>${words.retry}</button>`
        : nothing}
      <button type="button" class="end" ?disabled=${!count} @click=${() => this.downloadCSV()}>
        ${words.csv}
      </button>`;
  }

  /** Names and values, one below the other: what is not known is left out. */
  protected list(entries: [name: string, value: unknown][]): TemplateResult {
    const known = entries.filter(([, value]) => value !== null && value !== undefined && value !== '');
    return html`<dl>
      ${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
    </dl>`;
  }

  /** A heading that takes the focus when a row is opened as a page of its own. */
  protected headline(text: unknown): TemplateResult {
    return html`<h3 tabindex="-1">${text}</h3>`;
  }

  /** Text from outside, in its own direction. */
  protected text(text: string | null | undefined): unknown {
    return text ? html`<bdi>${text}</bdi>` : html`<span class="soft">${words.none}</span>`;
  }

  protected number(value: number): string {
    return formatNumber(value, 'count', this.language());
  }

  /** A moment, in the account's time zone. */
  protected moment(iso: string | null | undefined): unknown {
    if (!iso) return html`<span class="soft">${words.never}</span>`;
    const date = new Date(iso);
    if (Number.isNaN(+date)) return this.text(iso);
    const { timeZone = 'UTC' } = sourceOf(this);
    return html`<time datetime=${iso}>${formatMoment(date, timeZone, this.language())}</time>`;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

const formatMoment = (date: Date, timeZone: string, language: string): string => {
  const key = `${timeZone} ${language}`;
  let clock = clocks.get(key);
  if (!clock) {
    const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
    clock = new Intl.DateTimeFormat(knownLocale(language), { ...style, timeZone });
    clocks.set(key, clock);
  }
  return clock.format(date);
};

/** What the person at the page can do about a fault. The console tells its developer more. */
const faultWords = ({ kind, status, message }: StatsError): string => {
  if (kind === 'setup') return message;
  if (status === 401) return words.ended;
  if (status === 403) return words.notCovered;
  return status === 404 ? words.notThere : words.notNow;
};
