/** Checks a configuration, names every mistake at once, and fills in the defaults. */
import * as v from 'valibot';
import { dayRange, isDay } from '../stats/calendar-days.js';
import { accountFields, dayFields, engagementFields } from '../stats/fields.js';
import { mediaFields, projectFields } from '../stats/fields.js';
import { ConfigError, ID } from './config.js';
import { publicKeyOf } from './readers/reader-keys.js';
import type { Settings } from './config.js';

const withoutDate = Object.keys(dayFields).filter((name) => name !== 'date');
const accountNames = [...new Set([...Object.keys(accountFields), ...withoutDate])];
const mediaNames = [...new Set([...Object.keys(mediaFields), ...Object.keys(engagementFields)])];
const projectNames = [...new Set([...Object.keys(projectFields), ...mediaNames])];

// A schema's message is what the value should be; `sentence` builds the rest around it.
const ids = "an id of letters, digits, '-' and '_'";

const id = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.transform(String))], ids),
  v.regex(ID, ids),
);

const isObject = (input: unknown): input is object => typeof input === 'object' && input !== null;

/** An object that names each key it does not know. */
const settings = <const E extends v.ObjectEntries>(entries: E) => {
  const known = Object.keys(entries).filter((name) => name !== 'token');
  const schema = v.pipe(
    v.looseObject(entries, 'an object'),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value;
      if (!isObject(input)) return; // the schema has said so
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue;
        addIssue({
          message: `unknown ${known.join(', ')}`,
          path: [
            { type: 'object', origin: 'key', input: input as Record<string, unknown>, key, value },
          ],
        });
      }
    }),
  );
  return v.lazy((input) => (Array.isArray(input) ? v.never('an object') : schema));
};

const flag = v.optional(v.boolean('true or false'));

const fieldNames = (names: string[]) =>
  v.optional(
    v.lazy((input) =>
      typeof input === 'string'
        ? v.literal('*', 'a list of fields or "*"')
        : v.array(v.picklist(names, `one of ${names.join(', ')}`), 'a list of fields or "*"'),
    ),
  );

const date = 'a date such as 2012-10-05';
const day = v.optional(v.pipe(v.string(date), v.check(isDay, date)));
const span = 'days, weeks, months or years such as 30d, 4w, 6m or 1y';
const isSpan = (text: string): boolean => {
  try {
    return Boolean(dayRange(undefined, undefined, text));
  } catch {
    return false;
  }
};
const order = 'a day from start_date on';
const days = v.optional(
  v.lazy((input) =>
    isObject(input)
      ? v.pipe(
          settings({
            start_date: day,
            end_date: day,
            last: v.optional(v.pipe(v.string(span), v.check(isSpan, span))),
          }),
          v.forward(
            v.partialCheck(
              [['start_date'], ['end_date']],
              ({ start_date: start, end_date: end }) => !start || !end || start <= end,
              order,
            ),
            ['end_date'],
          ),
        )
      : v.boolean('true, false, or an object with start_date, end_date or last'),
  ),
);

const figures = (names: string[]) => ({ fields: fieldNames(names), by_date: days });
const mediaFigures = (names: string[]) => ({
  ...figures(names),
  engagement: flag,
  catalogue: flag,
  landmarks: flag,
});
const ofMedia = mediaFigures(mediaNames);
const ofProject = { ...mediaFigures(projectNames), medias: flag };

const tagName = 'the name of a tag';
const tag = v.pipe(v.string(tagName), v.trim(), v.minLength(1, tagName), v.maxLength(255, tagName));

const all = v.union([v.literal(true), v.literal('*')], 'true, "*", a list of ids or an object');
const idOrAll = v.lazy((input) => (input === '*' ? v.literal('*') : id));
const idsOrAll = v.lazy((input) =>
  typeof input === 'string'
    ? v.literal('*', 'a list of ids or "*"')
    : v.array(id, 'a list of ids or "*"'),
);

const projects = v.lazy((input) => {
  if (Array.isArray(input)) {
    return v.array(v.lazy((item) => (isObject(item) ? settings({ id, ...ofProject }) : idOrAll)));
  }
  return isObject(input) ? settings({ ids: v.optional(idsOrAll), ...ofProject }) : all;
});

const medias = v.lazy((input) => {
  if (Array.isArray(input)) {
    return v.array(
      v.lazy((item) =>
        isObject(item)
          ? settings(
              'project' in item
                ? { project: id, ...ofMedia }
                : 'tag' in item
                  ? { tag, ...ofMedia }
                  : { id, ...ofMedia },
            )
          : idOrAll,
      ),
    );
  }
  return isObject(input)
    ? settings({
        ids: v.optional(idsOrAll),
        projects: v.optional(v.array(id, 'a list of ids')),
        tags: v.optional(v.array(tag, 'a list of tags')),
        ...ofMedia,
      })
    : all;
});

const whole = (from: number, to: number) => {
  const range = `a whole number from ${from} to ${to}`;
  return v.pipe(v.number(range), v.integer(range), v.minValue(from, range), v.maxValue(to, range));
};
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

const keyName = "a key's name of letters, digits, '.', '-' and '_'";
const kid = v.pipe(v.string(keyName), v.regex(/^[\w.-]{1,64}$/, keyName));
const secret = 'a secret of at least 32 characters that are hard to guess';
const publicKey = 'a public key of Ed25519, as PEM or JWK, without its secret part';

const hmacKey = settings({
  kid,
  alg: v.literal('HS256'),
  secret: v.pipe(v.string(secret), v.minLength(32, secret)),
});
const ed25519Key = settings({
  kid,
  alg: v.literal('EdDSA'),
  publicKey: v.lazy((input) =>
    typeof input === 'string'
      ? v.pipe(
          v.string(publicKey),
          v.check((pem) => publicKeyOf(pem) !== undefined, publicKey),
        )
      : v.pipe(
          v.looseObject(
            {
              kty: v.literal('OKP', publicKey),
              crv: v.literal('Ed25519', publicKey),
              x: v.pipe(v.string(publicKey), v.regex(/^[\w-]{43}$/, publicKey)),
            },
            publicKey,
          ),
          v.check((jwk) => !('d' in jwk), publicKey),
        ),
  ),
});
const readerKey = v.lazy((input) => {
  const alg = isObject(input) ? (input as { alg?: unknown }).alg : undefined;
  if (alg === 'HS256') return hmacKey;
  if (alg === 'EdDSA') return ed25519Key;
  return v.looseObject({ alg: v.picklist(['HS256', 'EdDSA'], 'HS256 or EdDSA') }, 'an object');
});
const onlyOnce = 'a key with a name of its own';
const keys = v.pipe(
  v.array(readerKey, 'a list of keys'),
  v.minLength(1, 'a list of at least one key'),
  v.checkItems(
    (key, nth, all) => all.findIndex((other) => other.kid === key.kid) === nth,
    onlyOnce,
  ),
);
const audience = 'a name such as wistia-widgets';

const schema = settings({
  token: v.optional(
    v.pipe(v.string('a string'), v.regex(/^[\x21-\x7e]+$/, 'a token without spaces')),
  ),
  apiUrl: v.optional(v.pipe(v.string(url), v.check(isUrl, url)), 'https://api.wistia.com/v1/'),
  publish: v.optional(
    settings({
      fields: fieldNames(projectNames),
      by_date: days,
      account: v.optional(
        v.lazy((input) =>
          isObject(input) ? settings(figures(accountNames)) : v.literal(true, 'true or an object'),
        ),
      ),
      projects: v.optional(projects),
      medias: v.optional(medias),
    }),
    {},
  ),
  readers: v.optional(
    settings({
      keys,
      audience: v.optional(
        v.pipe(v.string(audience), v.minLength(1, audience)),
        'wistia-widgets',
      ),
    }),
  ),
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
