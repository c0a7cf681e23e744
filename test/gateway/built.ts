/** The command line and the gateway as files, for tests that run them elsewhere. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const VERSION = '9.8.7';
export const SCRIPT = `/* widgets */ ${'console.log("played");'.repeat(200)}`;

export const WORDS = 'export default { language: "de" };';

/**
 * Builds the command line as a package would hold it, with a stand-in for the widgets' script.
 * @returns its path, and what removes it.
 */
export const builtCli = async (
  name: string,
): Promise<{ file: string; remove: () => Promise<void> }> => {
  // Inside of the project, where the dependencies are found.
  const folder = `${root}node_modules/.cache/wistia-widgets-test/${name}-${process.pid}`;
  await mkdir(folder, { recursive: true });
  const file = `${folder}/cli.js`;
  await build({
    entryPoints: [`${root}src/cli/index.ts`],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { __VERSION__: JSON.stringify(VERSION) },
    logLevel: 'error',
  });
  await writeFile(`${folder}/package.json`, '{"type":"module"}');
  await writeFile(`${folder}/wistia-widgets.js`, SCRIPT);
  await writeFile(`${folder}/wistia-widgets-words-de.js`, WORDS);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** Builds a worker's script, from TypeScript or from a file, with everything in it and nothing of Node. */
export const builtWorker = async (source: string | { file: string }): Promise<string> => {
  const { outputFiles } = await build({
    ...(typeof source === 'string'
      ? { stdin: { contents: source, resolveDir: root, loader: 'ts' } }
      : { entryPoints: [source.file] }),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
};
