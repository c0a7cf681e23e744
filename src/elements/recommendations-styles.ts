import { css } from './css.js';

/** Cards in three layouts. Every box has its size before there is anything in it. */
export const recommendationsStyles = css`
  :host {
    --_accent: var(--wistia-accent, #2949e5);
    --_soft: var(--wistia-soft, currentColor);
    --_line: var(--wistia-line, #8883);
    --_gap: var(--wistia-card-gap, 1.25rem);
    --_size: var(--wistia-card-size, 12.5rem);
    display: block;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--wistia-accent, light-dark(#2949e5, #8ea2ff));
      --_soft: var(--wistia-soft, color-mix(in srgb, currentColor 72%, transparent));
    }
  }
  :host([hidden]) {
    display: none;
  }
  .list {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: var(--_gap);
  }
  .grid {
    grid-template-columns: repeat(
      auto-fill,
      minmax(min(100%, clamp(7.5rem, 45%, var(--_size))), 1fr)
    );
  }
  .carousel {
    grid-auto-flow: column;
    grid-auto-columns: clamp(7.5rem, 44%, var(--_size));
    overflow-x: auto;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline proximity;
    scrollbar-width: none;
  }
  .carousel::-webkit-scrollbar {
    display: none;
  }
  li {
    position: relative;
    min-inline-size: 0;
    scroll-snap-align: start;
  }
  [part='link'] {
    display: block;
    inline-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    text-align: start;
    color: inherit;
    text-decoration: none;
    cursor: pointer;
    border-radius: var(--wistia-card-radius, 0.5rem);
  }
  .list.list-layout [part='link'],
  .list.list-layout .blank {
    display: grid;
    grid-template-columns: clamp(6.5rem, 36%, 10.5rem) minmax(0, 1fr);
    gap: 0.9rem;
    align-items: start;
  }
  .list.list-layout {
    gap: 0.9rem;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  /* Outside, the scrolling box would cut it off. */
  .carousel :focus-visible {
    outline-offset: -2px;
  }
  .thumbnail {
    display: block;
    position: relative;
    overflow: hidden;
    aspect-ratio: var(--wistia-thumbnail-ratio, 16 / 9);
    border-radius: var(--wistia-card-radius, 0.5rem);
    background: linear-gradient(135deg, var(--_from), var(--_to));
  }
  .tone-0 {
    --_from: #c4d0fc;
    --_to: #2949e5;
  }
  .tone-1 {
    --_from: #fed9b7;
    --_to: #e6863a;
  }
  .tone-2 {
    --_from: #c5ecda;
    --_to: #249f72;
  }
  .tone-3 {
    --_from: #f2c1e2;
    --_to: #b03289;
  }
  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .thumbnail::after {
    content: '';
    position: absolute;
    inset: 0;
    background: #fff;
    opacity: 0;
    transition: opacity 120ms;
  }
  [part='link']:hover .thumbnail::after {
    opacity: 0.12;
  }
  [part='link']:hover [part='name'] {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  [part='duration'] {
    position: absolute;
    inset-block-end: 0.45rem;
    inset-inline-end: 0.45rem;
    padding: 0.1rem 0.4rem;
    border-radius: 0.3rem;
    background: rgb(20 22 27 / 0.84);
    color: #fff;
    font-size: 0.75rem;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
    z-index: 1;
  }
  .progress {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    block-size: 3px;
    background: rgb(255 255 255 / 0.45);
    z-index: 1;
  }
  .progress > span {
    display: block;
    block-size: 100%;
    background: var(--_accent);
  }
  [hidden] {
    display: none;
  }
  .text {
    display: block;
    font-size: 0.875rem;
    line-height: 1.4;
    margin-block-start: 0.55rem;
    /* A line of the name, two of the reason. */
    min-block-size: calc(1.4 * 0.875rem + 0.1rem + 2 * 1.4 * 0.8125rem);
  }
  .list-layout .text {
    margin-block-start: 0;
    min-block-size: calc(2 * 1.4 * 0.875rem + 0.1rem + 1.4 * 0.8125rem);
  }
  [part='name'],
  [part='reason'] {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  [part='name'] {
    -webkit-line-clamp: 1;
    font-weight: 600;
    /* Whatever the name's own direction, it stands where the card begins. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  [part='reason'] {
    -webkit-line-clamp: 2;
    margin-block-start: 0.1rem;
    color: var(--_soft);
    font-size: 0.8125rem;
  }
  .list-layout [part='name'] {
    -webkit-line-clamp: 2;
  }
  .list-layout [part='reason'] {
    -webkit-line-clamp: 1;
  }
  [aria-current] .thumbnail {
    box-shadow: 0 0 0 2px var(--_accent);
  }
  [aria-current] [part='reason'] {
    color: var(--_accent);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .frame {
    position: relative;
    container-type: inline-size;
  }
  button.previous,
  button.next {
    position: absolute;
    /* In the middle of the pictures, which are as high as their width allows. */
    inset-block-start: calc(clamp(7.5rem, 44cqi, var(--_size)) * 9 / 32 - 1.375rem);
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 50%;
    background: Canvas;
    color: CanvasText;
    cursor: pointer;
    z-index: 2;
    transition: opacity 120ms;
  }
  button.previous {
    inset-inline-start: 0.35rem;
  }
  button.next {
    inset-inline-end: 0.35rem;
  }
  button.previous::before,
  button.next::before {
    content: '';
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 0.55rem;
    block-size: 0.55rem;
    border: solid currentColor;
    border-width: 2px 2px 0 0;
    rotate: 45deg;
    translate: -0.12rem 0;
  }
  button.previous:dir(ltr)::before,
  button.next:dir(rtl)::before {
    rotate: 225deg;
    translate: 0.12rem 0;
  }
  button[aria-disabled='true'] {
    opacity: 0;
    pointer-events: none;
  }
  button[aria-disabled='true']:focus-visible {
    opacity: 0.5;
  }
  .absence {
    display: grid;
  }
  .absence > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  .absence > slot {
    display: block;
  }
  .blank .thumbnail,
  .blank .text::before {
    background: var(--_line);
  }
  .blank .text::before {
    content: '';
    display: block;
    inline-size: 70%;
    block-size: 0.8em;
    border-radius: 0.3em;
    translate: 0 0.3em;
  }
  .filled > .list {
    visibility: hidden;
  }
  .filled > [part='message'] {
    display: none;
  }
  [part='message'] {
    margin: 0;
    color: var(--_soft);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    :host {
      --_accent: Highlight;
      --_soft: CanvasText;
      --_line: GrayText;
    }
    .thumbnail {
      border: 1px solid CanvasText;
    }
    [part='duration'] {
      background: Canvas;
      color: CanvasText;
      border: 1px solid CanvasText;
    }
    .progress {
      background: Canvas;
    }
    .progress > span {
      forced-color-adjust: none;
      background: Highlight;
    }
    [aria-current] .thumbnail {
      outline: 2px solid Highlight;
    }
  }
  @media print {
    .carousel {
      grid-auto-flow: row;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--_size)), 1fr));
      overflow: visible;
    }
    button.previous,
    button.next {
      display: none;
    }
    li {
      break-inside: avoid;
    }
  }
`;
