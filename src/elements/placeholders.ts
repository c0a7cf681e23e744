import { sayOnce } from '../stats/page-registry.js';
import { eachMatch } from './page-watch.js';

/**
 * What `<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="…">` or, where a CMS
 * strips data too, `<div class="wistia-widget wistia-play-count media-id=…">` asks for.
 */
const asked = (div: HTMLElement): { tags: string[]; attributes: [string, string][] } => {
  const tags: string[] = [];
  const attributes: [string, string][] = [];
  for (const name of div.classList) {
    const [, key, value] = /^([^=]+)=(.*)/.exec(name) ?? [];
    if (key) attributes.push([key, value!]);
    else if (/^wistia-(?!widget$)/.test(name)) tags.push(name);
  }
  for (const { name, value } of div.attributes) {
    if (name === 'data-wistia-widget') tags.unshift(value.trim().replace(/^(wistia-)?/, 'wistia-'));
    else if (name.startsWith('data-')) attributes.push([name.slice(5), value]);
  }
  return { tags, attributes };
};

/** Finds a widget's class, or loads it; undefined where there is no such widget. */
export type WidgetFinder = (
  tag: string,
) => CustomElementConstructor | Promise<CustomElementConstructor> | undefined;

const done = new WeakSet<Element>();

const upgrade = async (div: HTMLElement, find: WidgetFinder): Promise<void> => {
  if (done.has(div)) return;
  done.add(div);
  const { tags, attributes } = asked(div);
  const tag = tags.find((name) => find(name) !== undefined);
  if (!tag) {
    sayOnce(
      `a placeholder asks for "${tags[0] ?? ''}", which is no widget: write data-wistia-widget="play-count", say.`,
    );
    return;
  }
  // What a widget does not know is left out: whoever may write a class must not be able to run a script by it.
  const { observedAttributes } = (await find(tag)) as { observedAttributes?: string[] };
  if (div.firstElementChild?.localName === tag) return; // by another copy of the script
  const element = document.createElement(tag);
  for (const [name, value] of attributes) {
    if (observedAttributes?.includes(name)) element.setAttribute(name, value);
  }
  element.append(...div.childNodes);
  div.append(element);
};

/** Upgrades every placeholder of the page in place, also those that are added later. */
export const upgradePlaceholders = (find: WidgetFinder): void => {
  if (!globalThis.document) return;
  const start = (): void => eachMatch('.wistia-widget', (div) => void upgrade(div, find));
  // The parser may have got to the middle of a placeholder's text.
  if (document.readyState !== 'loading') start();
  else document.addEventListener('readystatechange', start, { once: true });
};
