/** `wistia-widgets token` and `wistia-widgets key`: what signed readers need. */
import { readFile, writeFile } from 'node:fs/promises';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { ID } from '../gateway/config.js';
import { parseConfig } from '../gateway/index.js';
import { KEY } from '../gateway/readers/private-parameters.js';
import { MOST_VISITORS, SCOPES } from '../gateway/readers/reader.js';
import { readConfig } from './config-file.js';
import { OperatorError } from './operator-error.js';

/** What the command line asks for. */
export interface TokenOptions {
  config: string;
  scope: string[];
  media: string[];
  project: string[];
  visitor: string[];
  all?: boolean;
  expires: string;
  subject?: string;
  kid?: string;
  keyFile?: string;
}

const UNITS: Record<string, number> = { m: 60, h: 3600, d: 86_400 };
const LONGEST = 365 * 86_400;

const secondsOf = (text: string): number => {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  return Number(count) * (UNITS[unit ?? ''] ?? NaN);
};

const problemsOf = ({ media, project, visitor, all, expires }: TokenOptions, scopes: string[]): string[] => {
  const problems: string[] = [];
  const unknown = scopes.filter((name) => !(SCOPES as readonly string[]).includes(name));
  if (!scopes.length) problems.push(`--scope is missing: name ${SCOPES.join(', ')}, or some of them.`);
  for (const name of unknown) {
    problems.push(`--scope ${name} is not known: known are ${SCOPES.join(', ')}.`);
  }
  const ids = [...media, ...project];
  for (const id of ids) if (!ID.test(id)) problems.push(`"${id}" is not an id.`);
  for (const key of visitor) if (!KEY.test(key)) problems.push(`"${key}" is not a visitor's key.`);
  if (visitor.length > MOST_VISITORS) {
    problems.push(`--visitor is given ${visitor.length} times: one token names ${MOST_VISITORS} visitors at most.`);
  }
  const isLimited = ids.length + visitor.length > 0;
  if (!isLimited && !all) {
    problems.push('Say what it is limited to by --media, --project or --visitor, or --all for everything.');
  }
  if (isLimited && all) problems.push('--all and --media, --project or --visitor exclude each other.');
  const seconds = secondsOf(expires);
  if (!(seconds >= 60 && seconds <= LONGEST)) {
    problems.push('--expires should be a time from 1m to 365d, such as 15m, 8h or 30d.');
  }
  return problems;
};

/**
 * A token as the options ask for it.
 * @throws OperatorError with a sentence for each thing that cannot be.
 */
export const makeToken = async (options: TokenOptions): Promise<string> => {
  const config = await readConfig(options.config, process.env, { token: true });
  const { readers } = parseConfig(config);
  const scopes = options.scope.flatMap((names) => names.split(/[\s,]+/)).filter(Boolean);
  const problems = problemsOf(options, scopes);
  const key = options.kid ? readers?.keys.find(({ kid }) => kid === options.kid) : readers?.keys[0];
  if (!key) {
    problems.push(
      options.kid && readers
        ? `There is no key "${options.kid}" in readers: known are ${readers.keys.map(({ kid }) => kid).join(', ')}.`
        : `There are no readers in ${options.config}: "wistia-widgets key" makes a key for them.`,
    );
  }
  let signer: Uint8Array | CryptoKey | undefined;
  if (key?.alg === 'HS256') signer = new TextEncoder().encode(key.secret);
  else if (key && !options.keyFile) {
    problems.push(`--key-file is missing: the configuration has only the public part of "${key.kid}".`);
  } else if (key) {
    const pem = await readFile(options.keyFile!, 'utf8').catch(() => '');
    signer = await importPKCS8(pem, 'EdDSA').catch(() => undefined);
    if (!signer) problems.push(`${options.keyFile} could not be read as a private key in PEM.`);
  }
  if (problems.length || !signer) throw new OperatorError(problems);
  const { media, project, visitor, subject } = options;
  const jwt = new SignJWT({
    scope: scopes.join(' '),
    ...(media.length && { medias: media }),
    ...(project.length && { projects: project }),
    ...(visitor.length && { visitors: visitor }),
  })
    .setProtectedHeader({ alg: key!.alg, kid: key!.kid })
    .setAudience(readers!.audience)
    .setIssuedAt()
    .setExpirationTime(`${secondsOf(options.expires)}s`);
  if (subject) jwt.setSubject(subject);
  return jwt.sign(signer);
};

/** Prints a token, and nothing else. */
export const printToken = async (options: TokenOptions): Promise<void> => {
  console.log(await makeToken(options));
};

/** Makes a key: its secret part goes into a file that only its owner reads. */
export const makeKey = async ({ out, kid, alg }: { out: string; kid: string; alg: string }) => {
  let secret: string;
  let entry: object;
  if (alg === 'EdDSA') {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const { kty, crv, x } = await exportJWK(publicKey);
    secret = await exportPKCS8(privateKey);
    entry = { kid, alg, publicKey: { kty, crv, x } };
  } else if (alg === 'HS256') {
    secret = Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url');
    entry = { kid, alg, secretFile: out };
  } else throw new OperatorError([`--alg ${alg} is not known: known are EdDSA and HS256.`]);
  await writeFile(out, `${secret.trim()}\n`, { mode: 0o600, flag: 'wx' }).catch((error: Error) => {
    const taken = (error as { code?: string }).code === 'EEXIST';
    throw new OperatorError([
      `${out} could not be written: ${taken ? 'it is there already' : error.message}.`,
    ]);
  });
  console.log(JSON.stringify(entry));
  console.error(`Add this to "keys" of "readers". Keep ${out} where only those who sign can read it.`);
};
