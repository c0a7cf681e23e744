/** Chromium, as the tests open it that look at whole pages. */
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** For machines that have other work as well. The tests' own limit is longer: it is the wait that tells its reason. */
const PATIENCE = 60_000;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    timeout: 2 * PATIENCE,
  });

/** A page in a context of its own, which is closed with it. */
export const openPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(PATIENCE);
  return page;
};

/** What a page complains of from now on: errors and warnings of the console, and what nobody caught. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
};

/**
 * Waits until each of `widgets` shows a value. Lazy ones load in sight: the page is scrolled through, and once
 * more for widgets that came later.
 */
export const settled = async (page: Page, widgets: string): Promise<void> => {
  const unsettled = () =>
    page.evaluate(async (selector) => {
      const kept = window as { passed?: WeakSet<Element> };
      const passed = (kept.passed ??= new WeakSet());
      const elements = [...document.querySelectorAll(selector)];
      if (elements.some((element) => !passed.has(element))) {
        for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
          scrollTo({ top: y, behavior: 'instant' });
          await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        }
        scrollTo({ top: 0, behavior: 'instant' });
        for (const element of elements) passed.add(element);
      }
      return elements.filter((element) => !element.matches(':state(ready)')).map(({ localName }) => localName);
    }, widgets);
  await expect.poll(unsettled, { timeout: PATIENCE }).toEqual([]);
};
