/** The query parameters of the lists and of `by_date`. */
import { dayOf } from './account.js';
import { ApiError, badRequest } from './api-error.js';

/** Documented as 100, in practice about 10. */
const DEFAULT_PER_PAGE = 10;
const MOST_PER_PAGE = 100;
/** Wistia's first year: there is nothing before it. */
const FIRST_DAY = dayOf(Date.parse('2006-01-01'));

/** `2012-10-05` as days since 1970. */
export const dayParameter = (query: URLSearchParams, name: string): number | undefined => {
  const value = query.get(name);
  if (!value) return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : NaN;
  if (!Number.isFinite(time) || new Date(time).toISOString().slice(0, 10) !== value) {
    throw badRequest(`${name} must be a date in the format 2012-11-25.`);
  }
  return dayOf(time);
};

/**
 * The days of a `by_date` request as days since 1970, both included: without any, yesterday and
 * today. There are no rows for the future.
 */
export const dayRange = (query: URLSearchParams, today: number): { start: number; end: number } => {
  const end = dayParameter(query, 'end_date') ?? today;
  const start = dayParameter(query, 'start_date') ?? end - 1;
  if (start > end) throw badRequest('start_date must not be after end_date.');
  return { start: Math.max(start, FIRST_DAY), end: Math.min(end, today) };
};

const whole = (query: URLSearchParams, name: string, fallback: number): number => {
  const value = query.get(name);
  if (value === null || value === '') return fallback;
  if (!/^\d{1,9}$/.test(value) || Number(value) < 1) {
    throw new ApiError(400, { errors: [`${name} must be a whole number from 1 up.`] });
  }
  return Number(value);
};

/** `page` and `per_page`. */
export interface Paging {
  /** From 1. */
  page: number;
  /** 1 to 100. */
  perPage: number;
}

/** Reads `page` and `per_page`; more than 100 are taken for 100. */
export const paging = (query: URLSearchParams): Paging => ({
  page: whole(query, 'page', 1),
  perPage: Math.min(whole(query, 'per_page', DEFAULT_PER_PAGE), MOST_PER_PAGE),
});

/** One page of a list. */
export const pageOf = <T>(list: readonly T[], { page, perPage }: Paging): T[] =>
  list.slice((page - 1) * perPage, page * perPage);

/** A parameter that may only have one of some values. */
export const choice = <T extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly T[],
): T | undefined => {
  const value = query.get(name);
  if (!value) return undefined;
  if (!allowed.includes(value as T)) {
    throw new ApiError(422, { errors: { [name]: [`must be one of ${allowed.join(', ')}`] } });
  }
  return value as T;
};
