import { expect } from '@open-wc/testing';
import type { WistiaEvents } from '../../src/elements/events.js';
import type { WistiaVisitors } from '../../src/elements/visitors.js';
import './page-console.js';
import { $, $$, buttonOf, event, PLAIN, PrivatePage, visitor } from './private-page.js';
import { until } from './until.js';

/** A list as a source pages it. */
const paged =
  <T>(count: number, make: (n: number) => T) =>
  (query: URLSearchParams): T[] => {
    const [page, perPage] = [Number(query.get('page')), Number(query.get('per_page'))];
    const first = (page - 1) * perPage;
    return Array.from({ length: Math.max(0, Math.min(perPage, count - first)) }, (_, i) => make(first + i + 1));
  };

describe('a file of all pages', () => {
  const page = new PrivatePage();
  /** Files that were offered to the person at the page. */
  let files: { name: string; blob: Blob }[];
  const { click } = HTMLAnchorElement.prototype;
  const { createObjectURL } = URL;
  let blob: Blob;

  before(() => {
    URL.createObjectURL = (it) => createObjectURL.call(URL, (blob = it as Blob));
    HTMLAnchorElement.prototype.click = function () {
      files.push({ name: this.download, blob });
    };
  });
  after(() => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  });
  beforeEach(() => {
    page.reset();
    files = [];
  });

  const rowsOf = async ({ blob }: { blob: Blob }) => (await blob.text()).replace('\ufeff', '').split('\r\n').slice(1);
  const asked = () => page.source.requests.filter((path) => path.includes('per_page=100'));
  const status = (element: Element) => $(element, 'nav [role=status]')!.textContent;
  const progress = (element: Element) => $(element, '.told p:last-child')!.textContent;
  const start = (element: WistiaVisitors | WistiaEvents) => buttonOf(element, 'Save all as CSV').click();

  it('holds them all, whatever page is shown', async () => {
    page.source.set('stats/visitors.json', paged(250, visitor));
    const element = await page.visitors('page="2" filter="has_name"');
    start(element);
    await until(() => files.length);
    expect(asked()).to.deep.equal(
      [1, 2, 3].map((n) => `stats/visitors.json?page=${n}&per_page=100&filter=has_name`),
    );
    expect(files[0]!.name).to.equal('visitors.csv');
    const rows = await rowsOf(files[0]!);
    expect(rows).to.have.lengthOf(250);
    expect(rows[249]).to.contain('jim250@example.com');
    expect(status(element)).to.equal('The file holds all rows: 250.');
    expect($$(element, 'tbody tr')).to.have.lengthOf(25);
    await expect(element).to.be.accessible();
    buttonOf(element, 'Next page').click();
    await until(() => status(element) === '25 on page 3');
  });

  it('holds nothing personal without the scope', async () => {
    page.source.set('stats/events.json', paged(120, event));
    const element = await page.viewings('', PLAIN);
    start(element);
    await until(() => files.length);
    const text = (await rowsOf(files[0]!)).join('\n');
    expect(text).to.contain('Video 120');
    expect(text).not.to.match(/jim|Seattle|203\.0/);
  });

  it('holds a row once that comes again on the next page', async () => {
    page.source.set('stats/events.json', (query: URLSearchParams) => {
      const later = query.get('page') === '2';
      return paged(100, (n) => event(later ? n + 90 : n))(new URLSearchParams({ page: '1', per_page: later ? '40' : '100' }));
    });
    const element = await page.viewings();
    start(element);
    await until(() => files.length);
    expect(await rowsOf(files[0]!)).to.have.lengthOf(130);
  });

  it('says how far it is, and can be stopped without one', async () => {
    page.source.set('stats/visitors.json', paged(250, visitor));
    const element = await page.visitors();
    const release: ((rows: unknown) => void)[] = [];
    page.source.set('stats/visitors.json', (query: URLSearchParams) =>
      query.get('page') === '1' ? paged(250, visitor)(query) : new Promise((resolve) => release.push(resolve)),
    );
    const button = buttonOf(element, 'Save all as CSV');
    button.focus();
    button.click();
    await until(() => progress(element) === 'Rows so far: 100 …');
    expect(button.textContent!.trim()).to.equal('Stop');
    expect(element.shadowRoot!.activeElement).to.equal(button);
    await expect(element).to.be.accessible();
    button.click();
    await until(() => button.textContent!.trim() === 'Save all as CSV');
    expect(progress(element)).to.equal('');
    expect(status(element)).to.equal('25 on page 1');
    release.forEach((go) => go([]));
    page.source.set('stats/visitors.json', paged(110, visitor));
    button.click();
    await until(() => files.length);
    expect(await rowsOf(files[0]!)).to.have.lengthOf(110);
  });

  for (const [what, change] of [
    ['another filter is chosen', (element) => (element.filter = 'has_email')],
    ['a visitor is opened', (element) => (element.visitorKey = 'A'.repeat(40))],
    ['another token is given', (element) => ((element.parentElement as HTMLElement & { token: string }).token = PLAIN)],
    ['it leaves the page', (element) => element.remove()],
  ] as [string, (element: WistiaVisitors) => unknown][]) {
    it(`is not made where ${what} meanwhile`, async () => {
      page.source.set('stats/visitors.json', paged(250, visitor));
      const element = await page.visitors();
      page.source.set('stats/visitors.json', (query: URLSearchParams) =>
        query.get('page') === '1' ? paged(250, visitor)(query) : new Promise(() => {}),
      );
      const saved = element.downloadAllCSV();
      await until(() => progress(element) === 'Rows so far: 100 …');
      change(element);
      await saved;
      expect(files).to.deep.equal([]);
    });
  }

  it('holds what there was before a page that cannot be had, and says so', async () => {
    page.source.set('stats/events.json', (query: URLSearchParams) =>
      query.get('page') === '3' ? new Response('', { status: 400 }) : paged(500, event)(query),
    );
    const element = await page.viewings();
    start(element);
    await until(() => files.length);
    expect(await rowsOf(files[0]!)).to.have.lengthOf(200);
    expect(status(element)).to.match(/^The file holds the first 200 rows; the rest cannot be had/);
  });

  it('is none where nothing can be had', async () => {
    page.source.set('stats/events.json', paged(500, event));
    const element = await page.viewings();
    page.source.set('stats/events.json', new Response('', { status: 403 }));
    start(element);
    await until(() => /^Nothing was saved/.test(status(element)!));
    expect(files).to.deep.equal([]);
    expect($$(element, 'tbody tr')).to.have.lengthOf(25);
  });

  it('waits where the source asks for it', async () => {
    let refused = false;
    page.source.set('stats/events.json', (query: URLSearchParams) =>
      query.get('page') === '2' && !refused && (refused = true)
        ? new Response('', { status: 503, headers: { 'Retry-After': '1' } })
        : paged(150, event)(query),
    );
    const element = await page.viewings();
    start(element);
    await until(() => files.length);
    expect(asked()).to.have.lengthOf(3);
    expect(await rowsOf(files[0]!)).to.have.lengthOf(150);
  });

  it('holds 5,000 rows at most', async () => {
    page.source.set('stats/events.json', paged(1e6, event));
    const element = await page.viewings();
    start(element);
    await until(() => files.length);
    expect(asked()).to.have.lengthOf(50);
    expect(await rowsOf(files[0]!)).to.have.lengthOf(5000);
    expect(status(element)).to.match(/^The file holds the first 5,000 rows; more do not/);
  });

  it('is not offered where this page is all, or one row is shown', async () => {
    const element = await page.viewings();
    expect(buttonOf(element, 'Save all as CSV').hidden).to.equal(true);
    buttonOf(element, 'Save as CSV').click();
    expect(files.map(({ name }) => name)).to.deep.equal(['viewings-1.csv']);
    page.source.set('stats/events/1_a.json', event(1));
    const one = await page.viewings('event-key="1_a"');
    expect(buttonOf(one, 'Save all as CSV').hidden).to.equal(true);
  });
});
