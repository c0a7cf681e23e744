import { expect, oneEvent } from '@open-wc/testing';
import { FakeSource } from './fake-source.js';
import { drawn, inside, plotOf, pointAt, press, put, readout } from './heatmap-sight.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { loaded, shownText, states } from './widget.js';

const PATH = 'stats/medias/abc/engagement.json';
const REPLY = { engagement_data: [3, 2, 0, 1], rewatch_data: [1, 0, 0, 0] };
const SLOTS = '<i slot="loading">wait</i><i slot="empty">nothing</i><i slot="error">broken</i>';

describe('<wistia-heatmap>: states', () => {
  let source: FakeSource;
  beforeEach(() => void (source = new FakeSource()));

  const mount = (attributes = '', slots = '') =>
    put(
      `<wistia-heatmap lang="en" media-id="abc" loading="eager" base-url="${source.baseUrl}"
        ${attributes}>a strip${slots}</wistia-heatmap>`,
    );

  it('loading', async () => {
    source.hold(PATH);
    const element = await mount();
    expect(states(element)).to.deep.equal(['loading']);
    expect(shownText(element)).to.equal('a strip');
    expect(shownText(await mount('', SLOTS))).to.equal('wait');
    await expect(element).to.be.accessible();
  });

  it('ready', async () => {
    source.set(PATH, REPLY);
    const element = await loaded(await mount('', SLOTS));
    expect(states(element)).to.deep.equal(['ready']);
    expect(shownText(element)).not.to.contain('a strip');
    await drawn(element);
    await expect(element).to.be.accessible();
    pointAt(element, 0.1);
    await expect(element).to.be.accessible();
  });

  for (const [what, attributes] of [
    ['thin', 'layout="thin"'],
    ['in cats', 'glyph="🐱" palette="purple"'],
    ['in its rewatches', 'field="rewatch_data"'],
  ] as const) {
    it(`ready, ${what}: accessible`, async () => {
      source.set(PATH, REPLY);
      const element = await loaded(await mount(attributes));
      await until(() => readout(element).said);
      await expect(element).to.be.accessible();
    });
  }

  for (const [what, reply] of [
    ['no cells', { engagement_data: [] }],
    ['no views', { engagement_data: [0, 0, 0] }],
  ] as const) {
    it(`empty: ${what}`, async () => {
      source.set(PATH, reply);
      const element = await loaded(await mount());
      expect(states(element)).to.deep.equal(['empty']);
      expect(shownText(element)).to.equal('a strip');
      expect(shownText(await loaded(await mount('', SLOTS)))).to.equal('nothing');
      expect(element.toCSV()).to.equal('');
      await expect(element).to.be.accessible();
    });
  }

  it('error: a source that does not have it', async () => {
    const element = await loaded(await mount());
    expect(states(element)).to.deep.equal(['error']);
    expect(shownText(element)).to.equal('a strip');
    expect(shownText(await loaded(await mount('', SLOTS)))).to.equal('broken');
    expect(said().join()).to.contain('answered 404');
    await expect(element).to.be.accessible();
  });

  for (const [what, reply, attributes, sentence] of [
    ['a field that is not published', { engagement: 0.5 }, '', 'engagement_data is not published there: publish it,'],
    ['rewatches that are not published', { engagement_data: [1] }, 'field="rewatch_data"', 'rewatch_data is not published there'],
    ['a negative count', { engagement_data: [1, -1] }, '', 'engagement_data[1]'],
    ['a text', { engagement_data: ['<script>'] }, '', 'engagement_data[0]'],
  ] as const) {
    it(`error: ${what}`, async () => {
      source.set(PATH, reply);
      const element = await loaded(await mount(attributes));
      expect(states(element)).to.deep.equal(['error']);
      expect(shownText(element)).to.equal('a strip');
      expect(said().join()).to.contain(sentence);
    });
  }

  it('error: nothing says whose views are meant', async () => {
    const element = await loaded(await put('<wistia-heatmap loading="eager">a strip</wistia-heatmap>'));
    expect(states(element)).to.deep.equal(['error']);
    expect(said().join()).to.contain('<wistia-heatmap>: media-id is missing');
  });

  it('stale: the last good strip stays', async () => {
    source.set(PATH, REPLY);
    const element = await loaded(await mount());
    const strip = await drawn(element);
    source.set(PATH, undefined);
    element.refetch();
    await oneEvent(element, 'wistia-error');
    expect(states(element)).to.deep.equal(['ready', 'stale']);
    expect(await drawn(element)).to.deep.equal(strip);
    await expect(element).to.be.accessible();
  });

  it('shows another video’s views once they are there, and keeps none of the first', async () => {
    source.set(PATH, REPLY);
    source.set('stats/medias/def/engagement.json', { engagement_data: [1, 1] });
    const element = await loaded(await mount());
    await drawn(element);
    press(element, 'End');
    element.mediaId = 'def';
    await element.updateComplete;
    expect(shownText(element)).to.equal('a strip');
    await loaded(element);
    expect(await drawn(element)).to.have.length(2);
    expect(plotOf(element).getAttribute('aria-valuenow')).to.equal('0');
    expect(readout(element).shown).to.equal(undefined);
  });

  it('waits until it is near the viewport', async () => {
    source.set(PATH, REPLY);
    const element = await put(
      `<p></p><wistia-heatmap media-id="abc" base-url="${source.baseUrl}">a strip</wistia-heatmap>`,
    );
    element.previousElementSibling!.setAttribute('hidden', '');
    await loaded(element);
    expect(source.requests).to.deep.equal([PATH]);
  });
});

describe('<wistia-heatmap>: one viewing', () => {
  const KEY = '1355282055737f0.4801975437439978';
  /** Wistia's own address is not asked in a test. */
  const API = `${location.origin}/v1`;

  const mount = (attributes: string) =>
    put(`<wistia-heatmap lang="en" loading="eager" ${attributes}>a viewing</wistia-heatmap>`);

  const frameOf = (element: Element) => inside<HTMLIFrameElement>(element, 'iframe');

  for (const [key, written] of [
    [KEY, KEY],
    ['1760645_6f6e0a52-8b44-4d62-a1a5-5b1e0f7f9a11', '1760645_6f6e0a52-8b44-4d62-a1a5-5b1e0f7f9a11'],
    ['a/../b?c=d#e', 'a%2F..%2Fb%3Fc%3Dd%23e'],
    ['<script>', '%3Cscript%3E'],
  ] as const) {
    it(`asks the API for the page of ${key}`, async () => {
      const element = await mount('base-url="/v1"');
      element.eventKey = key;
      element.publicToken = 'a&b=c d';
      await oneEvent(element, 'wistia-load');
      expect(frameOf(element).src).to.equal(
        `${API}/stats/events/${written}/iframe.html?public_token=a%26b%3Dc+d`,
      );
    });
  }

  it('is Wistia’s own page where nothing else is said', async () => {
    const meta = document.createElement('meta');
    meta.name = 'wistia-stats-source';
    meta.content = 'https://gateway.test/';
    document.head.append(meta);
    const element = await mount('');
    let asked = '';
    element.addEventListener('wistia-load', () => {
      asked = frameOf(element).src;
      element.remove();
    });
    element.eventKey = KEY;
    element.publicToken = 'pub';
    await until(() => asked);
    meta.remove();
    expect(asked).to.equal(
      `https://api.wistia.com/v1/stats/events/${KEY}/iframe.html?public_token=pub`,
    );
  });

  it('stands in a frame that has a title and can do nothing to the page', async () => {
    const element = await loaded(await mount(`base-url="${API}" event-key="${KEY}" public-token="pub"`));
    const frame = frameOf(element);
    expect(states(element)).to.deep.equal(['ready']);
    expect(frame.title).to.equal('Heatmap of one viewing');
    expect([...frame.sandbox]).to.deep.equal(['allow-scripts']);
    expect(frame.referrerPolicy).to.equal('no-referrer');
    expect(element.getBoundingClientRect().height).to.equal(70);
    expect(frame.getBoundingClientRect().height).to.equal(70);
    expect(element.toCSV()).to.equal('');
    await expect(element).to.be.accessible();
  });

  it('is another one with another key', async () => {
    const element = await loaded(await mount(`base-url="${API}" event-key="${KEY}" public-token="pub"`));
    const first = frameOf(element);
    element.eventKey = '2_other';
    await element.updateComplete;
    expect(frameOf(element).src).to.contain('/2_other/');
    expect(first.isConnected).to.equal(false);
  });

  it('gives way to a strip and comes back', async () => {
    const source = new FakeSource().set(PATH, REPLY);
    const element = await loaded(
      await mount(`base-url="${source.baseUrl}" media-id="abc" public-token="pub"`),
    );
    await drawn(element);
    element.baseUrl = API;
    element.eventKey = KEY;
    await until(() => frameOf(element));
    expect(element.getBoundingClientRect().height).to.equal(70);
    expect(inside(element, 'canvas')).to.equal(null);
    element.baseUrl = source.baseUrl;
    element.removeAttribute('event-key');
    await until(() => inside(element, 'canvas'));
    await drawn(element);
    expect(frameOf(element)).to.equal(null);
  });

  for (const [what, attributes, sentence] of [
    ['the public token is missing', `event-key="${KEY}"`, 'public-token is missing: event-key needs it.'],
    ['the key steps out of the path', 'event-key=".." public-token="pub"', 'event-key=".." is no key'],
    ['the address is none', `event-key="${KEY}" public-token="pub" base-url="javascript:alert(1)"`, 'base-url must be an http or https address.'],
  ] as const) {
    it(`error: ${what}`, async () => {
      const element = await loaded(await mount(attributes));
      expect(states(element)).to.deep.equal(['error']);
      expect(shownText(element)).to.equal('a viewing');
      expect(frameOf(element)).to.equal(null);
      expect(said().join()).to.contain(sentence);
    });
  }
});
