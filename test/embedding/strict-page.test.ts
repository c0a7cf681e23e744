/** Pages that allow little: a strict policy, no script at all, no room to move. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite } from './site.js';
import type { Site } from './site.js';

let site: Site;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site?.close());

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

const WIDGETS = `
  <wistia-stats-source base-url="/one/">
    <wistia-play-count media-id="a" count-up landmark="1000">many<b slot="label">plays</b><i
      slot="celebration">hurray</i></wistia-play-count>
    <wistia-play-count project-id="7">many</wistia-play-count>
  </wistia-stats-source>
  <div class="wistia-widget wistia-play-count media-id=a">many</div>`;

describe('under a strict content security policy', () => {
  test.each([
    ['the script', '<script async src="/one/wistia-widgets.js"></script>'],
    ['autoload', '<script type="module" src="/one/autoload.js"></script>'],
  ])('%s works without a violation', async (_, script) => {
    const { page, told, number } = await site.visit(script + WIDGETS, {
      'Content-Security-Policy': POLICY,
    });
    await number();
    await page.locator('wistia-play-count:state(error)').waitFor();
    await page.locator('.wistia-widget [part=value]', { hasText: '1,111' }).waitFor();
    // The one complaint is of the project that is not published.
    expect(told.filter((line) => !/projects\/7|status of 404/.test(line))).toEqual([]);
    const styles = await page.evaluate(() => {
      const value = document.querySelector('wistia-play-count')!.shadowRoot!.querySelector('[part]')!;
      const source = document.querySelector('wistia-stats-source')!;
      return [getComputedStyle(value).fontVariantNumeric, getComputedStyle(source).display];
    });
    expect(styles).toEqual(['tabular-nums', 'contents']);
  });

  test('a stats source that is cloned or moved asks for no inline style', async () => {
    const { page, told } = await site.visit(
      `<script src="/one/wistia-widgets.js"></script><main>${WIDGETS}</main><footer></footer>`,
      { 'Content-Security-Policy': POLICY },
    );
    await page.evaluate(() => {
      const source = document.querySelector('wistia-stats-source')!;
      document.querySelector('footer')!.append(source.cloneNode(true), source);
    });
    await page.locator('footer wistia-stats-source:last-child [part=value]').waitFor();
    expect(told.filter((line) => /policy/i.test(line))).toEqual([]);
  });
});

test('a page without script reads well', async () => {
  const { page } = await site.visit(
    '<p>Played <wistia-play-count media-id="a">many</wistia-play-count> times.</p>',
  );
  expect(await page.locator('p').innerText()).toBe('Played many times.');
});

test('a number that comes moves nothing around it', async () => {
  const { page, number } = await site.visit(
    `<script>window.shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
        .observe({ type: 'layout-shift', buffered: true });</script>
    <script async src="/one/wistia-widgets.js"></script>
    <h1>Plays</h1><p><wistia-play-count media-id="a">many</wistia-play-count></p><p>and more text</p>
    <p><wistia-play-count project-id="7">many</wistia-play-count></p><p>and more text</p>
    <wistia-stats-source base-url="/one/"><p>more text</p></wistia-stats-source>`,
  );
  await number();
  await page.locator('wistia-play-count:state(error)').waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  expect(await page.evaluate('shifts')).toEqual([]);
});

test('on paper, the counts far below have their numbers too', async () => {
  const { page, asked, number } = await site.visit(
    `<script async src="/one/wistia-widgets.js"></script>
    <wistia-play-count media-id="a">many</wistia-play-count><hr height="9000" size="9000">
    <p><wistia-play-count media-id="b">many</wistia-play-count></p>`,
  );
  await number();
  expect(asked).not.toContain('/one/stats/medias/b.json');
  await page.pdf();
  await page.locator('p [part=value]', { hasText: '1,111' }).waitFor();
});
