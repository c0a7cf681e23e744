import { readFile, readdir } from 'node:fs/promises';
import type { ServedScript } from '../gateway/index.js';

/** The widgets' script and its parts, which the build puts beside the command line. */
export const servedScript = async (): Promise<ServedScript | undefined> => {
  const read = (name: string) => readFile(new URL(`./${name}`, import.meta.url), 'utf8');
  const body = await read('wistia-widgets.js').catch(() => undefined);
  if (body === undefined) return undefined;
  const names = (await readdir(new URL('.', import.meta.url))).filter((name) =>
    /^wistia-widgets-[\w-]+\.js$/.test(name),
  );
  const parts = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return { body, version: __VERSION__, parts: Object.fromEntries(parts) };
};
