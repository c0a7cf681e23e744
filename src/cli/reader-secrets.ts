import { readFile } from 'node:fs/promises';
import { resolve, dirname } from 'node:path';

/** Stands for a secret where none is needed. */
const UNUSED = 'a secret that nobody needs to know here';

/**
 * A configuration whose readers' secrets are put in from where the file says they are: an environment
 * variable (`secretEnv`) or another file (`secretFile`, relative to this one).
 * @param needed - False where nothing is checked with them: they need not be there.
 * @returns the configuration, and a sentence for each secret that is not where it should be
 */
export const withSecrets = async (
  config: object,
  file: string,
  environment: Record<string, string | undefined>,
  needed: boolean,
): Promise<{ config: object; problems: string[] }> => {
  const { readers } = config as { readers?: { keys?: unknown } };
  if (!Array.isArray(readers?.keys)) return { config, problems: [] };
  const problems: string[] = [];
  const secretOf = async (at: string, key: Record<string, unknown>) => {
    const { secretEnv, secretFile } = key;
    if (typeof secretEnv === 'string') {
      const secret = environment[secretEnv];
      if (secret) return secret;
      problems.push(`${at}.secretEnv names ${secretEnv}, which is not set in the environment.`);
    } else if (typeof secretFile === 'string') {
      const path = resolve(dirname(file), secretFile);
      const secret = await readFile(path, 'utf8').catch(() => undefined);
      if (secret !== undefined) return secret.trim();
      problems.push(`${at}.secretFile names ${secretFile}, which could not be read.`);
    } else {
      problems.push(
        `${at} has no secret: name an environment variable as secretEnv, or a file as secretFile.`,
      );
    }
    return UNUSED;
  };
  const keys = await Promise.all(
    (readers.keys as unknown[]).map(async (key, nth) => {
      const isHmac = typeof key === 'object' && (key as { alg?: unknown } | null)?.alg === 'HS256';
      if (!isHmac) return key;
      const at = `readers.keys[${nth}]`;
      const { secret: inClear, secretEnv, secretFile, ...rest } = key as Record<string, unknown>;
      if (inClear !== undefined) {
        problems.push(
          `${at}.secret does not belong in ${file}: take it out, and name an environment variable as secretEnv, or a file as secretFile.`,
        );
        return { ...rest, secret: UNUSED };
      }
      const secret = needed ? await secretOf(at, { secretEnv, secretFile }) : UNUSED;
      return { ...rest, secret };
    }),
  );
  return { config: { ...config, readers: { ...readers, keys } }, problems };
};
