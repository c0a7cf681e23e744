import { css } from './css.js';

/** What a heatmap looks like, over what charts with a cursor share. */
export const heatmapStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: var(--wistia-heatmap-height, 3.5em);
  }
  :host([event-key]) {
    min-block-size: var(--wistia-heatmap-height, 70px);
  }
  :host([layout='thin']) {
    min-block-size: var(--wistia-heatmap-height, 6px);
  }
  :host([hidden]) {
    display: none;
  }
  /* Where the legend takes several lines, the strip keeps its height. */
  .chart {
    flex: 1;
    block-size: auto;
  }
  .plot {
    flex: 1 0 0.75em;
  }
  :host([layout='thin']) .plot {
    flex-basis: 0;
  }
  iframe {
    display: block;
    flex: 1 0 0px;
    min-block-size: 0;
    inline-size: 100%;
    border: 0;
    /* As the page in it: so the page around shows through. */
    color-scheme: light;
  }
  [part='legend'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    min-block-size: 1.5em;
    margin-block-end: 0.4em;
    color: var(--_soft);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  :host([layout='thin']) [part='legend'] {
    display: none;
  }
  [part='legend-item'] {
    display: inline-flex;
    align-items: center;
  }
  .swatch {
    inline-size: 0.75em;
    block-size: 0.75em;
    forced-color-adjust: none;
    print-color-adjust: exact;
  }
  .swatch:first-child {
    border-start-start-radius: 0.2em;
    border-end-start-radius: 0.2em;
  }
  .swatch:last-of-type {
    border-start-end-radius: 0.2em;
    border-end-end-radius: 0.2em;
    margin-inline-end: 0.4em;
  }
  .plot {
    border-radius: var(--wistia-heatmap-radius, 4px);
    /* Text of another colour means another page around, dark or light: the end of this tells. */
    transition: color 1ms;
  }
  :host([layout='thin']) .plot {
    border-radius: var(--wistia-heatmap-radius, 3px);
  }
  /* A thin strip is easy to hit too. */
  .plot::before {
    content: '';
    position: absolute;
    inset: min(0px, (100% - 24px) / 2) 0;
  }
  canvas,
  .cells {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
  }
  canvas {
    image-rendering: pixelated;
  }
  canvas.smooth {
    image-rendering: auto;
  }
  .cells {
    display: flex;
    align-items: center;
    line-height: 1;
    pointer-events: none;
    user-select: none;
  }
  .cells > * {
    flex: 1 1 0;
    min-inline-size: 0;
    overflow: hidden;
    text-align: center;
    forced-color-adjust: none;
  }
  .playhead,
  .cursor {
    position: absolute;
    left: 0;
    inset-block: -3px;
    inline-size: 2px;
    margin-left: -1px;
    border: 0;
    border-radius: 1px;
    background: CanvasText;
    box-shadow: 0 0 0 1px Canvas;
    pointer-events: none;
  }
  .playhead {
    background: var(--_accent);
  }
  [hidden] {
    display: none !important;
  }
  @media (forced-colors: active) {
    .plot {
      outline: 1px solid CanvasText;
    }
  }
`;
