import { css } from './css.js';

/** The look of the private tables: quiet lines, the page's own type and colours. */
export const privateStyles = css`
  :host {
    --_accent: var(--wistia-accent, #2949e5);
    --_soft: var(--wistia-soft, currentColor);
    --_line: var(--wistia-line, #8884);
    --_surface: var(--wistia-surface, Canvas);
    display: block;
    container-type: inline-size;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
  }
  :host([hidden]) {
    display: none;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--wistia-accent, light-dark(#2949e5, #8ea2ff));
      --_soft: var(--wistia-soft, color-mix(in srgb, currentColor 76%, transparent));
    }
  }
  @media (forced-colors: active) {
    :host {
      --_accent: LinkText;
      --_soft: CanvasText;
      --_line: CanvasText;
    }
  }
  form,
  nav {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.6em 1em;
    margin: 0;
  }
  form {
    margin-block-end: 1em;
  }
  nav {
    align-items: center;
    margin-block-start: 0.9em;
  }
  form:empty,
  nav:empty {
    display: none;
  }
  label {
    display: grid;
    gap: 0.2em;
    color: var(--_soft);
    font-size: 0.8125em;
  }
  input,
  select,
  button {
    box-sizing: border-box;
    min-block-size: 2.25rem;
    max-inline-size: 100%;
    border: 1px solid var(--_line);
    border-radius: 0.4rem;
    padding: 0.3rem 0.7rem;
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
  }
  select option {
    background: Canvas;
    color: CanvasText;
  }
  label > * {
    color: CanvasText;
    color: inherit;
  }
  button {
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: currentColor;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .end {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em 1em;
    margin-inline-start: auto;
  }
  .told,
  [role='status'] {
    margin: 0;
    color: var(--_soft);
    font-size: 0.875em;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .told {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .told > p {
    margin: 0;
    color: inherit; /* softened once, not twice */
    font-size: inherit;
    color: inherit;
  }
  .scroll {
    max-block-size: var(--wistia-table-height, 36rem);
    overflow: auto;
  }
  .said {
    margin: 0;
    padding-block: 1.5em;
    color: var(--_soft);
  }
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: 0.9375em;
  }
  table[aria-busy='true'] {
    opacity: 0.6;
  }
  caption,
  h3 {
    margin: 0;
    padding-block-end: 0.5em;
    text-align: start;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  th,
  td {
    padding-block: 0.6em;
    padding-inline: 0 1.1em;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
    overflow-wrap: break-word;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
    color: var(--_soft);
    font-size: 0.8125rem;
    font-weight: 500;
    white-space: nowrap;
    vertical-align: bottom;
  }
  tbody th {
    min-inline-size: 9em;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .nowrap {
    white-space: nowrap;
  }
  .link {
    min-block-size: 0;
    border: 0;
    padding: 0.2rem 0;
    margin-block: -0.2rem;
    border-radius: 0.2rem;
    color: var(--_accent);
    font-size: inherit;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .link:hover,
  a:hover {
    text-decoration: underline;
  }
  a {
    color: var(--_accent);
    text-decoration: none;
  }
  /* A long text wraps, in a column that stays wide enough to read it. */
  .free {
    display: inline-block;
    min-inline-size: 8em;
    overflow-wrap: anywhere;
  }
  td bdi:not(.free) {
    display: inline-block;
    max-inline-size: 18em;
    overflow-wrap: break-word;
  }
  .soft {
    color: var(--_soft);
  }
  .bar {
    display: inline-block;
    inline-size: 3.5em;
    block-size: 0.4em;
    margin-inline-end: 0.6em;
    border-radius: 1em;
    background: linear-gradient(var(--_accent) 0 0) no-repeat var(--_line);
    background-size: calc(var(--share) * 100%) 100%;
    vertical-align: middle;
    forced-color-adjust: none;
  }
  .bar:dir(rtl) {
    background-position: right;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.4em 1.5em;
    margin: 0;
    padding-block: 0.3em 0.8em;
  }
  dt {
    color: var(--_soft);
  }
  dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .open > td {
    padding-block-start: 0;
    border-block-end: 1px solid var(--_line);
  }
  .opened > * {
    border-block-end-color: transparent;
  }
  .one {
    display: grid;
    gap: 0.4em;
  }
  /* Narrow: a row is a block, and each cell says what it is. */
  @container (max-width: 40rem) {
    th,
    td {
      overflow-wrap: anywhere;
    }
    .scroll {
      max-block-size: none;
    }
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody,
    caption {
      display: block;
    }
    tr {
      display: block;
      padding-block: 0.7em;
      border-block-end: 1px solid var(--_line);
    }
    tr.opened {
      border-block-end: 0;
      padding-block-end: 0;
    }
    th,
    td,
    .open > td {
      display: flex;
      justify-content: space-between;
      gap: 1em;
      padding: 0.2em 0;
      border: 0;
    }
    tbody th {
      font-weight: 600;
    }
    .open > td {
      display: block;
    }
    td[data-label]::before {
      content: attr(data-label);
      flex: none;
      color: var(--_soft);
    }
    td.number {
      text-align: start;
    }
    dl {
      grid-template-columns: 1fr;
      gap: 0 1.5em;
    }
    dd {
      margin-block-end: 0.4em;
    }
  }
  @media print {
    form,
    nav {
      display: none;
    }
    .scroll {
      max-block-size: none;
      overflow: visible;
    }
  }
`;
