/** Query parameters, read strictly: what is not understood is refused, never ignored. */
import { addDays } from '../stats/calendar-days.js';
import type { DayRange } from '../stats/calendar-days.js';
import { ID } from './config.js';
import { badRequest } from './problem.js';

const LONGEST_SPAN = 1830; // days: five years
const MOST_IDS = 100;

/** What somebody typed, cut short so that a reply cannot be made to say much. */
export const quoted = (text: string): string => `"${text.slice(0, 40)}"`;

/**
 * The parameters of a query, each at most once unless it is a list.
 * @throws Problem for one that is not known, or is there too often.
 */
export const parse = (search: string, single: readonly string[], lists: readonly string[] = []) => {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const known = single.includes(name) || lists.includes(name);
    if (!known) {
      const names = [...single, ...lists];
      const hint = names.length ? `known are ${names.join(', ')}` : 'none is known';
      throw badRequest(`The parameter ${quoted(name)} is not known here: ${hint}.`);
    }
    const before = values.get(name);
    if (before && single.includes(name)) {
      throw badRequest(`The parameter ${quoted(name)} is given more than once.`);
    }
    if (before) before.push(value);
    else values.set(name, [value]);
  }
  return values;
};

/** Refuses any parameter. */
export const none = (search: string): void => {
  parse(search, []);
};

/** A date, where it is given. @throws Problem where it is none. */
export const day = (name: string, value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || addDays(value, 0) !== value) {
    throw badRequest(
      `The parameter ${name} is ${quoted(value)}, which is not a date: write it like 2012-10-05.`,
    );
  }
  return value;
};

/**
 * `start_date` and `end_date`, both included. Without an end it is today; without a start, the end;
 * without both, `fallback`.
 */
export const dayRange = (search: string, today: string, fallback: DayRange): DayRange => {
  const values = parse(search, ['start_date', 'end_date']);
  const from = day('start_date', values.get('start_date')?.[0]);
  const to = day('end_date', values.get('end_date')?.[0]);
  if (!from && !to) return fallback;
  const end = to ?? (from! > today ? from! : today);
  const start = from ?? end;
  if (start > end) {
    throw badRequest(`The parameter start_date is ${start}, which is after end_date, ${end}.`);
  }
  if (addDays(start, LONGEST_SPAN) <= end) {
    throw badRequest(
      `The parameters start_date and end_date span more than ${LONGEST_SPAN} days: ask for less at a time.`,
    );
  }
  return { start, end };
};

/** `hashed_ids[]`: sorted, each once. What cannot be an id is nobody's, and so is left out. */
export const mediaIds = (search: string): string[] => {
  const given = parse(search, [], ['hashed_ids[]']).get('hashed_ids[]');
  if (!given) throw badRequest('The parameter hashed_ids[] is missing: it names the videos.');
  const ids = new Set(given);
  if (ids.size > MOST_IDS) {
    throw badRequest(`The parameter hashed_ids[] is given more than ${MOST_IDS} times.`);
  }
  return [...ids].filter((id) => ID.test(id)).sort();
};

/** `project_id`, where it is given. */
export const projectId = (search: string): string | undefined => {
  const id = parse(search, ['project_id']).get('project_id')?.[0];
  if (id !== undefined && !ID.test(id)) {
    throw badRequest(`The parameter project_id is ${quoted(id)}, which is not an id.`);
  }
  return id;
};
