/** A story's markup as somebody would paste it into a page of their own. */
import type { StoryContext } from '@storybook/web-components-vite';

const HOST = 'https://stats.example.com/';
const PRIVATE = /<wistia-(visitors|events)\b/;

const unescaped = (html: string): string => html.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Without what only a story needs: its source, and figures before anybody scrolls. */
const asInAPage = (html: string): string =>
  html
    .replace(/(<wistia-stats-source\b[^>]*?) base-url="[^"]*"/g, `$1 base-url="${HOST}"`)
    .replace(/ token="[^"]+"/g, ' token="…"')
    .replace(/(<wistia-(?!stats-source)[^>]*?) base-url="[^"]*"/g, '$1')
    .replace(/ (loading="eager"|api-url="[^"]*")/g, '')
    .replace(/=""(?=[\s>])/g, '')
    .replace(/(<wistia-stats-source[^>]*>)(<.*>)(<\/wistia-stats-source>)/gs, '$1\n  $2\n$3');

/** Properties that are functions: markup cannot hold them. */
const properties = (tag: string, args: Record<string, unknown>): string[] =>
  Object.entries(args)
    .filter(([, value]) => typeof value === 'function')
    .map(([name, value]) => `  document.querySelector('${tag}').${name} = ${String(value)};`);

export const embedCode = (html: string, { args, component }: StoryContext): string => {
  // Storybook may come twice with the same.
  if (html.startsWith('<script')) return html;
  const script = PRIVATE.test(html) ? 'wistia-widgets-private.js' : 'wistia-widgets.js';
  const set = properties(String(component), args);
  return [
    `<script async src="${HOST}${script}"></script>`,
    asInAPage(unescaped(html)),
    ...(set.length ? ['<script type="module">', ...set, '</script>'] : []),
  ].join('\n');
};
