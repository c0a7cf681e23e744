/** The one line that embeds everything, in each of the ways in which pages come to load it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, PAUSE } from './site.js';
import type { Site } from './site.js';

let site: Site;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site?.close());

const COUNT = '<wistia-play-count media-id="a">many plays</wistia-play-count>';
const META = '<meta name="wistia-stats-source" content="/three/">';

/** What a tag manager does some time after the page has loaded. */
const later = (code: string) => `<script>addEventListener('load', () => setTimeout(() => {
  const script = document.createElement('script'); ${code}; document.head.append(script);
}))</script>`;

describe('the script’s folder is the source', () => {
  test.each([
    ['async', '<script async src="/one/wistia-widgets.js"></script>'],
    ['defer', '<script defer src="/one/wistia-widgets.js"></script>'],
    ['blocking', '<script src="/one/wistia-widgets.js"></script>'],
    ['as a module', '<script type="module" src="/one/wistia-widgets.js"></script>'],
    ['imported by a module', '<script type="module">import "/one/wistia-widgets.js"</script>'],
    ['with a query', '<script async src="/one/wistia-widgets.js?v=/2/"></script>'],
    ['by a tag manager', later('script.src = "/one/wistia-widgets.js"')],
    ['by a tag manager as a module', later('script.type = "module"; script.src = "/one/wistia-widgets.js"')],
    ['twice', '<script async src="/one/wistia-widgets.js"></script>'.repeat(2)],
    [
      'twice in two ways',
      '<script src="/one/wistia-widgets.js"></script><script type="module" src="/one/wistia-widgets.js"></script>',
    ],
    ['autoload', '<script type="module" src="/one/autoload.js"></script>'],
    ['autoload, imported', '<script type="module">import "/one/autoload.js"</script>'],
  ])('%s', async (_, script) => {
    const { number, told, asked } = await site.visit(script + COUNT);
    expect(await number()).toBe('1,111');
    expect(told).toEqual([]);
    expect(asked.filter((path) => path.includes('/stats/'))).toEqual(['/one/stats/medias/a.json']);
  });

  test.each([
    ['before the elements', (script: string) => script + COUNT],
    ['after the elements', (script: string) => COUNT + script],
  ])('%s', async (_, markup) => {
    const { number } = await site.visit(markup('<script src="/one/wistia-widgets.js"></script>'));
    expect(await number()).toBe('1,111');
  });
});

describe('another source is set', () => {
  test.each([
    ['by data-base-url', '<script async src="/one/wistia-widgets.js" data-base-url="/three"></script>'],
    [
      'by data-base-url on a module',
      '<script type="module" src="/one/wistia-widgets.js" data-base-url="/three/"></script>',
    ],
    [
      'by data-base-url on autoload',
      '<script type="module" src="/one/autoload.js" data-base-url="/three/"></script>',
    ],
    ['by meta', `${META}<script async src="/one/wistia-widgets.js" data-base-url="/two/"></script>`],
    ['by meta below', `<script src="/one/wistia-widgets.js"></script>${META}`],
  ])('%s', async (_, head) => {
    const { number, told } = await site.visit(head + COUNT);
    expect(await number()).toBe('3,333');
    expect(told).toEqual([]);
  });

  test('by an element around, and by the element itself', async () => {
    const { page, number } = await site.visit(
      `${META}<script async src="/one/wistia-widgets.js"></script>
      <wistia-stats-source base-url="/one/">${COUNT}</wistia-stats-source>`,
    );
    expect(await number()).toBe('1,111');
    await page.locator('wistia-play-count').evaluate((count) => count.setAttribute('base-url', '/two'));
    await page.locator('wistia-play-count', { hasText: '2,222' }).waitFor();
  });

  test('by meta for code that a tag manager pastes in', async () => {
    const { number, told } = await site.visit(
      META +
        `<script>fetch('/one/wistia-widgets.js').then((reply) => reply.text()).then((code) => {
          const script = document.createElement('script');
          script.text = code;
          document.head.append(script);
        })</script>${COUNT}`,
    );
    expect(await number()).toBe('3,333');
    expect(told).toEqual([]);
  });
});

describe('the console names the setting', () => {
  const sentence = '<meta name="wistia-stats-source" content="https://…">';

  test('where nothing answers at the script’s folder', async () => {
    const { page, told } = await site.visit(
      `<script>addEventListener('wistia-error', () => document.title = 'told')</script>
      <script async src="/one/chunks/../wistia-widgets.js"></script>
      <wistia-play-count project-id="7">many plays</wistia-play-count>`,
    );
    await page.waitForFunction(() => document.title === 'told');
    const said = () => told.filter((line) => line.startsWith('wistia-widgets: '));
    await expect.poll(said).toHaveLength(1);
    expect(said()[0]).toContain('/one/stats/projects/7.json answered 404');
    expect(said()[0]).toContain(sentence);
    expect(said()[0]).toContain('data-base-url');
  });

  test('where pasted-in code cannot know where it is from', async () => {
    const { page, told } = await site.visit(
      `<script>fetch('/one/wistia-widgets.js').then((reply) => reply.text()).then((code) => {
        const script = document.createElement('script');
        script.text = code;
        document.head.append(script);
      })</script>${COUNT}`,
    );
    await page.locator('wistia-play-count:state(error)').waitFor();
    await expect.poll(() => told).toHaveLength(1);
    expect(told[0]).toContain('no source is known');
    expect(told[0]).toContain(sentence);
    expect(await page.locator('wistia-play-count').innerText()).toBe('many plays');
  });

  test('and leaves it out where a source was set', async () => {
    const { page, told } = await site.visit(
      `<meta name="wistia-stats-source" content="/nowhere/">
      <script async src="/one/wistia-widgets.js"></script>${COUNT}`,
    );
    await page.locator('wistia-play-count:state(error)').waitFor();
    await expect.poll(() => told.join()).toContain('/nowhere/stats/medias/a.json answered 404');
    expect(told.join()).not.toContain(sentence);
  });
});

describe('two versions on one page', () => {
  const SENTENCE = /^wistia-widgets: version 99\.0\.0 was loaded after \d+\.\d+\.\d+, which stays in charge\.$/;

  test.each([
    ['one after the other', 'src="/one/wistia-widgets.js"', 'src="/two/wistia-widgets.js"', 1],
    [
      'as modules',
      'type="module" src="/one/wistia-widgets.js"',
      'type="module" src="/two/wistia-widgets.js"',
      1,
    ],
    // It finds nothing to load.
    ['the whole and autoload', 'src="/one/wistia-widgets.js"', 'type="module" src="/two/autoload.js"', 0],
  ])('%s: the first stays in charge, and the console names both', async (_, first, second, lines) => {
    const { page, number, told } = await site.visit(
      `<script ${first}></script><script ${second}></script>${COUNT}${COUNT}
      <div class="wistia-widget wistia-play-count media-id=a">many plays</div>`,
    );
    expect(await number()).toBe('1,111');
    await page.locator('.wistia-widget wistia-play-count [part=value]').waitFor();
    expect(await page.locator('wistia-play-count').count()).toBe(3);
    await expect.poll(() => told).toEqual(Array(lines).fill(expect.stringMatching(SENTENCE)));
  });

  test('share their fetches', async () => {
    const { page, number, asked } = await site.visit(
      `<script src="/one/wistia-widgets.js"></script><script src="/two/wistia-widgets.js"></script>${COUNT.repeat(3)}`,
    );
    await number();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('wistia-play-count')].every((count) => count.matches(':state(ready)')),
    );
    expect(asked.filter((path) => path.includes('/stats/'))).toEqual(['/one/stats/medias/a.json']);
  });
});

describe('while the page is still being sent', () => {
  test('a label that comes after the number is shown', async () => {
    const { page, number } = await site.visit(
      `<script src="/one/wistia-widgets.js"></script>
      <script>addEventListener('wistia-load', () => fetch('/continue'), { once: true })</script>
      ${COUNT}<p><wistia-play-count media-id="a">many ${PAUSE}<b slot="label">plays</b></wistia-play-count></p>`,
    );
    await number();
    await page.locator('p [part=value]').waitFor();
    await page.locator('b').waitFor({ state: 'visible' });
  });

  test('a placeholder whose text is cut in two keeps none of it beside the number', async () => {
    const { page, number } = await site.visit(
      `<script async src="/one/wistia-widgets.js"></script>
      <script>customElements.whenDefined('wistia-play-count').then(() => fetch('/continue'))</script>
      <p><span class="wistia-widget wistia-play-count media-id=a">many ${PAUSE}plays</span></p>`,
    );
    await number();
    await expect
      .poll(() => page.locator('p > span').innerHTML())
      .toBe('<wistia-play-count media-id="a">many plays</wistia-play-count>');
  });
});
