import type { Recommendation } from '../stats/fields.js';
import { Carousel } from './carousel.js';
import { element, setAttribute } from './nodes.js';
import { RecommendationCard } from './recommendation-card.js';
import type { RenderItem } from './recommendation-card.js';
import type { RecommendationWords } from './english/recommendations.js';

export type Layout = 'grid' | 'list' | 'carousel';

/** What a view asks and tells its element. */
interface ViewListener {
  rightToLeft(): boolean;
  /** Somebody chose an item; the event's default is to follow the link. */
  select(item: Recommendation, event: MouseEvent): void;
}

/** What is shown beside the items. */
interface ViewContext {
  renderItem: RenderItem | undefined;
  language: string;
  words: RecommendationWords;
  /** Hashed id of the video in the target player. */
  playing: string | undefined;
  href(item: Recommendation): string | undefined;
}

const listClass = (layout: Layout): string =>
  `list ${layout === 'list' ? 'list-layout' : layout}`;

const isFilled = (slot: HTMLSlotElement): boolean =>
  slot
    .assignedNodes({ flatten: true })
    .some((node) => node instanceof Element || (node as Text).data.trim());

/** The list of cards, and what stands in its place while there is none. */
export class RecommendationsView {
  readonly tree: HTMLElement;
  readonly #list: HTMLUListElement;
  readonly #carousel?: Carousel;
  readonly #cards = new Map<string, RecommendationCard>();
  /** What the page has drawn, by media id, from which item and by which function. */
  readonly #drawn = new Map<string, { node: HTMLElement; from: unknown[] }>();
  #items: readonly Recommendation[] = [];

  constructor(
    private readonly host: HTMLElement,
    readonly layout: Layout,
    listener: ViewListener,
  ) {
    this.#list = element('ul', { part: 'list', class: listClass(layout), role: 'list' });
    this.#list.addEventListener('click', (event) => {
      const place = (event.target as Element).closest('li');
      const item = this.#items.find(({ media_id }) => this.#cards.get(media_id)?.place === place);
      if (item) listener.select(item, event);
    });
    if (layout !== 'carousel') this.tree = this.#list;
    else {
      this.#carousel = new Carousel(this.#list, listener.rightToLeft);
      const [previous, next] = this.#carousel.buttons as [HTMLElement, HTMLElement];
      this.tree = element('div', { class: 'frame' }, previous, this.#list, next);
    }
  }

  connect(): void {
    this.#carousel?.observe();
  }

  /** Takes back what was put into the page's own tree. */
  disconnect(): void {
    this.#carousel?.ignore();
    for (const { node } of this.#drawn.values()) node.remove();
    this.#drawn.clear();
  }

  show(items: readonly Recommendation[], context: ViewContext): void {
    const { renderItem, language, words, playing, href } = context;
    this.#items = items;
    const list = this.#list;
    setAttribute(list, 'aria-label', words.recommended);
    this.#carousel?.name(words);
    const focused = [...this.#cards].find(([, { link }]) => link?.matches(':focus'))?.[0];
    const at = [...this.#cards.keys()].indexOf(focused ?? '');
    const listed = new Set(items.map(({ media_id }) => media_id));
    for (const [id, { place }] of this.#cards) {
      if (listed.has(id)) continue;
      place.remove();
      this.#cards.delete(id);
    }
    for (const [index, item] of items.entries()) {
      const id = item.media_id;
      let card = this.#cards.get(id);
      if (!card) this.#cards.set(id, (card = new RecommendationCard(id)));
      if (list.children[index] !== card.place) {
        list.insertBefore(card.place, list.children[index] ?? null);
      }
      card.show(item, {
        href: href(item),
        isCurrent: id === playing,
        language,
        words,
        slotName: renderItem && `item-${id}`,
      });
    }
    this.#draw(items, renderItem);
    // Who was at a card that is gone goes on with the one in its place.
    if (focused !== undefined && !listed.has(focused)) {
      const next = items[Math.min(at, items.length - 1)];
      if (next) this.#cards.get(next.media_id)!.link.focus();
    }
    this.#carousel?.update();
  }

  /** Brings the page's own designs up to date, each in a slot of its card. */
  #draw(items: readonly Recommendation[], renderItem: RenderItem | undefined): void {
    const drawn = this.#drawn;
    for (const [id, { node }] of drawn) {
      if (renderItem && items.some(({ media_id }) => media_id === id)) continue;
      node.remove();
      drawn.delete(id);
    }
    if (!renderItem) return;
    for (const item of items) {
      const { media_id: id, reason } = item;
      const from = [renderItem, item.name, item.duration, JSON.stringify(reason)];
      const known = drawn.get(id);
      if (known && from.every((part, i) => part === known.from[i])) continue;
      const node = known?.node ?? element('span', { slot: `item-${id}` });
      try {
        node.replaceChildren(renderItem(item));
      } catch (cause) {
        console.error(cause); // the page's own fault, and no other item's
        node.textContent = item.name;
      }
      drawn.set(id, { node, from });
      if (!known) this.host.append(node);
    }
  }

  /** What stands in the root while there is no list: space for one, or words, around the page's own. */
  static absence(
    state: string,
    slot: HTMLSlotElement,
    { layout, limit }: { layout: Layout; limit: number },
  ): HTMLElement {
    const own = element('div', { class: 'absence' });
    if (state === 'loading') {
      const blank = (): HTMLElement =>
        element(
          'li',
          {},
          element(
            'span',
            { class: 'blank' },
            element('span', { class: 'thumbnail' }),
            element('span', { class: 'text' }),
          ),
        );
      own.append(
        element(
          'ul',
          { class: listClass(layout), 'aria-hidden': 'true' },
          ...Array.from({ length: limit }, blank),
        ),
      );
    } else if (state === 'empty') {
      own.append(element('p', { part: 'message' }));
    }
    own.append(slot);
    const look = (): unknown => own.classList.toggle('filled', isFilled(slot));
    slot.addEventListener('slotchange', look);
    look();
    return own;
  }
}
