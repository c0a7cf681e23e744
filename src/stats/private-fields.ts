/**
 * What Wistia says of people and of what each of them watched, as data: a part of its own, because no
 * public page carries it.
 */
import { thumbnailFields } from './fields.js';
import { amount, finite, flag, object, orNull, share, text } from './schema.js';
import type { Check, Fields, Shape } from './schema.js';

/** Wistia sends `""`, an object or nothing where an object is documented. */
const looseObject: Check<Record<string, unknown>> = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** `""`, a string or an integer, as seen in real replies; `""` means "none". */
const looseText: Check<string> = (value, path) =>
  text(typeof value === 'number' ? `${value}` : (value ?? ''), path);

/** The object where there is one, with those of its fields that fit; as older replies have none, undefined otherwise. */
const looseFields =
  <F extends Fields>(fields: F): Check<{ [K in keyof F]: ReturnType<F[K]> | null } | undefined> =>
  (value, path) => {
    const given = looseObject(value, path);
    const found = Object.entries(fields).map(([name, check]) => {
      try {
        return [name, check(given[name], name)];
      } catch {
        return [name, null];
      }
    });
    return Object.keys(given).length
      ? (Object.fromEntries(found) as { [K in keyof F]: ReturnType<F[K]> | null })
      : undefined;
  };

/** `visitor_identity` of a visitor: personal data. */
export const identityFields = {
  name: orNull(text),
  email: orNull(text),
  /** In newer replies. */
  org: looseFields({ name: text, title: text }),
};

/** With what somebody watched, in newer replies: personal data. */
const userAgent = looseFields({ browser: text, platform: text, mobile: flag });

/** `GET stats/visitors.json` (rows) and `stats/visitors/{key}.json`: personal data. */
export const visitorFields = {
  visitor_key: text,
  created_at: text,
  last_active_at: orNull(text),
  last_event_key: orNull(text),
  load_count: amount,
  play_count: amount,
  visitor_identity: object(identityFields),
  user_agent_details: userAgent,
};

/** `GET stats/events.json` (rows) and `stats/events/{key}.json`: personal data. */
export const eventFields = {
  /** ISO 8601, with or without milliseconds. */
  received_at: text,
  /** With a dot (`1355282055737f0.48…`) or as `1760645_<uuid>`; percent-encode it in a path. */
  event_key: text,
  visitor_key: orNull(text),
  embed_url: orNull(text),
  /** Share of the video watched, 0 to 1 (documented as 0 to 100, so both are read). */
  percent_viewed: share,
  ip: orNull(text),
  org: orNull(text),
  country: orNull(text),
  region: orNull(text),
  city: orNull(text),
  lat: orNull(finite),
  lon: orNull(finite),
  email: orNull(text),
  media_id: text,
  media_name: orNull(text),
  media_url: orNull(text),
  /** Holds a public token: never forwarded as it is. */
  iframe_heatmap_url: orNull(text),
  /** `""` when the viewer did not convert. */
  conversion_type: looseText,
  conversion_data: looseObject,
  thumbnail: orNull(object(thumbnailFields)),
  user_agent_details: userAgent,
};

export type Visitor = Shape<typeof visitorFields>;
export type ViewingEvent = Shape<typeof eventFields>;
