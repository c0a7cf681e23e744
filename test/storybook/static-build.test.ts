/** `npm run build-storybook`: the folder that it writes works on any host of files, below any path. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage } from '../open-browser.js';
import { serveFolder } from './static-host.js';
import type { StaticHost } from './static-host.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Named {
  name: string;
}

/** Of an element's declaration in the manifest, what its page must tell. */
interface Declaration {
  tagName: string;
  attributes?: Named[];
  members?: Named[];
  events?: Named[];
  slots?: Named[];
  cssParts?: Named[];
  cssProperties?: Named[];
  cssStates?: Named[];
}

interface Entry {
  id: string;
  type: 'docs' | 'story';
  title: string;
}

const ELEMENTS = [
  'wistia-play-count',
  'wistia-engagement-graph',
  'wistia-heatmap',
  'wistia-trend',
  'wistia-recommendations',
  'wistia-stats-source',
  'wistia-visitors',
  'wistia-events',
];
const titleOf = (tag: string) => {
  const words = tag.replace('wistia-', '').replaceAll('-', ' ');
  return `Elements/${words[0]!.toUpperCase()}${words.slice(1)}`;
};

let manifest: { modules: { declarations: Declaration[] }[] };
let folder: string;
let host: StaticHost;
let browser: Browser;
let entries: Entry[];

const json = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, 'utf8')) as T;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wistia-widgets-storybook-'));
  await promisify(execFile)(process.execPath, ['stories/prepare.mjs', 'build', '--quiet', '--output-dir', folder], {
    cwd: root,
    maxBuffer: 2 ** 26,
  });
  host = await serveFolder(folder, '/some/folder/');
  entries = Object.values((await json<{ entries: Record<string, Entry> }>(join(folder, 'index.json'))).entries);
  manifest = await json(join(root, 'dist/custom-elements.json'));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page of the build, and whatever went wrong on it. */
const visit = async (address: string): Promise<{ page: Page; complaints: string[] }> => {
  const page = await openPage(browser);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(host.url)) complaints.push(`another host is asked: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(host.url + address);
  return { page, complaints };
};

const idOf = (tag: string, type: Entry['type']): string =>
  entries.find((entry) => entry.title === titleOf(tag) && entry.type === type)!.id;

test('every element has its stories and its page', () => {
  const titles = new Set(entries.filter(({ type }) => type === 'docs').map(({ title }) => title));
  expect([...titles].sort()).toEqual(['Welcome', ...ELEMENTS.map(titleOf)].sort());
});

describe.each(ELEMENTS)('<%s>', (tag) => {
  test('shows figures', async () => {
    const { page, complaints } = await visit(`iframe.html?viewMode=story&id=${idOf(tag, 'story')}`);
    const shows = tag === 'wistia-stats-source' ? 'wistia-play-count' : tag;
    await page.waitForFunction(
      (name) => document.querySelector(name)?.matches(':state(ready)'),
      shows,
    );
    const image = page.locator(shows).locator('img').first();
    if (tag === 'wistia-recommendations') {
      await expect.poll(() => image.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBeGreaterThan(0);
    } else if (tag !== 'wistia-heatmap') {
      await expect.poll(() => page.locator(shows).evaluate((it) => it.shadowRoot!.textContent)).toMatch(/\d/);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('its page tells all of it, with markup to paste', async () => {
    const { page, complaints } = await visit(`iframe.html?viewMode=docs&id=${idOf(tag, 'docs')}`);
    const element = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === tag)!;
    const names = (list: Named[] = []) => list.map(({ name }) => name);
    const wanted = [
      ...names(element.attributes),
      ...names(element.members),
      ...names(element.events),
      ...names(element.slots).map((name) => name || '(default)'),
      ...names(element.cssParts).map((name) => `::part(${name})`),
      ...names(element.cssProperties),
      ...names(element.cssStates).map((name) => `:state(${name})`),
    ];
    const untold = async () => {
      const told = (await page.locator('.docblock-argstable').innerText()).toLowerCase();
      return wanted.filter((name) => !told.includes(name.toLowerCase()));
    };
    await expect.poll(untold).toEqual([]);
    const code = page.locator('.sbdocs-preview pre').first();
    await expect
      .poll(() => code.innerText())
      .toMatch(/^<script async src="https:\/\/stats\.example\.com\/wistia-widgets(-private)?\.js"><\/script>/);
    const markup = await code.innerText();
    expect(markup.match(/<script/g)).toHaveLength(1);
    expect(markup).toContain(`<${tag}`);
    expect(markup).not.toMatch(/stories\.test|\.\/stats/);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

test('the toolbar changes theme and language', async () => {
  const { page, complaints } = await visit(`?path=/story/${idOf('wistia-trend', 'story')}`);
  const story = page.frameLocator('#storybook-preview-iframe');
  const trend = story.locator('wistia-trend');
  const summary = trend.locator('[part=summary]');
  await expect.poll(() => summary.textContent()).toMatch(/in 30 days/);
  const choose = async (tool: string, value: string) => {
    await page.getByRole('button', { name: new RegExp(`^${tool}`) }).click();
    await page.getByRole('option', { name: value }).click();
  };
  await choose('language', 'العربية');
  await expect.poll(() => summary.textContent()).toMatch(/يوم/);
  await expect.poll(() => trend.evaluate((it) => getComputedStyle(it).direction)).toBe('rtl');
  const light = await trend.evaluate((it) => getComputedStyle(it).color);
  await choose('theme', 'Dark');
  await expect.poll(() => trend.evaluate((it) => getComputedStyle(it).color)).not.toBe(light);
  expect(complaints).toEqual([]);
  await page.close();
});
