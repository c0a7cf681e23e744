/** The house rules. `test/package/house-rules.test.ts` plants a fault for each and sees it caught. */
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const here = import.meta.dirname;

/** What each part of the house may import, besides itself and packages. */
const mayImport = {
  stats: [],
  charts: [],
  player: [],
  recommend: [],
  elements: ['stats', 'charts', 'player', 'recommend'],
  gateway: ['stats', 'recommend'],
  cli: ['gateway', 'recommend'],
  server: ['elements', 'stats'],
};

const zones = [
  ...Object.entries(mayImport).map(([part, others]) => ({
    target: `./src/${part}`,
    from: './src',
    except: [part, ...others].map((name) => `./${name}`),
    message: `src/${part} may import ${[part, ...others].join(', ')} only.`,
  })),
  {
    target: ['./src/index.ts', './src/autoload.ts', './src/wistia-widgets.ts'],
    from: ['./src/gateway', './src/cli', './src/server'],
    message: 'A browser bundle holds nothing of the gateway, the command line or the writing of markup.',
  },
  { target: './src', from: ['./test', './build', './stories'], message: 'src stands on its own.' },
  {
    target: './src/!(cli)/**',
    from: './demo',
    message: 'Only the command line knows the sandbox.',
  },
  { target: './demo', from: './src', message: 'The demo uses the build, as everybody else does.' },
];

const noNode = {
  group: ['node:*'],
  message: 'This runs in browsers or in workers too: Node belongs in src/cli.',
};
const noLit = { group: ['lit', 'lit/*', '@lit/*'], message: 'This part is pure: no Lit.' };
const noUnsafe = {
  group: ['**/unsafe-html*', '**/unsafe-svg*', '**/unsafe-mathml*', '**/unsafe-static*'],
  message: 'Text from outside stays text.',
};

const imports = (...patterns) => ['error', { patterns: [noUnsafe, ...patterns] }];

const globals = (message, ...names) => ['error', ...names.map((name) => ({ name, message }))];

const onlyNode = ['process', 'Buffer', 'global', 'require', '__dirname', '__filename', 'setImmediate'];
const onlyPages = ['document', 'window', 'customElements', 'HTMLElement', 'navigator', 'localStorage'];

const markup = [
  {
    selector:
      'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/[\\s"\']style\\s*=/]',
    message: 'A strict policy blocks style attributes: use a class, or set a property of .style.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(setAttribute|toggleAttribute)$/][arguments.0.value="style"]',
    message: 'A strict policy blocks style attributes: set a property of .style.',
  },
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text from outside stays text: make nodes, or render a template.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|parseHTMLUnsafe)$/]',
    message: 'Text from outside stays text: make nodes, or render a template.',
  },
];

const leftOut = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe|suite|context|bench)$/][property.name=/^(only|skip|skipIf|runIf|todo)$/]',
  message: 'Every test runs, always.',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', 'test/consumers/*/', 'storybook-static/', 'stories/data/', 'docs-static/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  {
    files: ['**/*.{ts,mts,mjs,js}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: `${here}/tsconfig.json` }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: here, zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      eqeqeq: ['error', 'smart'],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description' },
      ],
      // `condition && action()` reads well, and the checks beside it stay on.
      '@typescript-eslint/no-unused-expressions': [
        'error',
        { allowShortCircuit: true, allowTernary: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Told by noUncheckedIndexedAccess that `list[0]` may be missing, people assert what they know.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: here } },
    rules: {
      // Of opinion rather than of use here: sentences are put together from many kinds of values,
      // objects are made of closures, and an error of any kind is handed on as it came.
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    files: ['src/**/*.ts', 'demo/assets/**/*.js', 'docs/site/*.js', 'stories/**/*.ts'],
    plugins: lit.configs['flat/recommended'].plugins,
    rules: {
      ...lit.configs['flat/recommended'].rules,
      'no-restricted-syntax': ['error', ...markup],
      'no-restricted-imports': imports(),
    },
  },
  { files: ['src/elements/**/*.ts', 'stories/**/*.ts'], ...wc.configs['flat/recommended'] },
  { files: ['src/elements/**/*.ts', 'stories/**/*.ts'], ...wc.configs['flat/best-practice'] },
  {
    files: ['src/elements/**/*.ts', 'stories/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    rules: litA11y.configs.recommended.rules,
  },
  {
    files: ['src/*.ts', 'src/{stats,elements,player,charts,recommend,gateway,server}/**/*.ts'],
    ignores: ['src/gateway/events/**'],
    rules: {
      'no-restricted-imports': imports(noNode),
      'no-restricted-globals': globals('Node alone has this.', ...onlyNode),
    },
  },
  {
    files: ['src/{charts,recommend}/**/*.ts'],
    rules: {
      'no-restricted-imports': imports(noNode, noLit),
      'no-restricted-globals': globals('This part is pure.', ...onlyNode, ...onlyPages, 'fetch'),
    },
  },
  {
    files: ['src/player/**/*.ts'],
    rules: {
      'no-restricted-imports': imports(noNode, noLit),
      // A player is foreign, and of two kinds: its members are taken as they are found.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src/{gateway,server}/**/*.ts'],
    ignores: ['src/gateway/events/**'],
    rules: {
      'no-restricted-globals': globals('A server does not have this.', ...onlyNode, ...onlyPages),
    },
  },
  {
    files: ['test/**/*.{ts,mjs}'],
    rules: { 'no-restricted-syntax': ['error', leftOut] },
  },
);
