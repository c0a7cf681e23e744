import { css } from './css.js';

/** What an engagement graph looks like, over what charts with a cursor share. */
export const engagementStyles = css`
  :host {
    block-size: var(--wistia-graph-height, 20em);
  }
  path {
    fill: none;
    stroke: var(--_line);
  }
  .views {
    --_curve: var(--_accent);
  }
  .rewatches {
    --_curve: var(--_again);
  }
  .average {
    --_curve: var(--_soft);
  }
  .curve {
    stroke: var(--_curve);
    stroke-width: 2px;
    /* Round corners cannot be told from these in a line so thin, and take twice the time. */
    stroke-linejoin: bevel;
  }
  .area {
    fill: var(--_curve);
    fill-opacity: 0.12;
    stroke: none;
  }
  .rewatches.curve {
    stroke-width: 1.5px;
  }
  .rewatches.area {
    fill-opacity: 0.22;
  }
  .average.curve {
    stroke-width: 1px;
    stroke-dasharray: 3 4;
  }
  .playhead {
    position: absolute;
    left: 0;
    top: 0;
    pointer-events: none;
    border-left: 2px solid var(--_accent);
    margin-left: -1px;
  }
  [part='legend'] {
    display: flex;
    flex-wrap: wrap;
    margin-block-start: 0.25em;
    margin-inline-start: -0.4em;
  }
  button {
    all: unset;
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.35em 0.5em;
    margin-inline-end: 0.5em;
    min-block-size: 24px;
    box-sizing: border-box;
    border-radius: 0.3em;
    font-size: 0.8125em;
    color: var(--_soft);
  }
  button[hidden] {
    display: none;
  }
  button::before {
    content: '';
    inline-size: 0.35em;
    block-size: 0.35em;
    border: 0.16em solid var(--_curve);
    border-radius: 50%;
    background: var(--_curve);
    forced-color-adjust: none;
    print-color-adjust: exact;
  }
  button.average::before {
    inline-size: 0.9em;
    block-size: 0;
    border-width: 1px 0 0;
    border-style: dashed;
    border-radius: 0;
  }
  [aria-pressed='false'] {
    text-decoration: line-through;
  }
  [aria-pressed='false']::before {
    background: none;
  }
`;
