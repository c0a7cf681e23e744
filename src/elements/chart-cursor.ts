/** What a cursor moves over. */
export interface CursorChart {
  /** How many values there are, in the order in which they are read. */
  count(): number;
  /** The value at a place; undefined while nothing is drawn. @param share of the plot's width, from its left */
  indexAt(share: number): number | undefined;
  rightToLeft(): boolean;
  /** Where the keyboard begins, if not where the cursor was left. */
  begin?(): number | undefined;
  /** The cursor has moved, come or gone. */
  moved(): void;
  /** Somebody chose the value that it stands on. */
  choose?(): void;
}

/** A cursor over a chart's values, moved by pointer, touch and keyboard. */
export class ChartCursor {
  /** The value that it stands on. */
  index = 0;
  /** Somebody points at it. */
  shown = false;
  readonly #plot: HTMLElement;
  readonly #chart: CursorChart;

  /** @param plot What takes the pointer, the focus and the keys. */
  constructor(plot: HTMLElement, chart: CursorChart) {
    this.#plot = plot;
    this.#chart = chart;
    plot.addEventListener('pointermove', this.#point);
    plot.addEventListener('pointerdown', this.#point);
    plot.addEventListener('pointerleave', this.#leave);
    plot.addEventListener('pointercancel', this.#hide);
    plot.addEventListener('focus', this.#focus);
    plot.addEventListener('blur', this.#hide);
    plot.addEventListener('click', this.#choose);
    plot.addEventListener('keydown', this.#key);
  }

  /** Other values are shown from now on. */
  reset(): void {
    this.index = 0;
    this.shown = false;
  }

  /** There may be fewer values from now on. */
  keepInside(): void {
    this.index = Math.max(0, Math.min(this.#chart.count() - 1, this.index));
  }

  #move(index: number): void {
    const at = Math.max(0, Math.min(this.#chart.count() - 1, Math.floor(index)));
    if (this.shown && at === this.index) return;
    this.index = at;
    this.shown = true;
    this.#chart.moved();
  }

  #hide = (): void => {
    this.shown = false;
    this.#chart.moved();
  };

  #point = (event: PointerEvent): void => {
    // The next touch elsewhere takes the reading away.
    if (event.type === 'pointerdown') this.#plot.focus({ preventScroll: true });
    const { left, width } = this.#plot.getBoundingClientRect();
    const index = this.#chart.indexAt((event.clientX - left) / width);
    if (index !== undefined) this.#move(index);
  };

  // A finger that is lifted leaves its reading behind.
  #leave = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== 'touch') this.#hide();
  };

  #focus = (): void => {
    if (this.#plot.matches(':focus-visible')) this.#move(this.#chart.begin?.() ?? this.index);
  };

  #choose = (): void => {
    if (this.shown) this.#chart.choose?.();
  };

  #key = (event: KeyboardEvent): void => {
    const count = this.#chart.count();
    const page = Math.max(1, Math.round(count / 10));
    const right = this.#chart.rightToLeft() ? -1 : 1;
    const at = this.index;
    const moves: Record<string, number> = {
      ArrowRight: at + right,
      ArrowLeft: at - right,
      ArrowUp: at + 1,
      ArrowDown: at - 1,
      PageUp: at + page,
      PageDown: at - page,
      Home: 0,
      End: count,
    };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (Object.hasOwn(moves, event.key)) this.#move(moves[event.key]!);
    else if (this.#chart.choose && /^(Enter| )$/.test(event.key)) this.#choose();
    else if (event.key === 'Escape' && this.shown) this.#hide();
    else return;
    event.preventDefault();
  };
}

/** Pixels from the curve to the words about it, and room that they need above it. */
const NEAR = 14;
const TOOLTIP_HEIGHT = 64;

/**
 * Puts the words about a value above its curve, or beside the cursor where there is no room above.
 * @param top Of the curves at `x`, in pixels of the plot. @param width Of the plot.
 */
export const placeTooltip = (tooltip: HTMLElement, x: number, top: number, width: number): void => {
  const above = top >= TOOLTIP_HEIGHT + NEAR;
  const place = above ? `${x}px - 50%` : x < width / 2 ? `${x + NEAR}px` : `${x - NEAR}px - 100%`;
  const along = above ? `calc(${top - NEAR}px - 100%)` : `${Math.max(0, top - NEAR)}px`;
  tooltip.style.transform = `translate(clamp(0px, ${place}, ${width}px - 100%), ${along})`;
};
