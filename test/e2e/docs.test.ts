/** The documentation as its reader sees it: on the demo's port, and as files on a static host. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeSiteData } from '../../build/docs/site-data.mjs';
import { renderSite } from '../../build/docs/site.mjs';
import { startDemo } from '../../demo/server.mjs';
import { complaintsOf, openBrowser, openPage, settled } from '../open-browser.js';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const site = renderSite();
const pages = [...site.keys()].filter((path) => path.endsWith('.html'));

/** What shows a value. */
const WIDGETS =
  'wistia-play-count, wistia-engagement-graph, wistia-heatmap, wistia-recommendations, wistia-trend, wistia-visitors, wistia-events';

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

/** A page with every widget settled, and what it complained of: a policy that was broken, too. */
const visit = async (address: string) => {
  const page = await openPage(browser, { viewport: { width: 1300, height: 900 } });
  onTestFinished(() => page.close());
  const complaints = complaintsOf(page);
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  await settled(page, WIDGETS);
  return { page, complaints };
};

const docs = (path: string) => new URL(`docs/${path}`, demo.url).href;

// Through the debugger, which the pages' own policy does not bind.
const violations = (page: Page): Promise<string[]> =>
  page.evaluate(
    `${axe};axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ' ' + nodes[0].html))`,
  );

describe.each(pages)('%s', (path) => {
  test('complains of nothing, is accessible in light and dark, and fits a phone', async () => {
    const { page, complaints } = await visit(docs(path));
    expect(complaints).toEqual([]);
    expect(await violations(page)).toEqual([]);
    if (page.url() === docs('index.html') || (await page.locator(WIDGETS).count())) {
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

test('is sent with a strict policy', async () => {
  const reply = await fetch(docs(''));
  expect(reply.headers.get('Content-Security-Policy')).toBe(
    "default-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
  );
  expect((await fetch(new URL('docs', demo.url))).url).toBe(docs(''));
  expect((await fetch(docs('no-such-page.html'))).status).toBe(404);
});

test('the demo leads there', async () => {
  const { page } = await visit(demo.url);
  await page.getByRole('link', { name: 'Documentation' }).click();
  await page.waitForURL(docs(''));
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Wistia widgets');
});

test('the search is reached, read and left by keyboard', async () => {
  const { page } = await visit(docs('privacy.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('staleIfError');
  const results = page.locator('#found a');
  await results.first().waitFor();
  await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^\d+ found$/);
  await page.keyboard.press('ArrowDown');
  expect(await results.first().evaluate((link) => link === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  expect(await page.locator('#found').isVisible()).toBe(false);
  expect(await page.locator('#search').evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(docs('gateway-operation.html#settings'));
});

test('what nobody wrote about is not found, and said', async () => {
  const { page } = await visit(docs('privacy.html'));
  await page.locator('#search').fill('<img src=x onerror=alert(1)>');
  await expect.poll(() => page.getByRole('status').textContent()).toBe('Nothing is found');
  await expect.poll(() => page.locator('#found').textContent()).toContain('<img src=x onerror=alert(1)>');
});

test('a theme that was chosen stays, on other pages too', async () => {
  const { page } = await visit(docs('privacy.html'));
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect.poll(background).not.toBe(before);
  const after = await background();
  await page.goto(docs('index.html'));
  await expect.poll(background).toBe(after);
});

test('on a phone the pages’ list opens by its button', async () => {
  const { page } = await visit(docs('privacy.html'));
  await page.setViewportSize({ width: 320, height: 700 });
  const list = page.getByRole('navigation', { name: 'Documentation' });
  await list.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'All pages' }).click();
  await list.waitFor();
});

describe('theming', () => {
  const css = (page: Page) => page.locator('#css').textContent();
  const colour = (page: Page) =>
    page
      .locator('#preview wistia-trend[compare]')
      .evaluate((trend) => getComputedStyle(trend).getPropertyValue('--wistia-accent').trim());

  test('a token that is changed shows in the live widgets and in the CSS to copy', async () => {
    const { page } = await visit(docs('theming.html'));
    await page.getByLabel('--wistia-accent').fill('#aa0000');
    await expect.poll(() => colour(page)).toBe('#aa0000');
    await page.getByLabel('--wistia-graph-height').fill('10em');
    const height = () => page.locator('#preview wistia-engagement-graph').evaluate((e) => e.clientHeight);
    await expect.poll(height).toBe(160);
    await expect.poll(() => css(page)).toBe(':root {\n  --wistia-accent: #aa0000;\n  --wistia-graph-height: 10em;\n}\n');
  });

  test('dark pages have colours of their own', async () => {
    const { page } = await visit(docs('theming.html'));
    await page.getByLabel('Dark', { exact: true }).check();
    await page.getByLabel('--wistia-accent').fill('#ffcc00');
    await expect.poll(() => colour(page)).toBe('#ffcc00');
    await page.getByLabel('Light', { exact: true }).check();
    await expect.poll(() => colour(page)).not.toBe('#ffcc00');
    await expect.poll(() => css(page)).toBe(
      '@media (prefers-color-scheme: dark) {\n  :root {\n    --wistia-accent: #ffcc00;\n  }\n}\n',
    );
    await page.getByRole('button', { name: 'Start anew' }).click();
    await expect.poll(() => css(page)).toBe('/* Nothing is changed yet. */');
  });

  test('a value that is none is refused in words, and not written', async () => {
    const { page } = await visit(docs('theming.html'));
    await page.getByLabel('--wistia-trend-height').fill('12emm; color: red');
    const alert = page.getByRole('alert').filter({ hasText: 'no such value' });
    await expect.poll(() => alert.textContent()).toContain('write it like 12em');
    expect(await css(page)).toBe('/* Nothing is changed yet. */');
  });
});

test('as plain files, below any path of a static host, its examples are live', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wistia-widgets-docs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, body] of site) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), body);
  }
  await writeSiteData(folder);
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.json': 'application/json',
  };
  const server = createServer(async ({ url }, reply) => {
    const path = decodeURIComponent(new URL(url!, 'http://host').pathname).replace('/some/path/', '');
    const body = await readFile(join(folder, path)).catch(() => undefined);
    reply.writeHead(body ? 200 : 404, {
      'Content-Type': types[extname(path)] ?? 'text/plain',
      'Content-Security-Policy': "default-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
    });
    reply.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void (server.close(), server.closeAllConnections()));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/path`;

  // A snapshot has no list for a visitor and no batches: the widgets ask for both once.
  const expected = /\/data\/(?:recommendations\.json|stats\/medias\.json)|Failed to load resource/;
  for (const name of ['index.html', 'trend.html', 'visitors.html', 'recommendations.html']) {
    const { page, complaints } = await visit(`${host}/${name}`);
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
    if (name === 'recommendations.html') {
      const pictures = () =>
        page
          .locator('wistia-recommendations img')
          .evaluateAll((images: HTMLImageElement[]) => images.filter((it) => it.naturalWidth).map((it) => it.src));
      await expect.poll(async () => (await pictures()).length).toBeGreaterThan(3);
      expect((await pictures()).filter((src) => !src.startsWith(`${host}/data/pictures/`))).toEqual([]);
    }
    if (name === 'visitors.html') {
      await page.locator('wistia-visitors tbody button').first().click();
      await page.locator('wistia-visitors h3').waitFor();
    }
  }
});
