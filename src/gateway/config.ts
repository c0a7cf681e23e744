/** The gateway's configuration: its types, its defaults, and a check that names every mistake at once. */
import * as v from 'valibot';
import { accountFields, dayFields, engagementFields } from '../stats/fields.js';
import { mediaFields, projectFields } from '../stats/fields.js';

/** What may be read of one thing. Everything here is optional; without any of it, all may be read. */
export interface PublishedFigures {
  /**
   * Names of the fields that may be read, as the Stats API calls them: `["play_count"]`. The list holds for
   * every reply about the thing, also for each day of `by_date`. `"*"`, the default, means all fields;
   * an empty list publishes nothing.
   */
  fields?: '*' | readonly string[] | undefined;
  /** Whether the figures by day may be read. Default: true. */
  by_date?: boolean | undefined;
}

/** What may be read of a video. */
export interface PublishedMediaFigures extends PublishedFigures {
  /** Whether the engagement and rewatch curves may be read. Default: true. */
  engagement?: boolean | undefined;
  /** Whether the video stands in the public catalogue, `medias.json`. Default: true. */
  catalogue?: boolean | undefined;
}

/** What may be read of a project. Its videos are published with it, unless `medias` is false. */
export interface PublishedProjectFigures extends PublishedMediaFigures {
  /** Whether the project's videos may be read too, each by itself. Default: true. */
  medias?: boolean | undefined;
}

/** A hashed id, or the number that older projects have. */
export type Id = string | number;

/** Projects: all, a list, or a list with rules of its own for some. `"*"` in a list means all others. */
export type PublishedProjects =
  | true
  | '*'
  | readonly (Id | ({ id: Id } & PublishedProjectFigures))[]
  | ({ ids?: '*' | readonly Id[] | undefined } & PublishedProjectFigures);

/** Videos: all, a list, or a list with rules of its own for some. `{"project": id}` means its videos. */
export type PublishedMedias =
  | true
  | '*'
  | readonly (
      | Id
      | ({ id: Id } & PublishedMediaFigures)
      | ({ project: Id } & PublishedMediaFigures)
    )[]
  | ({
      ids?: '*' | readonly Id[] | undefined;
      projects?: readonly Id[] | undefined;
    } & PublishedMediaFigures);

/** What the public may read. Nothing that is not named here. */
export interface Publish {
  /** Fields that may be read of everything below that does not name its own. Default: all. */
  fields?: '*' | readonly string[] | undefined;
  account?: true | PublishedFigures | undefined;
  projects?: PublishedProjects | undefined;
  medias?: PublishedMedias | undefined;
}

/** How long replies are kept. All times in seconds. */
export interface CacheConfig {
  /** Replies kept at most; the least recently used go first. Default: 10000. */
  maxEntries?: number | undefined;
  /** A reply is fresh for so long. Default: 60. */
  fresh?: number | undefined;
  /** Figures by day of a year that is over are fresh for so long. Default: 86400. */
  settled?: number | undefined;
  /** The list of videos is fresh for so long. Default: 300. */
  catalogue?: number | undefined;
  /** What Wistia says does not exist is believed for so long. Default: 60. */
  missing?: number | undefined;
  /** After that, an old reply is still shown at once for so long while it is fetched anew. Default: 3600. */
  stale?: number | undefined;
  /** An old reply is shown for so long while Wistia cannot be had. Default: 604800, a week. */
  staleIfError?: number | undefined;
}

/** Settings of a gateway. Plain data: also what the file for `wistia-widgets gateway --config` holds. */
export interface GatewayConfig {
  /**
   * A Wistia API token with the permission "Read detailed stats", and "Read all folder and media data"
   * for the catalogue and for projects' videos. The command line takes it from `WISTIA_API_TOKEN` only.
   */
  token?: string | undefined;
  /** Base URL of the Stats API. Default: `https://api.wistia.com/v1/`. */
  apiUrl?: string | undefined;
  /** What the public may read. Default: nothing. */
  publish?: Publish | undefined;
  /** Path that the gateway's tree hangs under, where it is not the root: `/wistia/`. Default: `/`. */
  basePath?: string | undefined;
  /** Origins whose pages may read, e.g. `["https://www.example.com"]`; `"*"` for any. Default: none but its own. */
  origins?: '*' | readonly string[] | undefined;
  /** Requests to Wistia in any sliding minute, below Wistia's limit of 600. Default: 500. */
  budget?: number | undefined;
  /** Seconds to wait for a reply of Wistia. Default: 10. */
  timeout?: number | undefined;
  /** The account's time zone, by which Wistia counts days: `America/New_York`. Default: `UTC`. */
  timeZone?: string | undefined;
  cache?: CacheConfig | undefined;
}

/** A configuration with every default filled in. */
export interface Settings {
  token: string;
  apiUrl: string;
  publish: Publish;
  basePath: string;
  origins: '*' | readonly string[];
  budget: number;
  timeout: number;
  timeZone: string;
  cache: { [K in keyof CacheConfig]-?: number };
}

/** The configuration cannot be used. `problems` holds a sentence for each mistake. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** An id as it stands in a path. */
export const ID = /^[A-Za-z0-9_-]{1,64}$/;

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
          path: [{ type: 'object', origin: 'key', input: input as Record<string, unknown>, key, value }],
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

const figures = (names: string[]) => ({ fields: fieldNames(names), by_date: flag });
const mediaFigures = (names: string[]) => ({ ...figures(names), engagement: flag, catalogue: flag });
const ofMedia = mediaFigures(mediaNames);
const ofProject = { ...mediaFigures(projectNames), medias: flag };

const all = v.union([v.literal(true), v.literal('*')], 'true, "*", a list of ids or an object');
const idOrAll = v.lazy((input) => (input === '*' ? v.literal('*') : id));
const idsOrAll = v.lazy((input) =>
  typeof input === 'string' ? v.literal('*', 'a list of ids or "*"') : v.array(id, 'a list of ids or "*"'),
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
          ? settings('project' in item ? { project: id, ...ofMedia } : { id, ...ofMedia })
          : idOrAll,
      ),
    );
  }
  return isObject(input)
    ? settings({
        ids: v.optional(idsOrAll),
        projects: v.optional(v.array(id, 'a list of ids')),
        ...ofMedia,
      })
    : all;
});

const whole = (from: number, to: number) => {
  const range = `a whole number from ${from} to ${to}`;
  return v.pipe(v.number(range), v.integer(range), v.minValue(from, range), v.maxValue(to, range));
};
const YEAR = 31_536_000;

const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
const isOrigin = (text: string): boolean => isUrl(text) && new URL(text).origin === text;
const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

const origin = 'an origin such as https://www.example.com, without a path';
const base = 'a path that begins and ends with a slash, such as /wistia/';
const zone = 'a time zone such as America/New_York';
const url = 'a URL such as https://api.wistia.com/v1/';

const schema = settings({
  token: v.optional(
    v.pipe(v.string('a string'), v.regex(/^[\x21-\x7e]+$/, 'a token without spaces')),
  ),
  apiUrl: v.optional(v.pipe(v.string(url), v.check(isUrl, url)), 'https://api.wistia.com/v1/'),
  publish: v.optional(
    settings({
      fields: fieldNames(projectNames),
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
});

const place = (issue: v.BaseIssue<unknown>): string =>
  (issue.path ?? [])
    .map(({ key }, i) => (typeof key === 'number' ? `[${key}]` : `${i ? '.' : ''}${String(key)}`))
    .join('');

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

const sentence = (issue: v.BaseIssue<unknown>): string => {
  const path = place(issue);
  if (issue.message.startsWith('unknown ')) {
    return `${path} is not a setting: known there are ${issue.message.slice(8)}.`;
  }
  // A missing key has no message of its own.
  const wanted = issue.path?.at(-1)?.key === 'id' && issue.input === undefined ? ids : issue.message;
  const is = path === 'token' ? 'of another kind' : shown(issue.input);
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
