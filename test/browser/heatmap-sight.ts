/** Looks at a heatmap as a visitor would, and touches it. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/heatmap.js';
import type { WistiaHeatmap } from '../../src/elements/heatmap.js';
import { until } from './until.js';

export const inside = <E extends Element = HTMLElement>(element: Element, selector: string): E =>
  element.shadowRoot!.querySelector<E>(selector)!;

/** Puts markup into the page, and returns the heatmap in it. */
export const put = async (markup: string): Promise<WistiaHeatmap> => {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const box = await fixture(html`<div>${template.content}</div>`);
  return box.querySelector('wistia-heatmap')!;
};

/** The colours along the strip, from its left, as `#rrggbb`; none until it is drawn. */
export const colours = (element: Element): string[] => {
  const canvas = element.shadowRoot!.querySelector('canvas');
  if (!canvas || canvas.height !== 1) return [];
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, 1);
  return Array.from({ length: canvas.width }, (_, i) =>
    [...data.subarray(i * 4, i * 4 + 3)].reduce(
      (text, channel) => text + channel.toString(16).padStart(2, '0'),
      '#',
    ),
  );
};

/** Waits until the strip has these colours. */
export const drawn = async (element: Element, wanted?: string[]): Promise<string[]> => {
  await until(() =>
    wanted ? colours(element).join() === wanted.join() : colours(element).length > 0,
  ).catch(() => {
    expect(colours(element)).to.deep.equal(wanted);
  });
  return colours(element);
};

export const plotOf = (element: Element): HTMLElement => inside(element, '[role=slider]');

/** What the cursor says, for eyes and for ears. */
export const readout = (element: Element): { shown: string | undefined; said: string | null } => {
  const tooltip = inside(element, '[part=tooltip]');
  return {
    shown: tooltip.hidden ? undefined : tooltip.textContent!,
    said: plotOf(element).getAttribute('aria-valuetext'),
  };
};

/** A pointer comes to a share of the strip, from its left. */
export const pointAt = (element: Element, share: number, type = 'pointermove'): void => {
  const { left, top, width, height } = plotOf(element).getBoundingClientRect();
  plotOf(element).dispatchEvent(
    new PointerEvent(type, {
      clientX: left + width * share,
      clientY: top + height / 2,
      pointerType: 'mouse',
    }),
  );
};

export const press = (element: Element, key: string): boolean =>
  plotOf(element).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );

/** The four colours of the default palette on a light page. */
export const [UNWATCHED, ONCE, TWICE, MORE] = ['#e6e9ef', '#9fb0f7', '#2949e5', '#de7420'] as const;
