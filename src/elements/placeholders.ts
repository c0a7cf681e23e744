import { sayOnce } from '../stats/page-registry.js';

/**
 * `<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="…">` or, where a CMS strips
 * data too, `<div class="wistia-widget wistia-play-count media-id=…">`: what such a div asks for.
 */
const asked = (div: HTMLElement): { tag?: string; attributes: [string, string][] } => {
  const attributes: [string, string][] = [];
  let tag: string | undefined;
  for (const name of div.classList) {
    const at = name.indexOf('=');
    if (at > 0) attributes.push([name.slice(0, at), name.slice(at + 1)]);
    else if (name.startsWith('wistia-') && name !== 'wistia-widget') tag = name;
  }
  for (const { name, value } of div.attributes) {
    if (name === 'data-wistia-widget') tag = value.replace(/^(wistia-)?/, 'wistia-');
    else if (name.startsWith('data-')) attributes.push([name.slice(5), value]);
  }
  return {
    ...(tag && { tag }),
    // Whoever may write a class must not be able to run a script or a style by it.
    attributes: attributes.filter(([name]) => /^(?!on|style$)[a-z][a-z-]*$/.test(name)),
  };
};

const done = new WeakSet<Element>();

const upgrade = (div: HTMLElement, known: (tag: string) => boolean): void => {
  if (done.has(div)) return;
  done.add(div);
  const { tag, attributes } = asked(div);
  if (!tag || !known(tag)) {
    sayOnce(
      `a placeholder asks for "${tag ?? ''}", which is no widget: write data-wistia-widget="play-count", say.`,
    );
    return;
  }
  if (div.firstElementChild?.localName === tag) return; // by another copy of the script
  const element = document.createElement(tag);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  element.append(...div.childNodes);
  div.append(element);
};

/** Upgrades every placeholder of the page in place, also those that are added later. */
export const upgradePlaceholders = (known: (tag: string) => boolean): void => {
  if (!globalThis.document) return;
  const divs = document.getElementsByClassName('wistia-widget'); // live
  const all = (): void => {
    for (const div of [...divs]) upgrade(div as HTMLElement, known);
  };
  all();
  new MutationObserver(all).observe(document, { childList: true, subtree: true });
};
