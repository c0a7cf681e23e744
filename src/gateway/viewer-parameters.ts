/** The parameters of what is made from viewing events, read as strictly as all others. */
import type { Strategy } from '../recommend/rank.js';
import { ID } from './config.js';
import { parse, quoted } from './parameters.js';
import { badRequest } from './problem.js';
import type { RecommendationQuery } from './recommendations.js';

const MOST_VIEWERS = 1_000_000_000;
const LONGEST_LIST = 100;
const MOST_IDS = 200;
const VISITOR = /^[A-Za-z0-9_-]{43}$/;

/** `visitor`: a SHA-256, base64url. It is not quoted back: it stands for a person. */
const visitorHash = (value: string | undefined): string | undefined => {
  if (value !== undefined && !VISITOR.test(value)) {
    throw badRequest(
      'The parameter visitor is not the SHA-256 of a visitor key, base64url: 43 letters, digits, - and _.',
    );
  }
  return value;
};

const wholeNumber = (name: string, value: string, from: number, to: number): number => {
  const number = Number(value);
  if (!/^\d{1,10}$/.test(value) || number < from || number > to) {
    throw badRequest(
      `The parameter ${name} is ${quoted(value)}, which is not a whole number from ${from} to ${to}.`,
    );
  }
  return number;
};

const share = (name: string, value: string): number => {
  const number = Number(value);
  if (!/^\d+(\.\d+)?$/.test(value) || number > 1) {
    throw badRequest(
      `The parameter ${name} is ${quoted(value)}, which is not a number from 0 to 1.`,
    );
  }
  return number;
};

const oneOf = <const T extends string>(name: string, value: string, allowed: readonly T[]): T => {
  if (!allowed.includes(value as T)) {
    throw badRequest(
      `The parameter ${name} is ${quoted(value)}, which is none of ${allowed.join(', ')}.`,
    );
  }
  return value as T;
};

/** Ids with commas between them. An empty list is one. */
const idList = (name: string, value: string): string[] => {
  const ids = value === '' ? [] : value.split(',');
  if (ids.length > MOST_IDS) {
    throw badRequest(`The parameter ${name} names more than ${MOST_IDS} videos.`);
  }
  const odd = ids.find((id) => !ID.test(id));
  if (odd !== undefined) {
    throw badRequest(`The parameter ${name} has ${quoted(odd)}, which is not an id.`);
  }
  return ids;
};

const projectId = (name: string, value: string): string => {
  if (!ID.test(value)) {
    throw badRequest(`The parameter ${name} is ${quoted(value)}, which is not an id.`);
  }
  return value;
};

const strategies: readonly Strategy[] = ['unwatched', 'popular', 'repeat'];

/** How each parameter is read, in the order in which the widgets write them. */
const reading = {
  project_id: (name, value) => ({ projectId: projectId(name, value) }),
  limit: (name, value) => ({ limit: wholeNumber(name, value, 1, LONGEST_LIST) }),
  media_ids: (name, value) => ({ mediaIds: idList(name, value) }),
  exclude: (name, value) => ({ exclude: idList(name, value) }),
  pin: (name, value) => ({ pin: idList(name, value) }),
  strategy: (name, value) => ({ strategy: oneOf(name, value, strategies) }),
  watched_threshold: (name, value) => ({ watchedThreshold: share(name, value) }),
  unfinished: (name, value) => ({
    unfinished: oneOf(name, value, ['include', 'exclude', 'only']),
  }),
} satisfies Record<string, (name: string, value: string) => RecommendationQuery>;

/** A query for recommendations, and the canonical way to write it; without `visitor`, it is for all. */
export const recommendationQuery = (
  search: string,
): { asked: RecommendationQuery; canonical: string } => {
  const values = parse(search, ['visitor', ...Object.keys(reading)]);
  const visitor = visitorHash(values.get('visitor')?.[0]);
  const asked: RecommendationQuery = { visitor };
  const written = new URLSearchParams();
  for (const [name, read] of Object.entries(reading)) {
    const value = values.get(name)?.[0];
    if (value === undefined) continue;
    Object.assign(asked, read(name, value));
    written.set(name, value);
  }
  const query = written.toString();
  return { asked, canonical: query && `?${query}` };
};

/** `at` and, where somebody asks for themself, `visitor`. */
export const landmarkQuery = (search: string): { at: number; visitor: string | undefined } => {
  const values = parse(search, ['at', 'visitor']);
  const at = values.get('at')?.[0];
  if (at === undefined) {
    throw badRequest('The parameter at is missing: it says the how-manieth viewer is meant.');
  }
  return {
    at: wholeNumber('at', at, 1, MOST_VIEWERS),
    visitor: visitorHash(values.get('visitor')?.[0]),
  };
};
