/** A rollup plugin: prints the hashes that a page may pin the scripts by, and writes them to `integrity.json`. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from './version.mjs';

/** What a page names in a tag or an import map. */
const LOADED_BY_PAGES = /^(?:autoload|wistia-widgets[\w-]*|chunks\/[\w-]+)\.js$/;

/** What a page names in a tag: these are printed. */
const IN_A_TAG = /^(?:autoload|wistia-widgets|wistia-widgets-private)\.js$/;

/** The value of `integrity` for a file of these bytes. */
export const integrityOf = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** Scripts in a folder, as the build leaves it, and their hashes. */
const hashesIn = (folder) => {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  return Object.fromEntries(
    names
      .filter((name) => LOADED_BY_PAGES.test(name))
      .sort()
      .map((name) => [name, integrityOf(readFileSync(join(folder, name)))]),
  );
};

export const integrity = (folder) => ({
  name: 'integrity',
  writeBundle() {
    const files = hashesIn(folder);
    writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);
    for (const [name, hash] of Object.entries(files)) {
      if (IN_A_TAG.test(name)) this.info(`${name} ${version}: integrity="${hash}"`);
    }
  },
});
