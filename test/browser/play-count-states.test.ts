import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import type { WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { MEDIA } from '../sample-figures.js';
import { said } from './page-console.js';
import { loaded, shownText, states } from './widget.js';

describe('<wistia-play-count>: states', () => {
  let source: FakeSource;
  beforeEach(() => void (source = new FakeSource()));

  const mount = (attributes = '', slots = ''): Promise<WistiaPlayCount> => {
    const template = document.createElement('template');
    template.innerHTML = `<wistia-play-count lang="en" media-id="abc" base-url="${source.baseUrl}"
      ${attributes}>many${slots}</wistia-play-count>`;
    return fixture<WistiaPlayCount>(html`${template.content.firstElementChild}`);
  };

  const everySlot = `<i slot="loading">wait</i><i slot="empty">nothing</i><i slot="error">broken</i>
    <i slot="label">plays</i><i slot="celebration">hurray</i><i slot="winner">puppy</i>`;

  it('loading: the fallback text, and nothing of the slots for later', async () => {
    source.hold('stats/medias/abc.json');
    const element = await mount('', '<i slot="label">plays</i><i slot="celebration">hurray</i>');
    expect(states(element)).to.deep.equal(['loading']);
    expect(shownText(element)).to.equal('many');
    await expect(element).to.be.accessible();
  });

  it('loading: its slot instead of the fallback', async () => {
    source.hold('stats/medias/abc.json');
    const element = await mount('', everySlot);
    expect(shownText(element)).to.equal('wait');
  });

  it('ready: the number and its label, and no landmark’s words', async () => {
    source.set('stats/medias/abc.json', MEDIA);
    const element = await loaded(await mount('', everySlot));
    expect(states(element)).to.deep.equal(['ready']);
    expect(shownText(element)).to.equal('80plays');
    expect(element.shadowRoot!.querySelector('[part=value]')!.textContent).to.equal('80');
    await expect(element).to.be.accessible();
  });

  it('ready: a space sets the label off', async () => {
    source.set('stats/medias/abc.json', MEDIA);
    const element = await loaded(await mount('', '<span slot="label">plays</span>'));
    const gap = (value: Element, label: Element) =>
      label.getBoundingClientRect().width - value.getBoundingClientRect().width;
    const label = element.querySelector('span')!;
    const bare = document.createElement('span');
    bare.textContent = 'plays';
    element.after(bare);
    expect(gap(bare, label)).to.be.greaterThan(1);
  });

  it('empty: there is no day to sum', async () => {
    source.set('stats/medias/abc/by_date.json', []);
    const element = await loaded(await mount('last="3d"'));
    expect(states(element)).to.deep.equal(['empty']);
    expect(shownText(element)).to.equal('many');
    expect(element.value).to.equal(undefined);
    await expect(element).to.be.accessible();
  });

  it('empty: its slot instead of the fallback', async () => {
    source.set('stats/medias/abc/by_date.json', []);
    expect(shownText(await loaded(await mount('last="3d"', everySlot)))).to.equal('nothing');
  });

  it('error: the fallback text, an event, one full sentence in the console', async () => {
    const element = await mount();
    const { detail } = await oneEvent(element, 'wistia-error');
    expect(detail.error).to.include({ kind: 'status', status: 404 });
    expect(states(element)).to.deep.equal(['error']);
    expect(shownText(element)).to.equal('many');
    await loaded(await mount());
    expect(said()).to.deep.equal([
      `wistia-widgets: <wistia-play-count>: ${source.baseUrl}stats/medias/abc.json answered 404: it is not published there, or the id is wrong.`,
    ]);
    await expect(element).to.be.accessible();
  });

  it('error: its slot instead of the fallback', async () => {
    expect(shownText(await loaded(await mount('', everySlot)))).to.equal('broken');
  });

  it('stale: the last good value outlives an error, and the next good reply ends it', async () => {
    source.set('stats/medias/abc.json', MEDIA);
    const element = await loaded(await mount());
    source.set('stats/medias/abc.json', undefined);
    element.refetch();
    await oneEvent(element, 'wistia-error');
    expect(states(element)).to.deep.equal(['ready', 'stale']);
    expect(shownText(element)).to.equal('80');
    await expect(element).to.be.accessible();
    source.media('abc', { play_count: 81 });
    element.refetch();
    await oneEvent(element, 'wistia-load');
    expect(states(element)).to.deep.equal(['ready']);
    expect(shownText(element)).to.equal('81');
  });

  it('says the same error again after it was gone', async () => {
    const element = await loaded(await mount());
    source.set('stats/medias/abc.json', MEDIA);
    element.refetch();
    await oneEvent(element, 'wistia-load');
    source.set('stats/medias/abc.json', undefined);
    element.refetch();
    const { detail } = await oneEvent(element, 'wistia-error');
    expect(detail.error.status).to.equal(404);
  });

  it('wistia-load brings the reply out of every shadow tree', async () => {
    source.set('stats/medias/abc.json', MEDIA);
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const inner = host.attachShadow({ mode: 'open' });
    const heard = oneEvent(host, 'wistia-load');
    inner.innerHTML = `<wistia-play-count media-id="abc" base-url="${source.baseUrl}"></wistia-play-count>`;
    const { detail, bubbles, composed } = await heard;
    expect({ ...detail, bubbles, composed }).to.deep.equal({
      data: MEDIA,
      bubbles: true,
      composed: true,
    });
  });

  it('a listener that throws does no harm to the widget', async () => {
    source.set('stats/medias/abc.json', MEDIA);
    const thrown: string[] = [];
    const { onerror } = window;
    window.onerror = (message) => thrown.push(String(message)) > 0;
    const element = document.createElement('wistia-play-count');
    element.mediaId = 'abc';
    element.baseUrl = source.baseUrl;
    element.addEventListener('wistia-load', () => {
      throw new Error('from the page');
    });
    await fixture(html`${element}`);
    await loaded(element);
    window.onerror = onerror;
    expect(thrown.join()).to.contain('from the page');
    expect(shownText(element)).to.equal('80');
    expect(states(element)).to.deep.equal(['ready']);
  });

  for (const [name, reply] of [
    ['negative numbers', { play_count: -1 }],
    ['"NaN"', { play_count: 'NaN' }],
    ['a script in a string', { play_count: '<script>alert(1)</script>' }],
    ['a list', [1, 2]],
    ['null', null],
  ] as const) {
    it(`${name} from the source never reach the page`, async () => {
      source.set('stats/medias/abc.json', reply);
      const element = await loaded(await mount());
      expect(states(element)).to.deep.equal(['error']);
      expect(shownText(element)).to.equal('many');
    });
  }

  it('a web page instead of JSON is an error that says so', async () => {
    source.set('stats/medias/abc.json', new Response('<!doctype html><p>hello'));
    const element = await loaded(await mount());
    expect(shownText(element)).to.equal('many');
    expect(said().join()).to.contain('a web page, not JSON');
  });

  it('an address that is none is an error that says so', async () => {
    const element = await fixture<WistiaPlayCount>(
      html`<wistia-play-count base-url="javascript:alert(1)">many</wistia-play-count>`,
    );
    await loaded(element);
    expect(shownText(element)).to.equal('many');
    expect(said().join()).to.contain('base-url must be an http or https address.');
  });

  it('no source at all: the console names the setting', async () => {
    const element = await fixture<WistiaPlayCount>(
      html`<wistia-play-count>many</wistia-play-count>`,
    );
    await loaded(element);
    expect(states(element)).to.deep.equal(['error']);
    expect(said().join()).to.contain('<meta name="wistia-stats-source" content="https://…">');
  });
});
