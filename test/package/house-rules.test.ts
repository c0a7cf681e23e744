/** Plants a fault against each house rule and sees it caught. */
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
// The faults stand in no file that a type checker could look at.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

const rulesBroken = async (file: string, code: string): Promise<string[]> => {
  const [result] = await eslint.lintText(code, { filePath: `${root}${file}` });
  const fatal = result!.messages.find(({ fatal }) => fatal);
  if (fatal) throw new Error(fatal.message);
  return [...new Set(result!.messages.map(({ ruleId }) => ruleId ?? ''))];
};

const PATHS = 'import-x/no-restricted-paths';
const IMPORTS = 'no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';
const GLOBALS = 'no-restricted-globals';

const bare = (path: string) => `import '${path}';\n`;

test.each([
  ['src/stats/planted.ts', '../elements/define.js'],
  ['src/stats/planted.ts', '../player/index.js'],
  ['src/charts/planted.ts', '../stats/client.js'],
  ['src/player/planted.ts', '../stats/client.js'],
  ['src/recommend/planted.ts', '../stats/fields.js'],
  ['src/elements/planted.ts', '../gateway/index.js'],
  ['src/elements/planted.ts', '../cli/node-server.js'],
  ['src/gateway/planted.ts', '../elements/define.js'],
  ['src/gateway/planted.ts', '../cli/node-server.js'],
  ['src/cli/planted.ts', '../elements/define.js'],
  ['src/server/planted.ts', '../gateway/index.js'],
  ['src/elements/planted.ts', '../server/index.js'],
  ['src/index.ts', './server/index.js'],
  ['src/autoload.ts', './gateway/index.js'],
  ['src/index.ts', './cli/node-server.js'],
  ['src/gateway/planted.ts', '../../demo/sandbox/index.js'],
  ['src/stats/planted.ts', '../../build/version.mjs'],
  ['demo/sandbox/planted.ts', '../../src/stats/fields.js'],
])('%s may not import %s', async (file, path) => {
  expect(await rulesBroken(file, bare(path))).toContain(PATHS);
});

test.each([
  ['src/elements/planted.ts', '../stats/client.js'],
  ['src/elements/planted.ts', '../player/index.js'],
  ['src/gateway/planted.ts', '../stats/fields.js'],
  ['src/cli/planted.ts', '../gateway/index.js'],
  ['src/cli/planted.ts', '../../demo/sandbox/serve.js'],
  ['src/cli/planted.ts', 'node:fs'],
  ['src/index.ts', './elements/define.js'],
])('%s may import %s', async (file, path) => {
  expect(await rulesBroken(file, bare(path))).toEqual([]);
});

test.each([
  ['src/gateway/planted.ts', 'node:crypto'],
  ['src/server/planted.ts', 'node:fs'],
  ['src/stats/planted.ts', 'node:fs'],
  ['src/elements/planted.ts', 'node:fs'],
  ['src/index.ts', 'node:fs'],
  ['src/charts/planted.ts', 'lit'],
  ['src/recommend/planted.ts', '@lit/reactive-element'],
  ['src/elements/planted.ts', 'lit/directives/unsafe-html.js'],
  ['src/elements/planted.ts', 'lit-html/directives/unsafe-svg.js'],
])('%s may not import the package %s', async (file, path) => {
  expect(await rulesBroken(file, bare(path))).toContain(IMPORTS);
});

test.each([
  'export const page = html`<p style="color: red"></p>`;',
  'export const page = html`<p class="a" style=${colour}></p>`;',
  'export const page = svg`<path style="fill: red" />`;',
  "element.setAttribute('style', 'color: red');",
  'element.innerHTML = text;',
  'element.shadowRoot.innerHTML = text;',
  "element.insertAdjacentHTML('beforeend', text);",
])('an element may not hold %s', async (code) => {
  expect(await rulesBroken('src/elements/planted.ts', code)).toContain(SYNTAX);
});

test.each([
  'export const page = html`<p class="style"></p>`;',
  'export const page = html`<link rel="stylesheet" />`;',
  "element.style.color = 'red';",
])('an element may hold %s', async (code) => {
  expect(await rulesBroken('src/elements/planted.ts', code)).not.toContain(SYNTAX);
});

test.each([
  ['src/charts/planted.ts', 'document'],
  ['src/recommend/planted.ts', 'fetch'],
  ['src/gateway/planted.ts', 'process'],
  ['src/gateway/planted.ts', 'window'],
  ['src/elements/planted.ts', 'Buffer'],
])('%s may not use %s', async (file, name) => {
  expect(await rulesBroken(file, `export const found = ${name};`)).toContain(GLOBALS);
});

test.each(['it.only', 'describe.only', 'test.skip', 'it.todo', 'test.skipIf'])(
  'a test may not be %s',
  async (call) => {
    const code = `${call}('says something', () => {});`;
    expect(await rulesBroken('test/unit/planted.test.ts', code)).toContain(SYNTAX);
  },
);

test('a type error may not be hidden without a reason', async () => {
  const hidden = (comment: string) =>
    rulesBroken('src/stats/planted.ts', `// ${comment}\nexport const n: number = 'text';`);
  const rule = '@typescript-eslint/ban-ts-comment';
  expect(await hidden('@ts-ignore')).toContain(rule);
  expect(await hidden('@ts-expect-error')).toContain(rule);
  expect(await hidden('@ts-expect-error: the fixture is of another type')).not.toContain(rule);
});

test('a custom element may not break the rules of custom elements and of accessible markup', async () => {
  const constructor = "class A extends HTMLElement { constructor() { this.id = 'a'; super(); } }";
  expect((await rulesBroken('src/elements/planted.ts', constructor)).join()).toMatch(/\bwc\//);
  const picture = 'export const page = html`<img src="a.png" />`;';
  expect((await rulesBroken('src/elements/planted.ts', picture)).join()).toMatch(/\blit-a11y\//);
  const twice = 'export const page = html`<p class="a" class="b"></p>`;';
  expect((await rulesBroken('src/elements/planted.ts', twice)).join()).toMatch(/\blit\//);
});
