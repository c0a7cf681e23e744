/** What a release says of itself: hashes of its scripts, the README's tag, the table of sizes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { integrityOf } from '../../build/integrity.mjs';
import { pinnedTag, readSizes, sizesTable, withPinnedTag, withSizes } from '../../build/release-documents.mjs';
import type { Release } from '../../build/release-documents.mjs';
import { weigh } from '../bench/sizes.mjs';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const release = JSON.parse(read('dist/integrity.json')) as Release;

describe('integrity.json', () => {
  test('has the hash of each script that a page can name, and of each that those load', () => {
    expect(release.version).toBe(version);
    const named = ['autoload.js', 'wistia-widgets.js', 'wistia-widgets-private.js', 'wistia-widgets-words-de.js'];
    expect(Object.keys(release.files)).toEqual(expect.arrayContaining(named));
    const loaded = [...read('dist/autoload.js').matchAll(/["'`]\.\/(chunks\/[\w-]+\.js)["'`]/g)].map(([, file]) => file!);
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.filter((file) => !release.files[file])).toEqual([]);
    for (const [file, hash] of Object.entries(release.files)) {
      expect(integrityOf(readFileSync(new URL(`dist/${file}`, root))), file).toBe(hash);
    }
  });
});

describe('the README', () => {
  const tag = /integrity="(?<hash>[^"]*)" crossorigin/;

  test('has a tag that pins this version by a hash', () => {
    expect(read('README.md')).toContain(`/wistia-widgets-${version}.js"`);
    expect(tag.exec(read('README.md'))!.groups!.hash).toMatch(/^sha384-[A-Za-z0-9+/]{64}$/);
  });

  test('gets a release’s tag in the place of the one before, and nothing else', () => {
    const later = { version: '1.2.3', files: { 'wistia-widgets.js': integrityOf('later') } };
    const readme = withPinnedTag(read('README.md'), later);
    expect(readme).toContain(pinnedTag(later));
    expect(readme).not.toContain(`/wistia-widgets-${version}.js`);
    const own = { version, files: { 'wistia-widgets.js': tag.exec(read('README.md'))!.groups!.hash! } };
    expect(withPinnedTag(readme, own)).toBe(read('README.md'));
  });

  test('without such a tag is not passed over', () => {
    expect(() => withPinnedTag('# Widgets', release)).toThrow('README.md has no tag');
  });
});

describe('the table of sizes', () => {
  const document = read('docs/releases.md');

  test('tells what the entries weigh', async () => {
    const weights = await weigh();
    const told = readSizes(document);
    expect(told.map(({ name }) => name)).toEqual(weights.map(({ name }) => name));
    // Room for small changes between releases: the release itself is held to the byte.
    const isNear = (one: number, other: number) => Math.abs(one - other) <= Math.max(300, 0.03 * other);
    const far = weights.filter(({ gzip, brotli }, index) => !isNear(told[index]!.gzip, gzip) || !isNear(told[index]!.brotli, brotli));
    expect(far, 'npm run release:documents -- --write').toEqual([]);
  });

  test('is written and read alike, and nothing around it is touched', () => {
    const weights = [{ name: 'all', gzip: 12_340, brotli: 11_000 }];
    const changed = withSizes(document, weights);
    expect(changed).toContain(sizesTable(weights));
    expect(readSizes(changed)).toEqual([{ name: 'all', gzip: 12_300, brotli: 11_000 }]);
    expect(withSizes(changed, readSizes(document))).toBe(document);
  });
});
