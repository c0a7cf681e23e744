/** The account's videos, as the Data API lists them. */
import { dataApiMediaFields } from '../stats/fields.js';
import type { CatalogueMedia, DataApiMedia } from '../stats/fields.js';
import { list, object, ShapeError } from '../stats/schema.js';
import type { Check } from '../stats/schema.js';
import { ID } from './config.js';
import type { Log } from './log.js';
import type { Upstream } from './upstream.js';

/** Which videos to list: those with these ids, of a project, with a tag, or, with none of them, all. */
export interface CatalogueQuery {
  ids?: readonly string[];
  project?: string;
  tag?: string;
}

/** A video that can be shown. */
export interface CatalogueRow extends CatalogueMedia {
  /** Every id that its project is known by: the hashed one, and the number. */
  readonly projects: readonly string[];
  readonly tags: readonly string[];
}

/** The account's list of videos, as far as it was asked for. */
export interface Listing {
  readonly rows: readonly CatalogueRow[];
  /** Videos that are archived at Wistia. */
  readonly archived: readonly string[];
}

const PER_PAGE = 100; // Wistia gives no more
const MOST_PAGES = 500;

const anything: Check<unknown> = (value) => value;
const row = object(dataApiMediaFields);

const pathOf = ({ ids, project, tag }: CatalogueQuery, page: number): string => {
  const query = new URLSearchParams();
  if (tag) query.set('tags[]', tag);
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

/** Names of tags. A video whose row does not name a tag does not have it, whatever was asked for. */
const tagNames = ({ tags }: DataApiMedia): string[] =>
  (Array.isArray(tags) ? (tags as unknown[]) : [])
    .map((tag) => (typeof tag === 'object' && tag !== null ? (tag as { name?: unknown }).name : tag))
    .filter((name) => typeof name === 'string');

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
    tags: tagNames(media),
  };
};

/** Every page of every query. A row that does not fit is left out, and the operator is told. */
export const loadCatalogue = async (
  upstream: Upstream,
  queries: readonly CatalogueQuery[],
  log: Log,
): Promise<Listing> => {
  const found = new Map<string, CatalogueRow>();
  const archived = new Set<string>();
  for (const query of queries) {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const rows = await upstream.get(pathOf(query, page), list(anything));
      rows.forEach((value, index) => {
        try {
          const media = row(value, `[${index}]`);
          if (media.archived) archived.add(media.hashed_id);
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
  return { rows: [...found.values()], archived: [...archived] };
};
