import { readFile } from 'node:fs/promises';
import { parseConfig } from '../gateway/index.js';
import type { GatewayConfig } from '../gateway/index.js';
import { OperatorError } from './operator-error.js';

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
  if (!token) {
    problems.push(
      'WISTIA_API_TOKEN is not set: it holds a Wistia API token with the permission "Read detailed stats".',
    );
  }
  const complete = isObject ? { ...(config as object), token: token || 'missing' } : config;
  try {
    parseConfig(complete);
  } catch (error) {
    problems.push(...(error as OperatorError).problems);
  }
  if (problems.length) throw new OperatorError(problems);
  return complete as GatewayConfig;
};
