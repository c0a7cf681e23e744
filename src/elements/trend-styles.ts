import { css } from './css.js';

/** What a trend looks like, over what charts with a cursor share. */
export const trendStyles = css`
  /* Its labels begin where the page's lines do. */
  svg[direction='rtl'] {
    direction: rtl;
  }
  :host {
    --_curve: var(--_accent);
    block-size: var(--wistia-trend-height, 12em);
  }
  [part='summary'] {
    margin-block-end: 0.25em;
  }
  .key {
    display: inline-block;
    inline-size: 1.6em;
    margin-inline-start: 0.5em;
    border-block-start: 1px dashed var(--_soft);
    vertical-align: 0.3em;
  }
  .ending {
    white-space: nowrap;
  }
  [hidden] {
    display: none;
  }
  path {
    fill: none;
    stroke: var(--_line);
  }
  .line,
  .unfinished {
    stroke: var(--_curve);
    stroke-width: 2px;
    stroke-linejoin: round;
  }
  .line {
    stroke-linecap: round;
  }
  .unfinished {
    stroke-dasharray: 2 3;
  }
  .area,
  .bars,
  .unfinished-bars {
    fill: var(--_curve);
    stroke: none;
  }
  .area {
    fill-opacity: 0.12;
  }
  .bars {
    fill-opacity: 0.85;
  }
  .unfinished-bars {
    fill-opacity: 0.12;
    stroke: var(--_curve);
    stroke-dasharray: 2 3;
  }
  .before {
    stroke: var(--_soft);
    stroke-dasharray: 3 4;
  }
  .tooltip-before {
    display: flex;
    align-items: baseline;
    gap: 0.5em;
    opacity: 0.75;
  }
  .tooltip-before::before {
    content: '';
    inline-size: 1em;
    border-block-start: 1px dashed;
    transform: translateY(-0.3em);
  }
  :host([type='sparkline']) {
    display: inline-block;
    contain: none;
    min-inline-size: var(--wistia-sparkline-width, 5em);
    block-size: auto;
  }
  :host([type='sparkline']) .chart {
    inline-size: var(--wistia-sparkline-width, 5em);
    block-size: var(--wistia-sparkline-height, 0.9em);
  }
  :host([type='sparkline']) .plot {
    cursor: inherit;
    touch-action: auto;
  }
  :host([type='sparkline']) path {
    stroke-width: 1.5px;
  }
  :host([type='sparkline']) .before {
    stroke-width: 1px;
    stroke-dasharray: 1 2;
  }
  :host([type='sparkline']) .unfinished {
    stroke-dasharray: 1 1.5;
  }
`;
