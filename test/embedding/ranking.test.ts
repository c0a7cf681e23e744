/** What ranks in the page, where each of the scripts finds it. The site's sources make no recommendations. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from './site.js';
import type { Site } from './site.js';

let site: Site;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site?.close());

const POLICY =
  "default-src 'self'; style-src 'self'; img-src data:; require-trusted-types-for 'script'";

const LIST = '<wistia-recommendations loading="eager">Our videos</wistia-recommendations>';

const parts = (asked: string[]) => asked.filter((path) => /ranking/.test(path));
const said = (told: string[]) => told.filter((line) => line.startsWith('wistia-widgets:'));

test.each([
  ['the script', '<script async src="/one/wistia-widgets.js"></script>', '/one/wistia-widgets-ranking.js'],
  ['autoload', '<script type="module" src="/one/autoload.js"></script>', /^\/one\/chunks\/page-ranking-[\w-]+\.js$/],
])('%s loads it once for all lists, also under a strict policy', async (_, script, file) => {
  const { page, told, asked } = await site.visit(script + LIST + LIST, {
    'Content-Security-Policy': POLICY,
  });
  await page.locator('wistia-recommendations', { hasText: 'Video of one' }).last().waitFor();
  await page.locator('wistia-recommendations', { hasText: 'Video of one' }).first().waitFor();
  expect(parts(asked)).toEqual([typeof file === 'string' ? file : expect.stringMatching(file)]);
  expect(said(told)).toEqual([]);
  expect(told.filter((line) => /policy/i.test(line))).toEqual([]);
});

test('a page without recommendations does not load it', async () => {
  const { asked, number } = await site.visit(
    '<script async src="/one/wistia-widgets.js"></script><wistia-play-count>many</wistia-play-count>',
  );
  expect(await number()).toBe('1,111');
  expect(parts(asked)).toEqual([]);
});

test('until it comes the room of the list is kept', async () => {
  const release = site.hold(/ranking/);
  const { page, asked } = await site.visit(
    `<script async src="/one/wistia-widgets.js"></script>${LIST}<p>After it</p>`,
  );
  await expect.poll(() => asked).toEqual(expect.arrayContaining(['/one/wistia-widgets-ranking.js', '/one/medias.json']));
  const list = page.locator('wistia-recommendations');
  await expect.poll(() => list.evaluate((element) => element.matches(':state(loading)'))).toBe(true);
  const before = await page.locator('p').boundingBox();
  release();
  await page.locator('wistia-recommendations', { hasText: 'Video of one' }).waitFor();
  expect((await page.locator('p').boundingBox())!.y).toBe(before!.y);
});

test('where it is missing, the fallback stays and the console says what belongs where', async () => {
  const { page, told } = await site.visit(
    `<script async src="/three/wistia-widgets.js"></script>${LIST}`,
  );
  await expect.poll(() => said(told)).toHaveLength(1);
  expect(said(told)[0]).toContain('wistia-widgets-ranking.js');
  const list = page.locator('wistia-recommendations');
  expect(await list.evaluate((element) => element.matches(':state(error)'))).toBe(true);
  expect(await list.textContent()).toBe('Our videos');
});
