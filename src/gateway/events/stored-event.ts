import { eventFields } from '../../stats/private-fields.js';
import { amount, object } from '../../stats/schema.js';
import type { Check } from '../../stats/schema.js';
import type { KeyedHash } from './keyed-hash.js';

/**
 * All that is ever kept of a viewing event. Neither the visitor nor the event can be found out from it
 * without the hash key, which is kept apart from the database.
 */
export interface StoredEvent {
  /** Keyed hash of `event_key`: the same event is kept once, however often it comes. */
  event: string;
  /** Keyed hash of the SHA-256 of `visitor_key`. */
  visitor: string;
  /** `media_id`. */
  media: string;
  /** Share watched, 0 to 1. */
  share: number;
  /** When, in ms since 1970. */
  time: number;
  /** 1 where the viewer converted, else 0. */
  converted: number;
}

const DAY = 864e5;

/** Really 0 to 1 with rounding errors, documented as 0 to 100: a hair over 1 is no percent. */
const shareViewed: Check<number> = (value, path) =>
  amount(value, path) > 1 && (value as number) < 1.01 ? 1 : eventFields.percent_viewed(value, path);

/** Those fields of an event that something is kept of. The others are not even looked at. */
const row = object({
  event_key: eventFields.event_key,
  visitor_key: eventFields.visitor_key,
  media_id: eventFields.media_id,
  received_at: eventFields.received_at,
  percent_viewed: shareViewed,
  conversion_type: eventFields.conversion_type,
});

/** Why an event was left out. */
export type LeftOut = 'no visitor' | 'no time' | 'from the future';

/**
 * What is kept of a row of `events.json`, or why nothing is.
 * @throws ShapeError where the row does not have the documented shape.
 */
export const toStoredEvent = async (
  json: unknown,
  hash: KeyedHash,
  now: number,
): Promise<StoredEvent | LeftOut> => {
  const event = row(json, '');
  if (!event.visitor_key) return 'no visitor';
  const time = Date.parse(event.received_at);
  if (!Number.isFinite(time)) return 'no time';
  // A day's grace for clocks and time zones.
  if (time > now + DAY) return 'from the future';
  const [key, visitor] = await Promise.all([
    hash.event(event.event_key),
    hash.visitorKey(event.visitor_key),
  ]);
  return {
    event: key,
    visitor,
    media: event.media_id,
    share: event.percent_viewed,
    time,
    converted: event.conversion_type === '' ? 0 : 1,
  };
};
