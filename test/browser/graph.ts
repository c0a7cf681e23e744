/** Mounts engagement graphs, and looks at them as a visitor would. */
import { fixture, html } from '@open-wc/testing';
import '../../src/elements/engagement-graph.js';
import type { WistiaEngagementGraph } from '../../src/elements/engagement-graph.js';
import { FakeSource } from './fake-source.js';
import { until } from './until.js';
import { loaded } from './widget.js';

/** Ten seconds, seen by up to a hundred plays; half of those who come to the sixth second see it again. */
export const TEN_SECONDS = {
  engagement: 0.72,
  engagement_data: [100, 90, 86, 80, 75, 90, 60, 60, 58, 55],
  rewatch_data: [0, 0, 0, 0, 0, 30, 0, 2, 1, 1],
};

/** A video of more than 1000 seconds. */
export const SCALED = {
  engagement: 0.5,
  engagement_data: Array.from({ length: 1000 }, (_, i) => 1000 - i),
  rewatch_data: new Array<number>(1000).fill(0),
};

/** A source that publishes the media `abc`. */
export const publishing = (engagement: unknown, figures: object = { play_count: 100 }): FakeSource =>
  new FakeSource().set('stats/medias/abc/engagement.json', engagement).media('abc', figures);

/** A graph of the media `abc` in a place of that width, as its markup brings it. */
export const mount = async (
  source: FakeSource,
  attributes = '',
  { width = 600, around = '' } = {},
): Promise<WistiaEngagementGraph> => {
  const template = document.createElement('template');
  template.innerHTML = `<div lang="en" ${around}><wistia-engagement-graph media-id="abc"
    loading="eager" base-url="${source.baseUrl}" ${attributes}>most stay</wistia-engagement-graph></div>`;
  const place = template.content.firstElementChild as HTMLElement;
  place.style.width = `${width}px`;
  await fixture(html`${place}`);
  return place.querySelector('wistia-engagement-graph')!;
};

export const inside = <E extends Element = HTMLElement>(graph: Element, selector: string): E =>
  graph.shadowRoot!.querySelector<E>(selector)!;

export const plot = (graph: Element): HTMLElement => inside(graph, '[part=plot]');

/** Path data of a curve; empty while it is not drawn. */
export const curve = (graph: Element, name: 'views' | 'rewatches' | 'average'): string =>
  graph.shadowRoot?.querySelector(`.curve.${name}`)?.getAttribute('d') ?? '';

/** Waits until the drawing has the size of its place. */
export const resized = (graph: Element): Promise<unknown> =>
  until(() => {
    const drawing = inside<SVGSVGElement>(graph, 'svg').viewBox.baseVal;
    const place = plot(graph).getBoundingClientRect();
    return Math.abs(drawing.width - place.width) < 1 && Math.abs(drawing.height - place.height) < 1;
  }, 'the graph has the size of its place');

/** Waits until the graph is drawn, in its place and in words. */
export const drawn = async (graph: WistiaEngagementGraph): Promise<WistiaEngagementGraph> => {
  await loaded(graph);
  await until(() => curve(graph, 'views') && spoken(graph), 'the graph is drawn');
  await resized(graph);
  return graph;
};

/** A graph of the source, drawn. */
export const show = async (...given: Parameters<typeof mount>): Promise<WistiaEngagementGraph> =>
  drawn(await mount(...given));

export const labels = (graph: Element): string[] =>
  [...graph.shadowRoot!.querySelectorAll('text')].map((text) => text.textContent!);

/** What the words beside the cursor say; undefined while there is none. */
export const tooltip = (graph: Element): string | undefined => {
  const words = inside(graph, '[part=tooltip]');
  return words.hidden ? undefined : words.innerText.trim().replace(/\s*\n\s*/g, ' | ');
};

/** What a screen reader hears of the cursor. */
export const spoken = (graph: Element): string => plot(graph).getAttribute('aria-valuetext')!;

/** Where a second of `cells` stands, in pixels of the page, from left to right. */
export const placeOf = (graph: Element, cell: number, cells = 10): number => {
  const [left, right] = /^M([\d.]+),[\d.]+H([\d.]+)/.exec(curve(graph, 'average'))!.slice(1).map(Number);
  return plot(graph).getBoundingClientRect().left + left! + ((cell + 0.5) / cells) * (right! - left!);
};

/** A pointer does something over a second of the video. */
export const point = (graph: Element, type: string, cell: number, pointerType = 'mouse'): void => {
  const { top, height } = plot(graph).getBoundingClientRect();
  plot(graph).dispatchEvent(
    new PointerEvent(type, {
      pointerType,
      clientX: placeOf(graph, cell),
      clientY: top + height / 2,
      bubbles: true,
      composed: true,
      cancelable: true,
    }),
  );
};

/** Presses a key where the focus is. False: the page must not react to it as well. */
export const press = (graph: Element, key: string, init: KeyboardEventInit = {}): boolean =>
  plot(graph).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));

export const legend = (graph: Element, name: string): HTMLButtonElement =>
  [...graph.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=legend-item]')].find(
    (button) => button.textContent === name,
  )!;
