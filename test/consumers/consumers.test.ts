/** Small apps of other people's making: the packed package installed, types checked, built, and opened. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openFolder, openSource, shownNumber } from '../cms/page.js';
import type { Place } from '../cms/page.js';
import { complaintsOf, openBrowser, openPage } from '../open-browser.js';
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
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1' };
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
});
afterAll(async () => {
  await browser?.close();
  await source?.close();
  await rm(folder, { recursive: true, force: true });
});

const sourcesLoads = async (): Promise<number> => {
  const reply = await fetch(`${source.url}/stats/medias/${MEDIA}.json`);
  return ((await reply.json()) as { load_count: number }).load_count;
};

/** Opens an app: its number, what its handler heard, and what its property draws are the source's. */
const showsTheSource = async (url: string): Promise<void> => {
  const page = await openPage(browser);
  const complaints = complaintsOf(page);
  const lists: Response[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/recommendations.json')) lists.push(response);
  });
  await page.goto(url);
  const loads = await sourcesLoads();
  expect(await shownNumber(page)).toBe(loads);
  await expect.poll(() => page.locator('output').textContent()).toBe(String(loads));
  const list = page.locator('wistia-recommendations');
  await expect.poll(() => list.locator('[part=item]').count()).toBe(3);
  await vi.waitFor(async () => {
    const items = (await lists.at(-1)!.json()) as { name: string }[];
    const drawn = await list.evaluate((it) => it.textContent!.match(/▶ [^▶]*/g));
    expect(drawn).toEqual(items.map(({ name }) => `▶ ${name}`));
  }, 60_000);
  expect(complaints).toEqual([]);
  await page.close();
};

const checkers = {
  react: ['tsc'],
  vue: ['vue-tsc'],
  svelte: ['svelte-check', '--fail-on-warnings', '--output', 'machine'],
  bundled: ['tsc'],
  plain: ['tsc'],
  preact: ['tsc'],
  solid: ['tsc'],
};

test.each(Object.entries(checkers))('%s: the types let through what is right, and nothing else', async (app, [checker, ...args]) => {
  const said = await tool(checker!, args, app);
  // svelte-check says when it starts and ends.
  expect(said.replace(/^\d+ (?:START .*|COMPLETED \d+ FILES 0 ERRORS 0 WARNINGS .*)\n?/gm, '')).toBe('');
});

/** Vite's build of an app, without its warning that the machine is slow. */
const VITE_BUILD = `import { build } from 'vite';
await build({ logLevel: 'warn', build: { rolldownOptions: { checks: { bundlerTimings: false } } } });`;

test.each(['react', 'vue', 'svelte', 'bundled'])('%s: built by Vite without a warning, it shows the source’s figures', async (app) => {
  expect(await run(process.execPath, ['--input-type=module', '--eval', VITE_BUILD], app)).toBe('');
  const site = await openFolder(join(folder, app, 'dist'));
  await showsTheSource(`${site.url}/`);
  await site.close();
});

test('plain: compiled by tsc alone, with an import map, it shows the source’s figures', async () => {
  const site = await openFolder(folder);
  await showsTheSource(`${site.url}/plain/`);
  await site.close();
});

/** What Next says when it serves: where, at last. */
const serveNext = async (): Promise<Place> => {
  const program = join(folder, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: '1' };
  const args = [program, 'start', '--port', '0', '--hostname', '127.0.0.1'];
  const server = spawn(process.execPath, args, { cwd: join(folder, 'next'), env });
  const url = await new Promise<string>((done, fail) => {
    let said = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const port = /http:\/\/[\w.]+:(\d+)[^]*Ready/.exec(said)?.[1];
        if (port) done(`http://127.0.0.1:${port}`);
      });
    }
    server.once('close', () => fail(new Error(said)));
  });
  return {
    url,
    async close() {
      const exit = once(server, 'exit');
      if (server.kill()) await exit;
    },
  };
};

test('next: checked and built by Next, its server writes the source’s figures, and the page takes them over', async () => {
  expect(await tool('next', ['build'], 'next')).toMatch(/Finished TypeScript[^]*ƒ \//);
  const site = await serveNext();
  try {
    const markup = await (await fetch(site.url)).text();
    // Before any script, so that a widget that wakes before hydration knows whom to ask.
    expect(markup).toMatch(/<meta name="wistia-stats-source"[^]*<\/head>/);
    expect(markup).toMatch(new RegExp(`<h1><wistia-play-count[^]*${(await sourcesLoads()).toLocaleString('en')}[^]*</h1>`));
    await showsTheSource(site.url);
  } finally {
    await site.close();
  }
});
