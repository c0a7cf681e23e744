/** Bytes that a page loads, gzip -9 and brotli: of the scripts as they are, of entries bundled with Lit. */
import { readFile, readdir } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import { terserOptions } from '../../build/terser-options.mjs';

export const title = 'Sizes';

const dist = new URL('../../dist/', import.meta.url);

const file = (name) => readFile(new URL(name, dist));

/** A chunk of autoload by its name without the hash. */
const chunk = async (name) => {
  const names = await readdir(new URL('chunks/', dist));
  const named = new RegExp(`^${name}-[\\w-]{8}\\.js$`);
  return file(`chunks/${names.find((it) => named.test(it))}`);
};

/** autoload.js and the chunks that it loads for a widget, with those that they import. */
const autoloaded = async (name) => {
  const bodies = new Map([['autoload', await file('autoload.js')]]);
  const add = async (one) => {
    if (bodies.has(one)) return;
    const body = await chunk(one);
    bodies.set(one, body);
    const imports = body.toString().matchAll(/(?:from|import) ?["']\.\/([\w-]+)-[\w-]{8}\.js["']/g);
    for (const [, imported] of imports) await add(imported);
  };
  for (const one of ['page', 'base', name]) await add(one);
  return [...bodies.values()];
};

/** An entry with all that it imports, as an application's build makes it. */
const bundled = async (name) => {
  const bundle = await rollup({
    input: new URL(name, dist).pathname,
    // What is loaded on demand only stands in chunks of its own, and is not weighed.
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      nodeResolve({ browser: true, exportConditions: ['production'] }),
      terser(terserOptions),
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  return [Buffer.from(output[0].code)];
};

/** What is weighed. Above `limit` bytes of gzip, `npm test` fails; `goal` is what we are out to reach. */
const entries = [
  {
    name: 'wistia-widgets.js, all widgets',
    load: async () => [await file('wistia-widgets.js')],
    limit: 42_300,
    goal: 28_000,
  },
  {
    name: 'only a count: wistia-widgets/play-count',
    load: () => bundled('play-count.js'),
    limit: 9000,
    goal: 8500,
  },
  {
    name: 'only a count: autoload.js with its chunks',
    load: () => autoloaded('play-count'),
    limit: 11_100,
  },
  {
    name: 'only a graph: wistia-widgets/engagement-graph',
    load: () => bundled('engagement-graph.js'),
    limit: 18_400,
    goal: 18_000,
  },
  {
    name: 'only a graph: autoload.js with its chunks',
    load: () => autoloaded('engagement-graph'),
    limit: 23_000,
  },
  { name: 'only a trend: wistia-widgets/trend', load: () => bundled('trend.js') },
  {
    name: 'only recommendations: wistia-widgets/recommendations',
    load: () => bundled('recommendations.js'),
    limit: 18_600,
  },
  {
    name: 'only a heatmap: wistia-widgets/heatmap',
    load: () => bundled('heatmap.js'),
    limit: 18_600,
  },
  {
    name: 'only a table of viewings: wistia-widgets/viewings',
    load: () => bundled('viewings.js'),
  },
  {
    name: 'only a table of visitors: wistia-widgets/visitors',
    load: () => bundled('visitors.js'),
  },
  { name: 'wistia-widgets-private.js, both tables', load: async () => [await file('wistia-widgets-private.js')] },
  { name: 'wistia-widgets/stats-source', load: () => bundled('stats-source.js') },
  { name: 'wistia-widgets/stats', load: () => bundled('stats.js') },
];

const sum = (buffers, compress) => buffers.reduce((bytes, body) => bytes + compress(body).length, 0);

/** Each entry's bytes. Files that come one by one are compressed one by one. */
export const weigh = () =>
  Promise.all(
    entries.map(async ({ name, load, limit, goal }) => {
      const files = await load();
      return {
        name,
        limit,
        goal,
        gzip: sum(files, (body) => gzipSync(body, { level: 9 })),
        brotli: sum(files, (body) => brotliCompressSync(body)),
      };
    }),
  );

export const kB = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;

export const run = async (print) => {
  for (const { name, gzip, brotli, goal } of await weigh()) {
    const value = `${kB(gzip)}, brotli ${kB(brotli)}`;
    if (goal) print(name, value, `≤ ${kB(goal)}`, gzip <= goal);
    else print(name, value);
  }
};
