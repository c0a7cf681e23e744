import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/recommendations.js';
import '../../src/elements/trend.js';
import { registerWords } from '../../src/elements/own-words.js';
import type { OwnWords } from '../../src/elements/own-words.js';
import { pageRegistry } from '../../src/stats/page-registry.js';
import { addDays, today } from '../../src/stats/calendar-days.js';
import { FakeSource } from './fake-source.js';
import { drawn, inside, publishing, show, TEN_SECONDS } from './graph.js';
import { said } from './page-console.js';
import { until } from './until.js';
import { loaded } from './widget.js';

const source = (): FakeSource =>
  publishing(TEN_SECONDS).set(
    'stats/medias/abc/by_date.json',
    Array.from({ length: 14 }, (_, ago) => ({
      date: addDays(today(), -1 - ago),
      load_count: 200,
      play_count: ago < 7 ? 120 : 100,
      hours_watched: 2,
    })),
  );

const WEEK = `start-date="${addDays(today(), -7)}" end-date="${addDays(today(), -1)}" compare`;

/** A page in a language, with a graph and a trend, both drawn. */
const page = async (lang: string, dir = 'ltr'): Promise<HTMLElement> => {
  const template = document.createElement('template');
  const attributes = `media-id="abc" loading="eager" base-url="${source().baseUrl}"`;
  template.innerHTML = `<main lang="${lang}" dir="${dir}">
    <wistia-engagement-graph ${attributes}></wistia-engagement-graph>
    <wistia-trend ${attributes} ${WEEK}></wistia-trend></main>`;
  const place = await fixture<HTMLElement>(html`${template.content.firstElementChild}`);
  await drawn(place.querySelector('wistia-engagement-graph')!);
  await loaded(place.querySelector('wistia-trend')!);
  return place;
};

const plain = (text: string | null) => (text ?? '').replace(/[\u00a0\u202f]/g, ' ');

const summary = (place: Element, tag: string) =>
  plain(inside(place.querySelector(tag)!, '[part=summary]').textContent);

describe('the words of the page’s language', () => {
  afterEach(() => pageRegistry.words?.clear());

  // The first to speak Portuguese here: its words are yet to be loaded.
  it('are waited for: nothing is said in English before', async () => {
    const place = await fixture<HTMLElement>(html`<main lang="pt"></main>`);
    const trend = document.createElement('wistia-trend');
    Object.assign(trend, { mediaId: 'abc', loading: 'eager', baseUrl: source().baseUrl });
    trend.setAttribute('start-date', addDays(today(), -7));
    trend.setAttribute('end-date', addDays(today(), -1));
    place.append(trend);
    const said: string[] = [];
    new MutationObserver(() => said.push(plain(trend.shadowRoot!.querySelector('[part=summary]')?.textContent ?? ''))).observe(
      trend.shadowRoot!,
      { childList: true, subtree: true, characterData: true },
    );
    await until(() => said.some((sentence) => sentence.includes('7 dias')));
    expect(said.filter((sentence) => sentence && !sentence.includes('7 dias'))).to.deep.equal([]);
  });

  it('are the trend’s and the graph’s, and what they are called', async () => {
    const place = await page('de-AT');
    await until(
      () => summary(place, 'wistia-trend') === '840 in 7 Tagen, 20 % mehr als in den 7 Tagen davor',
    );
    const graph = place.querySelector('wistia-engagement-graph')!;
    await until(() => inside(graph, '[part=plot]').getAttribute('aria-label') === 'Engagement im Verlauf des Videos');
    expect(inside(graph, '.chart').lang).to.equal('de');
    expect(inside(graph, '[part~=legend-item].views').textContent).to.equal('Noch dabei');
    expect(plain(inside(graph, '[part=plot]').getAttribute('aria-valuetext'))).to.equal(
      '0:00, 100 % noch dabei, 100 Aufrufe, 0 Wiederholungen',
    );
    await until(() => inside(graph, 'th[scope=col]')?.textContent === 'Zeit');
    expect(said()).to.deep.equal([]);
  });

  it('change with it, and come back', async () => {
    const place = await page('en');
    const english = summary(place, 'wistia-trend');
    expect(english).to.equal('840 in 7 days, 20% more than the 7 before');
    for (const [lang, sentence] of [
      ['ja', '7日間で840、その前の7日間より20%増'],
      ['fr', '840 en 7 jours, 20 % de plus que sur les 7 jours précédents'],
      ['pt-BR', '840 em 7 dias, 20% a mais que nos 7 dias anteriores'],
      ['es', '840 en 7 días, 20 % más que en los 7 días anteriores'],
      ['en-GB', english],
      ['tlh', english],
    ] as const) {
      place.lang = lang;
      await until(() => summary(place, 'wistia-trend') === sentence);
    }
  });

  it('are no other size, and no other direction', async () => {
    const place = await page('en');
    const size = (tag: string) => place.querySelector(tag)!.getBoundingClientRect().height;
    const before = ['wistia-trend', 'wistia-engagement-graph'].map(size);
    place.lang = 'ar';
    // Engines write the digits of Arabic in two ways.
    await until(() => summary(place, 'wistia-trend').includes('خلال'));
    expect(['wistia-trend', 'wistia-engagement-graph'].map(size)).to.deep.equal(before);
    for (const element of place.children) expect(getComputedStyle(element).direction).to.equal('ltr');
    place.dir = 'rtl';
    await until(() => inside(place.querySelector('wistia-trend')!, 'svg').getAttribute('direction') === 'rtl');
    for (const element of place.children) expect(getComputedStyle(element).direction).to.equal('rtl');
    const trend = place.querySelector('wistia-trend')!;
    const { left, right } = trend.getBoundingClientRect();
    const labels = [...trend.shadowRoot!.querySelectorAll('svg text')].map((text) =>
      text.getBoundingClientRect(),
    );
    expect(labels).to.have.length.above(2);
    for (const label of labels) {
      expect(label.left).to.be.at.least(left - 1);
      expect(label.right).to.be.at.most(right + 1);
    }
  });

  it('are the recommendations’ too, also when there is none', async () => {
    const place = await fixture<HTMLElement>(
      html`<main lang="de"><wistia-recommendations loading="eager"></wistia-recommendations></main>`,
    );
    const element = place.querySelector('wistia-recommendations')!;
    element.baseUrl = new FakeSource().set('recommendations.json', []).baseUrl;
    await loaded(element);
    const message = () => inside(element, '[part=message]').textContent;
    await until(() => message() === 'Sie haben hier alles gesehen.');
    place.lang = 'en';
    await until(() => message() === 'You have watched everything here.');
  });

  for (const [lang, dir] of [
    ['ar', 'rtl'],
    ['ja', 'ltr'],
  ] as const) {
    it(`axe finds nothing in ${lang}`, async () => {
      const place = await page(lang, dir);
      const graph = place.querySelector('wistia-engagement-graph')!;
      await until(() => inside(graph, '.chart').lang === lang);
      await until(() => inside(graph, 'table'));
      await expect(place).to.be.accessible();
    });
  }
});

describe('registerWords', () => {
  afterEach(() => pageRegistry.words?.clear());

  it('says something in other words, at once, and leaves the rest', async () => {
    const graph = await show(publishing(TEN_SECONDS));
    registerWords({
      language: 'en',
      watching: 'Still here',
      viewCount: (count, text) => `${text} ${count === 1 ? 'look' : 'looks'}`,
    });
    await until(() => inside(graph, '[part~=legend-item].views').textContent === 'Still here');
    expect(inside(graph, '[part=plot]').getAttribute('aria-valuetext')).to.equal(
      '0:00, 100% still watching, 100 looks, 0 rewatches',
    );
    expect(inside(graph, '[part~=legend-item].rewatches').textContent).to.equal('Rewatches');
  });

  it('teaches another language, and a region its own', async () => {
    registerWords({ language: 'nl', byDay: { play_count: 'Weergaven per dag' } });
    registerWords({ language: 'de-CH', inDays: (total) => `${total} Mal` });
    const place = await page('nl');
    const trend = place.querySelector('wistia-trend')!;
    expect(inside(trend, '.chart').getAttribute('aria-label')).to.equal('Weergaven per dag');
    expect(summary(place, 'wistia-trend')).to.match(/^840 in 7 days/);
    place.lang = 'de';
    await until(() => summary(place, 'wistia-trend').startsWith('840 in 7 Tagen,'));
    place.lang = 'de-CH';
    await until(() => summary(place, 'wistia-trend').startsWith('840 Mal,'));
    expect(inside(trend, '.chart').getAttribute('aria-label')).to.equal('Wiedergaben pro Tag');
  });

  it('adds to what was registered before', async () => {
    registerWords({ language: 'en', byDay: { play_count: 'One' } });
    registerWords({ language: 'EN', byDay: { load_count: 'Two' }, inDays: () => 'Three' });
    const trend = (await page('en')).querySelector('wistia-trend')!;
    expect(inside(trend, '.chart').getAttribute('aria-label')).to.equal('One');
    expect(inside(trend, '[part=summary]').textContent).to.match(/^Three,/);
    trend.field = 'load_count';
    await until(() => inside(trend, '.chart').getAttribute('aria-label') === 'Two');
  });

  it('keeps to English where a page’s word throws or gives no text', async () => {
    registerWords({
      language: 'en',
      inDays: () => {
        throw new Error('no such day');
      },
      more: (() => 7) as unknown as OwnWords['more'],
    } as OwnWords);
    const place = await page('en');
    expect(summary(place, 'wistia-trend')).to.equal('840 in 7 days, 20% more than the 7 before');
    expect(said().sort()).to.deep.equal([
      'wistia-widgets: the word inDays falls back to English: no such day.',
      'wistia-widgets: the word more falls back to English: it gave 7, no text.',
    ]);
  });

  for (const [name, words, sentence] of [
    ['no language', { views: 'Views' }, /language must be a language tag/],
    ['an unknown word', { language: 'en', vews: 'Views' }, /"vews" is no word/],
    ['an unknown figure', { language: 'en', figure: { plays: 'x' } }, /"figure.plays" is no word/],
    ['a text for a function', { language: 'en', viewCount: 'views' }, /"viewCount" must be a function that gives a text/],
    ['a function for a text', { language: 'en', views: () => 'views' }, /"views" must be a text/],
    ['nothing for a group', { language: 'en', figure: null }, /"figure" must be an object/],
    ['an inherited name', { language: 'en', constructor: 'x' }, /"constructor" is no word/],
  ] as const) {
    it(`refuses ${name}, and changes nothing`, () => {
      expect(() => registerWords(words as unknown as OwnWords)).to.throw(TypeError, sentence);
      expect(pageRegistry.words?.size ?? 0).to.equal(0);
    });
  }
});
