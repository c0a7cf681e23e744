/** Figures by day: a part of their own, because most pages show totals. */
import { withinRange } from './calendar-days.js';
import type { DayRange } from './calendar-days.js';
import type { StatsRequest } from './requests.js';
import { amount, day, list, object, someOf } from './schema.js';
import type { Shape } from './schema.js';

/** One row of any `by_date.json`; the order of rows differs between endpoints. */
export const dayFields = {
  /** Calendar day in the account's time zone, `2012-10-05`. */
  date: day,
  load_count: amount,
  play_count: amount,
  hours_watched: amount,
};

/** One row of any `by_date.json`, with all its figures. */
export type DayStats = Shape<typeof dayFields>;

/** One day of a series: `date` and those of its figures that are published. */
export type PublishedDay = Pick<DayStats, 'date'> & Partial<DayStats>;

const dated = object({ date: dayFields.date });
const figures = someOf(dayFields);
const days = list<PublishedDay>((value, path) => ({
  ...figures(value, path),
  ...dated(value, path),
}));

/** What a figure is about: a media, a project or, with neither id, the whole account. */
export interface StatsSubject {
  mediaId?: string | undefined;
  projectId?: string | undefined;
}

const id = encodeURIComponent;

/** `…/by_date.json` of the account, a project or a media: the days of `range`, oldest first. */
export const byDate = (
  { mediaId, projectId }: StatsSubject,
  range?: DayRange,
): StatsRequest<PublishedDay[]> => ({
  path: `stats/${
    mediaId ? `medias/${id(mediaId)}` : projectId ? `projects/${id(projectId)}` : 'account'
  }/by_date.json${range ? `?start_date=${range.start}&end_date=${range.end}` : ''}`,
  check: (value, path) => withinRange(days(value, path), range),
});
