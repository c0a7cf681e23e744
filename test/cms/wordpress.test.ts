/** The WordPress plugin in a real WordPress, with what an author may write. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage } from '../open-browser.js';
import { openSource, shownNumber } from './page.js';
import type { Place } from './page.js';
import { findSystems } from './programs.mjs';
import { openWordPress } from './wordpress.js';
import type { WordPress } from './wordpress.js';

const { wordpress: core } = findSystems();
const kits = new URL('../../demo/cms/', import.meta.url);

test('every kit knows the same widgets, and each of them is one', async () => {
  const text = (file: string) => readFile(new URL(file, kits), 'utf8');
  const lists = await Promise.all([
    text('wordpress/wistia-widgets/wistia-widgets.php').then((php) => /WISTIA_WIDGETS_NAMES = array\((.*)\)/.exec(php)![1]!),
    text('hugo/layouts/shortcodes/wistia.html').then((html) => /in \(slice (.*?)\)/.exec(html)![1]!),
    text('eleventy/wistia-widgets.js').then((code) => /WIDGETS = \[(.*)\]/.exec(code)![1]!),
    text('shopify/snippets/wistia.liquid').then((liquid) => /known = '(.*?)'/.exec(liquid)![1]!),
    text('drupal/wistia-widget.html.twig').then((twig) => /known = \[(.*)\]/.exec(twig)![1]!),
  ]);
  const names = lists.map((list) => list.match(/[a-z]+(-[a-z]+)*/g));
  expect(new Set(names.map((list) => list!.join(' '))).size).toBe(1);
  const { exports } = JSON.parse(await readFile(new URL('../../package.json', kits), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  for (const name of names[0]!) expect(exports).toHaveProperty([`./${name}`]);
});

if (core) describe('WordPress', () => {
  let source: Place;
  let browser: Browser;
  let site: WordPress;

  beforeAll(async () => {
    [source, browser, site] = await Promise.all([openSource(), openBrowser(), openWordPress(core)]);
    await site.php(`update_option('wistia_widgets', array('source' => '${source.url}/', 'version' => '', 'integrity' => ''));
      wp_insert_user(array('user_login' => 'writer', 'user_pass' => wp_generate_password(), 'role' => 'author'));`);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await source?.close();
  });

  /** Publishes a post as an author, through the filters that an author's text goes through; gives its address. */
  const post = (content: string): Promise<string> =>
    site.php(`wp_set_current_user(get_user_by('login', 'writer')->ID); kses_init();
      if (current_user_can('unfiltered_html')) exit('not an author');
      $id = wp_insert_post(array('post_title' => 'A post', 'post_status' => 'publish', 'post_content' => ${JSON.stringify(content).replaceAll('$', '\\$')}), true);
      echo is_wp_error($id) ? $id->get_error_message() : home_url('/?p=' . $id);`);

  const visit = async (address: string) => {
    expect(address).toMatch(/^http/);
    const page = await openPage(browser);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push('a script was run');
      void dialog.dismiss();
    });
    await page.goto(address);
    return { page, complaints };
  };

  test.each([
    ['the shortcode', '[wistia widget="play-count" media-id="993554ba94"]many plays[/wistia]'],
    ['the block', '<!-- wp:wistia-widgets/widget {"mediaId":"993554ba94","fallback":"many plays"} /-->'],
    ['a placeholder', '<div class="wistia-widget" data-wistia-widget="play-count" data-media-id="993554ba94">many plays</div>'],
    ['a placeholder of classes', '<div class="wistia-widget wistia-play-count media-id=993554ba94">many plays</div>'],
  ])('%s of an author shows its number', async (_name, content) => {
    const { page, complaints } = await visit(await post(content));
    await shownNumber(page);
    expect(await page.locator('wistia-play-count').textContent()).toContain('many plays');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('what an author’s custom element and script leave is text: that is why there are the others', async () => {
    const { page } = await visit(await post('<wistia-play-count media-id="993554ba94">many plays</wistia-play-count><script>alert(1)</script>'));
    expect(await page.locator('wistia-play-count').count()).toBe(0);
    expect(await page.locator('body').textContent()).toContain('many plays');
    await page.close();
  });

  test('a shortcode cannot smuggle in a script, a source or a token', async () => {
    const { page, complaints } = await visit(
      await post(`[wistia media-id='x" onmouseover="alert(1)' onclick="alert(1)" base-url="https://evil.example/" token="t" style="color:red"]plays[/wistia]`),
    );
    const placeholder = page.locator('.wistia-widget');
    const names = await placeholder.evaluate((element) => [...element.attributes].map(({ name }) => name).sort());
    expect(names).toEqual(['class', 'data-media-id', 'data-wistia-widget']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a widget that there is not is told to those who write, and to nobody else', async () => {
    const { page } = await visit(await post('[wistia widget="play-cuont"]many[/wistia]'));
    expect(await page.locator('body').textContent()).not.toContain('play-cuont');
    await page.close();
    const told = await site.php(`wp_set_current_user(get_user_by('login', 'writer')->ID); echo do_shortcode('[wistia widget="play-cuont"]');`);
    expect(told).toContain('there is no widget &quot;play-cuont&quot;. Known are play-count');
  });

  test('a page without widgets loads no script', async () => {
    const { page } = await visit(await post('Only text.'));
    expect(await page.locator('script[src*="wistia-widgets"]').count()).toBe(0);
    await page.close();
  });

  test('with a version and its hash, browsers check the file', async () => {
    const { version, body } = await fetch(`${source.url}/wistia-widgets.js`).then(async (reply) => {
      const text = await reply.text();
      return { body: text, version: /wistia-widgets (\d+\.\d+\.\d+)/.exec(text)![1]! };
    });
    const digest = await crypto.subtle.digest('SHA-384', new TextEncoder().encode(body));
    const integrity = `sha384-${Buffer.from(digest).toString('base64')}`;
    const set = (hash: string) =>
      site.php(`update_option('wistia_widgets', array('source' => '${source.url}/', 'version' => '${version}', 'integrity' => '${hash}'));`);
    await set(integrity);
    const address = await post('[wistia media-id="993554ba94"]many[/wistia]');
    const { page } = await visit(address);
    expect(await page.locator('script[integrity]').getAttribute('src')).toContain(`wistia-widgets-${version}.js`);
    await shownNumber(page);
    await page.close();
    await set(`sha384-${Buffer.alloc(48).toString('base64')}`);
    const other = await visit(address);
    await other.page.waitForLoadState('networkidle');
    expect(await other.page.locator('wistia-play-count').count()).toBe(0);
    await other.page.close();
  });

  test('settings are checked: what cannot be used is told, and the old value stays', async () => {
    const told = await site.php(`require_once ABSPATH . 'wp-admin/includes/template.php';
      update_option('wistia_widgets', array('source' => 'https://stats.example.com/', 'version' => '0.1.0', 'integrity' => ''));
      $kept = wistia_widgets_sanitize(array('source' => 'javascript:alert(1)', 'version' => '1/../2', 'integrity' => 'x'));
      echo json_encode(array($kept, wp_list_pluck(get_settings_errors('wistia_widgets'), 'code')));`);
    expect(JSON.parse(told)).toEqual([
      { source: 'https://stats.example.com/', version: '0.1.0', integrity: '' },
      ['source', 'version', 'integrity'],
    ]);
  });
});
