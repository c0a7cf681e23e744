/** Chromium, as the tests open it that look at whole pages. */
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });

/** What a page complains of from now on: errors and warnings of the console, and what nobody caught. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
};

/** Scrolls through a page, so that lazy widgets load, and waits until each of `widgets` shows a value. */
export const settled = async (page: Page, widgets: string): Promise<void> => {
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    }
    scrollTo({ top: 0, behavior: 'instant' });
  });
  await page.waitForFunction(
    (selector) => [...document.querySelectorAll(selector)].every((e) => e.matches(':state(ready)')),
    widgets,
  );
};
