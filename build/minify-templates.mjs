/** A rollup plugin: takes what no browser needs out of `css`, `html` and `svg` template literals. */
import MagicString from 'magic-string';
import { transformSync } from 'esbuild';

const TAGS = new Set(['css', 'html', 'svg']);

/** A whole style sheet, as short as it can be said; browsers are as new as the scripts ask for. */
const smallerCss = (text) => {
  const { code, warnings } = transformSync(text, { loader: 'css', minify: true, target: 'esnext' });
  if (warnings.length) throw new Error(`A style sheet has a fault: ${warnings[0].text}`);
  return code.trim().replace(/[\\`]|\$\{/g, '\\$&');
};

/** Line breaks with their indentation. One space stays: between inline elements it is seen. */
const smallerMarkup = (text) => text.replace(/\s*\n\s*/g, ' ');

/** Calls `visit` with every node of a syntax tree. */
const walk = (node, visit) => {
  if (typeof node?.type !== 'string') return;
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const child of value) walk(child, visit);
    else walk(value, visit);
  }
};

export const minifyTemplates = () => ({
  name: 'minify-templates',
  transform(code, id) {
    if (id.includes('/node_modules/') || !/\b(css|html|svg)`/.test(code)) return null;
    const result = new MagicString(code);
    walk(this.parse(code), ({ type, tag, quasi }) => {
      if (type !== 'TaggedTemplateExpression' || !TAGS.has(tag.name)) return;
      // A sheet that something is put into is known when it runs.
      if (tag.name === 'css' && quasi.expressions.length) return;
      for (const { start, end, value } of quasi.quasis) {
        const smaller =
          tag.name === 'css' ? smallerCss(value.cooked) : smallerMarkup(code.slice(start, end));
        if (end > start) result.update(start, end, smaller);
      }
    });
    return { code: result.toString(), map: result.generateMap({ hires: 'boundary' }) };
  },
});
