/** The engagement graph as its visitor uses it: real pointers, fingers and keys, under the strict policy. */
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo } from '../../demo/server.mjs';
import { complaintsOf, openBrowser, openPage, settled } from '../open-browser.js';

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

/** The graph's page, its complaints and its first graph, drawn and in sight. */
const visit = async (options: BrowserContextOptions = {}) => {
  const page = await openPage(browser, { viewport: { width: 1000, height: 900 }, ...options });
  const complaints = complaintsOf(page);
  await page.goto(new URL('/pages/engagement.html', demo.url).href);
  // All of them, so that nothing moves any more.
  await settled(page, 'wistia-engagement-graph');
  const plot = page.locator('#graph [part=plot]');
  await plot.scrollIntoViewIfNeeded();
  await page.waitForFunction(() =>
    document.querySelector('#graph')?.shadowRoot?.querySelector('.curve.views')?.getAttribute('d'),
  );
  const at = async (across: number) => {
    const { x, y, width, height } = (await plot.boundingBox())!;
    return { x: x + across * width, y: y + height / 2 };
  };
  return { page, complaints, plot, at, words: page.locator('#graph [part=tooltip]') };
};

const scrolled = (page: Page) => page.evaluate(() => scrollY);

test('a mouse reads and takes the player there, and nothing offends the policy', async () => {
  const { page, complaints, at, words } = await visit();
  const { x, y } = await at(0.5);
  await page.mouse.move(x, y);
  await expect.poll(() => words.innerText()).toMatch(/^\d:\d\d · \d+% still watching\n[\d,]+ views · \d+ rewatch/);
  await page.waitForFunction(() => document.querySelector('wistia-player')!.duration > 0);
  await page.mouse.click(x, y);
  await page.waitForFunction(() => document.querySelector('wistia-player')!.currentTime > 60);
  await page.locator('#graph').getByRole('button', { name: 'Rewatches' }).click();
  await page.mouse.move(5, 5);
  await words.waitFor({ state: 'hidden' });
  expect(complaints).toEqual([]);
  await page.close();
});

test('the keyboard alone comes to it, reads, and goes on', async () => {
  const { page, plot, words } = await visit();
  for (let i = 0; i < 10 && !(await plot.evaluate((e: Element) => e.matches(':focus'))); i++) {
    await page.keyboard.press('Tab');
  }
  expect(await plot.evaluate((e: Element) => e.matches(':focus'))).toBe(true);
  await page.keyboard.press('End');
  const before = await scrolled(page);
  await page.keyboard.press('PageDown');
  await words.waitFor();
  expect(await scrolled(page)).toBe(before);
  await page.keyboard.press('Tab');
  await words.waitFor({ state: 'hidden' });
  await page.close();
});

describe('a finger', () => {
  const touch = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } };

  const drag = async (page: Page, from: { x: number; y: number }, by: { x: number; y: number }) => {
    const session = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + share * by.x, y: from.y + share * by.y }],
      });
    await send('touchStart', 0);
    for (let step = 1; step <= 10; step++) await send('touchMove', step / 10);
    await send('touchEnd', 1);
  };

  test('that goes along the graph reads, and the page stays', async () => {
    const { page, at, words } = await visit(touch);
    const before = await scrolled(page);
    await drag(page, await at(0.3), { x: 150, y: 0 });
    await words.waitFor();
    expect(await scrolled(page)).toBe(before);
    await page.close();
  });

  test('that goes up scrolls the page, and no words stay behind', async () => {
    const { page, at, words } = await visit(touch);
    const before = await scrolled(page);
    await drag(page, await at(0.5), { x: 0, y: -150 });
    await expect.poll(() => scrolled(page)).toBeGreaterThan(before + 50);
    await words.waitFor({ state: 'hidden' });
    await page.close();
  });
});

test('it is saved as a picture and as a table under the strict policy', async () => {
  const { page, complaints } = await visit();
  for (const [button, name, start] of [
    ['Save as PNG', 'engagement-993554ba94.png', '\x89PNG'],
    ['Save as CSV', 'engagement-993554ba94.csv', '\xef\xbb\xbfTime,Seconds,'],
  ] as const) {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    expect((await readFile(await download.path())).toString('latin1').startsWith(start)).toBe(true);
  }
  expect(complaints).toEqual([]);
  await page.close();
});

test('with forced colours curves, grid and words keep apart', async () => {
  const { page, plot, at, words } = await visit({ forcedColors: 'active' });
  const { x, y } = await at(0.5);
  await page.mouse.move(x, y);
  await words.waitFor();
  const [views, rewatches, grid] = await plot.evaluate((element: Element) =>
    ['.curve.views', '.curve.rewatches', 'svg > path'].map(
      (selector) => getComputedStyle(element.querySelector(selector)!).stroke,
    ),
  );
  expect(new Set([views, rewatches, grid]).size).toBe(3);
  const [paper, ink] = await words.evaluate((element: Element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return [backgroundColor, color];
  });
  expect(paper).not.toBe(ink);
  await page.close();
});

test('on paper there is no cursor', async () => {
  const { page, at, words } = await visit();
  const { x, y } = await at(0.5);
  await page.mouse.move(x, y);
  await words.waitFor();
  await page.emulateMedia({ media: 'print' });
  await words.waitFor({ state: 'hidden' });
  await page.close();
});
