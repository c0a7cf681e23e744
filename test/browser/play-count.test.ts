import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import * as fc from 'fast-check';
import '../../src/elements/play-count.js';
import type { WistiaPlayCount } from '../../src/elements/play-count.js';
import { FakeSource } from './fake-source.js';
import { ACCOUNT, MEDIA } from '../sample-figures.js';
import { said } from './page-console.js';
import { loaded, shownText } from './widget.js';

const PROJECT = { load_count: 3000, play_count: 1500, hours_watched: 120.5, number_of_videos: 12 };
const DAYS = [
  { date: '2012-10-21', load_count: 100, play_count: 80, hours_watched: 21.9 },
  { date: '2012-10-22', load_count: 140, play_count: 96, hours_watched: 26.9 },
];

describe('<wistia-play-count>: the number', () => {
  let source: FakeSource;

  beforeEach(() => {
    source = new FakeSource();
    source.set('stats/account.json', ACCOUNT);
    source.set('stats/projects/7.json', PROJECT);
    source.set('stats/medias/abc.json', MEDIA);
    for (const subject of ['account', 'projects/7', 'medias/abc']) {
      source.set(`stats/${subject}/by_date.json`, DAYS);
    }
  });

  const count = async (attributes: Record<string, string>): Promise<WistiaPlayCount> => {
    const element = document.createElement('wistia-play-count');
    for (const [name, value] of Object.entries({ lang: 'en', ...attributes })) {
      element.setAttribute(name, value);
    }
    element.setAttribute('base-url', source.baseUrl);
    element.textContent = 'many';
    await fixture(html`${element}`);
    return loaded(element);
  };

  describe('every numeric field', () => {
    const cases: [Record<string, string>, Record<string, string>][] = [
      [{}, { load_count: '1,000', play_count: '400', hours_watched: '21.9' }],
      [
        { 'project-id': '7' },
        { load_count: '3,000', play_count: '1,500', hours_watched: '121', number_of_videos: '12' },
      ],
      [
        { 'media-id': 'abc' },
        {
          load_count: '100',
          play_count: '80',
          play_rate: '54%',
          hours_watched: '21.9',
          engagement: '89%',
          visitors: '94',
        },
      ],
    ];
    for (const [subject, texts] of cases) {
      for (const [field, text] of Object.entries(texts)) {
        it(`${field} of ${JSON.stringify(subject)} reads ${text}`, async () => {
          expect(shownText(await count({ ...subject, field }))).to.equal(text);
        });
      }
    }
  });

  it('is play_count where no field is named', async () => {
    const element = await count({ 'media-id': 'abc' });
    expect(shownText(element)).to.equal('80');
    expect(element.value).to.equal(80);
  });

  it('shows the project rather than the account, and the media rather than the project', async () => {
    expect(shownText(await count({ 'project-id': '7' }))).to.equal('1,500');
    expect(shownText(await count({ 'project-id': '7', 'media-id': 'abc' }))).to.equal('80');
  });

  it('shows 0 plays as a number', async () => {
    source.media('new', { play_count: 0 });
    const element = await count({ 'media-id': 'new' });
    expect(shownText(element)).to.equal('0');
    expect(element.value).to.equal(0);
  });

  it('asks for an id with odd characters as one path segment', async () => {
    const element = document.createElement('wistia-play-count');
    element.mediaId = '../account?x=1#';
    element.baseUrl = source.baseUrl;
    element.loading = 'eager';
    setTimeout(() => document.body.append(element));
    await oneEvent(element, 'wistia-error');
    expect(source.requests).to.deep.equal(['stats/medias/..%2Faccount%3Fx%3D1%23.json']);
    element.remove();
  });

  describe('over days', () => {
    const range = { 'start-date': '2012-10-21', 'end-date': '2012-10-22' };
    for (const subject of [{}, { 'project-id': '7' }, { 'media-id': 'abc' }]) {
      it(`sums the days of ${JSON.stringify(subject)}`, async () => {
        expect(shownText(await count({ ...subject, ...range }))).to.equal('176');
        expect(shownText(await count({ ...subject, ...range, field: 'hours_watched' }))).to.equal(
          '48.8',
        );
      });
    }

    it('asks for just these days', async () => {
      await count(range);
      expect(source.requests).to.deep.equal([
        'stats/account/by_date.json?start_date=2012-10-21&end_date=2012-10-22',
      ]);
    });

    it('leaves out days that were not asked for, as a snapshot holds them all', async () => {
      expect(shownText(await count({ ...range, 'end-date': '2012-10-21' }))).to.equal('80');
    });

    it('counts last="2d" back from today in UTC', async () => {
      const day = (ago: number) => new Date(Date.now() - ago * 864e5).toISOString().slice(0, 10);
      const rows = [0, 1, 2].map((ago) => ({ date: day(ago), play_count: 10 ** ago }));
      source.set('stats/account/by_date.json', rows);
      expect(shownText(await count({ last: '2d' }))).to.equal('11');
    });

    it('is the sum of the days, whatever they are', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 20 }), async (plays) => {
          source = new FakeSource().set(
            'stats/account/by_date.json',
            plays.map((play_count, i) => ({
              date: `2012-10-${String(i + 1).padStart(2, '0')}`,
              play_count,
            })),
          );
          const element = await count({ 'start-date': '2012-10-01', 'end-date': '2012-10-31' });
          expect(element.value).to.equal(plays.reduce((a, b) => a + b));
          element.remove();
        }),
        { numRuns: 20 },
      );
    });

    it('is an error where a single day lacks the figure, and never NaN', async () => {
      source.set('stats/account/by_date.json', [
        { date: '2012-10-21', play_count: 80 },
        { date: '2012-10-22', load_count: 140 },
      ]);
      const element = await count(range);
      expect(shownText(element)).to.equal('many');
      expect(element.matches(':state(error)')).to.equal(true);
    });

    for (const [name, attributes, sentence] of [
      ['no date', { 'start-date': 'last week' }, '"last week" is not a date: write it like 2012-10-05.'],
      ['a day that never was', { 'start-date': '2013-02-29' }, '"2013-02-29" is not a date'],
      ['days the wrong way round', { 'start-date': '2012-10-22', 'end-date': '2012-10-21' }, 'swap'],
      ['a span without unit', { last: '30' }, 'last="30" cannot be read: write it like 30d.'],
    ] as const) {
      it(`says so for ${name}, and asks for nothing`, async () => {
        const element = await count(attributes);
        expect(element.matches(':state(error)')).to.equal(true);
        expect(shownText(element)).to.equal('many');
        expect(said().join()).to.contain('<wistia-play-count>: ').and.to.contain(sentence);
        expect(source.requests).to.deep.equal([]);
      });
    }
  });

  describe('formats', () => {
    const written = async (value: number, attributes: Record<string, string>) => {
      source.media('x', { play_count: value, hours_watched: value });
      return shownText(await count({ 'media-id': 'x', ...attributes }));
    };

    it('standard', async () => expect(await written(128402, {})).to.equal('128,402'));
    it('compact', async () =>
      expect(await written(128402, { format: 'compact' })).to.equal('128.4K'));
    it('hours below a hundred keep a decimal', async () =>
      expect(await written(99.94, { field: 'hours_watched' })).to.equal('99.9'));
    it('a number too large for any counter', async () =>
      expect(await written(9007199254740993, {})).to.equal('9,007,199,254,740,992'));
    it('the language of the page around it', async () =>
      expect(await written(128402, { lang: 'de' })).to.equal('128.402'));
    it('Arabic digits where the language has them', async () =>
      expect(await written(128402, { lang: 'ar-EG' })).to.equal('١٢٨٬٤٠٢'));
    it('a lang that is none is ignored', async () =>
      expect(await written(128402, { lang: 'klingon_KX' })).to.equal(
        new Intl.NumberFormat().format(128402),
      ));

    it('follows a change of format and of field without a new request', async () => {
      const element = await count({ 'media-id': 'abc' });
      source.requests.length = 0;
      element.field = 'engagement';
      await element.updateComplete;
      expect(shownText(element)).to.equal('89%');
      element.field = 'load_count';
      element.format = 'compact';
      await element.updateComplete;
      expect(shownText(element)).to.equal('100');
      expect(source.requests).to.deep.equal([]);
    });

    it('follows a change of the page’s language', async () => {
      source.media('x', { play_count: 128402 });
      const element = await count({ 'media-id': 'x', lang: '' });
      element.removeAttribute('lang');
      const page = element.parentElement!;
      page.lang = 'de';
      await new Promise(requestAnimationFrame);
      expect(shownText(element)).to.equal('128.402');
      page.lang = 'en-IN';
      await new Promise(requestAnimationFrame);
      expect(shownText(element)).to.equal('1,28,402');
    });

    it('finds the language outside of shadow trees', async () => {
      source.media('x', { play_count: 128402 });
      const host = await fixture<HTMLElement>(html`<div lang="de"><section></section></div>`);
      const inner = host.firstElementChild!.attachShadow({ mode: 'open' });
      const element = document.createElement('wistia-play-count');
      element.mediaId = 'x';
      element.baseUrl = source.baseUrl;
      inner.append(element);
      await loaded(element);
      expect(shownText(element)).to.equal('128.402');
    });

    it('stands apart from text of the other direction around it', async () => {
      const element = await count({ 'media-id': 'abc' });
      const value = element.shadowRoot!.querySelector('[part=value]')!;
      expect(getComputedStyle(value).unicodeBidi).to.equal('isolate');
    });
  });

  it('names the figures that are there when it is asked for another', async () => {
    for (const field of ['plays', 'toString', '__proto__', 'date']) {
      const element = await count({ 'media-id': 'abc', field });
      expect(element.matches(':state(error)'), field).to.equal(true);
      expect(shownText(element)).to.equal('many');
      expect(said().filter((line) => line.includes(`field="${field}"`))).to.deep.equal([
        `wistia-widgets: <wistia-play-count>: field="${field}" is not among the figures that the source gives here: ${Object.keys(MEDIA).join(', ')}.`,
      ]);
    }
  });

  it('shows no sum that is no number', async () => {
    source.set('stats/account/by_date.json', [
      { date: '2012-10-21', play_count: 1.7e308 },
      { date: '2012-10-22', play_count: 1.7e308 },
    ]);
    const element = await count({ 'start-date': '2012-10-21', 'end-date': '2012-10-22' });
    expect(shownText(element)).to.equal('many');
  });
});
