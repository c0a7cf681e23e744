/** A rollup plugin: takes what no browser needs out of `css`, `html` and `svg` template literals. */
import MagicString from 'magic-string';

const TAGS = new Set(['css', 'html', 'svg']);

const STRING = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.source;
const GAP = /(?:\s|\/\*[^]*?\*\/)/.source;
const CSS = new RegExp(`${STRING}|${GAP}*([{};,])${GAP}*|${GAP}+`, 'g');

/** Space and comments of a style sheet; strings, `calc()` and descendants stay as they are. */
const smallerCss = (text) => text.replace(CSS, (_, string, mark) => string ?? mark ?? ' ');

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
      const smaller = tag.name === 'css' ? smallerCss : smallerMarkup;
      for (const { start, end } of quasi.quasis) {
        if (end > start) result.update(start, end, smaller(code.slice(start, end)));
      }
    });
    return { code: result.toString(), map: result.generateMap({ hires: 'boundary' }) };
  },
});
