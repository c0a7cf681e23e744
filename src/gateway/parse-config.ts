/** Checks a configuration, names every mistake at once, and fills in the defaults. */
import * as v from 'valibot';
import { ConfigError } from './config.js';
import type { Settings } from './config.js';
import { publish } from './publish-schema.js';
import { readers } from './readers-schema.js';
import { id, ids, settings, whole } from './setting-schemas.js';

const YEAR = 31_536_000;

const shareOf = 'a number from 0 to 1';
const share = v.pipe(v.number(shareOf), v.minValue(0, shareOf), v.maxValue(1, shareOf));
const idList = v.optional(v.array(id, 'a list of ids'), []);
const file = 'the name of a file';
const store = 'the name of a SQLite file, or a postgres:// address';

const isUrl = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const isOrigin = (text: string): boolean => isUrl(text) && new URL(text).origin === text;
const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
/** An address or a network: `10.0.0.0/8`, `2001:db8::/32`. */
const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const longest = IPV4.test(address) ? 32 : URL.canParse(`http://[${address}]`) ? 128 : -1;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  return more === undefined && longest > 0 && fits;
};

const network = 'an IP address or a network such as 10.0.0.0/8';
const origin = 'an origin such as https://www.example.com, without a path';
const base = 'a path that begins and ends with a slash, such as /wistia/';
const zone = 'a time zone such as America/New_York';
const url = 'a URL such as https://api.wistia.com/v1/';

const schema = settings({
  token: v.optional(
    v.pipe(v.string('a string'), v.regex(/^[\x21-\x7e]+$/, 'a token without spaces')),
  ),
  apiUrl: v.optional(v.pipe(v.string(url), v.check(isUrl, url)), 'https://api.wistia.com/v1/'),
  publish,
  readers,
  basePath: v.optional(v.pipe(v.string(base), v.regex(/^\/([\w.~-]+\/)*$/, base)), '/'),
  origins: v.optional(
    v.lazy((input) =>
      typeof input === 'string'
        ? v.literal('*', 'a list of origins or "*"')
        : v.array(v.pipe(v.string(origin), v.check(isOrigin, origin)), 'a list of origins or "*"'),
    ),
    [],
  ),
  budget: v.optional(whole(1, 599), 500),
  timeout: v.optional(whole(1, 60), 10),
  timeZone: v.optional(v.pipe(v.string(zone), v.check(isTimeZone, zone)), 'UTC'),
  cache: v.optional(
    settings({
      maxEntries: v.optional(whole(1, 10_000_000), 10_000),
      fresh: v.optional(whole(1, YEAR), 60),
      settled: v.optional(whole(1, YEAR), 86_400),
      catalogue: v.optional(whole(1, YEAR), 300),
      missing: v.optional(whole(1, YEAR), 60),
      stale: v.optional(whole(0, YEAR), 3600),
      staleIfError: v.optional(whole(0, YEAR), 604_800),
    }),
    {},
  ),
  limits: v.optional(
    settings({
      perClient: v.optional(whole(0, 1_000_000_000), 3000),
      waiting: v.optional(whole(1, 1_000_000), 5000),
      connections: v.optional(whole(1, 1_000_000), 10_000),
    }),
    {},
  ),
  trustedProxies: v.optional(
    v.array(v.pipe(v.string(network), v.check(isNetwork, network)), 'a list of addresses'),
    [],
  ),
  replicas: v.optional(whole(1, 599), 1),
  cacheTags: v.optional(v.boolean('true or false'), false),
  events: v.optional(
    settings({
      store: v.pipe(v.string(store), v.nonEmpty(store)),
      keyFile: v.optional(v.pipe(v.string(file), v.nonEmpty(file))),
      days: v.optional(whole(1, 730), 730),
      interval: v.optional(whole(1, 86_400), 60),
    }),
  ),
  recommendations: v.optional(
    settings({
      pin: idList,
      exclude: idList,
      diversity: v.optional(share, 0),
      watchedThreshold: v.optional(share, 0.8),
      // A list that one person is behind would tell of that person.
      minViewers: v.optional(whole(2, 255), 5),
    }),
    {},
  ),
});

const place = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? [])
    .map(({ key }, i) => (typeof key === 'number' ? `[${key}]` : `${i ? '.' : ''}${String(key)}`))
    .join('');

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  // A database's address may hold a password.
  const text = (JSON.stringify(value) ?? typeof value).replace(/\/\/[^/@\s]*@/g, '//…@');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

const sentence = (issue: v.BaseIssue<unknown>): string => {
  const path = place(issue);
  if (issue.message.startsWith('unknown ')) {
    return `${path} is not a setting: known there are ${issue.message.slice(8)}.`;
  }
  // A missing key has no message of its own.
  const wanted =
    issue.path?.at(-1)?.key === 'id' && issue.input === undefined ? ids : issue.message;
  const isSecret = path === 'token' || (path.startsWith('readers') && issue.input !== undefined);
  const is = isSecret ? 'of another kind' : shown(issue.input);
  return `${path || 'The configuration'} should be ${wanted}, but is ${is}.`;
};

/**
 * Checks a configuration and fills in the defaults.
 * @throws ConfigError with a sentence for each mistake.
 */
export const parseConfig = (config: unknown): Settings => {
  const result = v.safeParse(schema, config);
  const problems = new Set(result.issues?.map(sentence));
  if (result.success && !result.output.token) {
    problems.add('token is missing: the gateway needs a Wistia API token.');
  }
  if (!result.success || problems.size) throw new ConfigError([...problems]);
  const { output } = result;
  return {
    ...(output as unknown as Settings),
    apiUrl: output.apiUrl.replace(/\/*$/, '/'),
  };
};
