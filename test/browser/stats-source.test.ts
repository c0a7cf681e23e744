import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/play-count.js';
import '../../src/elements/stats-source.js';
import type { WistiaPlayCount } from '../../src/elements/play-count.js';
import type { WistiaStatsSource } from '../../src/elements/stats-source.js';
import { FakeSource } from './fake-source.js';
import './page-console.js';
import { loaded, shownText } from './widget.js';

describe('<wistia-stats-source>', () => {
  let one: FakeSource;
  let two: FakeSource;

  beforeEach(() => {
    one = new FakeSource().media('a', { play_count: 1 });
    two = new FakeSource().media('a', { play_count: 2 });
  });

  const count = (within: Element): WistiaPlayCount => within.querySelector('wistia-play-count')!;

  it('feeds the widgets inside it', async () => {
    const element = await fixture(html`
      <wistia-stats-source base-url=${one.baseUrl}>
        <p><wistia-play-count media-id="a">many</wistia-play-count></p>
      </wistia-stats-source>
    `);
    expect(shownText(await loaded(count(element)))).to.equal('1');
    await expect(element).to.be.accessible();
  });

  it('the nearest wins, and the widget’s own address over both', async () => {
    const element = await fixture(html`
      <wistia-stats-source base-url=${one.baseUrl}>
        <wistia-stats-source base-url=${two.baseUrl}>
          <wistia-play-count media-id="a">many</wistia-play-count>
        </wistia-stats-source>
      </wistia-stats-source>
    `);
    expect(shownText(await loaded(count(element)))).to.equal('2');
    count(element).baseUrl = one.baseUrl;
    await oneEvent(element, 'wistia-load');
    expect(shownText(count(element))).to.equal('1');
  });

  it('feeds widgets in shadow trees below it', async () => {
    const element = await fixture(
      html`<wistia-stats-source base-url=${one.baseUrl}><div></div></wistia-stats-source>`,
    );
    const inner = element.querySelector('div')!.attachShadow({ mode: 'open' });
    inner.innerHTML = '<wistia-play-count media-id="a">many</wistia-play-count>';
    const widget = inner.firstElementChild as WistiaPlayCount;
    expect(shownText(await loaded(widget))).to.equal('1');
  });

  it('changes its address at run time, by attribute or property', async () => {
    const element = await fixture<WistiaStatsSource>(html`
      <wistia-stats-source base-url=${one.baseUrl}>
        <wistia-play-count media-id="a">many</wistia-play-count>
      </wistia-stats-source>
    `);
    await loaded(count(element));
    element.setAttribute('base-url', two.baseUrl);
    await oneEvent(element, 'wistia-load');
    expect(shownText(count(element))).to.equal('2');
    element.baseUrl = one.baseUrl;
    await oneEvent(element, 'wistia-load');
    expect(shownText(count(element))).to.equal('1');
  });

  it('a widget that is moved from one to the other takes the other’s figures', async () => {
    const page = await fixture(html`
      <div>
        <wistia-stats-source base-url=${one.baseUrl}>
          <wistia-play-count media-id="a">many</wistia-play-count>
        </wistia-stats-source>
        <wistia-stats-source base-url=${two.baseUrl}></wistia-stats-source>
      </div>
    `);
    const widget = await loaded(count(page));
    page.lastElementChild!.append(widget);
    await oneEvent(widget, 'wistia-load');
    expect(shownText(widget)).to.equal('2');
  });

  it('a reader who logs out no longer sees what the token showed', async () => {
    const element = await fixture<WistiaStatsSource>(html`
      <wistia-stats-source base-url=${one.baseUrl} .token=${'signed'}>
        <wistia-play-count media-id="a">many</wistia-play-count>
      </wistia-stats-source>
    `);
    await loaded(count(element));
    expect(element.outerHTML).to.not.contain('signed');
    one.set('stats/medias/a.json', new Response('', { status: 401 }));
    element.token = '';
    await oneEvent(element, 'wistia-error');
    expect(shownText(count(element))).to.equal('many');
  });

  it('counts the days in the account’s time zone', async () => {
    const zone = 'Pacific/Kiritimati'; // always ahead of UTC by 14 hours
    one.set('stats/account/by_date.json', []);
    const element = await fixture(html`
      <wistia-stats-source base-url=${one.baseUrl} time-zone=${zone}>
        <wistia-play-count last="1d">many</wistia-play-count>
      </wistia-stats-source>
    `);
    await loaded(count(element));
    const today = new Intl.DateTimeFormat('sv', { timeZone: zone }).format();
    expect(one.requests).to.deep.equal([
      `stats/account/by_date.json?start_date=${today}&end_date=${today}`,
    ]);
  });

  describe('takes no part in the layout', () => {
    it('by default', async () => {
      const element = await fixture(html`<wistia-stats-source></wistia-stats-source>`);
      expect(getComputedStyle(element).display).to.equal('contents');
      expect(element.hasAttribute('style')).to.equal(false);
    });

    it('unless the page gives it a box', async () => {
      const element = await fixture(html`
        <div>
          <style>
            wistia-stats-source {
              display: grid;
            }
          </style>
          <wistia-stats-source></wistia-stats-source>
        </div>
      `);
      expect(getComputedStyle(element.lastElementChild!).display).to.equal('grid');
    });

    it('and hides its widgets when it is hidden', async () => {
      const element = await fixture(html`<wistia-stats-source hidden>text</wistia-stats-source>`);
      expect(getComputedStyle(element).display).to.equal('none');
    });
  });

  it('says that it changed only when it did: a clone and a move go without', async () => {
    const element = await fixture<WistiaStatsSource>(
      html`<wistia-stats-source base-url=${one.baseUrl}></wistia-stats-source>`,
    );
    const elsewhere = await fixture(html`<div></div>`);
    let changes = 0;
    const listen = (): void => void changes++;
    document.addEventListener('wistia-source-change', listen);
    elsewhere.append(element);
    await element.updateComplete;
    expect(changes).to.equal(0);
    element.timeZone = 'Asia/Tokyo';
    await element.updateComplete;
    document.removeEventListener('wistia-source-change', listen);
    expect(changes).to.equal(1);
  });
});
