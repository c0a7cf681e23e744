import { placeTooltip } from './chart-cursor.js';
import { drawn, element, setAttribute, textNode, whenIdle } from './nodes.js';
import { TREND_SHAPES } from './trend-geometry.js';
import type { TrendGeometry, TrendShape } from './trend-geometry.js';
import type { TrendReading } from './trend-reading.js';

/** The nodes of a trend. It shows what it is told, and decides nothing. */
export class TrendView {
  readonly tree: HTMLElement;
  /** What takes the pointer, the focus and the keys. */
  readonly plot: HTMLElement;
  readonly #summary = element('p', { part: 'summary', dir: 'auto' });
  readonly #key = element('i', { class: 'key' });
  readonly #shapes = Object.fromEntries(
    TREND_SHAPES.map((shape) => [shape, drawn('path', { class: shape })]),
  ) as Record<TrendShape, SVGPathElement>;
  readonly #labels = drawn('g');
  readonly #svg = drawn(
    'svg',
    { 'aria-hidden': 'true' },
    ...TREND_SHAPES.map((shape) => this.#shapes[shape]),
    this.#labels,
  );
  readonly #dot = element('div', { class: 'dot' });
  readonly #cursor = element('div', { class: 'cursor', hidden: '' }, this.#dot);
  readonly #tooltipPlace = element('b');
  readonly #tooltipFigures = textNode();
  readonly #tooltipBefore = element('div', { class: 'tooltip-before' });
  readonly #tooltip = element(
    'div',
    { part: 'tooltip', hidden: '' },
    this.#tooltipPlace,
    this.#tooltipFigures,
    this.#tooltipBefore,
  );
  readonly #table = element('div', { class: 'unseen' });
  #tableOf?: TrendReading | undefined;

  constructor() {
    this.plot = element(
      'div',
      { part: 'plot', class: 'plot' },
      this.#svg,
      this.#cursor,
      this.#tooltip,
    );
    this.tree = element(
      'figure',
      { class: 'chart' },
      this.#summary,
      this.plot,
      this.#table,
    );
  }

  /** Words and the table. A sparkline is a picture in a sentence, with words in its place. */
  write(reading: TrendReading, sparkline: boolean): void {
    const name = reading.words.byDay[reading.field];
    const sentence = reading.sentence();
    const { plot, tree } = this;
    tree.lang = reading.words.language;
    setAttribute(tree, 'aria-label', sparkline ? `${name}: ${sentence}` : name);
    this.#summary.hidden = this.#table.hidden = sparkline;
    if (sparkline) {
      tree.setAttribute('role', 'img');
      for (const { name } of [...plot.attributes]) {
        if (/^(role|tabindex|aria-)/.test(name)) plot.removeAttribute(name);
      }
      return;
    }
    tree.removeAttribute('role');
    setAttribute(plot, 'role', 'slider');
    setAttribute(plot, 'tabindex', '0');
    // Until it has a size, the cursor stands nowhere.
    if (!plot.hasAttribute('aria-valuenow')) setAttribute(plot, 'aria-valuenow', '0');
    setAttribute(plot, 'aria-label', name);
    if (reading === this.#tableOf) return;
    this.#tableOf = reading;
    this.#summary.textContent = sentence;
    if (reading.before.length) {
      // The dashes that stand for the period before never begin a line of their own.
      const [, text, lastWord] = /^(.*?)(\S*)$/.exec(sentence)!;
      this.#summary.replaceChildren(text!, element('span', { class: 'ending' }, lastWord!, this.#key));
    }
    // For those who hear the page.
    whenIdle(() => {
      if (reading === this.#tableOf) this.#table.replaceChildren(tableOf(reading, name));
    });
  }

  draw({ labels, shapes }: TrendGeometry, width: number, height: number, rightToLeft: boolean): void {
    setAttribute(this.#svg, 'viewBox', `0 0 ${width} ${height}`);
    setAttribute(this.#svg, 'direction', rightToLeft ? 'rtl' : 'ltr');
    for (const shape of TREND_SHAPES) setAttribute(this.#shapes[shape], 'd', shapes[shape]);
    this.#labels.replaceChildren(
      ...labels.map(({ text, x, y, anchor }) => drawn('text', { x, y, 'text-anchor': anchor }, text)),
    );
  }

  /** @param shown Somebody points at the period `index`. */
  placeCursor(geometry: TrendGeometry, reading: TrendReading, index: number, shown: boolean): void {
    const { box, periods, unit, x, y } = geometry;
    const period = periods[index]!;
    const { value, before } = period;
    const place = reading.place(period, unit);
    const figures = reading.figures(period);
    const texts = [place, figures];
    const then = reading.before.length
      ? `${reading.placeBefore(period)} · ${reading.amountBefore(period)}`
      : '';
    if (then) texts.push(then);
    setAttribute(this.plot, 'aria-valuemin', '0');
    setAttribute(this.plot, 'aria-valuemax', `${periods.length - 1}`);
    setAttribute(this.plot, 'aria-valuenow', `${index}`);
    setAttribute(this.plot, 'aria-valuetext', texts.join(reading.words.comma));
    this.#cursor.hidden = this.#tooltip.hidden = !shown;
    if (!shown) return;
    const at = x.position(index);
    this.#dot.hidden = value === null;
    const level = y(value ?? 0);
    this.#dot.style.transform = `translateY(${level - box.top}px)`;
    this.#cursor.style.transform = `translate(${at}px, ${box.top}px)`;
    this.#cursor.style.height = `${box.bottom - box.top}px`;
    this.#tooltipPlace.textContent = place;
    this.#tooltipFigures.data = ` · ${figures}`;
    this.#tooltipBefore.textContent = then;
    this.#tooltipBefore.hidden = !then;
    const top = Math.min(level, y(before ?? 0));
    placeTooltip(this.#tooltip, at, top, this.#svg.viewBox.baseVal.width);
  }
}

const tableOf = (reading: TrendReading, name: string): HTMLTableElement => {
  const [headings, ...rows] = reading.table();
  return element(
    'table',
    {},
    element('caption', {}, name),
    element(
      'thead',
      {},
      element('tr', {}, ...headings!.map((text) => element('th', { scope: 'col' }, text))),
    ),
    element(
      'tbody',
      {},
      ...rows.map(([place, ...figures]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, place!),
          ...figures.map((text) => element('td', {}, text)),
        ),
      ),
    ),
  );
};
