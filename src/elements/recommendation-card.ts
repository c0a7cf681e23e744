import { timeLabel } from '../charts/video-time.js';
import type { Recommendation } from '../stats/fields.js';
import { element, setAttribute } from './nodes.js';
import { formatLength } from './number-format.js';
import { webAddress } from './web-address.js';
import type { RecommendationWords } from './english/recommendations.js';

/** What a page may draw instead of a card: text, or a node of its own. */
export type RenderItem = (item: Recommendation) => Node | string;

/** What a card shows besides its item. */
export interface CardContext {
  /** Where it links to; undefined where it can only be played here. */
  href: string | undefined;
  /** The target player shows it now. */
  isCurrent: boolean;
  /** As in `lang`. */
  language: string;
  words: RecommendationWords;
  /** Name of the slot in which the page has put a design of its own. */
  slotName: string | undefined;
}

/** Text of which nothing is known is set off, so that its direction does not reach what is around it. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/** Why the video is in the list, in words; empty where there is nothing to say. */
export const reasonText = ({ duration, reason }: Recommendation, words: RecommendationWords): string => {
  const { kind, name, share } = reason;
  const left = duration && share ? duration * (1 - share) : 0;
  const texts = {
    because_watched: name ? words.becauseWatched(isolated(name)) : '',
    continue: left >= 1 ? words.continueWith(timeLabel(left)) : words.continueWatching,
    new: words.newVideo,
    pinned: words.ourPick,
    popular: words.popular,
    repeat: words.ourPick,
  };
  return texts[kind];
};

/** Wistia makes pictures of any size; its lists name one that is too small for a card. */
const sharper = (url: string): string =>
  url.replace(/([?&]image_crop_resized=)\d+x\d+/, '$1640x360');

/** A number from 0 to 3 that stays with the id: the tone where there is no picture. */
const toneOf = (id: string): number => {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + sign.codePointAt(0)!) >>> 0;
  return sum % 4;
};

const setText = (node: Node, text: string): void => {
  if (node.textContent !== text) node.textContent = text;
};

/** One place of the list, kept for as long as its video is in it. */
export class RecommendationCard {
  readonly place: HTMLLIElement = element('li', { part: 'item' });
  #link!: HTMLElement;
  readonly #picture = element('span', { part: 'thumbnail', class: 'thumbnail' });
  readonly #length = element('span', { part: 'duration', 'aria-hidden': 'true' });
  readonly #progress = element('span', { part: 'progress', class: 'progress' });
  readonly #name = element('span', { part: 'name', dir: 'auto' });
  readonly #spokenLength = element('span', { class: 'unseen' });
  readonly #reason = element('span', { part: 'reason' });
  readonly #slot = element('slot');
  #pictured?: string | undefined;

  constructor(id: string) {
    this.#picture.classList.add(`tone-${toneOf(id)}`);
  }

  /** The link, or the button where the video can only be played here. */
  get link(): HTMLElement {
    return this.#link;
  }

  show(item: Recommendation, { href, isCurrent, language, words, slotName }: CardContext): void {
    const { duration, name, reason } = item;
    this.#show(href, slotName);
    if (isCurrent) setAttribute(this.#link, 'aria-current', 'true');
    else this.#link.removeAttribute('aria-current');
    if (slotName) return;
    this.#showPicture(item);
    setText(this.#length, duration ? timeLabel(duration) : '');
    setText(this.#spokenLength, duration ? `, ${formatLength(duration, language)}. ` : '. ');
    this.#length.hidden = !duration;
    setText(this.#name, name);
    setAttribute(this.#name, 'title', name);
    setText(this.#reason, isCurrent ? words.nowPlaying : reasonText(item, words));
    this.#progress.hidden = !reason.share;
    (this.#progress.firstElementChild as HTMLElement).style.inlineSize = `${(reason.share ?? 0) * 100}%`;
  }

  /** A link or a button, around the card or around what the page has drawn. */
  #show(href: string | undefined, slotName: string | undefined): void {
    const tag = href === undefined ? 'button' : 'a';
    if (this.#link?.localName !== tag) {
      this.#link = element(tag, tag === 'a' ? { part: 'link' } : { part: 'link', type: 'button' });
      this.place.replaceChildren(this.#link);
    }
    if (href !== undefined) setAttribute(this.#link, 'href', href);
    if (slotName) {
      this.#slot.name = slotName;
      if (this.#link.firstChild !== this.#slot) this.#link.replaceChildren(this.#slot);
    } else if (this.#link.firstChild !== this.#picture) {
      if (!this.#progress.firstChild) this.#progress.append(element('span'));
      const text = element('span', { class: 'text' }, this.#name, this.#spokenLength, this.#reason);
      this.#picture.append(this.#length, this.#progress);
      this.#link.replaceChildren(this.#picture, text);
    }
  }

  #showPicture({ thumbnail }: Recommendation): void {
    const url = thumbnail ? webAddress(sharper(thumbnail.url)) : undefined;
    if (url === this.#pictured) return;
    this.#pictured = url;
    this.#picture.querySelector('img')?.remove();
    if (!url) return;
    const image = element('img', { alt: '', loading: 'lazy', decoding: 'async' });
    image.addEventListener('error', () => image.remove());
    image.src = url;
    this.#picture.prepend(image);
  }
}
