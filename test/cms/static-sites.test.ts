/** The kits of generators and template languages, each in the real engine, its page opened in a browser. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Liquid } from 'liquidjs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage } from '../open-browser.js';
import { openFolder, openSource, shownNumber } from './page.js';
import type { Place } from './page.js';
import { findSystems } from './programs.mjs';

const kits = fileURLToPath(new URL('../../demo/cms/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const found = findSystems();

/** Beside it the source goes on answering, which is in this process. */
const execute = promisify(execFile);

let source: Place;
let browser: Browser;
const folders: string[] = [];
const places: Place[] = [];

beforeAll(async () => {
  [source, browser] = await Promise.all([openSource(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  for (const place of [source, ...places]) await place?.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A site's folder with these files. */
const site = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cms-site-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

const hostile = '"><img src=x onerror=alert(1)>';

/** Opens what was made: a count with its number, and nothing that an attribute has smuggled in. */
const check = async (folder: string) => {
  const place = await openFolder(folder);
  places.push(place);
  const page = await openPage(browser);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push('a script was run');
    void dialog.dismiss();
  });
  await page.goto(place.url);
  await shownNumber(page);
  expect(await page.locator('img').count()).toBe(0);
  const odd = page.locator('wistia-play-count').nth(1);
  expect(await odd.getAttribute('last')).toBe(hostile);
  expect(await odd.evaluate((element) => element.attributes.length)).toBe(2);
  expect(complaints).toEqual([]);
  await page.close();
};

const html = (body: string) => `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body>${body}</body></html>`;

if (found.hugo) test('Hugo: the shortcode, without raw HTML in the text', async () => {
  const folder = site({
    'config.toml': `baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n[params]\nwistiaSource = "${source.url}/"\n`,
    'layouts/index.html': html('{{ .Content }}{{ partial "wistia-widgets-script.html" . }}'),
    'content/_index.md':
      `---\ntitle: Home\n---\nPlayed {{< wistia widget="play-count" media-id="993554ba94" >}}*many*{{< /wistia >}} times.\n\n` +
      '{{< wistia widget="play-count" media-id="x" last=`' + hostile + '` onclick="alert(1)" >}}-{{< /wistia >}}\n',
  });
  cpSync(join(kits, 'hugo'), folder, { recursive: true });
  await execute(found.hugo!, ['--source', folder, '--quiet']);
  const made = readFileSync(join(folder, 'public/index.html'), 'utf8');
  expect(made).toContain('<em>many</em>');
  await check(join(folder, 'public'));
});

if (found.hugo) test('Hugo: a widget that there is not stops the build, with its place', async () => {
  const folder = site({
    'config.toml': 'baseURL = "/"\n',
    'layouts/index.html': '{{ .Content }}',
    'content/_index.md': '---\ntitle: Home\n---\n{{< wistia play-cuont >}}many{{< /wistia >}}\n',
  });
  cpSync(join(kits, 'hugo'), folder, { recursive: true });
  await expect(execute(found.hugo!, ['--source', folder])).rejects.toMatchObject({
    stdout: expect.stringMatching(/_index\.md.*no Wistia widget "play-cuont"/),
  });
});

if (found.jekyll) test('Jekyll: the include', async () => {
  const folder = site({
    '_config.yml': `wistia_source: "${source.url}"\n`,
    'index.html': `---\n---\n${html(
      '{% include wistia.html media-id="993554ba94" fallback="many" %}' +
        `{% assign odd = '${hostile}' %}{% include wistia.html media-id="x" last=odd %}{% include wistia-script.html %}`,
    )}`,
  });
  cpSync(join(kits, 'jekyll'), folder, { recursive: true });
  await execute(found.jekyll!, ['build', '--source', folder, '--destination', join(folder, 'out'), '--quiet', '--disable-disk-cache'], {
    env: { ...process.env, LANG: 'C.UTF-8', JEKYLL_ENV: 'production' },
  });
  await check(join(folder, 'out'));
});

describe('Eleventy', () => {
  const build = (folder: string) =>
    execute(process.execPath, [join(root, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'], { cwd: folder });
  const config = () =>
    `import wistiaWidgets from '${join(kits, 'eleventy/wistia-widgets.js')}';\n` +
    `export default (config) => { config.addPlugin(wistiaWidgets, { source: '${source.url}' }); };\n`;

  test.each([
    ['njk', `{% wistia "play-count", { "media-id": "993554ba94" } %}many{% endwistia %}{% wistia "play-count", { "media-id": "x", "last": odd, "onclick": "alert(1)" } %}-{% endwistia %}`],
    ['liquid', `{% wistia "play-count", "media-id", "993554ba94" %}many{% endwistia %}{% wistia "play-count", "media-id", "x", "last", odd %}-{% endwistia %}`],
  ])('the plugin in a page of %s', async (kind, body) => {
    const folder = site({
      'package.json': '{"type":"module"}',
      'eleventy.config.js': config(),
      [`index.${kind}`]: `---json\n${JSON.stringify({ odd: hostile })}\n---\n${html(`${body}{% wistiaScript %}`)}`,
    });
    await build(folder);
    await check(join(folder, '_site'));
  });

  test('a widget that there is not stops the build', async () => {
    const folder = site({
      'package.json': '{"type":"module"}',
      'eleventy.config.js': config(),
      'index.njk': '{% wistia "play-cuont" %}many{% endwistia %}',
    });
    await expect(build(folder)).rejects.toThrow(/no widget "play-cuont"/);
  });
});

test('Liquid: the snippets', async () => {
  const engine = new Liquid({ root: join(kits, 'shopify/snippets'), extname: '.liquid' });
  const template =
    `{% render 'wistia', widget: 'play-count', media_id: '993554ba94', fallback: 'many' %}` +
    `{% render 'wistia', media_id: 'x', last: odd %}` +
    `{% render 'wistia-script', source: source %}`;
  const body = (await engine.parseAndRender(template, { odd: hostile, source: source.url })) as string;
  await check(site({ 'index.html': html(body) }));
});
