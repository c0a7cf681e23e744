import { element, setAttribute } from './nodes.js';
import type { RecommendationWords } from './english/recommendations.js';

/** Part of the width by which a button moves. */
const STEP = 0.9;

const observer =
  globalThis.ResizeObserver &&
  new ResizeObserver((entries) => {
    for (const { target } of entries) carousels.get(target)?.();
  });
const carousels = new WeakMap<Element, () => void>();

/** A row that scrolls sideways: by touch and wheel as the browser has it, by two buttons, and by keys. */
export class Carousel {
  readonly #previous = this.#button('previous', -1);
  readonly #next = this.#button('next', 1);

  constructor(
    private readonly list: HTMLElement,
    private readonly rightToLeft: () => boolean,
  ) {
    list.addEventListener('scroll', () => this.update(), { passive: true });
    list.addEventListener('keydown', this.#key);
    carousels.set(list, () => this.update());
  }

  get buttons(): HTMLElement[] {
    return [this.#previous, this.#next];
  }

  /** Gives the buttons their names. */
  name(words: RecommendationWords): void {
    setAttribute(this.#previous, 'aria-label', words.previous);
    setAttribute(this.#next, 'aria-label', words.next);
  }

  observe(): void {
    observer?.observe(this.list);
  }

  ignore(): void {
    observer?.unobserve(this.list);
  }

  /** Brings the buttons up to date with what there is to scroll to. */
  update(): void {
    const { clientWidth, scrollLeft, scrollWidth } = this.list;
    const room = scrollWidth - clientWidth;
    const at = Math.abs(scrollLeft);
    // Fractions of a pixel are nothing to scroll to.
    for (const [button, left] of [
      [this.#previous, at],
      [this.#next, room - at],
    ] as const) {
      button.hidden = room <= 1;
      // A button that is disabled for good would drop the focus of whoever has just pressed it.
      setAttribute(button, 'aria-disabled', `${left <= 1}`);
    }
  }

  #button(name: 'previous' | 'next', direction: number): HTMLElement {
    const button = element('button', { part: `button ${name}`, type: 'button', class: name });
    button.hidden = true;
    button.addEventListener('click', () => {
      const { list } = this;
      const sign = this.rightToLeft() ? -direction : direction;
      list.scrollBy({ left: sign * list.clientWidth * STEP, behavior: motion() });
    });
    return button;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const links = [...this.list.querySelectorAll<HTMLElement>('[part~=link]')];
    const at = links.findIndex((link) => link.matches(':focus'));
    const forward = this.rightToLeft() ? -1 : 1;
    const moves: Record<string, number> = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: links.length - 1,
    };
    if (at < 0 || !Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    const link = links[moves[event.key]!];
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: motion() });
  };
}

const motion = (): ScrollBehavior =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
