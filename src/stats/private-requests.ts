/** The private paths, as requests: a source answers them to a signed token only. */
import { eventFields, visitorFields } from './private-fields.js';
import type { ViewingEvent, Visitor } from './private-fields.js';
import type { StatsRequest } from './requests.js';
import { list, object } from './schema.js';

/** A page of a list. */
export interface Page {
  /** From 1. */
  page: number;
  /** Rows of a page, at most 100. */
  perPage: number;
}

/** Parameters of {@link visitors}. */
export interface VisitorsQuery extends Page {
  filter?: string | undefined;
  /** A name or an e-mail address, exactly. Needs a token with the scope `personal`. */
  search?: string | undefined;
}

/** Parameters of {@link events}. */
export interface EventsQuery extends Page {
  mediaId?: string | undefined;
  visitorKey?: string | undefined;
  /** `2012-10-05` */
  startDate?: string | undefined;
  endDate?: string | undefined;
}

const path = (name: string, parameters: Record<string, string | number | undefined>): string => {
  const set = Object.entries(parameters).filter(([, value]) => value);
  return `${name}?${new URLSearchParams(set.map(([key, value]) => [key, String(value)]))}`;
};

const visitor = object(visitorFields);
const event = object(eventFields);

/** `stats/visitors.json`: those who played last first. */
export const visitors = ({ page, perPage, filter, search }: VisitorsQuery): StatsRequest<Visitor[]> => ({
  path: path('stats/visitors.json', { page, per_page: perPage, filter, search }),
  check: list(visitor),
});

/** `stats/visitors/{key}.json`, as a list of one. */
export const visitorWith = (key: string): StatsRequest<Visitor[]> => ({
  path: `stats/visitors/${encodeURIComponent(key)}.json`,
  check: (value, at) => [visitor(value, at)],
});

/** `stats/events.json`: newest first. */
export const events = (query: EventsQuery): StatsRequest<ViewingEvent[]> => ({
  path: path('stats/events.json', {
    page: query.page,
    per_page: query.perPage,
    media_id: query.mediaId,
    visitor_key: query.visitorKey,
    start_date: query.startDate,
    end_date: query.endDate,
  }),
  check: list(event),
});

/** `stats/events/{key}.json`, as a list of one. */
export const eventWith = (key: string): StatsRequest<ViewingEvent[]> => ({
  path: `stats/events/${encodeURIComponent(key)}.json`,
  check: (value, at) => [event(value, at)],
});
