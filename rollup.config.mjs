/** Everything that `dist/` holds, but for the types: those are made by tsc. */
import { chmod, rm } from 'node:fs/promises';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { integrity } from './build/integrity.mjs';
import { minifyTemplates } from './build/minify-templates.mjs';
import { terserOptions } from './build/terser-options.mjs';
import { define, license, name, version } from './build/version.mjs';

const typescript = () =>
  esbuild({ target: 'es2022', define, tsconfig: new URL('tsconfig.json', import.meta.url).pathname });

/** For browsers, also without a bundler: production builds only, whatever NODE_ENV says. */
const browser = () => [
  nodeResolve({ browser: true, exportConditions: ['production'] }),
  typescript(),
  minifyTemplates(),
];

const smallest = () => terser(terserOptions);

const banner = `/*! ${name} ${version} | ${license} | with Lit, (c) Google LLC, BSD-3-Clause */`;

/** What autoload needs of the page before it knows of any widget, and what is too small for a file. Imported in Node too. */
const PAGE = /\/src\/(?:stats\/(?:source|page-registry)|elements\/page-watch|player\/embed)\.ts$/;

/** What every widget stands on. */
const BASE =
  /\/@lit\/reactive-element\/|\/src\/stats\/(?!by-date|calendar-days|fields|group|kept-values|landmark|private|requests)|\/src\/elements\/(?:css|define|near-viewport|node-maker|number-format|stats-element|unpublished-field)\.ts$/;

/** What every widget but a count stands on. Nothing of it imports what is only a chart's. */
const DRAWING =
  /\/src\/(?:stats\/(?:requests|fields)|charts\/(?:series|ticks|video-time)|elements\/(?:languages|nodes|vocabulary|english\/every-widget))\.ts$/;

/** What every chart stands on. */
const CHART =
  /\/src\/(?:charts\/(?:box|decimate|labels|path|scale)|elements\/(?:chart-(?:cursor|element|image)|cursor-styles|saved-file))\.ts$/;

/** What chunks of autoload share, so that a widget is a handful of files. */
const SHARED = { page: PAGE, base: BASE, drawing: DRAWING, chart: CHART };

const executable = (file) => ({ name: 'executable', writeBundle: () => chmod(file, 0o755) });

/** Removes an earlier build, whose files' names hold other hashes, once a new one is sure to come. */
const clean = () => ({
  name: 'clean',
  renderStart: () => rm('dist', { recursive: true, force: true }),
});

/**
 * Lit for servers of all kinds: a worker has no `process` to ask, and a Lit that renders nothing of the
 * application's is no second one to be warned of.
 */
const serverLit = () => ({
  name: 'server-lit',
  transform: (code, id) =>
    /\/@lit(-labs)?\//.test(id)
      ? code
          .replace(/\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/, '0')
          .replaceAll('process.env.NODE_ENV', '"production"')
      : null,
});

/** One file has nothing to load later: what would, has a twin that does not. */
const eager = () => ({
  name: 'eager',
  resolveId: (id) =>
    id === './page-player.js'
      ? new URL('src/elements/page-player-eager.ts', import.meta.url).pathname
      : null,
});

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja', 'pt'];

/** What few pages need, beside the classic script. */
const PARTS = {
  ranking: 'src/elements/page-ranking.ts',
  'structured-data': 'src/elements/structured-data.ts',
};
const PART = /\/(?:page-(ranking)|(structured-data))\.js$/;
const TRANSLATION = /\/translations\/(?:private\/)?\w+\.js$/;

/** Words of the widgets and of the private tables: what a page calls for its own, and each translation. */
const WORDS = {
  words: 'src/elements/own-words.ts',
  'words/private': 'src/elements/own-private-words.ts',
  ...Object.fromEntries(
    ['', 'private/'].flatMap((part) =>
      LANGUAGES.map((language) => [
        `words/${part}${language}`,
        `src/elements/translations/${part}${language}.ts`,
      ]),
    ),
  ),
};

/** A file of words beside the classic scripts: `wistia-widgets-words-de.js`, `wistia-widgets-private-words-de.js`. */
const besideScript = (name) =>
  `wistia-widgets-${name.replace(/^words\/private/, 'private-words').replace('/', '-')}.js`;

/** A classic script. What few pages need is loaded from its folder. */
const classic = (file) => ({
  file,
  format: 'iife',
  freeze: false,
  banner,
  sourcemap: true,
  inlineDynamicImports: true,
  paths: (id) => {
    const [, language] = /\/translations\/(.*)\.js$/.exec(id) ?? [];
    const [, ...names] = PART.exec(id) ?? [];
    return `./${besideScript(language ? `words/${language}` : names.find(Boolean))}`;
  },
});

const isPackage = (id) => !/^[./\0]/.test(id);

export default [
  {
    // All public widgets. What few pages need is loaded where a page wants it.
    input: 'src/wistia-widgets.ts',
    external: [TRANSLATION, PART],
    plugins: [clean(), eager(), ...browser(), smallest()],
    output: classic('dist/wistia-widgets.js'),
  },
  ...Object.entries({ ...WORDS, ...PARTS }).map(([name, input]) => ({
    input,
    plugins: [...browser(), smallest()],
    output: { file: `dist/${besideScript(name)}`, format: 'es', sourcemap: true },
  })),
  {
    // What is for pages behind a login only: no public page carries it.
    input: 'src/wistia-widgets-private.ts',
    external: TRANSLATION,
    plugins: [...browser(), smallest()],
    output: classic('dist/wistia-widgets-private.js'),
  },
  {
    // For pages without a bundler: each widget is loaded where it is used.
    input: { autoload: 'src/autoload.ts' },
    // As package.json has it: what is only passed on from there need not be loaded.
    treeshake: { moduleSideEffects: (id) => !id.includes('/src/stats/') },
    plugins: [...browser(), smallest()],
    output: {
      dir: 'dist',
      format: 'es',
      banner: ({ name }) => (name === 'base' ? banner : ''),
      sourcemap: true,
      chunkFileNames: 'chunks/[name]-[hash].js',
      // What autoload.js shares with chunks stands in one of its own, so that no chunk imports
      // autoload.js: at an address with a query it would be loaded twice.
      onlyExplicitManualChunks: true,
      manualChunks: (id) => Object.keys(SHARED).find((name) => SHARED[name].test(id)),
    },
  },
  {
    // For bundlers: Lit is the host's, and minifying too.
    input: {
      index: 'src/index.ts',
      'engagement-graph': 'src/elements/engagement-graph.ts',
      heatmap: 'src/elements/heatmap.ts',
      'play-count': 'src/elements/play-count.ts',
      recommendations: 'src/elements/recommendations.ts',
      'stats-source': 'src/elements/stats-source.ts',
      trend: 'src/elements/trend.ts',
      ...WORDS,
      visitors: 'src/elements/visitors.ts',
      viewings: 'src/elements/events.ts',
      stats: 'src/stats/index.ts',
    },
    external: isPackage,
    plugins: browser(),
    output: {
      dir: 'dist',
      format: 'es',
      sourcemap: true,
      // A file a module: what registers an element is one file, and the rest can be shaken off.
      preserveModules: true,
      preserveModulesRoot: 'src',
      entryFileNames: ({ isEntry }) => (isEntry ? '[name].js' : 'modules/[name].js'),
      hoistTransitiveImports: false,
    },
  },
  {
    // The widgets as markup, on servers of all kinds: it carries what Lit has for them, because the Lit that
    // a worker would find is the one for pages.
    input: 'src/server/index.ts',
    plugins: [
      nodeResolve({ exportConditions: ['node', 'production'] }),
      serverLit(),
      typescript(),
      minifyTemplates(),
    ],
    output: { file: 'dist/server.js', format: 'es', sourcemap: true, inlineDynamicImports: true },
  },
  {
    // For servers. The gateway alone knows nothing of Node; the others do.
    input: {
      gateway: 'src/gateway/index.ts',
      events: 'src/gateway/events/open-events.ts',
      cli: 'src/cli/index.ts',
      sandbox: 'demo/sandbox/serve.ts',
    },
    external: isPackage,
    plugins: [nodeResolve(), typescript(), executable('dist/cli.js'), integrity('dist')],
    output: {
      dir: 'dist',
      format: 'es',
      sourcemap: true,
      banner: (chunk) => (chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
      chunkFileNames: 'server/[name]-[hash].js',
      hoistTransitiveImports: false,
    },
  },
];
