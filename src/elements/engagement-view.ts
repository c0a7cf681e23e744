import { placeTooltip } from './chart-cursor.js';
import { CURVES } from './engagement-geometry.js';
import type { Curve, EngagementGeometry } from './engagement-geometry.js';
import type { EngagementReading } from './engagement-reading.js';
import { drawn, element, setAttribute, textNode, whenIdle } from './nodes.js';
import type { EngagementWords } from './english/engagement.js';

const TABLE_ROWS = 20;

const byCurve = <T>(make: (curve: Curve) => T): Record<Curve, T> =>
  Object.fromEntries(CURVES.map((curve) => [curve, make(curve)])) as Record<Curve, T>;

/** The nodes of an engagement graph. It shows what it is told, and decides nothing. */
export class EngagementView {
  readonly tree: HTMLElement;
  /** What takes the pointer, the focus and the keys. */
  readonly plot: HTMLElement;
  readonly #summary = element('p', { part: 'summary' });
  readonly #grid = drawn('path');
  readonly #labels = drawn('g');
  readonly #areas = {
    views: drawn('path', { class: 'area views' }),
    rewatches: drawn('path', { class: 'area rewatches' }),
  };
  readonly #lines = byCurve((curve) => drawn('path', { class: `curve ${curve}` }));
  readonly #svg: SVGSVGElement;
  readonly #playhead = element('div', { class: 'playhead', hidden: '' });
  readonly #dots = {
    views: element('div', { class: 'dot views' }),
    rewatches: element('div', { class: 'dot rewatches' }),
  };
  readonly #cursor = element('div', { class: 'cursor', hidden: '' });
  readonly #tooltipTime = element('b');
  readonly #tooltipShare = textNode();
  readonly #tooltipCounts = textNode();
  readonly #tooltip = element(
    'div',
    { part: 'tooltip', hidden: '' },
    this.#tooltipTime,
    this.#tooltipShare,
    element('br'),
    this.#tooltipCounts,
  );
  readonly #legend = element('div', { part: 'legend', role: 'group' });
  readonly #buttons: Record<Curve, HTMLButtonElement>;
  readonly #table = element('div', { class: 'unseen' });
  #tableOf?: EngagementReading;
  #words?: EngagementWords;

  constructor(toggle: (curve: Curve) => void) {
    const { views, rewatches, average } = this.#lines;
    this.#svg = drawn(
      'svg',
      { 'aria-hidden': 'true' },
      this.#grid,
      this.#labels,
      this.#areas.views,
      this.#areas.rewatches,
      average,
      views,
      rewatches,
    );
    this.#cursor.append(this.#dots.views, this.#dots.rewatches);
    this.plot = element(
      'div',
      {
        part: 'plot',
        class: 'plot',
        role: 'slider',
        tabindex: 0,
        'aria-valuemin': 0,
        'aria-valuenow': 0,
      },
      this.#svg,
      this.#playhead,
      this.#cursor,
      this.#tooltip,
    );
    this.#buttons = byCurve((curve) => {
      const button = element('button', { part: 'legend-item', class: curve });
      button.addEventListener('click', () => toggle(curve));
      return button;
    });
    this.#legend.append(...CURVES.map((curve) => this.#buttons[curve]));
    this.tree = element(
      'figure',
      { class: 'chart' },
      this.#summary,
      this.plot,
      this.#legend,
      this.#table,
    );
  }

  /** Words and the table; which curves there are, and which of them are hidden. */
  write(
    reading: EngagementReading,
    scale: 'percent' | 'count',
    hidden: ReadonlySet<Curve>,
  ): void {
    const { words } = reading;
    if (words !== this.#words) this.#name(words);
    this.#buttons.views.textContent = words[scale === 'count' ? 'views' : 'watching'];
    this.#buttons.average.hidden = scale === 'percent' && reading.average === undefined;
    for (const curve of CURVES) {
      setAttribute(this.#buttons[curve], 'aria-pressed', `${!hidden.has(curve)}`);
    }
    if (reading === this.#tableOf) return;
    this.#tableOf = reading;
    this.#summary.textContent = reading.summary().join(' · ');
    this.#buttons.rewatches.hidden = !reading.rewatches.length;
    setAttribute(this.plot, 'aria-valuemax', `${reading.views.length - 1}`);
    // For those who hear the page.
    whenIdle(() => {
      if (reading === this.#tableOf) this.#table.replaceChildren(tableOf(reading));
    });
  }

  #name(words: EngagementWords): void {
    this.#words = words;
    this.tree.lang = words.language;
    setAttribute(this.tree, 'aria-label', words.engagement);
    setAttribute(this.plot, 'aria-label', words.overTime);
    setAttribute(this.#legend, 'aria-label', words.curves);
    for (const curve of CURVES) this.#buttons[curve].textContent = words[curve];
  }

  draw({ grid, labels, lines, areas }: EngagementGeometry, width: number, height: number): void {
    setAttribute(this.#svg, 'viewBox', `0 0 ${width} ${height}`);
    setAttribute(this.#grid, 'd', grid);
    for (const curve of CURVES) setAttribute(this.#lines[curve], 'd', lines[curve]);
    setAttribute(this.#areas.views, 'd', areas.views);
    setAttribute(this.#areas.rewatches, 'd', areas.rewatches);
    // Most labels stay what they are.
    const { children } = this.#labels;
    while (children.length > labels.length) children[labels.length]!.remove();
    for (const [i, { text, x, y, anchor }] of labels.entries()) {
      const label = children[i] ?? this.#labels.appendChild(drawn('text', {}, ''));
      if (label.textContent !== text) label.textContent = text;
      setAttribute(label, 'x', `${x}`);
      setAttribute(label, 'y', `${y}`);
      setAttribute(label, 'text-anchor', anchor);
    }
  }

  /** @param x undefined where there is nothing to follow */
  placePlayhead(x: number | undefined, { top, bottom }: EngagementGeometry['box']): void {
    this.#playhead.hidden = x === undefined;
    this.#playhead.style.transform = `translate(${x}px, ${top}px)`;
    this.#playhead.style.height = `${bottom - top}px`;
  }

  placeCursor(
    { box, x, y, values, lines }: EngagementGeometry,
    reading: EngagementReading,
    cell: number,
    shown: boolean,
  ): void {
    this.#cursor.hidden = this.#tooltip.hidden = !shown;
    const place = reading.place(cell);
    const watched = reading.watched(cell);
    const counts = reading.counts(cell);
    setAttribute(this.plot, 'aria-valuenow', `${cell}`);
    setAttribute(this.plot, 'aria-valuetext', [place, watched, ...counts].join(reading.words.comma));
    if (!shown) return;
    const at = x.position(cell);
    let top = box.bottom;
    for (const curve of ['views', 'rewatches'] as const) {
      const dot = this.#dots[curve];
      dot.hidden = !lines[curve];
      if (dot.hidden) continue;
      const level = y(values[curve][cell]!);
      dot.style.transform = `translateY(${level - box.top}px)`;
      top = Math.min(top, level);
    }
    this.#cursor.style.transform = `translate(${at}px, ${box.top}px)`;
    this.#cursor.style.height = `${box.bottom - box.top}px`;
    this.#tooltipTime.textContent = place;
    this.#tooltipShare.data = ` · ${watched}`;
    this.#tooltipCounts.data = counts.join(' · ');
    placeTooltip(this.#tooltip, at, top, this.#svg.viewBox.baseVal.width);
  }
}

/** The same in a table: a row for every twentieth of the video. */
const tableOf = (reading: EngagementReading): HTMLTableElement => {
  const { views, rewatches, words } = reading;
  const step = Math.max(1, Math.ceil(views.length / TABLE_ROWS));
  const heads = [words.time, words.watching, words.views];
  if (rewatches.length) heads.push(words.rewatches);
  const body = element('tbody');
  for (let cell = 0; cell < views.length; cell += step) {
    body.append(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, reading.place(cell)),
        ...[reading.watched(cell), ...reading.counts(cell)].map((text) => element('td', {}, text)),
      ),
    );
  }
  return element(
    'table',
    {},
    element('caption', {}, words.engagement),
    element('thead', {}, element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)))),
    body,
  );
};
