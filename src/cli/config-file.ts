import { readFile } from 'node:fs/promises';
import { parseConfig } from '../gateway/index.js';
import type { GatewayConfig } from '../gateway/index.js';
import { OperatorError } from './operator-error.js';
import { withSecrets } from './reader-secrets.js';

/** What a command does without. */
export interface Without {
  /** It may be that Wistia is not asked. */
  token?: boolean;
  /** No reader is checked. */
  secrets?: boolean;
}

const reason = (error: unknown): string =>
  (error as { code?: string }).code === 'ENOENT'
    ? 'there is no such file'
    : (error as Error).message;

/**
 * Reads a gateway's configuration: the file, and the token from the environment.
 * @throws OperatorError or ConfigError with every mistake.
 */
export const readConfig = async (
  file: string,
  environment: Record<string, string | undefined>,
  without: Without = {},
): Promise<GatewayConfig> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new OperatorError([`The configuration ${file} could not be read: ${reason(error)}.`]);
  });
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    // The parser's own words would quote the file.
    throw new OperatorError([`The configuration ${file} is not JSON: check commas and quotes.`]);
  }
  const problems: string[] = [];
  const isObject = typeof config === 'object' && config !== null && !Array.isArray(config);
  if (isObject && Object.hasOwn(config as object, 'token')) {
    problems.push(
      `token does not belong in ${file}: take it out, and set it in the environment as WISTIA_API_TOKEN.`,
    );
  }
  const token = environment.WISTIA_API_TOKEN?.trim();
  if (!token && !without.token) {
    problems.push(
      'WISTIA_API_TOKEN is not set: it holds a Wistia API token with the permission "Read detailed stats".',
    );
  }
  let complete = config;
  if (isObject) {
    const secrets = await withSecrets(config as object, file, environment, !without.secrets);
    problems.push(...secrets.problems);
    complete = { ...secrets.config, token: token || 'missing' };
  }
  try {
    parseConfig(complete);
  } catch (error) {
    problems.push(...(error as OperatorError).problems);
  }
  if (problems.length) throw new OperatorError(problems);
  return complete as GatewayConfig;
};
