/** Small apps of other people's making: the packed package installed, types checked, built, and opened. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder, openSource, shownNumber } from '../cms/page.js';
import type { Place } from '../cms/page.js';
import { complaintsOf, openBrowser } from '../open-browser.js';
import { packInto } from '../package/packed.js';

const MEDIA = '993554ba94';
/** The address that the apps' sources name. */
const ADDRESS = 'https://stats.example.com/';

let folder: string;
let source: Place;
let browser: Browser;

const write = async (path: string, change: (text: string) => string): Promise<void> =>
  writeFile(path, change(await readFile(path, 'utf8')));

/** Runs a program in a folder of the copy, and gives all that it said. */
const run = async (program: string, args: string[], cwd = ''): Promise<string> => {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_ENV: undefined };
  const options = { cwd: join(folder, cwd), env, maxBuffer: 1 << 26 };
  const said = await promisify(execFile)(program, args, options).catch(
    (error: { stdout: string; stderr: string; message: string }) =>
      ({ stdout: `${error.message}\n${error.stdout}`, stderr: error.stderr }),
  );
  return (said.stdout + said.stderr).trim();
};

/** One of the programs that are installed in the copy. */
const tool = (name: string, args: string[], cwd: string): Promise<string> =>
  run(join(folder, 'node_modules/.bin', name), args, cwd);

const copy = async (): Promise<void> => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'wistia-widgets-apps-')));
  await cp(import.meta.dirname, folder, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'package-lock.json') continue;
    await write(join(entry.parentPath, entry.name), (text) => text.replaceAll(ADDRESS, `${source.url}/`));
  }
  const { filename } = packInto(folder);
  const quietly = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const said = await run('npm', ['install', ...quietly, '--prefer-offline', `./${filename}`]);
  expect(said).toMatch(/^added \d+ packages/);
};

beforeAll(async () => {
  [source, browser] = await Promise.all([openSource(), openBrowser()]);
  await copy();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  source?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens an app: its number, what its handler heard, and what its property draws are the source's. */
const showsTheSource = async (url: string): Promise<void> => {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  let names: string[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/recommendations.json')) return;
    void response.json().then((items: { name: string }[]) => (names = items.map(({ name }) => `▶ ${name}`)));
  });
  await page.goto(url);
  const reply = await fetch(`${source.url}/stats/medias/${MEDIA}.json`);
  const { load_count } = (await reply.json()) as { load_count: number };
  expect(await shownNumber(page)).toBe(load_count);
  await expect.poll(() => page.locator('output').textContent()).toBe(String(load_count));
  const drawn = page.locator('wistia-recommendations [part=item]');
  await expect.poll(() => drawn.count()).toBe(3);
  await expect
    .poll(() => page.locator('wistia-recommendations').evaluate((list) => list.textContent!.match(/▶ [^▶]*/g)))
    .toEqual(names);
  expect(complaints).toEqual([]);
  await page.close();
};

const checkers = {
  react: ['tsc'],
  vue: ['vue-tsc'],
  svelte: ['svelte-check', '--fail-on-warnings', '--output', 'machine'],
  bundled: ['tsc'],
  plain: ['tsc'],
};

test.each(Object.entries(checkers))('%s: the types let through what is right, and nothing else', async (app, [checker, ...args]) => {
  const said = await tool(checker!, args, app);
  // svelte-check says when it starts and ends.
  expect(said.replace(/^\d+ (?:START .*|COMPLETED \d+ FILES 0 ERRORS 0 WARNINGS .*)\n?/gm, '')).toBe('');
}, 120_000);

test.each(['react', 'vue', 'svelte', 'bundled'])('%s: built by Vite without a warning, it shows the source’s figures', async (app) => {
  expect(await tool('vite', ['build', '--logLevel', 'warn'], app)).toBe('');
  const site = await openFolder(join(folder, app, 'dist'));
  await showsTheSource(`${site.url}/`);
  site.close();
}, 120_000);

test('plain: compiled by tsc alone, with an import map, it shows the source’s figures', async () => {
  const site = await openFolder(folder);
  await showsTheSource(`${site.url}/plain/`);
  site.close();
});
