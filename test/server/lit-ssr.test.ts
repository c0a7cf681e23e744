/** The widgets in Lit templates that `@lit-labs/ssr` renders. */
import { LitElementRenderer, render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { expect, test } from 'vitest';
import { elementRenderer } from '../../src/server/index.js';

const replies = { 'stats/medias/a.json': { play_count: 128402 } };

const rendered = (template: unknown) =>
  collectResult(
    render(template, { elementRenderers: [elementRenderer({ replies, lang: 'de' }), LitElementRenderer] }),
  );

test('a widget in a template has its figure, its attributes and its children', async () => {
  const id = 'a';
  const markup = await rendered(
    html`<p><wistia-play-count media-id=${id} format="standard">many <b slot="label">plays</b></wistia-play-count></p>`,
  );
  expect(markup).toMatch(/<wistia-play-count[^>]* media-id="a"/);
  expect(markup).toMatch(/<template[^>]* shadowrootmode="open"[^>]*>.*128\.402.*<\/template>/s);
  expect(markup).toContain('<slot name="label">');
  expect(markup).toContain('<b slot="label">plays</b>');
});

test('a property of a template says the same as its attribute', async () => {
  expect(await rendered(html`<wistia-play-count .mediaId=${'a'}></wistia-play-count>`)).toContain('128.402');
});

test('without a reply it has its fallback and no root', async () => {
  const markup = await rendered(html`<wistia-play-count media-id="b">many</wistia-play-count>`);
  expect(markup).not.toContain('<template');
  expect(markup).toContain('many');
});
