/** "Give away a puppy to the thousandth viewer": who that is, the page tells to nobody else. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import type { WistiaLandmarkDetail, WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { privately, putPlayer, queries } from './recommendations-page.js';
import { until } from './until.js';
import { loaded, shownText } from './widget.js';

const LANDMARK = 'landmarks/a.json';

describe('<wistia-play-count> and the winner', () => {
  let source: FakeSource;
  let told: WistiaLandmarkDetail[];
  const listen = (event: CustomEvent<WistiaLandmarkDetail>): void => void told.push(event.detail);

  beforeEach(() => {
    source = new FakeSource().media('a', { play_count: 1234 });
    told = [];
    document.addEventListener('wistia-landmark', listen);
  });
  afterEach(() => {
    document.removeEventListener('wistia-landmark', listen);
    delete (globalThis as { Wistia?: unknown }).Wistia;
  });

  const answers = (yours: boolean | null) =>
    source.set(LANDMARK, () => privately({ at: 1000, reached: true, yours }));

  const mount = async (content = '<i slot="winner">puppy</i>', attributes = 'media-id="a"') => {
    const template = document.createElement('template');
    template.innerHTML = `<wistia-play-count lang="en" landmark="1000" ${attributes}
      base-url="${source.baseUrl}">many${content}</wistia-play-count>`;
    return loaded(await fixture<WistiaPlayCount>(html`${template.content.firstElementChild}`));
  };

  it('shows the slot to whose viewing it was, and tells the page', async () => {
    await putPlayer('a', { key: 'KEY' });
    answers(true);
    const element = await mount();
    await until(() => shownText(element) === '1,234puppy');
    expect(queries(source, LANDMARK).map((query) => query.get('at'))).to.deep.equal(['1000']);
    expect(queries(source, LANDMARK)[0]!.get('visitor')).to.match(/^[\w-]{43}$/);
    expect(source.requests.join()).not.to.contain('KEY');
    const event = { landmark: 1000, value: 1234, crossed: false };
    expect(told).to.deep.equal([
      { ...event, yours: null },
      { ...event, yours: true },
    ]);
  });

  for (const yours of [false, null]) {
    it(`shows it to nobody where the source says ${yours}`, async () => {
      await putPlayer('a', { key: 'KEY' });
      answers(yours);
      const element = await mount();
      await until(() => queries(source, LANDMARK).length);
      await element.updateComplete;
      expect(told).to.deep.equal([{ landmark: 1000, value: 1234, crossed: false, yours: null }]);
      expect(shownText(element)).to.equal('1,234');
    });
  }

  it('shows it once the source has heard of the viewing', async () => {
    await putPlayer('a', { key: 'KEY' });
    answers(false);
    const element = await mount(undefined, 'media-id="a" refresh="1"');
    await until(() => queries(source, LANDMARK).length);
    answers(true);
    await until(() => shownText(element) === '1,234puppy');
    expect(told.map(({ yours }) => yours)).to.deep.equal([null, true]);
  });

  const asksNobody = async (element: WistiaPlayCount): Promise<void> => {
    await until(() => told.length);
    expect(told[0]!.yours).to.equal(null);
    expect(queries(source, LANDMARK)).to.have.length(0);
    expect(shownText(element)).to.equal('1,234');
  };

  it('asks nobody where there is nothing to win', async () => {
    await putPlayer('a', { key: 'KEY' });
    answers(true);
    await asksNobody(await mount(''));
  });

  it('asks nobody without a visitor’s key', async () => {
    answers(true);
    await asksNobody(await mount());
  });

  it('asks nobody where tracking is refused', async () => {
    (globalThis as { Wistia?: unknown }).Wistia = { consent: () => false, bind() {}, unbind() {} };
    await putPlayer('a', { key: 'KEY' });
    answers(true);
    await asksNobody(await mount());
  });

  it('asks nobody before the number has got there', async () => {
    await putPlayer('a', { key: 'KEY' });
    source.media('a', { play_count: 999 });
    answers(true);
    const element = await mount();
    expect(shownText(element)).to.equal('999');
    expect(queries(source, LANDMARK)).to.have.length(0);
    source.media('a', { play_count: 1000 });
    element.refetch();
    await until(() => shownText(element) === '1,000puppy');
    expect(told.at(-1)).to.deep.equal({ landmark: 1000, value: 1000, crossed: true, yours: true });
  });

  it('does without an answer where the source has none', async () => {
    await putPlayer('a', { key: 'KEY' });
    const element = await mount();
    await until(() => queries(source, LANDMARK).length);
    await element.updateComplete;
    expect(told.map(({ yours }) => yours)).to.deep.equal([null]);
    expect(shownText(element)).to.equal('1,234');
  });
});
