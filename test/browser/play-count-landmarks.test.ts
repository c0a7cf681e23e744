import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import '../../src/elements/stats-source.js';
import type { WistiaLandmarkDetail, WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { said } from './page-console.js';
import { loaded, shownText } from './widget.js';

describe('<wistia-play-count landmark>', () => {
  let source: FakeSource;
  let told: WistiaLandmarkDetail[];

  beforeEach(() => {
    source = new FakeSource();
    told = [];
  });

  const listen = (event: CustomEvent<WistiaLandmarkDetail>): void => void told.push(event.detail);
  beforeEach(() => document.addEventListener('wistia-landmark', listen));
  afterEach(() => document.removeEventListener('wistia-landmark', listen));

  const mount = async (landmark: string, play_count: number): Promise<WistiaPlayCount> => {
    source.media('a', { play_count });
    const template = document.createElement('template');
    template.innerHTML = `<wistia-play-count lang="en" media-id="a" landmark="${landmark}"
      base-url="${source.baseUrl}">many<i slot="celebration">hurray</i><i slot="winner">puppy</i>
      </wistia-play-count>`;
    return loaded(
      await fixture<WistiaPlayCount>(html`${template.content.firstElementChild}`),
    );
  };
  const becomes = async (element: WistiaPlayCount, play_count: number): Promise<void> => {
    source.media('a', { play_count });
    element.refetch();
    await oneEvent(element, 'wistia-load');
  };

  it('is silent below the first landmark', async () => {
    const element = await mount('1000 5000', 999);
    expect(shownText(element)).to.equal('999');
    expect(told).to.deep.equal([]);
  });

  it('celebrates one that was reached before, and does not call it crossed', async () => {
    const element = await mount('1000 5000', 1234);
    expect(shownText(element)).to.equal('1,234hurray');
    expect(told).to.deep.equal([{ landmark: 1000, value: 1234, crossed: false, yours: null }]);
  });

  it('celebrates one that is passed while the page is open, once', async () => {
    const element = await mount('1000 5000', 999);
    await becomes(element, 1000);
    expect(shownText(element)).to.equal('1,000hurray');
    await becomes(element, 1001);
    expect(told).to.deep.equal([{ landmark: 1000, value: 1000, crossed: true, yours: null }]);
  });

  it('tells of each landmark that one step passes', async () => {
    const element = await mount('1000 5000', 999);
    await becomes(element, 6000);
    expect(told.map(({ landmark, crossed }) => [landmark, crossed])).to.deep.equal([
      [1000, true],
      [5000, true],
    ]);
  });

  it('takes a landmark that is set later', async () => {
    const element = await mount('1000', 600);
    element.landmark = '500';
    await element.updateComplete;
    expect(shownText(element)).to.equal('600hurray');
    expect(told).to.deep.equal([{ landmark: 500, value: 600, crossed: false, yours: null }]);
    element.removeAttribute('landmark');
    await element.updateComplete;
    expect(shownText(element)).to.equal('600');
  });

  it('another video beyond the landmark has crossed nothing', async () => {
    const element = await mount('1000', 999);
    source.media('b', { play_count: 2000 });
    element.mediaId = 'b';
    await oneEvent(element, 'wistia-load');
    expect(told).to.deep.equal([{ landmark: 1000, value: 2000, crossed: false, yours: null }]);
  });

  it('another source or field beyond the landmark has crossed nothing', async () => {
    const element = await mount('1000', 999);
    element.baseUrl = new FakeSource().media('a', { play_count: 2000, load_count: 3000 }).baseUrl;
    await oneEvent(element, 'wistia-load');
    element.field = 'load_count';
    await element.updateComplete;
    expect(told.map(({ value, crossed }) => [value, crossed])).to.deep.equal([
      [2000, false],
      [3000, false],
    ]);
  });

  it('a value kept from an earlier visit has been passed before this page was opened', async () => {
    const kept = JSON.stringify({ fetchedAt: Date.now() - 864e5, value: { play_count: 990 } });
    const key = `wistia-widgets ${source.baseUrl}stats/medias/a.json`;
    localStorage.setItem(key, kept);
    source.media('a', { play_count: 1010 });
    const element = document.createElement('wistia-play-count');
    element.setAttribute('media-id', 'a');
    element.setAttribute('landmark', '1000');
    element.lang = 'en';
    const around = document.createElement('wistia-stats-source');
    around.setAttribute('base-url', source.baseUrl);
    around.setAttribute('persist', '');
    around.append(element);
    await fixture(html`${around}`);
    await oneEvent(element, 'wistia-landmark');
    localStorage.removeItem(key);
    expect(told).to.deep.equal([{ landmark: 1000, value: 1010, crossed: false, yours: null }]);
  });

  it('the winner’s words stay hidden as long as nobody can tell who it is', async () => {
    const element = await mount('10', 10);
    expect(shownText(element)).to.not.contain('puppy');
  });

  it('says how landmarks are written, and keeps those that can be read', async () => {
    const element = await mount('1,000 soon 500', 600);
    expect(shownText(element)).to.equal('600hurray');
    expect(said()).to.deep.equal([
      'wistia-widgets: landmark="1,000 soon 500" cannot be read: write numbers like 1000 5000.',
    ]);
    expect(told.map(({ landmark }) => landmark)).to.deep.equal([500]);
  });
});
