import { expect } from '@open-wc/testing';
import type { WistiaEngagementGraph } from '../../src/elements/engagement-graph.js';
import { TEN_SECONDS, curve, inside, labels, mount, plot, point, press, publishing, resized, show, tooltip } from './graph.js';
import { until } from './until.js';

const box = (element: Element): DOMRect => element.getBoundingClientRect();

const axisTexts = (graph: WistiaEngagementGraph): SVGTextElement[] => [
  ...graph.shadowRoot!.querySelectorAll('text'),
];

describe('<wistia-engagement-graph>: in its place', () => {
  for (const width of [320, 768, 3840]) {
    it(`fits ${width} px: nothing stands out, no label over another`, async () => {
      const graph = await show(publishing(TEN_SECONDS), '', { width: 500 });
      graph.parentElement!.style.width = `${width}px`;
      await resized(graph);
      press(graph, 'End');
      const frame = box(graph);
      for (const part of graph.shadowRoot!.querySelectorAll('text, path, [part], .cursor')) {
        const { left, right, top, bottom } = box(part);
        if (left === right && top === bottom) continue;
        // Buttons reach out to the left, so that their words stand below the axis.
        expect(left, part.outerHTML).to.be.at.least(frame.left - 8);
        expect(right, part.outerHTML).to.be.at.most(frame.right + 2);
        expect(bottom, part.outerHTML).to.be.at.most(frame.bottom + 2);
      }
      const texts = axisTexts(graph).map(box);
      for (const one of texts) {
        for (const other of texts) {
          const apart =
            one === other ||
            one.right <= other.left + 0.5 ||
            other.right <= one.left + 0.5 ||
            one.bottom <= other.top + 3 ||
            other.bottom <= one.top + 3;
          expect(apart).to.equal(true);
        }
      }
    });
  }

  it('draws once a place without width has some', async () => {
    const graph = await mount(publishing(TEN_SECONDS), '', { width: 0 });
    await until(() => graph.matches(':state(ready)'));
    expect(curve(graph, 'views')).to.equal('');
    graph.parentElement!.style.width = '400px';
    await resized(graph);
    expect(curve(graph, 'views')).not.to.equal('');
  });

  it('draws once a hidden place is shown, as a tab of the page’s own', async () => {
    const graph = await mount(publishing(TEN_SECONDS), '', { around: 'hidden' });
    await until(() => graph.matches(':state(ready)'));
    expect(curve(graph, 'views')).to.equal('');
    graph.parentElement!.hidden = false;
    await until(() => curve(graph, 'views'));
  });

  it('reads where it is pointed at, also on a page that is zoomed by a transform', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    graph.style.transformOrigin = '0 0';
    graph.style.transform = 'scale(0.5)';
    const { left, width, top, height } = box(plot(graph));
    const init = { clientX: left + width - 3, clientY: top + height / 2, bubbles: true };
    plot(graph).dispatchEvent(new PointerEvent('pointermove', init));
    expect(tooltip(graph)).to.match(/^0:09 /);
  });

  it('moves nothing: there is no animation to be switched off', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    press(graph, 'End');
    expect(graph.shadowRoot!.getAnimations()).to.deep.equal([]);
    for (const part of graph.shadowRoot!.querySelectorAll('*')) {
      expect(getComputedStyle(part).transitionDuration).to.equal('0s');
    }
  });
});

describe('<wistia-engagement-graph>: from right to left', () => {
  const rtl = { around: 'dir="rtl"' };

  it('begins at the right, with the axis of shares beside it', async () => {
    const graph = await show(publishing(TEN_SECONDS), '', rtl);
    const line = inside(graph, '.curve.average');
    const all = axisTexts(graph);
    for (const text of all.slice(0, 5)) expect(box(text).left).to.be.greaterThan(box(line).right);
    expect(box(all[5]!).left).to.be.greaterThan(box(all.at(-1)!).left);
    for (const text of all) expect(box(text).right).to.be.at.most(box(graph).right + 1);
  });

  it('has its keys the other way round, and reads where it is pointed at', async () => {
    const graph = await show(publishing(TEN_SECONDS), '', rtl);
    press(graph, 'Home');
    press(graph, 'ArrowLeft');
    expect(tooltip(graph)).to.match(/^0:01 /);
    press(graph, 'ArrowRight');
    expect(tooltip(graph)).to.match(/^0:00 /);
    point(graph, 'pointermove', 9);
    expect(tooltip(graph)).to.match(/^0:00 /);
  });

  it('turns round with its page', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    const before = curve(graph, 'views');
    graph.parentElement!.dir = 'rtl';
    await until(() => curve(graph, 'views') !== before);
    expect(box(axisTexts(graph)[0]!).left).to.be.greaterThan(box(inside(graph, '.curve.average')).right);
  });
});

describe('<wistia-engagement-graph>: colours', () => {
  const colour = (graph: Element, name: string) => getComputedStyle(inside(graph, name)).stroke;

  it('come in two sets, for light and for dark pages', async () => {
    const light = await show(publishing(TEN_SECONDS), '', { around: 'style="color-scheme: light"' });
    const dark = await show(publishing(TEN_SECONDS), '', { around: 'style="color-scheme: dark"' });
    expect(colour(light, '.curve.views')).to.equal('rgb(41, 73, 229)');
    expect(colour(dark, '.curve.views')).to.equal('rgb(142, 162, 255)');
    expect(colour(light, '.curve.rewatches')).not.to.equal(colour(dark, '.curve.rewatches'));
  });

  it('are the page’s to choose', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    graph.style.setProperty('--wistia-accent', 'rgb(1, 2, 3)');
    graph.style.setProperty('--wistia-again', 'rgb(4, 5, 6)');
    graph.style.setProperty('--wistia-line', 'rgb(7, 8, 9)');
    expect(colour(graph, '.curve.views')).to.equal('rgb(1, 2, 3)');
    expect(colour(graph, '.curve.rewatches')).to.equal('rgb(4, 5, 6)');
    expect(colour(graph, 'svg > path')).to.equal('rgb(7, 8, 9)');
  });

  it('height is the page’s to choose', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    graph.style.setProperty('--wistia-graph-height', '160px');
    expect(box(graph).height).to.equal(160);
    await resized(graph);
    expect(labels(graph).slice(0, 3)).to.deep.equal(['0%', '50%', '100%']);
  });
});

it('a hundred graphs of one video ask for it once', async () => {
  const source = publishing(TEN_SECONDS);
  const first = await mount(source);
  const others = Array.from({ length: 99 }, () => first.cloneNode(true) as WistiaEngagementGraph);
  first.after(...others);
  await until(() => others.every((graph) => curve(graph, 'views')));
  expect(source.requests.length).to.equal(2);
});
