import { readFile } from 'node:fs/promises';
import type { ServedScript } from '../gateway/index.js';

/** The widgets' script, which the build puts beside the command line. */
export const servedScript = async (): Promise<ServedScript | undefined> => {
  const body = await readFile(new URL('./wistia-widgets.js', import.meta.url), 'utf8').catch(
    () => undefined,
  );
  return body === undefined ? undefined : { body, version: __VERSION__ };
};
