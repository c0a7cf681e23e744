/** Looks at a widget as a visitor would. */
import { oneEvent } from '@open-wc/testing';
import type { StatsElement } from '../../src/elements/stats-element.js';

type Widget = StatsElement<unknown>;

/** Waits until the widget has settled on a value, on emptiness or on an error. */
export const loaded = async <T extends Widget>(element: T): Promise<T> => {
  await element.updateComplete;
  while (element.matches(':state(loading)') || !element.matches(':defined')) {
    await Promise.race([oneEvent(element, 'wistia-load'), oneEvent(element, 'wistia-error')]);
    await element.updateComplete;
  }
  return element;
};

/** The states that the widget is in. */
export const states = (element: Widget): string[] =>
  ['loading', 'ready', 'stale', 'empty', 'error'].filter((name) =>
    element.matches(`:state(${name})`),
  );

const flat = (node: Node): string => {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return '';
  if (node instanceof HTMLSlotElement) {
    return node.assignedNodes({ flatten: true }).map(flat).join('');
  }
  return [...(node.shadowRoot ?? node).childNodes].map(flat).join('');
};

/** The text that is drawn for the widget, slots and all. */
export const shownText = (element: Element): string => flat(element).replace(/\s+/g, ' ').trim();
