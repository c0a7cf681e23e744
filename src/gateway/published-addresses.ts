/** Everything that the public may read, as addresses: what a snapshot is made of. */
import { addDays } from '../stats/calendar-days.js';
import type { Allowed, Publication } from './publication.js';
import type { PublishedFigures } from './published-figures.js';
import type { Subject, WistiaData } from './wistia-data.js';

/** An address below the gateway's base path, and the query that asks for all of it. */
export interface PublishedAddress {
  path: string;
  /** Empty, or with its question mark. */
  query: string;
}

/**
 * Lists what is published. Whether Wistia has it, only asking tells: a 404 is no fault.
 * @param days - how many days up to today a file of figures by day holds
 * @param withRelated - whether viewing events are kept, so that there is something to say of what goes together
 */
export const publishedAddresses = async (
  publication: Publication,
  figures: PublishedFigures,
  data: WistiaData,
  days: number,
  withRelated: boolean,
): Promise<PublishedAddress[]> => {
  const found: PublishedAddress[] = [];
  const add = (path: string, query = '') => found.push({ path, query });
  const today = data.today();
  const range = `?start_date=${addDays(today, 1 - days)}&end_date=${today}`;
  const addSubject = (subject: Subject, allowed: Allowed | undefined) => {
    if (allowed?.show.length) add(`${subject}.json`);
    if (allowed?.byDate.length) add(`${subject}/by_date.json`, range);
  };

  addSubject('stats/account', publication.account);
  const rows = publication.catalogueQueries.length ? ((await data.catalogue()).value ?? []) : [];
  const { projects, medias } = publication.published(rows);
  for (const id of projects) {
    addSubject(`stats/projects/${id}`, await figures.allowedProject(id));
  }
  for (const id of medias) {
    const allowed = await figures.allowedMedia(id);
    addSubject(`stats/medias/${id}`, allowed);
    if (allowed?.engagement.length) add(`stats/medias/${id}/engagement.json`);
  }
  if (withRelated) {
    for (const row of rows) if (publication.listed(row)?.catalogue) add(`related/${row.hashed_id}.json`);
  }
  // Last, so that a list never names a video whose figures are not there yet.
  if (publication.hasMedias) add('medias.json');
  return found;
};
