/** The private tables as nodes: rows and columns, and the buttons below. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PrivateWords } from './private-words.js';

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

/** What a table shows. */
export interface TableContent<Row> {
  heading: string;
  columns: Column<Row>[];
  rows: Row[];
  /** Other rows are on their way. */
  busy: boolean;
  /** A row's further row, where it is open. */
  opened: (row: Row) => TemplateResult | typeof nothing;
}

export const tableView = <Row>({ heading, columns, rows, busy, opened }: TableContent<Row>) => {
  // The roles are there for narrow pages, where a row is laid out as a block.
  const [table, row, head, side, cell] = ['table', 'row', 'columnheader', 'rowheader', 'cell'];
  const styled = ({ number }: Column<Row>) => (number ? 'number' : nothing);
  return html`<div class="scroll" role="region" tabindex="0" aria-label=${heading}>
    <table part="table" role=${table} aria-busy=${busy ? 'true' : 'false'}>
      <caption>${heading}</caption>
      <thead>
        <tr role=${row}>
          ${columns.map(
            (it) => html`<th scope="col" role=${head} class=${styled(it)}>${it.name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((it) => {
          const more = opened(it);
          return html`<tr part="row" role=${row} class=${more === nothing ? nothing : 'opened'}>
              ${columns.map((column, nth) =>
                nth
                  ? html`<td role=${cell} data-label=${column.name} class=${styled(column)}><span>${column.cell(it)}</span></td>`
                  : html`<th scope="row" role=${side}><span>${column.cell(it)}</span></th>`,
              )}
            </tr>
            ${more === nothing
              ? nothing
              : html`<tr class="open" role=${row}><td role=${cell} colspan=${columns.length}>${more}</td></tr>`}`;
        })}
      </tbody>
    </table>
  </div>`;
};

/** What the buttons below a table do. */
export interface PagerContent {
  words: PrivateWords;
  /** One row alone. */
  single: boolean;
  /** There is a page before, a page after. */
  before: boolean;
  after: boolean;
  turn: (by: 1 | -1) => void;
  /** Leaves a single row. */
  back: (() => void) | undefined;
  /** Tries again what failed. */
  retry: (() => void) | undefined;
  /** What is told of the page, or of the file of all pages. */
  status: string;
  /** How far the file of all pages is; empty where none is being made. */
  progress: string;
  /** Saves the rows of this page; undefined while there are none. */
  savePage: (() => void) | undefined;
  /** Saves all pages, or stops that; undefined where this page is all that there is. */
  saveAll: (() => void) | undefined;
}

export const pagerView = ({ words, single, saveAll, savePage, ...it }: PagerContent) =>
  html`${single
      ? it.back
        ? html`<button type="button" @click=${it.back}>${words.back}</button>`
        : nothing
      : html`<button type="button" ?disabled=${!it.before} @click=${() => it.turn(-1)}>
            ${words.previous}</button
          ><button type="button" ?disabled=${!it.after} @click=${() => it.turn(1)}>
            ${words.next}
          </button>`}
    <div class="told" dir="auto"><p role="status">${it.status}</p><p>${it.progress}</p></div>
    ${it.retry
      ? html`<button type="button" @click=${it.retry}>${words.retry}</button>`
      : nothing}
    <span class="end">
      <button type="button" ?hidden=${!!it.progress} ?disabled=${!savePage} @click=${savePage}>
        ${saveAll ? words.csvPage : words.csv}
      </button>
      <button type="button" ?hidden=${!saveAll} @click=${saveAll}>
        ${it.progress ? words.stop : words.csvAll}
      </button>
    </span>`;
