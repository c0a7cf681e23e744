import { css } from './css.js';

/** What charts with a cursor share: the plot that takes it, its line and dots, the words beside it, the sentence above. */
export const cursorStyles = css`
  [part='summary'] {
    margin: 0 0 0.75em;
    color: var(--_soft);
    font-size: 0.875em;
    /* Words of one language on a page of another, which may be written the other way. */
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .plot {
    /* Fingers that go up and down scroll the page; those that go along read. */
    touch-action: pan-y pinch-zoom;
    cursor: crosshair;
    border-radius: 2px;
  }
  .plot:focus-visible,
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .cursor,
  .dot {
    position: absolute;
    left: 0;
    top: 0;
    pointer-events: none;
  }
  .cursor,
  .playhead,
  [part='tooltip'] {
    /* They move over the curves, which are not painted again for that. */
    will-change: transform;
  }
  .cursor {
    border-left: 1px solid var(--_soft);
    margin-left: -0.5px;
  }
  .dot {
    border: 4.5px solid var(--_curve);
    border-radius: 50%;
    margin: -4.5px -5px;
    outline: 1.5px solid Canvas;
  }
  [part='tooltip'] {
    position: absolute;
    left: 0;
    top: 0;
    box-sizing: border-box;
    inline-size: max-content;
    max-inline-size: 100%;
    padding: 0.5em 0.75em;
    border: 1px solid transparent;
    border-radius: 0.5em;
    background: CanvasText;
    background: color-mix(in srgb, CanvasText 92%, Canvas);
    color: Canvas;
    font-size: 0.8125em;
    line-height: 1.4;
    pointer-events: none;
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  @media (forced-colors: active) {
    [part='tooltip'] {
      background: Canvas;
      color: CanvasText;
      border-color: CanvasText;
    }
  }
  @media print {
    .cursor,
    .playhead,
    [part='tooltip'] {
      display: none;
    }
  }
`;
