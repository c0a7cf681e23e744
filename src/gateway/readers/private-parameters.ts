/** Query parameters of the lists of people and of what they watched, as the Stats API documents them. */
import { ID } from '../config.js';
import { day, parse, quoted } from '../parameters.js';
import { badRequest, notFound } from '../problem.js';

/** A page of a list. */
interface Paging {
  /** From 1. */
  page: number;
  /** 1 to 100. */
  per_page: number;
}

/** Parameters of `stats/visitors.json`. */
export interface VisitorQuery extends Paging {
  filter?: string | undefined;
  /** A name or an e-mail address, exactly. */
  search?: string | undefined;
}

/** Parameters of `stats/events.json`. */
export interface EventQuery extends Paging {
  media_id?: string | undefined;
  visitor_key?: string | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
}

const FILTERS = ['has_name', 'has_email', 'identified_by_email_gate'];
const MOST_PER_PAGE = 100;
const LAST_PAGE = 1_000_000;
const LONGEST_SEARCH = 320; // the longest e-mail address
const PAGING = ['page', 'per_page'];
/** A visitor's or an event's key: the older ones of events hold a dot. */
export const KEY = /^[A-Za-z0-9][\w.-]{0,199}$/;

type Values = ReturnType<typeof parse>;

const whole = (values: Values, name: string, otherwise: number, most: number): number => {
  const text = values.get(name)?.[0];
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!/^[1-9]\d{0,8}$/.test(text) || number > most) {
    throw badRequest(
      `The parameter ${name} is ${quoted(text)}, which is not a whole number from 1 to ${most}.`,
    );
  }
  return number;
};

const paging = (values: Values): Paging => ({
  page: whole(values, 'page', 1, LAST_PAGE),
  per_page: whole(values, 'per_page', MOST_PER_PAGE, MOST_PER_PAGE),
});

export const visitorQuery = (search: string): VisitorQuery => {
  const values = parse(search, [...PAGING, 'filter', 'search']);
  const filter = values.get('filter')?.[0];
  if (filter !== undefined && !FILTERS.includes(filter)) {
    throw badRequest(
      `The parameter filter is ${quoted(filter)}, but should be one of ${FILTERS.join(', ')}.`,
    );
  }
  const wanted = values.get('search')?.[0];
  // Not said back: it may be somebody's address.
  if (wanted !== undefined && (!wanted || wanted.length > LONGEST_SEARCH)) {
    throw badRequest('The parameter search should be a name or an e-mail address.');
  }
  return { ...paging(values), filter, search: wanted };
};

export const eventQuery = (search: string): EventQuery => {
  const values = parse(search, [...PAGING, 'media_id', 'visitor_key', 'start_date', 'end_date']);
  const media_id = values.get('media_id')?.[0];
  if (media_id !== undefined && !ID.test(media_id)) {
    throw badRequest(`The parameter media_id is ${quoted(media_id)}, which is not an id.`);
  }
  const visitor_key = values.get('visitor_key')?.[0];
  if (visitor_key !== undefined && !KEY.test(visitor_key)) {
    throw badRequest('The parameter visitor_key is not a key.');
  }
  const start_date = day('start_date', values.get('start_date')?.[0]);
  const end_date = day('end_date', values.get('end_date')?.[0]);
  if (start_date && end_date && start_date > end_date) {
    throw badRequest(`The parameter start_date is ${start_date}, which is after end_date, ${end_date}.`);
  }
  return { ...paging(values), media_id, visitor_key, start_date, end_date };
};

/** The key in a path. */
export const keyOf = (file: string): string => {
  const key = file.replace(/\.json$/, '');
  if (!KEY.test(key)) throw notFound();
  return key;
};
