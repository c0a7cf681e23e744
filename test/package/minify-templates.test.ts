/** What the build takes out of template literals changes nothing that a browser could tell. */
import { rollup } from 'rollup';
import { expect, test } from 'vitest';
import { minifyTemplates } from '../../build/minify-templates.mjs';

const built = async (code: string): Promise<string> => {
  const bundle = await rollup({
    input: 'planted',
    external: ['lit'],
    treeshake: false,
    plugins: [
      { name: 'planted', resolveId: (id) => (id === 'planted' ? id : null), load: () => code },
      minifyTemplates(),
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code.trim();
};

test('style sheets lose space and comments, and keep strings, operators and descendants', async () => {
  const code = `css\`
    /* a comment; with { marks } */
    :host(:not([hidden])) .a  .b,
    p {
      width: calc(1px + 2%);
      content: ' ;  { \\\` } ';
      margin: 0 1px;
    }
  \`;`;
  expect(await built(code)).toBe(
    'css`:host(:not([hidden])) .a .b,p{width:calc(1px + 2%);content:" ;  { \\` } ";margin:0 1px}`;',
  );
});

test('a style sheet with something put into it stays as it is', async () => {
  const code = 'css`p {\n  margin: ${2}px;\n}`;';
  expect(await built(code)).toBe(code);
});

test('a fault in a style sheet ends the build', async () => {
  await expect(built('css`p { margin: 1px;; } }`;')).rejects.toThrow('A style sheet has a fault');
});

test('markup loses line breaks, and keeps the space that is seen between words', async () => {
  const code = 'html`<p>\n      one\n      <b>two</b>  three\n    </p>`;';
  expect(await built(code)).toBe('html`<p> one <b>two</b>  three </p>`;');
});

test('other literals stay as they are', async () => {
  const code = 'text`a  {\n  b }`;\nconst c = `css  {\n }`;';
  expect(await built(code)).toBe(code);
});
