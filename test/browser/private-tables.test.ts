import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { WistiaVisitors } from '../../src/elements/visitors.js';
import './page-console.js';
import {
  $, $$, buttonOf, event, headings, PLAIN, PrivatePage, rows, settled, visitor,
} from './private-page.js';
import { shownText, states } from './widget.js';

describe('<wistia-visitors> and <wistia-events>', () => {
  const page = new PrivatePage();
  beforeEach(() => page.reset());
  const mount = page.mount.bind(page);
  const visitors = page.visitors.bind(page);
  const viewings = page.viewings.bind(page);

  describe('without a signed token', () => {
    for (const tag of ['wistia-visitors', 'wistia-events']) {
      it(`<${tag}> says what is missing, and asks nobody`, async () => {
        const element = await mount<WistiaVisitors>(tag, '', '');
        await element.updateComplete;
        expect(states(element)).to.deep.equal(['error']);
        expect(shownText($(element, '.said')!)).to.match(/signed readers only.*<wistia-stats-source>/);
        expect(page.source.requests).to.deep.equal([]);
        await expect(element).to.be.accessible();
      });
    }

    for (const [status, words] of [
      [401, 'Your access has ended. Sign in again.'],
      [403, 'Your access does not cover this.'],
      [404, 'There is nothing of that kind.'],
    ] as const) {
      it(`a source that answers ${status} is said in words`, async () => {
        page.source.set('stats/visitors.json', new Response('', { status }));
        const element = await visitors();
        expect(states(element)).to.deep.equal(['error']);
        expect($(element, '.said')!.textContent).to.equal(words);
        page.source.set('stats/visitors.json', rows(1, visitor));
        buttonOf(element, 'Try again').click();
        await settled(element);
        expect(states(element)).to.deep.equal(['ready']);
        expect(buttonOf(element, 'Try again')).to.equal(undefined);
      });
    }
  });

  it('words wait while it loads, and are said where there is nobody', async () => {
    const release = page.source.hold('stats/visitors.json');
    const element = await mount<WistiaVisitors>('wistia-visitors');
    await element.updateComplete;
    expect($(element, '.said')!.textContent).to.equal('Loading …');
    release([]);
    await settled(element);
    expect(states(element)).to.deep.equal(['empty']);
    expect($(element, '.said')!.textContent).to.equal('No visitor is known here.');
    await expect(element).to.be.accessible();
  });

  it('a page’s own words stand instead', async () => {
    page.source.set('stats/visitors.json', []);
    const element = await visitors();
    element.textContent = 'Nobody yet';
    await element.updateComplete;
    expect(shownText(element)).to.contain('Nobody yet');
  });

  it('visitors are a table with headings for its columns and rows', async () => {
    const element = await visitors();
    expect($(element, 'caption')!.textContent).to.equal('Visitors');
    expect(headings(element)).to.deep.equal([
      'Visitor', 'E-mail', 'Organization', 'Last played', 'First seen', 'Loads', 'Plays',
    ]);
    expect($$(element, 'tbody th[scope=row]')).to.have.lengthOf(25);
    const cells = [...$(element, 'tbody tr')!.children].map((cell) => cell.textContent!.trim());
    expect(cells.join('|')).to.match(
      /^Jim 1\|jim1@example\.com\|Acme\|Mar 1, 2024, 11:30\sPM\|Jan 2, 2024, 3:04\sAM\|1,001\|1$/,
    );
    expect(page.source.requests).to.deep.equal(['stats/visitors.json?page=1&per_page=25']);
    await expect(element).to.be.accessible();
  });

  it('hides who somebody is without the personal scope, also in the file', async () => {
    const element = await visitors('', PLAIN);
    expect(headings(element)).to.deep.equal(['Visitor', 'Last played', 'First seen', 'Loads', 'Plays']);
    expect(shownText(element)).not.to.match(/Jim|example\.com|Acme/);
    expect(element.toCSV()).not.to.match(/Jim|example\.com|Acme/);
    expect($(element, '[name=search]')).to.equal(null);
    const one = await viewings('', PLAIN);
    expect(headings(one)).to.deep.equal(['When', 'Video', 'Watched', 'Visitor']);
    $(one, 'tbody button')!.click();
    await one.updateComplete;
    expect($(one, '.open')!.textContent).not.to.match(/203\.0|Acme|jim|Seattle/);
  });

  it('hides it with a token that says nothing of itself', async () => {
    for (const token of ['opaque', 'a.b.c', `e30.${btoa('[]')}.x`, `e30.${btoa('{"scope":["personal"]}')}.x`]) {
      expect(shownText(await visitors('', token))).not.to.contain('Jim');
    }
  });

  it('pages go on until one is short', async () => {
    const element = await visitors();
    expect(buttonOf(element, 'Previous page').disabled).to.equal(true);
    page.source.set('stats/visitors.json', rows(3, (n) => visitor(n + 25)));
    buttonOf(element, 'Next page').click();
    await settled(element);
    expect(page.source.requests.at(-1)).to.equal('stats/visitors.json?page=2&per_page=25');
    expect($$(element, 'tbody tr')).to.have.lengthOf(3);
    expect(buttonOf(element, 'Next page').disabled).to.equal(true);
    expect($(element, 'nav [role=status]')!.textContent!.trim()).to.equal('3 on page 2');
    page.source.set('stats/visitors.json', rows(25, visitor));
    buttonOf(element, 'Previous page').click();
    await settled(element);
    expect(element.page).to.equal(1);
  });

  it('the page before stays while the next one loads, and goes when it fails', async () => {
    const element = await visitors();
    const release = page.source.hold('stats/visitors.json');
    buttonOf(element, 'Next page').click();
    await element.updateComplete;
    expect($(element, 'table')!.getAttribute('aria-busy')).to.equal('true');
    expect($$(element, 'tbody tr')).to.have.lengthOf(25);
    release(new Response('', { status: 403 }));
    await oneEvent(element, 'wistia-error');
    await element.updateComplete;
    expect(states(element)).to.deep.equal(['error']);
    expect($(element, 'table')).to.equal(null);
  });

  it('filter and search ask anew, from the first page', async () => {
    const element = await visitors('page="3"');
    const form = $<HTMLFormElement>(element, 'form')!;
    (form.elements.namedItem('filter') as HTMLSelectElement).value = 'has_email';
    (form.elements.namedItem('search') as HTMLInputElement).value = ' jim1@example.com ';
    page.source.set('stats/visitors.json', rows(1, visitor));
    buttonOf(element, 'Apply').click();
    await settled(element);
    expect(page.source.requests.at(-1)).to.equal(
      'stats/visitors.json?page=1&per_page=25&filter=has_email&search=jim1%40example.com',
    );
    expect($$(element, 'tbody tr')).to.have.lengthOf(1);
    expect((form.elements.namedItem('filter') as HTMLSelectElement).value).to.equal('has_email');
  });

  it('rows of another question are not shown as this one’s', async () => {
    const element = await visitors();
    page.source.hold('stats/visitors.json');
    element.filter = 'has_name';
    await element.updateComplete;
    expect(states(element)).to.deep.equal(['loading']);
    expect($(element, 'table')).to.equal(null);
  });

  it('a visitor opens as a page of its own, and the way back leads to its row', async () => {
    const element = await visitors();
    const { visitor_key: key } = visitor(2);
    page.source.set(`stats/visitors/${key}.json`, visitor(2));
    const selected = oneEvent(element, 'wistia-visitor-select');
    $(element, `[data-key="${key}"]`)!.click();
    expect((await selected).detail.visitor.visitor_key).to.equal(key);
    await settled(element);
    expect($(element, 'h3')!.textContent!.trim()).to.equal('Jim 2');
    expect(element.shadowRoot!.activeElement).to.equal($(element, 'h3'));
    expect(shownText($(element, 'dl')!)).to.contain('Firefox · Linux · on a phone or tablet');
    await expect(element).to.be.accessible();
    buttonOf(element, 'Back to the list').click();
    await settled(element);
    expect(element.shadowRoot!.activeElement).to.equal($(element, `[data-key="${key}"]`));
  });

  it('a page may do something else with a visitor who is chosen', async () => {
    const element = await visitors();
    element.addEventListener('wistia-visitor-select', (e) => e.preventDefault());
    $(element, 'tbody button')!.click();
    await element.updateComplete;
    expect(element.visitorKey).to.equal(undefined);
    expect(page.source.requests).to.have.lengthOf(1);
  });

  it('viewings are asked for by video, visitor and days', async () => {
    const element = await viewings('media-id="abc" visitor-key="B6" start-date="2024-02-01" end-date="2024-03-01" per-page="10"');
    expect(page.source.requests).to.deep.equal([
      'stats/events.json?page=1&per_page=10&media_id=abc&visitor_key=B6&start_date=2024-02-01&end_date=2024-03-01',
    ]);
    const form = $<HTMLFormElement>(element, 'form')!;
    (form.elements.namedItem('start') as HTMLInputElement).value = '2024-02-10';
    (form.elements.namedItem('end') as HTMLInputElement).value = '';
    buttonOf(element, 'Apply').click();
    await settled(element);
    expect(page.source.requests.at(-1)).to.equal(
      'stats/events.json?page=1&per_page=10&media_id=abc&visitor_key=B6&start_date=2024-02-10',
    );
    await expect(element).to.be.accessible();
  });

  it('a viewing opens in place, with its heatmap', async () => {
    const element = await viewings('public-token="pub" api-url="https://wistia.test/v1"');
    const button = $(element, 'tbody button')!;
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    button.click();
    await element.updateComplete;
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    const heatmap = $(element, '.open wistia-heatmap')!;
    expect(heatmap.getAttribute('event-key')).to.equal('135528205571f0.48');
    expect(heatmap.getAttribute('public-token')).to.equal('pub');
    expect(heatmap.getAttribute('base-url')).to.equal('https://wistia.test/v1');
    expect(shownText($(element, '.open dl')!)).to.contain('203.0.113.7');
    button.click();
    await element.updateComplete;
    expect($(element, '.open')).to.equal(null);
  });

  it('a page may do something else with a viewing that is chosen', async () => {
    const element = await viewings();
    const keys: string[] = [];
    element.addEventListener('wistia-event-select', (e) => {
      keys.push(e.detail.event.event_key);
      e.preventDefault();
    });
    const button = $(element, 'tbody button')!;
    button.click();
    await element.updateComplete;
    expect(keys).to.deep.equal(['135528205571f0.48']);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    expect($(element, '.open')).to.equal(null);
  });

  it('has no heatmap where no public token is given', async () => {
    const element = await viewings();
    $(element, 'tbody button')!.click();
    await element.updateComplete;
    expect($(element, '.open dl')).not.to.equal(null);
    expect($(element, 'wistia-heatmap')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('one viewing alone is asked for by its key', async () => {
    page.source.set('stats/events/1_a.json', event(1));
    const element = await viewings('event-key="1_a"');
    expect(page.source.requests).to.deep.equal(['stats/events/1_a.json']);
    expect($(element, 'h3')!.textContent!.trim()).to.equal('Video 1');
    expect(shownText($(element, 'dl')!)).to.contain('25%');
    expect($(element, 'form')!.childElementCount).to.equal(0);
    await expect(element).to.be.accessible();
  });

  it('text from outside stays text, and only addresses of the web become links', async () => {
    const hostile = '<img src=x onerror="window.__pwned=1">';
    page.source.set('stats/events.json', [
      event(1, { media_name: hostile, media_url: 'javascript:window.__pwned=1', embed_url: 'data:text/html,x', conversion_type: hostile }),
      event(2, { media_url: ' https://evil.example', embed_url: 'JAVASCRIPT:alert(1)' }),
    ]);
    const element = await viewings();
    for (const button of $$(element, 'tbody button')) {
      button.click();
      await element.updateComplete;
    }
    expect($$(element, 'img')).to.deep.equal([]);
    expect($$(element, 'a').map((a) => a.getAttribute('href'))).to.deep.equal([]);
    expect(shownText(element)).to.contain(hostile);
    expect((window as { __pwned?: number }).__pwned).to.equal(undefined);
  });

  it('the file holds the rows of the page, and no formula', async () => {
    page.source.set('stats/visitors.json', [
      { ...visitor(1), visitor_identity: { name: null, email: '=HYPERLINK("x")', org: null } },
    ]);
    const element = await visitors();
    expect(element.toCSV().split('\r\n')).to.deep.equal([
      'Visitor,E-mail,Organization,Last played,First seen,Loads,Plays',
      `${visitor(1).visitor_key},"'=HYPERLINK(""x"")",,2024-03-01T23:30:00Z,2024-01-02T03:04:05Z,1001,1`,
    ]);
    expect(() => (document.createElement('wistia-visitors') as WistiaVisitors).downloadCSV()).to.throw('no rows');
  });

  it('fits 320 px, also from right to left: rows are stacked and say what each cell is', async () => {
    for (const dir of ['ltr', 'rtl']) {
      const box = await fixture<HTMLElement>(html`<div dir=${dir}></div>`);
      box.style.width = '288px';
      const element = await viewings();
      box.append(element.parentElement!);
      await element.updateComplete;
      if (!$(element, 'table')) await settled(element);
      expect($(element, '.scroll')!.scrollWidth).to.be.at.most(288);
      const cell = $(element, 'tbody td')!;
      expect(cell.dataset.label).to.equal('Video');
      expect(getComputedStyle(cell, '::before').content).not.to.equal('none');
      expect(getComputedStyle(cell).display).to.equal('flex');
      expect($(element, '[role=rowheader]')).not.to.equal(null);
      await expect(element).to.be.accessible();
    }
  });
});
