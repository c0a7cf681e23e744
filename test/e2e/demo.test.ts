/** The demo as its visitor sees it: the real gateway, the sandbox, a real browser. */
import { readFile, readdir } from 'node:fs/promises';
import type { Browser, Request, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo } from '../../demo/server.mjs';
import { complaintsOf, openBrowser, openPage, settled } from '../open-browser.js';

const root = new URL('../../', import.meta.url);
const pages = [
  '/',
  ...(await readdir(new URL('demo/pages/', root)))
    .filter((name) => name.endsWith('.html'))
    .map((name) => `/pages/${name}`),
];
const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', root), 'utf8');

/** What shows a value. */
const WIDGETS =
  'wistia-play-count, wistia-engagement-graph, wistia-heatmap, wistia-recommendations, wistia-trend, ' +
  'wistia-visitors, wistia-events';

/** What a page's own script has not filled yet. */
const UNFILLED = '#cards > :not(:has(wistia-play-count)), #later:empty, #signed-in:empty, #viewing:empty';

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemo({ port: 0 });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

/** A page whose complaints are collected, with every widget settled. */
const visit = async (path: string, width = 1100, scheme: 'light' | 'dark' = 'light') => {
  const page = await openPage(browser, { viewport: { width, height: 900 }, colorScheme: scheme });
  const complaints = complaintsOf(page);
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // What nobody waits for any more is given up, and a body that was read as a stream to its end may count as that.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${reason}: ${request.url()}`);
  });
  await page.addInitScript(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        shifts.push(entry.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(window, { shifts });
  });
  await page.goto(new URL(path, demo.url).href, { waitUntil: 'load' });
  await page.waitForFunction((unfilled) => !document.querySelector(unfilled), UNFILLED);
  await settled(page, WIDGETS);
  return { page, complaints };
};

describe.each(pages)('%s', (path) => {
  test('has no complaint, no unregistered tag and no layout shift', async () => {
    const { page, complaints } = await visit(path);
    const seen = await page.evaluate((widgets) => ({
      unregistered: [...document.querySelectorAll('*')]
        .map((element) => element.localName)
        .filter((tag) => tag.startsWith('wistia-') && !customElements.get(tag)),
      widgets: document.querySelectorAll(widgets).length,
      shifts: (window as unknown as { shifts: number[] }).shifts,
    }), WIDGETS);
    expect(seen.widgets).toBeGreaterThan(0);
    expect(seen.unregistered).toEqual([]);
    expect(seen.shifts).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing in %s', async (scheme) => {
    const { page } = await visit(path, 1100, scheme);
    // Through the debugger, which the pages' own policies do not bind.
    const found = await page.evaluate(
      `${axe};axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ' ' + nodes[0].html))`,
    );
    expect(found).toEqual([]);
    await page.close();
  });

  test('fits a phone of 320 px', async () => {
    const { page } = await visit(path, 320);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.close();
  });
});

test('the number on the page is the account’s own', async () => {
  // People of the make-believe account watch while this test looks on: a count only ever rises.
  const plays = async () => {
    const reply = await fetch(new URL('/stats/medias/993554ba94.json', demo.url));
    return ((await reply.json()) as { play_count: number }).play_count;
  };
  const before = await plays();
  const { page } = await visit('/pages/plain.html');
  const text = await page.locator('wistia-play-count').first().locator('[part=value]').textContent();
  const shown = Number(text!.replace(/,/g, ''));
  expect(before).toBeGreaterThan(0);
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(await plays());
  await page.close();
});

test('the page holds no token and sends none', async () => {
  const page = await openPage(browser);
  const requests: Request[] = [];
  const responses: Response[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('response', (response) => {
    if (/\.(json|html|js)(\?|$)/.test(response.url())) responses.push(response);
  });
  await page.goto(new URL('/', demo.url).href, { waitUntil: 'networkidle' });
  await settled(page, WIDGETS);
  const sent = await Promise.all(requests.map(async (request) => JSON.stringify(await request.allHeaders())));
  expect(sent.join().toLowerCase()).not.toContain('authorization');
  // A reply that the page has given up has no text.
  const texts = await Promise.allSettled(responses.map((response) => response.text()));
  const received = texts.flatMap((text) => (text.status === 'fulfilled' ? text.value : []));
  expect(received.length).toBeGreaterThan(3);
  expect(received.join()).not.toContain('Bearer sandbox');
  await page.close();
});

test('behind a login, people and what they watched are a table that opens in place', async () => {
  const { page, complaints } = await visit('/pages/private.html');
  const rows = (tag: string) => page.locator(`${tag} tbody tr[part=row]`);
  await expect.poll(() => rows('wistia-visitors').count()).toBe(6);
  await expect.poll(() => rows('wistia-events').count()).toBe(8);
  await rows('wistia-visitors').first().getByRole('button').click();
  await page.locator('wistia-visitors h3').waitFor();
  // The viewings below are those of the visitor now.
  const key = await page.locator('wistia-visitors dd').last().textContent();
  expect(key).toMatch(/\w{8}/);
  await expect
    .poll(() => rows('wistia-events').locator('td[data-label=Visitor]').allTextContents())
    .toSatisfy((names: string[]) => names.length > 0 && names.every((name) => name.includes(key!.slice(0, 8))));
  await rows('wistia-events').first().getByRole('button').click();
  await page.locator('wistia-events .open dl').waitFor();
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect.poll(() => rows('wistia-visitors').count()).toBe(6);
  expect(complaints).toEqual([]);
  await page.close();
});

test('without its token the tool reads nothing', async () => {
  for (const path of ['/stats/visitors.json', '/stats/events.json']) {
    expect((await fetch(new URL(path, demo.url))).status).toBe(404);
    const headers = { Authorization: 'Bearer sandbox' };
    expect((await fetch(new URL(path, demo.url), { headers })).status).toBe(401);
  }
});

test('placeholders become widgets around their text, also one that came later', async () => {
  const { page } = await visit('/pages/placeholders.html');
  const tags = () =>
    page.locator('.wistia-widget').evaluateAll((divs) => divs.map((div) => div.firstElementChild?.localName));
  await expect.poll(tags).toEqual(Array(3).fill('wistia-play-count'));
  await page.close();
});

test('a landmark that is reached is celebrated, and one that is not is not', async () => {
  const { page } = await visit('/pages/landmarks.html');
  const celebrations = page.locator('[slot=celebration]');
  await celebrations.nth(0).waitFor();
  expect(await celebrations.nth(1).isVisible()).toBe(false);
  await page.close();
});

test('the root of the port is the gateway’s tree', async () => {
  for (const path of ['/wistia-widgets.js', '/medias.json', '/healthz', '/stats/account.json']) {
    expect((await fetch(new URL(path, demo.url))).status, path).toBe(200);
  }
  expect((await fetch(new URL('/stats/visitors.json', demo.url))).status).toBe(404);
});

test('a played video grows the live heatmap, and a click into it takes the player there', async () => {
  const { page } = await visit('/pages/player.html');
  const player = page.locator('wistia-player');
  const live = page.locator('wistia-heatmap[live]');
  const watched = () =>
    live.evaluate((heatmap) => {
      const canvas = heatmap.shadowRoot!.querySelector('canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, 1);
      const last = data.slice(-4).join();
      return Array.from({ length: canvas.width }, (_, i) => data.slice(i * 4, i * 4 + 4).join())
        .filter((colour) => colour !== last).length;
    });
  await expect.poll(watched).toBe(0);
  await player.locator('button').click();
  await expect.poll(watched).toBeGreaterThan(3);
  const graph = page.locator('wistia-engagement-graph');
  await expect.poll(() => graph.locator('.playhead').isVisible()).toBe(true);

  const seconds = () => player.evaluate((p: Element & { currentTime?: number }) => p.currentTime!);
  const strip = live.getByRole('slider');
  const { width, height } = (await strip.boundingBox())!;
  await strip.click({ position: { x: width * 0.75, y: height / 2 } });
  const duration = await player.evaluate((p: Element & { duration?: number }) => p.duration!);
  await expect.poll(seconds).toBeGreaterThanOrEqual(Math.floor(duration * 0.75) - 1);
  await expect.poll(watched).toBeGreaterThan(6);

  // So that it stays where it is taken.
  await player.evaluate((p: Element & { pause?(): void }) => p.pause!());
  const plot = graph.getByRole('slider');
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await plot.click({ position: { x: box.width * 0.25, y: box.height / 2 } });
  await expect.poll(seconds).toBeLessThan(duration / 2);
  await page.close();
});

test('one viewing is shown by the account’s own page, in a frame', async () => {
  const { page } = await visit('/pages/heatmap.html');
  const frame = page.locator('wistia-heatmap iframe');
  await frame.scrollIntoViewIfNeeded();
  const title = await frame.contentFrame().getByRole('img').getAttribute('aria-label');
  expect(title).toBe('Heatmap of one viewing of How They Work');
  await page.close();
});
