/** Makes nodes of a shadow tree. Text is text: nothing here reads markup. */
import { maker } from './node-maker.js';

type Attributes = Record<string, string | number>;

const fill = <E extends Element>(
  element: E,
  attributes: Attributes,
  children: (Node | string)[],
): E => {
  for (const name in attributes) element.setAttribute(name, `${attributes[name]}`);
  element.append(...children);
  return element;
};

/** An HTML element. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] => fill(maker.createElement(tag), attributes, children);

/** An SVG element. */
export const drawn = <K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] =>
  fill(maker.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

/** A text that will change. */
export const textNode = (): Text => maker.createTextNode('');

/** Does what need not hold up those who see the page: at once where nobody sees it. */
export const whenIdle = (task: () => void): void => {
  if (maker !== globalThis.document) task();
  else (globalThis.requestIdleCallback ?? setTimeout)(task);
};

/** Sets an attribute where it has changed. */
export const setAttribute = (element: Element, name: string, value: string): void => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};
