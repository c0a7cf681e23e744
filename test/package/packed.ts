/** The package as a user gets it: packed by npm, and unpacked where another project would have it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Manifest {
  name: string;
  version: string;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
}

/** `package.json`. */
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** What a `*` stands for. */
const NAMES: Record<string, string[]> = {
  './types/*': ['preact', 'react', 'solid', 'svelte', 'vue'],
  './words/*': ['', 'private/'].flatMap((part) =>
    ['ar', 'de', 'es', 'fr', 'ja', 'pt'].map((language) => part + language),
  ),
};
type Export = [path: string, target: string | Record<string, string>];
const expanded = ([path, target]: Export): Export[] =>
  path.includes('*')
    ? NAMES[path]!.map((name) => [
        path.replace('*', name),
        JSON.parse(JSON.stringify(target).replaceAll('*', name)) as Record<string, string>,
      ])
    : [[path, target]];

/** Public names and what they stand for: `wistia-widgets/stats` and its files. */
export const entries = Object.entries(manifest.exports).flatMap(expanded).map(([path, target]) => ({
  name: path.replace('.', manifest.name),
  files: typeof target === 'string' ? [target] : Object.values(target),
  isModule: typeof target !== 'string' && 'default' in target,
}));

/** What npm says of what it packed. */
interface Packed {
  filename: string;
  size: number;
  files: { path: string }[];
}

/** A project that has the package installed. */
export interface Consumer {
  folder: string;
  /** Where the package lies in it. */
  installed: string;
  /** Paths in the package. */
  files: string[];
  /** Size of what npm would upload. */
  bytes: number;
  remove(): void;
}

/** Lays what npm would publish into a folder. */
export const packInto = (folder: string): Packed => {
  const pack = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
  const report = execFileSync('npm', pack, { cwd: root, encoding: 'utf8' });
  return (JSON.parse(report) as [Packed])[0];
};

export const consumer = (): Consumer => {
  const folder = mkdtempSync(join(tmpdir(), 'wistia-widgets-consumer-'));
  const installed = join(folder, 'node_modules', manifest.name);
  mkdirSync(installed, { recursive: true });
  const { filename, files, size } = packInto(folder);
  execFileSync('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
  const packages = [...Object.keys(manifest.dependencies), 'lit-html', 'lit-element', 'hono', 'react', '@types/react', '@types/trusted-types'];
  for (const name of new Set(packages)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  return {
    folder,
    installed,
    files: files.map(({ path }) => path),
    bytes: size,
    remove: () => rmSync(folder, { recursive: true }),
  };
};
