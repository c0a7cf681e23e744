/** The documents: every link leads somewhere, every example is written as the elements understand it. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderSite } from '../../build/docs/site.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? markdownIn(path) : path.endsWith('.md') ? [path] : [];
  });

const documents = ['README.md', 'ARCHITECTURE.md', ...markdownIn('docs'), ...markdownIn('demo')];
const site = renderSite();
const pages = [...site].filter(([path]) => path.endsWith('.html'));

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);

const withoutCode = (markdown: string) => markdown.replace(/^( *)```[^]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '');

test.each(documents)('%s links to files that are there', (file) => {
  const links = all(withoutCode(read(file)), /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?:|mailto:|#)/.test(link));
  const dead = links.filter((link) => !existsSync(join(root, dirname(file), link.split('#')[0]!)));
  expect(dead).toEqual([]);
});

describe('the site', () => {
  test.each(pages)('%s: every address on it is a file of the site, every anchor is there', (_, markup) => {
    const addresses = all(markup, /\s(?:href|src)="([^"]*)"/g).filter((address) => !/^https?:/.test(address));
    expect(addresses.length).toBeGreaterThan(10);
    const dead = addresses.filter((address) => {
      const [path, anchor] = address.split('#') as [string, string?];
      // What the figures' script belongs to is written beside the pages.
      if (/^(?:data|private)\//.test(path)) return false;
      const target = path ? site.get(path) : markup;
      // A live example's cards lead to the page itself.
      return target === undefined || (anchor && anchor !== '{media_id}' && !target.includes(` id="${anchor}"`));
    });
    expect(dead).toEqual([]);
  });

  test.each(pages)('%s has no anchor twice, and nothing that a strict policy forbids', (_, markup) => {
    const ids = all(markup, /\sid="([^"]*)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const code = markup.replace(/<pre[^]*?<\/pre>/g, '');
    expect(code).not.toMatch(/\sstyle="|\son\w+="|<style|<script(?![^>]*\ssrc=)/);
  });

  test('names no host of its own: any folder may hold it', () => {
    for (const [page, markup] of pages) {
      expect(all(markup, /\s(?:href|src)="(\/[^"]*)"/g), page).toEqual([]);
    }
  });

  test('has every element’s attributes, events and properties on its page', () => {
    const manifest = JSON.parse(read('dist/custom-elements.json')) as Manifest;
    for (const { tagName, attributes = [], events = [], cssProperties = [] } of elementsOf(manifest)) {
      const markup = site.get(`${tagName.replace('wistia-', '')}.html`)!;
      for (const { name } of [...attributes, ...events, ...cssProperties]) {
        expect(markup, `${tagName} ${name}`).toContain(`<td><code>${name}</code></td>`);
      }
    }
  });

  test('has a control for every token that the elements read, and for no other', () => {
    const sources = readdirSync(join(root, 'src/elements')).filter((name) => name.endsWith('.ts'));
    const tokens = sources.flatMap((name) => all(read(`src/elements/${name}`), /var\((--wistia-[a-z-]+)/g));
    const controls = all(site.get('theming.html')!, /data-token="([^"]+)"/g);
    expect(controls.sort()).toEqual([...new Set(tokens)].sort());
  });

  test('can be searched for what is in tables and headings', () => {
    const index = JSON.parse(site.get('search.json')!) as { page: string; heading: string; text: string }[];
    const found = index.filter(({ text }) => text.includes('cache.staleIfError'));
    expect(found.map(({ page }) => page)).toContain('gateway-operation.html#settings');
    // The words of neighbouring cells stay apart.
    expect(found.some(({ text }) => text.includes('cache.staleIfError 604800 '))).toBe(true);
  });
});

interface Manifest {
  modules: { declarations?: Declaration[] }[];
}
interface Declaration {
  tagName: string;
  attributes?: { name: string }[];
  events?: { name: string }[];
  cssProperties?: { name: string }[];
}
const elementsOf = ({ modules }: Manifest): Declaration[] =>
  modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);

describe('examples of markup', () => {
  const manifest = JSON.parse(read('dist/custom-elements.json')) as Manifest;
  const known = new Map(
    elementsOf(manifest).map(({ tagName, attributes = [] }) => [tagName, attributes.map(({ name }) => name)]),
  );
  /** What any element may have. */
  const GLOBAL = ['id', 'class', 'lang', 'dir', 'slot', 'hidden', 'part', 'title'];
  /** Of Wistia, not of ours. */
  const FOREIGN = ['wistia-player'];

  const unknownIn = (markup: string): string[] =>
    [...markup.matchAll(/<(wistia-[\w-]+)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)/g)].flatMap(([, tag, rest]) => {
      if (FOREIGN.includes(tag!)) return [];
      const attributes = known.get(tag!);
      if (!attributes) return [`<${tag}>`];
      return all(rest!, /\s([\w-]+)(?:=(?:"[^"]*"|'[^']*'|[^\s>"']+))?/g)
        .filter((name) => !attributes.includes(name) && !GLOBAL.includes(name))
        .map((name) => `<${tag} ${name}>`);
    });

  test('an attribute that is not there is noticed', () => {
    expect(unknownIn('<wistia-trend media-id="a" compar>')).toEqual(['<wistia-trend compar>']);
    expect(unknownIn('<wistia-trends>')).toEqual(['<wistia-trends>']);
    expect(unknownIn('<wistia-heatmap glyph="🐱" media-id="x">')).toEqual([]);
  });

  test.each(documents)('%s uses attributes that are there', (file) => {
    const blocks = all(read(file), /^ *```html\n([^]*?)^ *```/gm);
    expect(blocks.flatMap(unknownIn)).toEqual([]);
  });

  test('the site’s live ones do too', () => {
    for (const [page, markup] of pages) {
      expect(unknownIn(markup.replace(/<pre[^]*?<\/pre>/g, '')), page).toEqual([]);
    }
  });

  test('placeholders name widgets and attributes that are there', () => {
    for (const file of documents) {
      for (const [tag, widget] of read(file).matchAll(/<div[^>]*data-wistia-widget="([\w-]+)"[^>]*>/g)) {
        const attributes = known.get(`wistia-${widget}`);
        expect(attributes, `${relative(root, file)}: ${widget}`).toBeDefined();
        for (const name of all(tag, /\sdata-([\w-]+)=/g)) {
          expect(['wistia-widget', ...attributes!], `${file}: ${tag}`).toContain(name);
        }
      }
    }
  });
});
