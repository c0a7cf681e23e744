import type { Series } from '../charts/series.js';
import { paintStrip } from '../charts/strip.js';
import { sayOnce } from '../stats/page-registry.js';
import { drawGlyphs } from './heatmap-glyphs.js';
import type { HeatmapReading } from './heatmap-reading.js';
import { element, setAttribute, textNode } from './nodes.js';
import type { HeatmapWords } from './english/heatmap.js';

/** What `renderCell` is told of a cell that it draws. A cell may stand for several seconds. */
export interface HeatmapCell {
  /** Which of the cells, from 0, in the order of time. */
  index: number;
  /** How many are drawn. */
  count: number;
  /** Views of the most viewed second in it; of one viewer, or of all. */
  views: number;
  /** From 0, not viewed, to 3, or to the last colour of a palette of one's own. */
  level: number;
  /** Its colour, of the level or a shade of it; it is also the colour of the text. */
  color: string;
}

/** Draws a cell: a text, a node, or nothing. */
export type RenderCell = (cell: HeatmapCell) => string | Node | null | undefined;

/** What a strip is drawn from. */
export interface HeatmapDrawing {
  reading: HeatmapReading;
  /** Colours of the palette. */
  levels: number;
  rightToLeft: boolean;
  /** CSS pixels. */
  width: number;
  height: number;
  glyph?: string | undefined;
  renderCell?: RenderCell | undefined;
}

const cellOf = (by: RenderCell, cell: HeatmapCell): string | Node => {
  try {
    return by(cell) ?? '';
  } catch (cause) {
    sayOnce(`<wistia-heatmap>: renderCell has failed: ${cause}. That cell stays empty.`);
    return '';
  }
};

/** The nodes of a heatmap. It shows what it is told, and decides nothing. */
export class HeatmapView {
  readonly canvas = element('canvas', { part: 'strip', 'aria-hidden': 'true' });
  readonly #cells = element('div', { class: 'cells', 'aria-hidden': 'true', hidden: '' });
  readonly #legend = element('div', { part: 'legend', 'aria-hidden': 'true' });
  readonly #summary = element('p', { class: 'unseen', id: 'summary' });
  readonly #playhead = element('div', { part: 'playhead', class: 'playhead', hidden: '' });
  readonly #cursor = element('div', { class: 'cursor', hidden: '' });
  readonly #tooltipPlace = element('b');
  readonly #tooltipCounts = textNode();
  readonly #tooltip = element(
    'div',
    { part: 'tooltip', hidden: '' },
    this.#tooltipPlace,
    this.#tooltipCounts,
  );
  /** What takes the pointer, the focus and the keys. */
  readonly plot = element(
    'div',
    {
      part: 'plot',
      class: 'plot',
      role: 'slider',
      tabindex: 0,
      'aria-describedby': 'summary',
      'aria-valuemin': 0,
      'aria-valuenow': 0,
    },
    this.canvas,
    this.#cells,
    this.#playhead,
    this.#cursor,
    this.#tooltip,
  );
  readonly tree = element(
    'figure',
    { class: 'chart' },
    this.#legend,
    this.plot,
    this.#summary,
  );
  readonly #context = this.canvas.getContext('2d')!;
  #words?: HeatmapWords;
  #legendOf = '';
  #image?: ImageData | undefined;
  #table: Uint8ClampedArray = new Uint8ClampedArray(0);
  /** As `#table`, for style sheets. */
  #shades: string[] = [];
  #tableOf: unknown[] = [];
  #drawnCells: { key: string; by: RenderCell }[] = [];

  /** @param recoloured Called when the text has taken another colour. */
  constructor(recoloured: () => void) {
    this.plot.addEventListener('transitionend', recoloured);
  }

  /** The words. */
  write(reading: HeatmapReading, colours: readonly string[]): void {
    const { words } = reading;
    if (words !== this.#words) {
      this.#words = words;
      this.tree.lang = words.language;
      setAttribute(this.tree, 'aria-label', words.heatmap);
      setAttribute(this.plot, 'aria-label', words.viewsOverTime);
    }
    setAttribute(this.plot, 'aria-valuemax', `${Math.max(0, reading.views.length - 1)}`);
    const summary = reading.summary();
    if (this.#summary.textContent !== summary) this.#summary.textContent = summary;
    if (colours !== this.#tableOf[0] || reading.single !== this.#tableOf[1]) {
      this.#tableOf = [colours, reading.single];
      this.#table = reading.table(colours);
      this.#shades = Array.from({ length: this.#table.length / 4 }, (_, i) => {
        const [red, green, blue] = this.#table.subarray(i * 4);
        return `rgb(${red}, ${green}, ${blue})`;
      });
    }
    const legend = reading.legend(this.#shades.length);
    const legendOf = JSON.stringify([legend, colours]);
    if (legendOf === this.#legendOf) return;
    this.#legendOf = legendOf;
    const items = legend.map(([text, shades]) => {
      const item = element('span', { part: 'legend-item' });
      for (const shade of shades) {
        const swatch = element('i', { class: 'swatch' });
        swatch.style.background = this.#shades[shade]!;
        item.append(swatch);
      }
      item.append(text);
      return item;
    });
    this.#legend.replaceChildren(...items);
  }

  /** The strip, or the cells in its place. */
  draw(drawing: HeatmapDrawing): void {
    const { reading, rightToLeft, width, height, glyph, renderCell } = drawing;
    const shades = this.#shades.length;
    const built = !!(glyph || renderCell);
    const scale = globalThis.devicePixelRatio || 1;
    const fit = built ? Math.floor(width / height) : Math.round(width * scale);
    const views = reading.resampled(Math.max(1, fit));
    const drawn = Array.from(views, (count) => reading.shade(count, shades));
    this.canvas.hidden = !!renderCell;
    this.#cells.hidden = !renderCell;
    if (renderCell) this.#build(renderCell, drawing, views, drawn);
    this.canvas.classList.toggle('smooth', built);
    if (glyph && !renderCell) {
      this.#image = undefined;
      const placed = rightToLeft ? drawn.reverse() : drawn;
      return drawGlyphs(this.canvas, glyph, placed, this.#shades, width * scale, height * scale);
    }
    if (this.#image?.width !== drawn.length) {
      this.canvas.width = drawn.length;
      this.canvas.height = 1;
      this.#image = this.#context.createImageData(drawn.length, 1);
    }
    paintStrip(drawn, this.#table, rightToLeft, this.#image.data);
    this.#context.putImageData(this.#image, 0, 0);
  }

  /** Cells that somebody else draws, each anew only where it has changed. */
  #build(
    by: RenderCell,
    { reading, levels, height }: HeatmapDrawing,
    views: Series,
    shades: readonly number[],
  ): void {
    const { children } = this.#cells;
    const count = shades.length;
    this.#cells.style.fontSize = `${height * 0.8}px`;
    while (children.length > count) this.#cells.lastChild!.remove();
    while (children.length < count) this.#cells.append(element('span', { part: 'cell' }));
    this.#drawnCells.length = Math.min(this.#drawnCells.length, count);
    shades.forEach((shade, index) => {
      const color = this.#shades[shade]!;
      const level = reading.level(views[index]!, levels);
      const key = `${count} ${views[index]} ${level} ${color}`;
      const drawn = this.#drawnCells[index];
      if (drawn?.key === key && drawn.by === by) return;
      const span = children[index] as HTMLElement;
      span.style.color = color;
      span.replaceChildren(cellOf(by, { index, count, views: views[index]!, level, color }));
      this.#drawnCells[index] = { key, by };
    });
  }

  /** @param x In pixels from the left of the plot; undefined where there is nothing to follow. */
  placePlayhead(x: number | undefined): void {
    this.#playhead.hidden = x === undefined;
    this.#playhead.style.transform = `translateX(${x}px)`;
  }

  /** @param x In pixels from the left of the plot. */
  placeCursor(reading: HeatmapReading, cell: number, shown: boolean, x: number): void {
    this.#cursor.hidden = this.#tooltip.hidden = !shown;
    const place = reading.place(cell);
    const counts = reading.counts(cell);
    setAttribute(this.plot, 'aria-valuenow', `${cell}`);
    setAttribute(this.plot, 'aria-valuetext', [place, ...counts].join(reading.words.comma));
    if (!shown) return;
    this.#cursor.style.transform = `translateX(${x}px)`;
    this.#tooltipPlace.textContent = place;
    this.#tooltipCounts.data = ` · ${counts.join(' · ')}`;
    const width = this.plot.clientWidth;
    this.#tooltip.style.transform = `translate(clamp(0px, ${x}px - 50%, ${width}px - 100%), calc(-100% - 8px))`;
  }
}
