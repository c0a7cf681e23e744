/** The package's version, as the sources know it: `__VERSION__`. */
import { readFileSync } from 'node:fs';

const file = new URL('../package.json', import.meta.url);

export const { name, version, license } = JSON.parse(readFileSync(file, 'utf8'));

/** For the `define` option of esbuild and vite. */
export const define = { __VERSION__: JSON.stringify(version) };
