/** The documentation as pages: from README.md, docs/, the kits' guide and the custom-elements manifest. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examples } from './examples.mjs';
import { anchorOf, escape } from './html.mjs';
import { layout } from './layout.mjs';
import { codeBlock, renderInline, renderMarkdown } from './markdown.mjs';
import { elementsOf, renderReference } from './reference.mjs';
import { searchIndex } from './search-index.mjs';
import { groups as listed, sources } from './site-map.mjs';
import { themingBench } from './theming.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const markdownIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

const pageNameOf = (file) => `${basename(file, '.md')}.html`;

const labelOf = (tagName) => {
  const words = tagName.replace('wistia-', '').replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
};

/** The groups with every page's file name and label, and what nobody has listed at the end of one. */
const completeGroups = () => {
  const named = new Set(listed.flatMap(({ pages }) => pages.map(({ file }) => file)));
  const others = markdownIn('docs').filter((file) => !named.has(file));
  const titleOf = (file) => /^# (.+)$/m.exec(read(file))[1].replaceAll('`', '');
  return listed.map(({ name, pages }) => ({
    name,
    pages: [...pages, ...(name === 'On your page' ? others.map((file) => ({ file, label: titleOf(file) })) : [])].map(
      (page) => ({
        ...page,
        page: page.page ?? pageNameOf(page.file),
        label: page.label ?? labelOf(page.element),
      }),
    ),
  }));
};

/** Guides beside the kits, and others that are linked to but stand in no navigation. */
const unlisted = () =>
  markdownIn('demo/cms')
    .filter((file) => basename(file) !== 'README.md')
    .map((file) => ({ file, page: `cms-${pageNameOf(file)}` }));

const liveExample = ({ title, code, live = code, look = '' }, index) =>
  `<figure class="example"><figcaption id="example-${index}">${escape(title)}</figcaption>
<div class="live ${look}">${live}</div>
${codeBlock(code, 'html')}</figure>`;

/** The page of an element: what it is, live, its guide, its reference. */
const elementPage = ({ page, element: tagName, file }, elements, pageOf) => {
  const element = elements.get(tagName);
  const taken = new Set(['examples', 'reference']);
  const guide = file
    ? renderMarkdown(read(file), { file, pageOf, taken })
    : {
        title: `<code>&lt;${tagName}&gt;</code>`,
        body: `<p>${renderInline(element.description.replace(/```[^]*?```/g, ''))}</p>
<p>Tokens, scopes and keys: <a href="private-readers.html">Signed readers</a>.</p>`,
        headings: [],
      };
  // What its first lines of code show is live below.
  const [, lead, rest] = /^(<p>[^]*?<\/p>)\s*(?:<div class="code">[^]*?<\/div>)?([^]*)$/.exec(guide.body.trim());
  const reference = renderReference(element);
  const body = `${lead}
<h2 id="examples">Live <a class="anchor" href="#examples" aria-label="Link to “Live”">#</a></h2>
<p class="soft small">On the figures of a make-believe account. Each needs the <a href="getting-started.html">script</a> once a page.</p>
${examples[tagName].map(liveExample).join('\n')}
${rest}
${reference.body}`;
  const headings = [{ depth: 2, anchor: 'examples', inner: 'Live', text: 'Live' }, ...guide.headings, ...reference.headings];
  const isPrivate = tagName === 'wistia-visitors' || tagName === 'wistia-events';
  return { page, title: guide.title, body, headings, isPrivate };
};

const themingPage = ({ page, file }, elements, pageOf) => {
  const { title, body, headings } = renderMarkdown(read(file), { file, pageOf, taken: new Set(['try-it']) });
  const [, lead, rest] = /^(<p>[^]*?<\/p>)([^]*)$/.exec(body.trim());
  return {
    page,
    title,
    body: `${lead}\n${themingBench(elements)}\n${rest}`,
    headings: [{ depth: 2, anchor: 'try-it', inner: 'Try it', text: 'Try it' }, ...headings],
    scripts: ['theming'],
  };
};

const filesIn = (path) =>
  statSync(join(root, path)).isFile()
    ? [path]
    : readdirSync(join(root, path)).sort().flatMap((name) => filesIn(`${path}/${name}`));

/** A page that shows files as they are, to read and to copy. */
const sourcePage = ({ path, page, title }) => {
  const taken = new Set();
  const headings = [];
  const parts = filesIn(path).map((file) => {
    const name = file === path ? basename(file) : file.slice(path.length + 1);
    const anchor = anchorOf(name, taken);
    headings.push({ depth: 2, anchor, text: name, inner: escape(name) });
    return `<h2 id="${anchor}">${escape(name)} <a class="anchor" href="#${anchor}" aria-label="Link to “${escape(name)}”">#</a></h2>
${codeBlock(read(file), extname(name).slice(1))}`;
  });
  return {
    page,
    title: escape(title),
    body: `<p>From <code>${escape(path)}</code> of the repository.</p>\n${parts.join('\n')}`,
    headings,
  };
};

const asset = (name, folder = 'docs/site') => [`assets/${name}`, read(`${folder}/${name}`)];

/**
 * Everything but the figures (see site-data.mjs).
 * @returns {Map<string, string>} files by their path in the site
 * @throws Error where a document links to nothing
 */
export const renderSite = () => {
  const elements = elementsOf(JSON.parse(read('dist/custom-elements.json')));
  const groups = completeGroups();
  const documents = [...groups.flatMap(({ pages }) => pages), ...unlisted()];
  const pageByPath = new Map(
    [...documents.map(({ file, page }) => [file, page]), ...sources.map(({ path, page }) => [path, page])].filter(
      ([path]) => path,
    ),
  );
  const pageOf = (path) => {
    for (let at = path; at; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
      if (pageByPath.has(at)) return pageByPath.get(at);
    }
    return undefined;
  };
  const render = (document) => {
    if (document.element) return elementPage(document, elements, pageOf);
    if (document.theming) return themingPage(document, elements, pageOf);
    const { file, page } = document;
    return { page, ...renderMarkdown(read(file), { file, pageOf }) };
  };
  const pages = [...documents.map(render), ...sources.map(sourcePage)];
  return new Map([
    ...pages.map((page) => [page.page, layout(page, groups)]),
    ['search.json', JSON.stringify(searchIndex(pages))],
    ...readdirSync(join(root, 'docs/site')).map((name) => asset(name)),
    asset('look.css', 'demo/assets'),
    asset('icon.svg', 'demo/assets'),
  ]);
};

