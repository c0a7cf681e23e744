/** Markdown as the site's markup: anchors as on GitHub, links to the site's pages, code with a button. */
import { posix } from 'node:path';
import { Marked } from 'marked';
import { colourCode } from './colour-code.mjs';
import { anchorOf, escape, textOf } from './html.mjs';

/** A block of code that can be copied. */
export const codeBlock = (code, language = '') =>
  `<div class="code"><pre tabindex="0"><code>${colourCode(code.trimEnd(), language)}</code></pre></div>\n`;

/** A table that scrolls by itself where it is wider than the page. */
export const scrolling = (table, label) =>
  `<div class="scroll" role="group" tabindex="0" aria-label="${escape(label)}">${table}</div>\n`;

/**
 * @param {string} markdown
 * @param {object} options
 * @param {string} options.file path of the markdown in the repository, which its links start from
 * @param {(path: string) => string | undefined} options.pageOf the site's page for a path in the repository
 * @param {Set<string>} [options.taken] anchors that the page has already
 * @returns its title, its markup without the title, and its headings
 * @throws Error where a link leads nowhere
 */
export const renderMarkdown = (markdown, { file, pageOf, taken = new Set() }) => {
  const headings = [];
  let title = '';
  let lastHeading = '';

  const address = (href) => {
    if (/^(?:https?:|mailto:|#)/.test(href)) return href;
    const [path, anchor] = href.split('#');
    const target = posix.join(posix.dirname(file), path).replace(/\/$/, '');
    const page = pageOf(target);
    if (!page) throw new Error(`${file} links to ${href}, which is no page of the site.`);
    return anchor ? `${page.split('#')[0]}#${anchor}` : page;
  };

  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        if (depth === 1) {
          title = inner;
          return '';
        }
        const text = textOf(inner);
        const anchor = anchorOf(text, taken);
        lastHeading = text;
        headings.push({ depth, text, anchor, inner });
        return `<h${depth} id="${anchor}">${inner} <a class="anchor" href="#${anchor}" aria-label="Link to “${escape(text)}”">#</a></h${depth}>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escape(address(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      code({ text, lang }) {
        return codeBlock(text, lang);
      },
      table(token) {
        const cell = (tag, { tokens }) => {
          const inner = this.parser.parseInline(tokens);
          const isHead = tag === 'th';
          // A heading without words is a cell without any.
          return isHead && !inner ? '<td></td>' : `<${tag}${isHead ? ' scope="col"' : ''}>${inner}</${tag}>`;
        };
        const row = (tag, cells) => `<tr>${cells.map((one) => cell(tag, one)).join('')}</tr>`;
        const rows = token.rows.map((cells) => row('td', cells)).join('\n');
        const table = `<table><thead>${row('th', token.header)}</thead><tbody>${rows}</tbody></table>`;
        return scrolling(table, `Table: ${lastHeading || textOf(title)}`);
      },
      html({ text }) {
        throw new Error(`${file} holds markup of its own, ${text.trim()}, which the site does not take.`);
      },
    },
  });
  const body = marked.parse(markdown);
  return { title, body, headings };
};

/** A sentence of markdown, as in docstrings. */
export const renderInline = (markdown) => new Marked().parseInline(markdown.replace(/\s+/g, ' ').trim());
