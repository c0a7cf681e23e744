import type { PropertyDeclarations } from '@lit/reactive-element';
import { closestAcross } from '../stats/source.js';
import { svgText } from './chart-image.js';
import { css } from './css.js';
import { wordsFor } from './languages.js';
import { csvText, download, downloadCSV } from './saved-file.js';
import { StatsElement } from './stats-element.js';

/** One observer tells all charts their size, together and before the next frame. */
const charts = new WeakMap<Element, (size: DOMRectReadOnly) => void>();
const observer =
  globalThis.ResizeObserver &&
  new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) charts.get(target)?.(contentRect);
  });

/** Colours and type that all charts share. What is not given comes from the page's own text. */
export const chartStyles = css`
  :host {
    --_accent: var(--wistia-accent, #2949e5);
    --_again: var(--wistia-again, #de7420);
    --_soft: var(--wistia-soft, currentColor);
    --_line: var(--wistia-line, #8883);
    display: block;
    contain: layout style;
    font-variant-numeric: tabular-nums;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--wistia-accent, light-dark(#2949e5, #8ea2ff));
      --_again: var(--wistia-again, light-dark(#de7420, #ffb066));
      --_soft: var(--wistia-soft, color-mix(in srgb, currentColor 72%, transparent));
    }
  }
  @media (forced-colors: active) {
    :host {
      --_accent: Highlight;
      --_again: LinkText;
      --_soft: CanvasText;
      --_line: GrayText;
    }
  }
  .chart {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    margin: 0;
  }
  .plot {
    flex: 1;
    min-block-size: 0;
    position: relative;
    contain: layout style;
  }
  svg {
    display: block;
    /* A text's anchor is a side of its own, whichever way the page reads. */
    direction: ltr;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  text {
    fill: var(--_soft);
    font-size: 12px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** What the charts share: their size, their direction, and the files that they can be saved as. */
export abstract class ChartElement<T> extends StatsElement<T> {
  static override properties: PropertyDeclarations = {};

  /** CSS pixels of the plot; 0 until it is laid out. */
  protected plotWidth = 0;
  /** CSS pixels of the plot; 0 until it is laid out. */
  protected plotHeight = 0;
  #plot?: Element | undefined;

  /** Makes the tree, once; `.plot` in it is where the `<svg>` is, and is what is measured. */
  protected abstract build(): HTMLElement;

  /** Brings words and figures up to date. `draw` follows. */
  protected abstract write(): void;

  /** Draws for the plot's size. Called again when that changes. */
  protected abstract draw(): void;

  /** Everything that the chart shows, below a row of headings. */
  protected abstract rows(): (string | number)[][];

  /** Says what the chart shows, in a sentence. */
  protected abstract sentence(): string;

  /** Name of a file, without its ending. */
  protected abstract fileName(): string;

  /** Whether the page reads from right to left here. */
  protected get rightToLeft(): boolean {
    return closestAcross(this, '[dir]')?.getAttribute('dir') === 'rtl';
  }

  protected override waits(): boolean {
    return wordsFor.isUnderWay(this.language());
  }

  /** The chart as an SVG document of its own; empty while nothing is shown. */
  toSVG(): string {
    const drawing = this.#drawing;
    return drawing ? svgText(drawing, this.sentence()) : '';
  }

  /** All values as CSV; empty while there are none. */
  toCSV(): string {
    return this.#shown ? csvText(this.rows()) : '';
  }

  /** Saves the chart as a PNG file, twice as fine as on the page. Rejects while nothing is shown. */
  async downloadImage(): Promise<void> {
    const picture = await this.picture();
    const image = picture && (await new Promise<Blob | null>((done) => picture.toBlob(done)));
    if (!image) throw new Error('There is no chart to save: wait for wistia-load, and show it.');
    download(`${this.fileName()}.png`, image);
  }

  /** Saves all values as a CSV file. Throws while there are none. */
  downloadCSV(): void {
    const text = this.toCSV();
    if (!text) throw new Error('There are no values to save: wait for wistia-load.');
    downloadCSV(this.fileName(), text);
  }

  /** The chart as a picture, twice as fine as on the page; undefined while nothing is shown. */
  protected async picture(): Promise<HTMLCanvasElement | undefined> {
    const drawing = this.#drawing;
    return drawing ? (await import('./chart-picture.js')).canvasOf(drawing) : undefined;
  }

  /** The plot; undefined while there is none to see. */
  get #shown(): Element | undefined {
    return this.#plot?.isConnected ? this.#plot : undefined;
  }

  get #drawing(): SVGSVGElement | null | undefined {
    return this.plotWidth ? this.#shown?.querySelector('svg') : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // They come beside the figures, not after them.
    void this.waits();
    this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ignore();
  }

  protected override renderValue(root: ShadowRoot): void {
    if (!root.firstChild) {
      this.#ignore();
      this.plotWidth = this.plotHeight = 0;
      const tree = root.appendChild(this.build());
      this.#plot = tree.querySelector('.plot')!;
      charts.set(this.#plot, ({ width, height }) => {
        if (width === this.plotWidth && height === this.plotHeight) return;
        this.plotWidth = width;
        this.plotHeight = height;
        this.draw();
      });
      this.#observe();
    }
    this.write();
    this.draw();
  }

  #observe(): void {
    if (this.#plot && this.isConnected) observer?.observe(this.#plot);
  }

  #ignore(): void {
    if (this.#plot) observer?.unobserve(this.#plot);
  }
}
