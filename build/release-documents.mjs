/**
 * What documents say of a release, kept true by `npm run release:documents`: the tag in README.md that pins
 * the script, and the table of docs/releases.md. Without `-- --write` it says what is out of date, and fails.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { leave, prepare, PrepareError } from '../demo/prepare.mjs';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** A tag that loads one version of the script and no other, from the gateway or the snapshot that serves it. */
export const pinnedTag = ({ version, files }) =>
  `<script async src="https://stats.example.com/wistia-widgets-${version}.js"
  integrity="${files['wistia-widgets.js']}" crossorigin="anonymous"></script>`;

const PINNED = /<script async src="[^"]*\/wistia-widgets-[\d.]+(?:-[\w.]+)?\.js"\s+integrity="[^"]*"[^>]*><\/script>/;

/** The README with the tag of this release. */
export const withPinnedTag = (readme, release) => {
  if (!PINNED.test(readme)) throw new PrepareError('README.md has no tag with the version in its address and an integrity.');
  return readme.replace(PINNED, () => pinnedTag(release));
};

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** The table of entries' sizes. */
export const sizesTable = (weights) =>
  [
    '| what is loaded | gzip | brotli |',
    '|---|---:|---:|',
    ...weights.map(({ name, gzip, brotli }) => `| ${name} | ${kB(gzip)} | ${kB(brotli)} |`),
  ].join('\n');

const TABLE = /\| what is loaded \|[^]*?(?=\n(?!\|)|$)/;

/** The document with these sizes in its table. */
export const withSizes = (document, weights) => {
  if (!TABLE.test(document)) throw new PrepareError('docs/releases.md has no table that begins with "what is loaded".');
  return document.replace(TABLE, () => sizesTable(weights));
};

/** The rows of such a table: name, and bytes of gzip and brotli as far as it tells them. */
export const readSizes = (document) =>
  [...(TABLE.exec(document)?.[0] ?? '').matchAll(/^\| (?<name>.*) \| (?<gzip>[\d.]+) kB \| (?<brotli>[\d.]+) kB \|$/gm)].map(
    ({ groups }) => ({ name: groups.name, gzip: groups.gzip * 1000, brotli: groups.brotli * 1000 }),
  );

const main = async () => {
  const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;
  await prepare({ build: true });
  const { weigh } = await import('../test/bench/sizes.mjs');
  const release = JSON.parse(read('dist/integrity.json'));
  const wanted = {
    'README.md': withPinnedTag(read('README.md'), release),
    'docs/releases.md': withSizes(read('docs/releases.md'), await weigh()),
  };
  const outdated = Object.keys(wanted).filter((path) => wanted[path] !== read(path));
  if (write) {
    for (const path of outdated) writeFileSync(new URL(path, root), wanted[path]);
    console.log(`${pinnedTag(release)}\n\n${sizesTable(await weigh())}`);
  } else if (outdated.length) {
    throw new PrepareError(
      `${outdated.join(' and ')} tell of another build than this one: npm run release:documents -- --write.`,
    );
  } else {
    console.log(`${Object.keys(wanted).join(' and ')} tell of this build.`);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main().catch(leave);
