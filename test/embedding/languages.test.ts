/** Words that a page speaks, where each of the scripts finds them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from './site.js';
import type { Site } from './site.js';

let site: Site;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site?.close());

const POLICY =
  "default-src 'self'; style-src 'self'; img-src data:; require-trusted-types-for 'script'";

const trend = (lang: string) =>
  `<div lang="${lang}"><wistia-trend media-id="a" last="1d"></wistia-trend></div>`;

const words = (asked: string[]) => asked.filter((path) => /words|chunks\/(?:ar|de|es|fr|ja|pt)-/.test(path));

test.each([
  ['the script', '<script async src="/one/wistia-widgets.js"></script>', /^\/one\/wistia-widgets-words-de\.js$/],
  ['the script as a module', '<script type="module" src="/one/wistia-widgets.js"></script>', /^\/one\/wistia-widgets-words-de\.js$/],
  ['autoload', '<script type="module" src="/one/autoload.js"></script>', /^\/one\/chunks\/de-[\w-]+\.js$/],
])('%s loads the one language that is spoken, also under a strict policy', async (_, script, file) => {
  const { page, told, asked } = await site.visit(script + trend('de'), {
    'Content-Security-Policy': POLICY,
  });
  await page.locator('wistia-trend', { hasText: 'heute bisher 1.111' }).waitFor();
  expect(words(asked)).toEqual([expect.stringMatching(file)]);
  expect(told).toEqual([]);
});

const visitors = `<div lang="de"><wistia-stats-source base-url="/one/" token="a.e30.c">
  <wistia-visitors loading="eager"></wistia-visitors></wistia-stats-source></div>`;

test.each([
  ['the private script', '<script async src="/one/wistia-widgets-private.js"></script>', /^\/one\/wistia-widgets-private-words-de\.js$/],
  ['autoload', '<script type="module" src="/one/autoload.js"></script>', /^\/one\/chunks\/de-[\w-]+\.js$/],
])('%s loads the words of private tables, and asks for their rows once', async (_, script, file) => {
  const { page, told, asked } = await site.visit(script + visitors, { 'Content-Security-Policy': POLICY });
  await page.locator('wistia-visitors', { hasText: 'Hier ist kein Besucher bekannt.' }).waitFor();
  expect(words(asked)).toEqual([expect.stringMatching(file)]);
  expect(asked.filter((path) => path.includes('stats/'))).toHaveLength(1);
  expect(told).toEqual([]);
});

test('a page in English loads no words', async () => {
  const { page, asked } = await site.visit(
    `<script async src="/one/wistia-widgets.js"></script>${trend('en')}`,
  );
  await page.locator('wistia-trend', { hasText: '1,111 today so far' }).waitFor();
  expect(words(asked)).toEqual([]);
});

test('without its file a language is English, and the console says so once', async () => {
  const { page, told } = await site.visit(
    `<script async src="/three/wistia-widgets.js"></script>${trend('fr')}${trend('fr')}`,
  );
  await page.locator('wistia-trend', { hasText: 'today so far' }).last().waitFor();
  await expect.poll(() => told.filter((line) => line.startsWith('wistia-widgets:'))).toHaveLength(1);
  expect(told.find((line) => line.startsWith('wistia-widgets:'))).toContain('wistia-widgets-words-fr.js');
  expect(await page.locator('wistia-trend').first().textContent()).toBe('');
  await expect
    .poll(() => page.locator('wistia-trend [part=summary]').allTextContents())
    .toEqual(Array(2).fill(expect.stringMatching(/^3.333 today so far$/)));
});

test('a page beside the classic script says something in words of its own', async () => {
  const { page, told } = await site.visit(
    `<script async src="/one/wistia-widgets.js"></script>${trend('de')}<script type="module">
      import { registerWords } from '/one/wistia-widgets-words.js';
      registerWords({ language: 'de', today: (total) => "heute schon " + total + " Mal" });
    </script>`,
  );
  await page.locator('wistia-trend', { hasText: 'heute schon 1.111 Mal' }).waitFor();
  expect(told).toEqual([]);
});
