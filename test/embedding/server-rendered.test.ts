/** Pages whose widgets came from the server with their figures: without a script, and when one takes over. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as Server from '../../src/server/index.js';
import { openSite, PAUSE } from './site.js';
import type { Site } from './site.js';

const file = '../../dist/server.js';
const { renderToString, styleSources } = (await import(file)) as typeof Server;

let site: Site;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site?.close());

const range = { 'start-date': '2012-03-01', 'end-date': '2012-03-30' };
const pair = (i: number) => String(i).padStart(2, '0');
const media = { 'media-id': 'a' };

const replies = {
  'stats/medias/a.json': { play_count: 4812 },
  'stats/medias/a/engagement.json': {
    engagement_data: Array.from({ length: 90 }, (_, i) => 4812 - i * 40),
    rewatch_data: Array.from({ length: 90 }, (_, i) => (i % 30) * 20),
  },
  'stats/medias/a/by_date.json?start_date=2012-03-01&end_date=2012-03-30': Array.from(
    { length: 30 },
    (_, i) => ({ date: `2012-03-${pair(i + 1)}`, play_count: 100 + ((i * 37) % 50) }),
  ),
  'recommendations.json?limit=4': ['b', 'c', 'd', 'e'].map((id) => ({
    media_id: id,
    name: `Video ${id}`,
    duration: 75,
    thumbnail: null,
    score: 1,
    reason: { kind: 'popular' },
  })),
};

const WIDGETS = [
  ['wistia-play-count', media],
  ['wistia-engagement-graph', media],
  ['wistia-heatmap', media],
  ['wistia-trend', { ...media, ...range }],
  ['wistia-recommendations', {}],
] as const;
const TAGS = WIDGETS.map(([tag]) => tag);

/** All widgets, each in a paragraph of its own, in a source. */
const pageMarkup = async (options: Server.RenderOptions = {}): Promise<string> => {
  const all = WIDGETS.map(async ([tag, attributes]) => {
    const markup = await renderToString(tag, { attributes, replies, fallback: '…', ...options });
    return `<section><h2>${tag}</h2>${markup}</section>`;
  });
  return renderToString('wistia-stats-source', {
    attributes: { 'base-url': '/one/' },
    html: (await Promise.all(all)).join(''),
    ...options,
  });
};

const ROOM = { viewport: { width: 900, height: 2000 } };

/** Looks at every widget in every frame from now on. */
const watch = (page: Page) =>
  page.evaluate((tags) => {
    const seen = tags.map(() => new Set<string>());
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift' });
    const look = (): void => {
      tags.forEach((tag, i) => {
        const element = document.querySelector(tag)!;
        const { x, y, width, height } = element.getBoundingClientRect();
        const root = element.shadowRoot!;
        const isThere = [...root.children].some(
          (child) => !/^(style|script|slot)$/.test(child.localName) && child.getBoundingClientRect().width > 0,
        );
        seen[i]!.add(JSON.stringify([isThere, x, y, width, height]));
      });
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { seen, shifts });
  }, TAGS);

/** What `watch` has seen of each: where it was, and whether something was there. */
const seenBy = (page: Page) =>
  page.evaluate(() => {
    const { seen, shifts } = window as unknown as { seen: Set<string>[]; shifts: number[] };
    return { seen: seen.map((places) => [...places]), shifts };
  });

/** Waits until the script has taken over each of them. */
const takenOver = (page: Page) =>
  page.waitForFunction((tags) => {
    const elements = tags.map((tag) => document.querySelector(tag)!);
    return elements.every(
      (element) => element.matches(':state(ready)') && !element.shadowRoot!.querySelector('script'),
    );
  }, TAGS);

const frames = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
  );

describe('without a script', () => {
  let page: Page;
  let told: string[];
  beforeEach(async () => {
    ({ page, told } = await site.visit(await pageMarkup(), {}, { ...ROOM, javaScriptEnabled: false }));
  });

  test('figures can be read', async () => {
    expect(await page.locator('wistia-play-count [part=value]').innerText()).toBe('4,812');
    expect(await page.locator('wistia-trend [part=summary]').innerText()).toBe('3,745 in 30 days');
    expect(await page.locator('wistia-engagement-graph [part=summary]').innerText()).toMatch(/\d%/);
    expect(await page.getByRole('link', { name: /Video b/ }).getAttribute('href')).toBe('/videos/b');
    expect(told).toEqual([]);
  });

  test('curves are drawn over the whole plot, whatever its size', async () => {
    for (const width of [360, 900]) {
      await page.setViewportSize({ width, height: 2000 });
      for (const tag of ['wistia-engagement-graph', 'wistia-trend', 'wistia-heatmap']) {
        const missing = async () => {
          const place = (await page.locator(tag).boundingBox())!;
          const drawing = (await page.locator(`${tag} .plot svg`).first().boundingBox())!;
          const room = await page.locator(`${tag} .room`).evaluateAll((all) => all[0]?.getBoundingClientRect().width ?? 0);
          return Math.round(place.width) - Math.round(drawing.width + room);
        };
        await expect.poll(missing, { message: tag }).toBe(0);
      }
      const [line, plot] = await Promise.all([
        page.locator('wistia-engagement-graph .views.curve').boundingBox(),
        page.locator('wistia-engagement-graph .plot').boundingBox(),
      ]);
      expect(line!.width).toBeGreaterThan(plot!.width * 0.7);
      expect(line!.x + line!.width).toBeLessThanOrEqual(plot!.x + plot!.width + 2);
    }
  });
});

describe('when the script takes over', () => {
  test.each([
    ['the classic script', '/one/wistia-widgets.js', 'text/javascript'],
    ['autoload', '/one/autoload.js', 'module'],
  ])('%s: nothing is empty or moves for a frame, and nothing is fetched again', async (_, url, type) => {
    const { page, told, asked } = await site.visit(await pageMarkup(), {}, ROOM);
    const count = page.locator('section').first();
    const before = await count.screenshot();
    await watch(page);
    await page.addScriptTag({ url, type: type === 'module' ? type : '' });
    await takenOver(page);
    await frames(page);
    const { seen, shifts } = await seenBy(page);
    expect(seen.map((places) => places.length)).toEqual(TAGS.map(() => 1));
    for (const [place] of seen) expect(JSON.parse(place!)[0]).toBe(true);
    expect(shifts).toEqual([]);
    expect(await count.screenshot()).toEqual(before);
    expect(asked.filter((path) => path.startsWith('/one/stats/'))).toEqual([]);
    expect(asked.filter((path) => /recommendations\.json|medias\.json/.test(path))).toEqual([]);
    expect(told).toEqual([]);
  });

  test('a script that is there before the markup is whole waits for it', async () => {
    const markup = await pageMarkup();
    const middle = markup.indexOf('</template>', markup.indexOf('<wistia-trend')) - 100;
    const { page, asked } = await site.visit(
      `<link rel="preload" as="script" href="/one/wistia-widgets.js" onload="fetch('/continue')">
      <script defer src="/one/wistia-widgets.js"></script>${markup.slice(0, middle)}${PAUSE}${markup.slice(middle)}`,
      {},
      ROOM,
    );
    await takenOver(page);
    expect(await page.locator('wistia-trend [part=summary]').innerText()).toBe('3,745 in 30 days');
    expect(await page.locator('template').count()).toBe(0);
    expect(asked.filter((path) => path.startsWith('/one/stats/'))).toEqual([]);
  });

  test('charts answer to keys then', async () => {
    const { page } = await site.visit(
      `<script defer src="/one/wistia-widgets.js"></script>${await pageMarkup()}`,
      {},
      ROOM,
    );
    await takenOver(page);
    const plot = page.locator('wistia-engagement-graph').getByRole('slider');
    await plot.focus();
    await plot.press('ArrowRight');
    await expect.poll(() => plot.getAttribute('aria-valuenow')).toBe('1');
  });

  test('figures of yesterday are shown, and then those of today', async () => {
    const day = 864e5;
    const markup = await pageMarkup({ fetchedAt: Date.now() - day });
    const { page, asked, number } = await site.visit(
      `${markup}<script defer src="/one/wistia-widgets.js"></script>`,
      {},
      ROOM,
    );
    expect(['4,812', '1,111']).toContain(await number());
    await page.locator('wistia-play-count [part=value]', { hasText: '1,111' }).waitFor();
    expect(asked).toContain('/one/stats/medias/a.json');
  });
});

describe('under a strict content security policy', () => {
  const policy = (styles: string): Record<string, string> => ({
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self' ${styles}; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types lit-html`,
  });
  const script = '<script defer src="/one/wistia-widgets.js"></script>';

  const expectStyled = async (page: Page): Promise<void> => {
    const graph = page.locator('wistia-engagement-graph');
    await expect.poll(async () => (await graph.boundingBox())!.height).toBe(320);
    await expect
      .poll(() => graph.locator('.views.curve').evaluate((it) => getComputedStyle(it).fill))
      .toBe('none');
  };

  test.each([
    ['hashes', async () => policy(Object.values(await styleSources()).join(' ')), {}],
    ['a nonce', async () => policy("'nonce-r4nd0m'"), { nonce: 'r4nd0m' }],
  ])('style sheets are let through by %s, before the script and after it', async (_, headers, options) => {
    const markup = await pageMarkup(options);
    const still = await site.visit(markup, await headers(), ROOM);
    await expectStyled(still.page);
    expect(still.told).toEqual([]);
    const alive = await site.visit(script + markup, await headers(), ROOM);
    await takenOver(alive.page);
    await expectStyled(alive.page);
    expect(alive.told).toEqual([]);
  });

  test('without style sheets there are words until the script brings them, and no complaint', async () => {
    const markup = await pageMarkup({ styles: 'none' });
    const still = await site.visit(markup, policy(''), ROOM);
    expect(await still.page.locator('wistia-trend [part=summary]').innerText()).toBe('3,745 in 30 days');
    expect(still.told).toEqual([]);
    const alive = await site.visit(script + markup, policy(''), ROOM);
    await takenOver(alive.page);
    await expectStyled(alive.page);
    expect(alive.told).toEqual([]);
  });

  test('search engines are told of plays, by the server and by the script', async () => {
    const attributes = { ...media, 'structured-data': '#video', 'base-url': '/one/' };
    const markup = await renderToString('wistia-play-count', {
      attributes,
      replies,
      styles: 'none',
      fetchedAt: 0,
    });
    const { page, told } = await site.visit(
      `${script}${markup}<wistia-play-count media-id="b" base-url="/one/" structured-data="#b">many</wistia-play-count>`,
      policy(''),
    );
    const blocks = page.locator('wistia-play-count > script[type="application/ld+json"]');
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('wistia-play-count > script')].filter((it) => it.textContent.includes('1111'))
          .length === 2,
    );
    const [first, second] = (await blocks.allTextContents()).map((text) => JSON.parse(text));
    expect(first).toMatchObject({ '@id': '#video', interactionStatistic: { userInteractionCount: 1111 } });
    expect(second).toMatchObject({ '@id': '#b', interactionStatistic: { userInteractionCount: 1111 } });
    // This source knows no batches.
    expect(told.filter((line) => !/status of 404/.test(line))).toEqual([]);
  });
});
