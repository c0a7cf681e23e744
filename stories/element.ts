import { READER_TOKEN } from './made-up-people.js';

type Args = Record<string, unknown>;

/** An element for one of an element's slots. */
export const slotted = (name: string, text: string): HTMLElement => {
  const made = document.createElement('span');
  made.slot = name;
  made.textContent = text;
  return made;
};

/**
 * An element as a story's args say: attributes, `--…` custom properties, texts of slots (`slot:label`),
 * and properties, which are whatever is no text, number or boolean.
 */
export const element = (tag: string, args: Args, content: string | Node[] = []): HTMLElement => {
  const made = document.createElement(tag);
  let children: (string | Node)[] = typeof content === 'string' ? [content] : [...content];
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === '' || value === false || value === null) continue;
    if (name.startsWith('--')) made.style.setProperty(name, String(value));
    else if (name === 'slot:') children = [String(value), ...children.filter((child) => child instanceof Element)];
    else if (name.startsWith('slot:')) children.push(slotted(name.slice(5), String(value)));
    else if (typeof value === 'object' || typeof value === 'function') Object.assign(made, { [name]: value });
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
};

/** A private element inside a source with a token: that is where its `base-url` goes. */
export const signedIn = (tag: string, { 'base-url': baseUrl, token = READER_TOKEN, ...args }: Args): HTMLElement =>
  element('wistia-stats-source', { 'base-url': baseUrl, token }, [element(tag, args)]);
