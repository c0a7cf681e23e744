import { expect, oneEvent } from '@open-wc/testing';
import type { WistiaEngagementGraph } from '../../src/elements/engagement-graph.js';
import { FakeSource } from './fake-source.js';
import { TEN_SECONDS, curve, drawn, inside, legend, mount, press, publishing, show } from './graph.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { loaded, shownText, states } from './widget.js';

const REPLY = 'stats/medias/abc/engagement.json';
const slots = '<i slot="loading">wait</i><i slot="empty">nobody yet</i><i slot="error">broken</i>';

/** Pages that the graph must be at home on. */
const PAGES = {
  light: 'style="color-scheme: light; background: #fff; color: #14161b"',
  dark: 'style="color-scheme: dark; background: #111318; color: #eceef3"',
};

const withSlots = async (source: FakeSource): Promise<WistiaEngagementGraph> => {
  const graph = await mount(source);
  graph.insertAdjacentHTML('beforeend', slots);
  await loaded(graph);
  await until(() => shownText(graph) !== 'most stay');
  return graph;
};

const empty = { engagement: 0, engagement_data: [], rewatch_data: [] };

describe('<wistia-engagement-graph>: states', () => {
  it('loading: the fallback', async () => {
    const source = publishing(TEN_SECONDS);
    source.hold(REPLY);
    const graph = await mount(source);
    expect(states(graph)).to.deep.equal(['loading']);
    expect(shownText(graph)).to.equal('most stay');
  });

  it('ready: no fallback', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    expect(states(graph)).to.deep.equal(['ready']);
    expect(graph.shadowRoot!.querySelector('slot')).to.equal(null);
  });

  for (const [name, reply] of [
    ['has no cells', empty],
    ['has nothing but zeros', { engagement: 0, engagement_data: [0, 0], rewatch_data: [0, 0] }],
  ] as const) {
    it(`empty: the reply ${name}`, async () => {
      const graph = await withSlots(publishing(reply));
      expect(states(graph)).to.deep.equal(['empty']);
      expect(shownText(graph)).to.equal('nobody yet');
      expect(graph.toSVG() + graph.toCSV()).to.equal('');
    });
  }

  it('error: the fallback, or what the page has for it, and one full sentence', async () => {
    const graph = await withSlots(new FakeSource());
    expect(states(graph)).to.deep.equal(['error']);
    expect(shownText(graph)).to.equal('broken');
    expect(said().length).to.equal(1);
    expect(said()[0]).to.contain('answered 404: it is not published there, or the id is wrong.');
  });

  it('error: the curve itself is not published, and the console says so', async () => {
    const graph = await loaded(await mount(publishing({ engagement: 0.5 })));
    expect(states(graph)).to.deep.equal(['error']);
    expect(shownText(graph)).to.equal('most stay');
    expect(said().join()).to.contain('engagement_data is not published there');
  });

  it('error: no video is named', async () => {
    const graph = await mount(publishing(TEN_SECONDS));
    graph.mediaId = undefined as unknown as string;
    await until(() => states(graph)[0] === 'error');
    expect(said().join()).to.contain('media-id is missing: it names the video.');
  });

  it('stale: the last good graph outlives an error', async () => {
    const source = publishing(TEN_SECONDS);
    const graph = await show(source);
    source.set(REPLY, undefined);
    graph.refetch();
    await oneEvent(graph, 'wistia-error');
    expect(states(graph)).to.deep.equal(['ready', 'stale']);
    expect(curve(graph, 'views')).not.to.equal('');
  });

  it('has another graph, or none, with another video', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    graph.mediaId = 'other';
    await until(() => states(graph)[0] === 'error');
    expect(shownText(graph)).to.equal('most stay');
    graph.mediaId = 'abc';
    await drawn(graph);
    expect(states(graph)).to.deep.equal(['ready']);
  });

  for (const [name, reply] of [
    ['negative views', { ...TEN_SECONDS, engagement_data: [-1, 2] }],
    ['"NaN"', { ...TEN_SECONDS, engagement_data: ['NaN'] }],
    ['markup', { ...TEN_SECONDS, rewatch_data: '<img src=x onerror=alert(1)>' }],
    ['a list', [1, 2]],
    ['null', null],
  ] as const) {
    it(`${name} from the source never reach the page`, async () => {
      const graph = await loaded(await mount(publishing(reply)));
      expect(states(graph)).to.deep.equal(['error']);
      expect(shownText(graph)).to.equal('most stay');
    });
  }

  it('takes the same room in every state', async () => {
    const source = publishing(TEN_SECONDS);
    const release = source.hold(REPLY);
    const graph = await mount(source);
    const { height, width } = graph.getBoundingClientRect();
    const same = (state: string) => {
      const now = graph.getBoundingClientRect();
      expect([now.height, now.width], state).to.deep.equal([height, width]);
    };
    expect(height).to.be.greaterThan(200);
    release(TEN_SECONDS);
    await drawn(graph);
    same('ready');
    press(graph, 'End');
    legend(graph, 'Average').click();
    await graph.updateComplete;
    same('in use');
    for (const reply of [empty, { engagement: 1 }]) {
      source.set(REPLY, reply);
      graph.refetch();
      await until(() => states(graph)[0] !== 'ready');
      same(states(graph)[0]!);
    }
  });
});

describe('<wistia-engagement-graph>: axe finds nothing', () => {
  for (const [scheme, around] of Object.entries(PAGES)) {
    const graphOn = (source: FakeSource, attributes = '') => mount(source, attributes, { around });

    it(`while it loads, ${scheme}`, async () => {
      const source = publishing(TEN_SECONDS);
      source.hold(REPLY);
      await expect(await graphOn(source)).to.be.accessible();
    });

    it(`in use, ${scheme}`, async () => {
      const graph = await drawn(await graphOn(publishing(TEN_SECONDS)));
      await until(() => inside(graph, 'table'));
      await expect(graph).to.be.accessible();
      press(graph, 'End');
      legend(graph, 'Rewatches').click();
      await graph.updateComplete;
      await expect(graph).to.be.accessible();
    });

    it(`while it is stale, ${scheme}`, async () => {
      const source = publishing(TEN_SECONDS);
      const graph = await drawn(await graphOn(source));
      source.set(REPLY, undefined);
      graph.refetch();
      await oneEvent(graph, 'wistia-error');
      await expect(graph).to.be.accessible();
    });

    it(`without a play, and after an error, ${scheme}`, async () => {
      await expect(await loaded(await graphOn(publishing(empty)))).to.be.accessible();
      await expect(await loaded(await graphOn(new FakeSource()))).to.be.accessible();
    });
  }
});
