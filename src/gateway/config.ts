/** The gateway's configuration: what can be set, and what holds where nothing is. */

/**
 * What may be read of one thing. Everything here is optional; without any of it, all may be read.
 */
export interface PublishedFigures {
  /**
   * Names of the fields that may be read, as the Stats API calls them: `["play_count"]`. The list
   * holds for every reply about the thing, also for each day of `by_date`. `"*"`, the default,
   * means all fields; an empty list publishes nothing.
   */
  fields?: '*' | readonly string[] | undefined;
  /**
   * Whether the figures by day may be read, or which days of them. What is asked for beyond these
   * days is left out; totals stay totals. Default: true, all days.
   */
  by_date?: boolean | PublishedDays | undefined;
}

/** Which days may be read. The days are the account's; each bound is optional, and both included. */
export interface PublishedDays {
  /** First day, `2012-10-05`. */
  start_date?: string | undefined;
  /** Last day, `2012-10-05`. */
  end_date?: string | undefined;
  /** No more than the days, weeks, months or years up to today: `30d`, `4w`, `6m`, `1y`. */
  last?: string | undefined;
}

/** What may be read of a video. */
export interface PublishedMediaFigures extends PublishedFigures {
  /** Whether the engagement and rewatch curves may be read. Default: true. */
  engagement?: boolean | undefined;
  /**
   * Whether the video stands in the public catalogue, `medias.json`, and so may be recommended.
   * Default: true.
   */
  catalogue?: boolean | undefined;
  /** Whether a viewer may be told to be the thousandth one. Default: true. */
  landmarks?: boolean | undefined;
}

/** What may be read of a project. Its videos are published with it, unless `medias` is false. */
export interface PublishedProjectFigures extends PublishedMediaFigures {
  /** Whether the project's videos may be read too, each by itself. Default: true. */
  medias?: boolean | undefined;
}

/** A hashed id, or the number that older projects have. */
export type Id = string | number;

/**
 * Projects: all, a list, or a list with rules of its own for some; `"*"` in a list means all
 * others. An object without `ids` is about all.
 */
export type PublishedProjects =
  | true
  | '*'
  | readonly (Id | ({ id: Id } & PublishedProjectFigures))[]
  | ({ ids?: '*' | readonly Id[] | undefined } & PublishedProjectFigures);

/**
 * Videos: all, a list, or a list with rules of its own for some; `"*"` in a list means all others,
 * `{"project": id}` that project's, and `{"tag": name}` those with the tag. The rule closest to a
 * video holds: its own, its tag's, its project's, that of all. Of several tags, one that publishes
 * nothing goes first. An object with neither `ids` nor `projects` nor `tags` is about all.
 */
export type PublishedMedias =
  | true
  | '*'
  | readonly (
      | Id
      | ({ id: Id } & PublishedMediaFigures)
      | ({ project: Id } & PublishedMediaFigures)
      | ({ tag: string } & PublishedMediaFigures)
    )[]
  | ({
      ids?: '*' | readonly Id[] | undefined;
      projects?: readonly Id[] | undefined;
      /** Names of tags, written as at Wistia. */
      tags?: readonly string[] | undefined;
    } & PublishedMediaFigures);

/** What the public may read. Nothing that is not named here. */
export interface Publish {
  /** Fields that may be read of everything below that does not name its own. Default: all. */
  fields?: '*' | readonly string[] | undefined;
  /** Days that may be read of everything below that does not name its own. Default: all. */
  by_date?: boolean | PublishedDays | undefined;
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
  /**
   * After that, an old reply is still shown at once for so long while it is fetched anew. Default:
   * 3600.
   */
  stale?: number | undefined;
  /** An old reply is shown for so long while Wistia cannot be had. Default: 604800, a week. */
  staleIfError?: number | undefined;
}

/** What one client, and all of them together, may ask of the gateway. */
export interface LimitsConfig {
  /**
   * Requests of one client in a minute; 0 for any number. A client is an IPv4 address, or an IPv6
   * network of 64 bits. Default: 3000.
   */
  perClient?: number | undefined;
  /** Requests that wait for a reply of Wistia at the same time; more are refused. Default: 5000. */
  waiting?: number | undefined;
  /** Connections at the same time; more are closed at once. Node only. Default: 10000. */
  connections?: number | undefined;
}

/** Where viewing events are kept, from which recommendations and landmarks are made. */
export interface EventsConfig {
  /**
   * A SQLite file, which is made where it is missing, or a PostgreSQL database by its `postgres://`
   * address. `:memory:` keeps nothing over a restart.
   */
  store: string;
  /**
   * File with the key of the visitors' hashes, made where it is missing and readable by its owner
   * alone. Keep it apart from the store. Default: `wistia-widgets/events.key` in the user's folder for
   * configurations. Not read where `WISTIA_EVENTS_KEY` is set.
   */
  keyFile?: string | undefined;
  /** Days of history that are kept, at most the two years that Wistia has. Default: 730. */
  days?: number | undefined;
  /** Seconds between two looks at Wistia's newest events. Default: 60. */
  interval?: number | undefined;
}

/** What holds for every list of recommendations, whatever a page asks for. */
export interface RecommendationsConfig {
  /** Videos that come first, in this order. */
  pin?: readonly Id[] | undefined;
  /** Videos that are never recommended. */
  exclude?: readonly Id[] | undefined;
  /** 0 (default): by score alone; up to 1: the more a list mixes the projects. */
  diversity?: number | undefined;
  /** Share of a video from which it counts as watched, 0 to 1. Default: 0.8. */
  watchedThreshold?: number | undefined;
  /** A pair of related videos is told of from so many different people on. Default: 5. */
  minViewers?: number | undefined;
}

/** A key that readers' tokens may be signed with. */
export type ReaderKey =
  | {
      /** Names the key in a token's head, so that several can be in use while one replaces another. */
      kid: string;
      /** One secret signs and checks. */
      alg: 'HS256';
      /**
       * At least 32 characters. The command line takes it from an environment variable that
       * `secretEnv` names or a file that `secretFile` names.
       */
      secret: string;
    }
  | {
      kid: string;
      /** Ed25519: what checks cannot sign. */
      alg: 'EdDSA';
      /** As PEM (`-----BEGIN PUBLIC KEY-----`) or as JWK. */
      publicKey: string | { kty: 'OKP'; crv: 'Ed25519'; x: string };
    };

/** Who may read more than the public: everybody with a token that is signed by one of these keys. */
export interface ReadersConfig {
  keys: readonly ReaderKey[];
  /** `aud` of the tokens, so that one for another service is not taken here. Default: `wistia-widgets`. */
  audience?: string | undefined;
}

/**
 * Settings of a gateway. Plain data: also what the file for `wistia-widgets gateway --config`
 * holds.
 */
export interface GatewayConfig {
  /**
   * A Wistia API token with the permission "Read detailed stats", and "Read all folder and media
   * data" for the catalogue and for projects' videos. The command line takes it from
   * `WISTIA_API_TOKEN` only.
   */
  token?: string | undefined;
  /** Base URL of the Stats API. Default: `https://api.wistia.com/v1/`. */
  apiUrl?: string | undefined;
  /** What the public may read. Default: nothing. */
  publish?: Publish | undefined;
  /** Signed readers. Default: none. */
  readers?: ReadersConfig | undefined;
  /**
   * Path that the gateway's tree hangs under, where it is not the root: `/wistia/`. Default: `/`.
   */
  basePath?: string | undefined;
  /**
   * Origins whose pages may read, e.g. `["https://www.example.com"]`; `"*"` for any. Default: none
   * but the gateway's own.
   */
  origins?: '*' | readonly string[] | undefined;
  /** Requests to Wistia in any sliding minute, below Wistia's limit of 600. Default: 500. */
  budget?: number | undefined;
  /** Seconds to wait for a reply of Wistia. Default: 10. */
  timeout?: number | undefined;
  /** The account's time zone, by which Wistia counts days: `America/New_York`. Default: `UTC`. */
  timeZone?: string | undefined;
  cache?: CacheConfig | undefined;
  limits?: LimitsConfig | undefined;
  /**
   * Addresses and networks of proxies in front of the gateway, e.g. `["10.0.0.0/8"]`: their
   * `X-Forwarded-For` says who the client is. This machine's own are always trusted. Node only.
   * Default: none.
   */
  trustedProxies?: readonly string[] | undefined;
  /**
   * Gateways that share the account. Each brings `budget / replicas` into the budget that they share
   * through Redis, and keeps to that much where it is alone. Default: 1.
   */
  replicas?: number | undefined;
  /**
   * Whether replies carry `Cache-Tag` and `Surrogate-Key`, by which a CDN can purge them: `wistia`,
   * and the id of the project or video. Default: false.
   */
  cacheTags?: boolean | undefined;
  /**
   * Viewing events; without them, recommendations are made from the list of videos alone. The token
   * needs the permission "Read detailed stats" for them.
   */
  events?: EventsConfig | undefined;
  recommendations?: RecommendationsConfig | undefined;
}

/** A configuration with every default filled in. */
export interface Settings {
  token: string;
  apiUrl: string;
  publish: Publish;
  readers: { keys: readonly ReaderKey[]; audience: string } | undefined;
  basePath: string;
  origins: '*' | readonly string[];
  budget: number;
  timeout: number;
  timeZone: string;
  cache: { [K in keyof CacheConfig]-?: number };
  limits: { [K in keyof LimitsConfig]-?: number };
  trustedProxies: readonly string[];
  replicas: number;
  cacheTags: boolean;
  events?: { store: string; keyFile?: string; days: number; interval: number };
  recommendations: {
    pin: readonly string[];
    exclude: readonly string[];
    diversity: number;
    watchedThreshold: number;
    minViewers: number;
  };
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
