/** The setting `publish`: what the public may read. */
import * as v from 'valibot';
import { dayRange, isDay } from '../stats/calendar-days.js';
import { accountFields, dayFields, engagementFields } from '../stats/fields.js';
import { mediaFields, projectFields } from '../stats/fields.js';
import { flag, id, isObject, settings } from './setting-schemas.js';

const withoutDate = Object.keys(dayFields).filter((name) => name !== 'date');
const accountNames = [...new Set([...Object.keys(accountFields), ...withoutDate])];
const mediaNames = [...new Set([...Object.keys(mediaFields), ...Object.keys(engagementFields)])];
const projectNames = [...new Set([...Object.keys(projectFields), ...mediaNames])];

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

export const publish = v.optional(
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
);
