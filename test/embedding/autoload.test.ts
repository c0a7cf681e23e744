/** The autoloader: a page loads what it uses, and no more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite } from './site.js';
import type { Site } from './site.js';

let site: Site;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site?.close());

const SCRIPT = '<script type="module" src="/one/autoload.js"></script>';
const chunks = (asked: string[]) => asked.filter((path) => path.includes('/chunks/'));
const named = (asked: string[], name: string) =>
  chunks(asked).filter((path) => path.includes(`/${name}-`));

test('a page without widgets loads no chunk but what autoload.js is made of', async () => {
  const { page, asked } = await site.visit(`${SCRIPT}<p>nothing here</p>`);
  await page.waitForLoadState('networkidle');
  for (const name of ['play-count', 'stats-source', 'placeholders']) {
    expect(named(asked, name)).toEqual([]);
  }
});

test('a page with a count loads the count alone', async () => {
  const { page, asked, number } = await site.visit(
    `${SCRIPT}<wistia-play-count media-id="a">many</wistia-play-count>`,
  );
  await number();
  expect(named(asked, 'play-count')).toHaveLength(1);
  expect([named(asked, 'stats-source'), named(asked, 'placeholders')]).toEqual([[], []]);
  expect(await page.evaluate(() => !customElements.get('wistia-stats-source'))).toBe(true);
});

test('what is added later is loaded then, also inside of something else', async () => {
  const { page, asked, number } = await site.visit(`${SCRIPT}<main></main>`);
  await page.waitForLoadState('networkidle');
  expect(named(asked, 'play-count')).toEqual([]);
  await page.evaluate(() => {
    document.querySelector('main')!.innerHTML =
      '<wistia-stats-source base-url="/three/"><p><wistia-play-count media-id="a">many</wistia-play-count></p></wistia-stats-source>';
  });
  expect(await number()).toBe('3,333');
});

test('a placeholder loads its widget', async () => {
  const { page, asked, number } = await site.visit(
    `${SCRIPT}<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="a">many</div><main></main>`,
  );
  expect(await number()).toBe('1,111');
  await page.evaluate(() => {
    document.querySelector('main')!.innerHTML =
      '<div class="wistia-widget wistia-play-count media-id=b">many</div>';
  });
  await page.locator('main [part=value]').waitFor();
  expect(named(asked, 'stats-source')).toEqual([]);
});

test('a placeholder that asks for nothing known stays as it is', async () => {
  const { page, told } = await site.visit(
    `${SCRIPT}<div class="wistia-widget" data-wistia-widget="constructor">many</div>`,
  );
  await expect.poll(() => told.join()).toContain('"wistia-constructor", which is no widget');
  expect(await page.locator('.wistia-widget').innerHTML()).toBe('many');
});

test('elements of others are left alone', async () => {
  const { page, told } = await site.visit(
    `${SCRIPT}<x-other>text</x-other><wistia-player media-id="a"></wistia-player><constructor></constructor>`,
  );
  await page.waitForLoadState('networkidle');
  expect(told).toEqual([]);
});

test('a chunk that is not there: the text stays, and the console says what is missing', async () => {
  const blocked = await site.visit('');
  await blocked.page.route('**/chunks/play-count-*', (route) => route.abort());
  await blocked.page.evaluate(() => {
    document.body.innerHTML = '<wistia-play-count media-id="a">many</wistia-play-count>';
    const script = document.createElement('script');
    script.type = 'module';
    script.src = '/one/autoload.js';
    document.head.append(script);
  });
  await expect
    .poll(() => blocked.told.join())
    .toContain('wistia-play-count could not be loaded: autoload.js needs the folder chunks beside it.');
  expect(await blocked.page.locator('wistia-play-count').innerText()).toBe('many');
});
