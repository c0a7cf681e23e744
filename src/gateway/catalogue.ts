/** The account's videos, as the Data API lists them. */
import { dataApiMediaFields } from '../stats/fields.js';
import type { CatalogueMedia, DataApiMedia } from '../stats/fields.js';
import { list, object, ShapeError } from '../stats/schema.js';
import type { Check } from '../stats/schema.js';
import { ID } from './config.js';
import type { Log } from './log.js';
import type { Upstream } from './upstream.js';

/** Which videos to list: those with these ids, those of a project, or, with neither, all. */
export interface CatalogueQuery {
  ids?: readonly string[];
  project?: string;
}

/** A video that can be shown. */
export interface CatalogueRow extends CatalogueMedia {
  /** Every id that its project is known by: the hashed one, and the number. */
  readonly projects: readonly string[];
}

const PER_PAGE = 100; // Wistia gives no more
const MOST_PAGES = 500;

const anything: Check<unknown> = (value) => value;
const row = object(dataApiMediaFields);

const pathOf = ({ ids, project }: CatalogueQuery, page: number): string => {
  const query = new URLSearchParams();
  if (project) query.set('project_id', project);
  for (const id of ids ?? []) query.append('hashed_ids[]', id);
  // By a field that does not change, so that pages do not shift while they are read.
  query.set('sort_by', 'created');
  query.set('sort_direction', '1');
  query.set('page', String(page));
  query.set('per_page', String(PER_PAGE));
  return `medias.json?${query}`;
};

const projectIds = ({ project, folder }: DataApiMedia): string[] => {
  const from = (project ?? folder ?? {}) as Record<string, unknown>;
  const ids = [from.hashedId, from.hashed_id, from.id]
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(String);
  return [...new Set(ids)].filter((id) => ID.test(id));
};

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

const playable = ({ hashed_id, archived, status, type }: DataApiMedia): boolean =>
  ID.test(hashed_id) &&
  !archived &&
  (status ?? 'ready') === 'ready' &&
  ['Video', 'Audio'].includes(type ?? 'Video');

const shown = (media: DataApiMedia): CatalogueRow => {
  const projects = projectIds(media);
  return {
    hashed_id: media.hashed_id,
    name: media.name ?? '',
    duration: media.duration,
    thumbnail: media.thumbnail && isWeb(media.thumbnail.url) ? media.thumbnail : null,
    project_id: projects[0] ?? null,
    created: media.created,
    projects,
  };
};

/** Every page of every query. A row that does not fit is left out, and the operator is told. */
export const loadCatalogue = async (
  upstream: Upstream,
  queries: readonly CatalogueQuery[],
  log: Log,
): Promise<CatalogueRow[]> => {
  const found = new Map<string, CatalogueRow>();
  for (const query of queries) {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const rows = await upstream.get(pathOf(query, page), list(anything));
      rows.forEach((value, index) => {
        try {
          const media = row(value, `[${index}]`);
          if (playable(media)) found.set(media.hashed_id, shown(media));
        } catch (error) {
          if (!(error instanceof ShapeError)) throw error;
          log({
            level: 'warn',
            message: `A video of Wistia's medias.json is left out: ${error.message}.`,
            endpoint: 'medias.json',
            field: error.path,
          });
        }
      });
      if (rows.length < PER_PAGE) break;
    }
  }
  return [...found.values()];
};
