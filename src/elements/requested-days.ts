import { byDate } from '../stats/by-date.js';
import type { PublishedDay, StatsSubject } from '../stats/by-date.js';
import { dayRange } from '../stats/calendar-days.js';
import type { StatsRequest } from '../stats/requests.js';
import { sourceOf } from '../stats/source.js';

/** An element whose attributes may ask for days. */
export interface DatedElement extends Element, StatsSubject {
  startDate?: string;
  endDate?: string;
  last?: string;
}

/**
 * The days that an element's attributes ask for.
 * @throws RangeError with a full sentence where they cannot be read.
 */
export const requestedDays = (element: DatedElement): StatsRequest<PublishedDay[]> => {
  const { startDate, endDate, last } = element;
  return byDate(element, dayRange(startDate, endDate, last, sourceOf(element).timeZone));
};
