import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import type { Page } from '../stats/private-requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { sourceOf } from '../stats/source.js';
import type { StatsError } from '../stats/stats-error.js';
import { formatMoment } from './moment-format.js';
import { formatNumber } from './number-format.js';
import { privateWordsFor } from './private-languages.js';
import { pagerView, tableView } from './private-table-view.js';
import type { Column } from './private-table-view.js';
import { english } from './private-words.js';
import type { PrivateWords } from './private-words.js';
import { RowsFile } from './rows-file.js';
import { csvText, downloadCSV } from './saved-file.js';
import { claimsOf } from './signed-token.js';
import type { TokenClaims } from './signed-token.js';
import { StatsElement } from './stats-element.js';

const PER_PAGE = 25;
const MOST_PER_PAGE = 100;

/** Properties with which other rows are meant, besides those that every element has. */
const OTHERS = ['filter', 'search', 'visitorKey', 'eventKey', 'perPage'];

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

  /** What is said in the language of the nearest `lang`. */
  protected words: PrivateWords = english;
  /** What is focused once it is there. */
  protected focusNext?: string | undefined;
  #language = '';
  #timeZone?: string | undefined;
  #claims?: TokenClaims | undefined;
  #tools!: HTMLFormElement;
  #body!: HTMLElement;
  #pager!: HTMLElement;
  #rows: Row[] = [];
  #path?: string | undefined;
  #asked?: string | undefined;
  #file = new RowsFile<Row>(() => this.requestUpdate());

  /** What the table is called. */
  protected abstract heading(): string;

  /** The scope that its rows need. */
  protected abstract readonly scope: string;

  /** What is asked for. */
  protected abstract request(page: Page): StatsRequest<Row[]>;

  /** Whether one row is meant. */
  protected abstract isSingle(): boolean;

  /** What tells a row from all others. */
  protected abstract keyOf(row: Row): string;

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

  /** What is said where the token opens the scope, and not this. */
  protected refusedWords(_claims: TokenClaims): string {
    return this.words.notCovered;
  }

  /** Takes what somebody chose in the filters. */
  protected abstract choose(chosen: FormData): void;

  /** Leaves a single row that was opened from the list. */
  protected back?: (() => void) | undefined;

  /** Names, addresses and places may be shown. */
  protected get personal(): boolean {
    return !!this.#claims?.scopes.includes('personal');
  }

  protected override wanted(): StatsRequest<Row[]> {
    this.#asked = undefined;
    const { token, timeZone } = sourceOf(this);
    this.#timeZone = timeZone;
    if (!token) throw new RangeError(this.words.needsToken(`<${this.localName}>`));
    this.#claims = claimsOf(token);
    const request = this.request(this.#paging);
    this.#asked = request.path;
    return request;
  }

  get #paging(): Page {
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
    return this.#isShown ? this.#text(this.#rows) : '';
  }

  /** Saves the rows of this page as a CSV file. Throws while there are none. */
  downloadCSV(): void {
    const text = this.toCSV();
    if (!text) throw new Error('There are no rows to save: wait for wistia-load.');
    downloadCSV(`${this.#fileName}-${this.#paging.page}`, text);
  }

  /**
   * Saves the rows of all pages as a CSV file, 5,000 at most. They are fetched one page after the other;
   * the words below the table say how far it is and what came of it. Where a later page cannot be had,
   * the file holds those before. Another list, another source or `stopCSV()` ends it without a file.
   */
  async downloadAllCSV(): Promise<void> {
    const { client } = this.stats;
    if (!client || !this.#asked || this.isSingle()) return;
    const rows = await this.#file.fetch(client, this.#list, (page) => this.request(page), (row) => this.keyOf(row));
    if (rows) downloadCSV(this.#fileName, this.#text(rows));
  }

  /** Ends `downloadAllCSV()` without a file. */
  stopCSV(): void {
    this.#file.stop();
  }

  #text(rows: Row[]): string {
    const columns = this.#columns;
    return csvText([
      columns.map(({ name }) => name),
      ...rows.map((row) => columns.map(({ value }) => value(row))),
    ]);
  }

  get #fileName(): string {
    return this.heading().toLowerCase();
  }

  /** What tells this list from others, whatever page of it. */
  get #list(): string {
    return this.request({ page: 1, perPage: 1 }).path;
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
    root.append(this.#tools, this.#body, this.#pager);
    return this.#body;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#language = this.language();
    this.words = privateWordsFor(this.#language, english);
  }

  protected override update(changed: PropertyValues): void {
    // Rows of another question are no last good value of this one. While it loads, the page before stays.
    const { error, value, client } = this.stats;
    if (value) this.#path = this.#asked;
    if (changed.has('page')) this.#file.dismiss();
    const isOther = this.hasUpdated && OTHERS.some((name) => changed.has(name));
    if (isOther || (error && this.#path !== this.#asked)) {
      this.forget();
    }
    super.update(changed);
    this.#file.keepTo(client, this.#asked && this.#list);
    if (!this.#isShown) this.#say();
    render(this.noTools || this.isSingle() || !this.#asked ? nothing : this.tools(), this.#tools);
    // Together with the rows, so that nothing moves when they come.
    const isAnswered = this.#isShown || error || value;
    render(this.#asked && isAnswered ? this.#pages() : nothing, this.#pager);
    this.#pager.setAttribute('aria-label', this.heading());
    for (const part of [this.#tools, this.#body, this.#pager]) part.lang = this.words.language;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const target = this.focusNext && this.#body.querySelector<HTMLElement>(this.focusNext);
    if (!target) return;
    this.focusNext = undefined;
    target.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopCSV();
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
    const none = () => (this.#paging.page > 1 ? this.words.noMore : this.emptyWords());
    const text = error ? this.#faultWords(error) : value ? none() : this.words.loading;
    render(html`<p class="said" role="status">${text}</p>`, place);
  }

  /** What the person at the page can do about a fault. The console tells its developer more. */
  #faultWords({ kind, status, message }: StatsError): string {
    const { words, scope } = this;
    if (kind === 'setup') return message;
    if (status === 400) return words.tooFar;
    if (status === 401) return words.ended;
    if (status === 404) return words.notThere;
    if (status !== 403) return words.notNow;
    const claims = this.#claims!;
    // A token that cannot be read says nothing of its scopes.
    if (!claims.scopes.length || claims.scopes.includes(scope)) return this.refusedWords(claims);
    return words.needsScope(scope);
  }

  protected override renderValue(root: ShadowRoot): void {
    if (!root.firstChild) root.append(document.createElement('div'));
    const place = root.firstChild as HTMLElement;
    place.className = 'shown';
    const [first] = this.#rows;
    const table = () =>
      tableView({
        heading: this.heading(),
        columns: this.#columns,
        rows: this.#rows,
        busy: this.stats.loading,
        opened: (row) => this.opened(row),
      });
    render(this.isSingle() && first ? this.single(first) : table(), place);
  }

  #pages(): TemplateResult {
    const { page, perPage } = this.#paging;
    const { error, loading } = this.stats;
    const { words } = this;
    const single = this.isSingle();
    const count = this.#isShown ? this.#rows.length : 0;
    const number = (value: number) => this.number(value);
    const isFull = count >= perPage;
    const told = this.#file.told(words, number);
    const onPage = single ? '' : words.onPage(number(count), number(page));
    return pagerView({
      words,
      single,
      before: page > 1,
      after: isFull && !loading,
      turn: (by) => (this.page = page + by),
      back: this.back,
      retry: error ? () => this.refetch() : undefined,
      status: told.progress ? '' : told.status || (loading ? words.loading : onPage),
      progress: told.progress,
      savePage: count ? () => this.downloadCSV() : undefined,
      saveAll:
        single || (page < 2 && !isFull)
          ? undefined
          : () => (told.progress ? this.stopCSV() : void this.downloadAllCSV()),
    });
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
    return text ? html`<bdi>${text}</bdi>` : html`<span class="soft">${this.words.none}</span>`;
  }

  protected number(value: number, style: 'count' | 'percent' = 'count'): string {
    return formatNumber(value, style, this.#language);
  }

  /** A moment, in the account's time zone. */
  protected moment(iso: string | null | undefined): unknown {
    if (!iso) return html`<span class="soft">${this.words.never}</span>`;
    const text = formatMoment(iso, this.#timeZone, this.#language);
    return text ? html`<time datetime=${iso}>${text}</time>` : this.text(iso);
  }
}
