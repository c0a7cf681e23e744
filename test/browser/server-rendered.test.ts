/** Elements whose roots a server has filled: they go on from there. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import '../../src/elements/stats-source.js';
import '../../src/elements/trend.js';
import type { WistiaPlayCount } from '../../src/elements/play-count.js';
import type { WistiaLoadDetail } from '../../src/elements/stats-element.js';
import { MEDIA } from '../sample-figures.js';
import { FakeSource } from './fake-source.js';
import { until } from './until.js';
import { loaded, shownText, states } from './widget.js';

const PATH = 'stats/medias/abc.json';

interface Given {
  /** Attributes of the count, as markup. */
  attributes?: string;
  replies?: Record<string, unknown>;
  /** Seconds since the replies were fetched. */
  age?: number;
}

describe('server-rendered elements', () => {
  let source: FakeSource;
  let place: HTMLElement;

  beforeEach(async () => {
    source = new FakeSource().media('abc', { play_count: 90 });
    place = await fixture(html`<div lang="en"></div>`);
  });

  /** A count as a server writes it, read by the browser's own parser. It says 80. */
  const served = ({ attributes = '', replies = { [PATH]: MEDIA }, age = 0 }: Given = {}) => {
    const data = { replies, fetchedAt: Date.now() - age * 1000, maxAge: 60 };
    write(
      `<wistia-play-count media-id="abc" base-url="${source.baseUrl}" ${attributes}><template
        shadowrootmode="open"><style>[part] { color: inherit }</style><span part="value">80</span><script
        type="application/json">${JSON.stringify(data)}</script></template>many</wistia-play-count>`,
    );
    return place.querySelector('wistia-play-count')!;
  };

  /** As if it stood in the page from the beginning. */
  const write = (markup: string): void => {
    place.setHTMLUnsafe(markup);
    // Firefox waits with that for the end of the turn.
    customElements.upgrade(place);
  };

  const far = (): void => place.style.setProperty('margin-top', '5000px');

  /** All that the number's place has said from now on. */
  const watched = (element: WistiaPlayCount): (() => string[]) => {
    const root = element.shadowRoot!;
    const number = () => root.querySelector('[part=value]')?.textContent ?? '';
    const texts = [number()];
    const observer = new MutationObserver(() => texts.push(number()));
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      return [...new Set(texts)];
    };
  };

  it('show the server’s figure from the first moment, and ask nobody for it', async () => {
    const element = served();
    const texts = watched(element);
    expect(shownText(element)).to.contain('80');
    const { detail } = (await oneEvent(element, 'wistia-load')) as CustomEvent<WistiaLoadDetail>;
    expect(detail.data).to.include({ play_count: 80 });
    expect(element.value).to.equal(80);
    expect(states(element)).to.deep.equal(['ready']);
    expect(texts()).to.deep.equal(['80']);
    // What is asked for is asked for at the end of the turn.
    await new Promise((done) => setTimeout(done));
    expect(source.requests).to.deep.equal([]);
  });

  it('leave nothing behind of what the server wrote', async () => {
    const element = served();
    await oneEvent(element, 'wistia-load');
    const root = element.shadowRoot!;
    expect([...root.children].map(({ localName }) => localName)).to.deep.equal(['span']);
    expect(getComputedStyle(root.querySelector('span')!).fontVariantNumeric).to.equal('tabular-nums');
  });

  it('are ready, not loading, far from the viewport, and wait there', async () => {
    far();
    const element = served({ age: 1000 });
    await element.updateComplete;
    expect(states(element)).to.deep.equal(['ready']);
    expect(element.shadowRoot!.querySelector('[part=value]')!.textContent).to.equal('80');
    expect(source.requests).to.deep.equal([]);
    element.scrollIntoView();
    await until(() => element.value === 90, 'the newer figure has come');
    expect(source.requests).to.deep.equal([PATH]);
  });

  it('show an old figure until there is a newer one', async () => {
    const release = source.hold(PATH);
    const element = served({ age: 3600 });
    const texts = watched(element);
    await oneEvent(element, 'wistia-load');
    expect(shownText(element)).to.equal('80');
    release({ ...MEDIA, play_count: 90 });
    await oneEvent(element, 'wistia-load');
    expect(texts()).to.deep.equal(['80', '90']);
    expect(source.requests).to.deep.equal([PATH]);
  });

  it('keep the figure where the reply that they want did not come along, and is not to be had', async () => {
    source.set(PATH, () => new Response('', { status: 404 }));
    const element = served({ replies: { 'stats/account.json': MEDIA } });
    await oneEvent(element, 'wistia-error');
    expect(element.shadowRoot!.querySelector('[part=value]')!.textContent).to.equal('80');
    expect(states(element)).to.deep.equal(['ready', 'stale']);
  });

  it('do not keep it for another video', async () => {
    far();
    const element = served();
    await element.updateComplete;
    element.mediaId = 'other';
    await element.updateComplete;
    expect(shownText(element)).to.equal('many');
    expect(states(element)).to.deep.equal(['loading']);
  });

  it('do not roll up to a figure that is there already', async () => {
    const element = served({ attributes: 'count-up' });
    const texts = watched(element);
    await oneEvent(element, 'wistia-load');
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(texts()).to.deep.equal(['80']);
  });

  it('do not take a reply that does not fit', async () => {
    const element = served({ replies: { [PATH]: { play_count: 'many' } } });
    await oneEvent(element, 'wistia-load');
    expect(shownText(element)).to.equal('90');
    expect(source.requests).to.deep.equal([PATH]);
  });

  it('begin anew where the data cannot be read', async () => {
    write(
      `<wistia-play-count media-id="abc" base-url="${source.baseUrl}"><template shadowrootmode="open"><span
        part="value">80</span><script type="application/json">{"replies"</script></template>many</wistia-play-count>`,
    );
    const element = await loaded(place.querySelector('wistia-play-count')!);
    expect(shownText(element)).to.equal('90');
  });

  it('share what came along with the elements that came without', async () => {
    await oneEvent(served(), 'wistia-load');
    const other = document.createElement('wistia-play-count');
    other.mediaId = 'abc';
    other.baseUrl = source.baseUrl;
    place.append(other);
    await loaded(other);
    expect(shownText(other)).to.equal('80');
    expect(source.requests).to.deep.equal([]);
  });

  it('a source keeps its widgets in one slot', async () => {
    write(
      `<wistia-stats-source base-url="${source.baseUrl}"><template shadowrootmode="open"><slot></slot></template><p>text</p></wistia-stats-source>`,
    );
    const element = place.querySelector('wistia-stats-source')!;
    await element.updateComplete;
    expect([...element.shadowRoot!.childNodes].map(({ nodeName }) => nodeName)).to.deep.equal(['SLOT']);
    expect(place.querySelector('p')!.assignedSlot).to.equal(element.shadowRoot!.firstChild);
  });

  it('a chart keeps its words and its size until it has drawn', async () => {
    const range = 'start_date=2012-03-01&end_date=2012-03-03';
    const days = [1, 2, 3].map((day) => ({ date: `2012-03-0${day}`, play_count: day * 10 }));
    const data = {
      replies: { [`stats/medias/abc/by_date.json?${range}`]: days },
      fetchedAt: Date.now(),
      maxAge: 60,
    };
    write(
      `<wistia-trend media-id="abc" start-date="2012-03-01" end-date="2012-03-03" base-url="${source.baseUrl}"><template
        shadowrootmode="open"><style>:host { display: block; block-size: 12em }</style><p>60 plays</p><script
        type="application/json">${JSON.stringify(data)}</script></template></wistia-trend>`,
    );
    const element = place.querySelector('wistia-trend')!;
    const { height } = element.getBoundingClientRect();
    await oneEvent(element, 'wistia-load');
    const root = element.shadowRoot!;
    await until(() => root.querySelector('path.line')?.getAttribute('d'), 'it is drawn');
    expect(element.getBoundingClientRect().height).to.equal(height);
    expect(shownText(root.querySelector('[part=summary]')!)).to.contain('60');
    expect(source.requests).to.deep.equal([]);
  });
});

describe('structured data', () => {
  const block = (element: Element) => {
    const blocks = element.querySelectorAll('script[type="application/ld+json"]');
    expect(blocks).to.have.length(1);
    return JSON.parse(blocks[0]!.textContent) as Record<string, unknown>;
  };

  it('tells search engines of a video’s plays as text, and keeps up with them', async () => {
    const source = new FakeSource().media('abc', { play_count: 80 });
    const name = '</script><img src=x onerror=alert(1)>';
    const row = { hashed_id: 'abc', name, duration: 61, thumbnail: null, project_id: null, created: null };
    source.set('medias.json', [row]);
    const element = await fixture<WistiaPlayCount>(
      html`<wistia-play-count media-id="abc" base-url=${source.baseUrl} structured-data>many</wistia-play-count>`,
    );
    await loaded(element);
    await until(() => element.querySelector('script')?.textContent.includes('PT61S'), 'it is described');
    expect(block(element)).to.deep.include({ '@type': 'VideoObject', identifier: 'abc', name });
    expect(element.innerHTML).not.to.contain('<img');
    source.media('abc', { play_count: 81 });
    element.refetch();
    await oneEvent(element, 'wistia-load');
    await element.updateComplete;
    expect(block(element).interactionStatistic).to.include({ userInteractionCount: 81 });
    element.removeAttribute('structured-data');
    await element.updateComplete;
    expect(element.querySelector('script')).to.equal(null);
    expect(shownText(element)).to.equal('81');
  });

  it('goes on with the block that a server has written', async () => {
    const source = new FakeSource().media('abc', { play_count: 80 });
    const written = { name: 'A video', interactionStatistic: { userInteractionCount: 7 } };
    const element = document.createElement('wistia-play-count');
    element.setAttribute('media-id', 'abc');
    element.setAttribute('base-url', source.baseUrl);
    element.setAttribute('structured-data', '');
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.append(JSON.stringify(written));
    element.append(script);
    await fixture(html`${element}`);
    await loaded(element);
    await until(() => script.textContent.includes('80'), 'it is counted');
    expect(block(element)).to.deep.equal({ name: 'A video', interactionStatistic: { userInteractionCount: 80 } });
    expect(source.requests).to.deep.equal([PATH]);
  });
});
