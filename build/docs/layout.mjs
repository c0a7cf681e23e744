/** The frame of every page: the same for all, with relative addresses, so that any folder may hold it. */
import { escape, textOf } from './html.mjs';

const navigation = (groups, current) =>
  groups
    .map(
      ({ name, pages }) =>
        `<h2>${escape(name)}</h2>\n<ul>\n${pages
          .map(
            ({ page, label }) =>
              `<li><a href="${page}"${page === current ? ' aria-current="page"' : ''}>${escape(label)}</a></li>`,
          )
          .join('\n')}\n</ul>`,
    )
    .join('\n');

const contents = (headings) => {
  const shown = headings.filter(({ depth }) => depth === 2);
  if (shown.length < 2) return '';
  const items = shown.map(({ anchor, inner }) => `<li><a href="#${anchor}">${inner}</a></li>`).join('\n');
  return `<nav class="contents" aria-labelledby="contents"><h2 id="contents">On this page</h2>\n<ul>\n${items}\n</ul></nav>`;
};

/** The pages before and after this one. */
const neighbours = (groups, current) => {
  const pages = groups.flatMap((group) => group.pages);
  const index = pages.findIndex(({ page }) => page === current);
  if (index < 0) return '';
  const link = (target, rel, word) =>
    target ? `<a rel="${rel}" href="${target.page}"><span class="soft">${word}</span> ${escape(target.label)}</a>` : '';
  return `<nav class="neighbours" aria-label="Next pages">${link(pages[index - 1], 'prev', 'Before:')}${link(pages[index + 1], 'next', 'Next:')}</nav>`;
};

/**
 * @param {object} page
 * @param {string} page.page its file name
 * @param {string} page.title markup
 * @param {string} page.body markup
 * @param {object[]} page.headings
 * @param {string[]} [page.scripts] further scripts of the site's own
 * @param {boolean} [page.isPrivate] whether it shows the private tables
 * @param {object[]} groups of the navigation
 */
export const layout = ({ page, title, body, headings, scripts = [], isPrivate = false }, groups) => {
  const scriptTags = ['site', 'search', ...scripts]
    .map((name) => `<script type="module" src="assets/${name}.js"></script>`)
    .join('\n    ');
  const plain = escape(textOf(title));
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${page === 'index.html' ? plain : `${plain} · Wistia widgets`}</title>
    <link rel="icon" href="assets/icon.svg" />
    <link rel="stylesheet" href="assets/look.css" />
    <link rel="stylesheet" href="assets/site.css" />
    <script src="assets/theme.js"></script>
    <script async src="data/wistia-widgets.js"></script>${isPrivate ? '\n    <script async src="data/wistia-widgets-private.js"></script>' : ''}
    ${scriptTags}
  </head>
  <body>
    <a class="skip" href="#content">Skip to the text</a>
    <header class="bar">
      <a class="home" href="index.html">Wistia widgets</a>
      <search class="search" hidden>
        <input type="search" id="search" placeholder="Search" aria-label="Search the documentation" aria-controls="found" aria-keyshortcuts="/" autocomplete="off" spellcheck="false" />
        <div id="found" class="found" hidden></div>
        <p class="unseen" role="status" id="found-count"></p>
      </search>
      <button type="button" class="theme" id="theme" hidden aria-label="Light or dark">
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5" /><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor" /></svg>
      </button>
    </header>
    <div class="frame">
      <div class="menu">
        <button type="button" id="menu" aria-expanded="false" aria-controls="pages">All pages</button>
        <nav id="pages" aria-label="Documentation">
${navigation(groups, page)}
        </nav>
      </div>
      <main id="content" tabindex="-1">
        <h1>${title}</h1>
${body}
${neighbours(groups, page)}
      </main>
      ${contents(headings)}
    </div>
  </body>
</html>
`;
};
