/** The tree of URLs below a source, as typed requests. Every path is relative to the source's base URL. */
import {
  catalogueFields,
  engagementFields,
  recommendationFields,
  relatedFields,
} from './fields.js';
import type { CatalogueMedia, Engagement, Recommendation, RelatedMedia } from './fields.js';
import { list, object, someOf } from './schema.js';
import type { Check } from './schema.js';

export { byDate } from './by-date.js';
export type { PublishedDay, StatsSubject } from './by-date.js';
export { accountStats, mediaStats, projectStats } from './figure-requests.js';
export { landmark } from './landmark.js';

/** One thing to fetch: where it is and what must be true of it. */
export interface StatsRequest<T> {
  /** Path and query below the base URL; also the cache's key. */
  readonly path: string;
  /** Turns the parsed reply into a `T` or throws a ShapeError. */
  readonly check: Check<T>;
  /** The id by which `stats/medias.json` can answer this request together with others. */
  readonly batchId?: string;
}

const id = encodeURIComponent;

const query = (parameters: Record<string, string | number | undefined>): string => {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return set.length ? `?${new URLSearchParams(set.map(([k, v]) => [k, String(v)]))}` : '';
};

/** `stats/medias/{id}/engagement.json` */
export const mediaEngagement = (mediaId: string): StatsRequest<Partial<Engagement>> => ({
  path: `stats/medias/${id(mediaId)}/engagement.json`,
  check: someOf(engagementFields),
});

/** `medias.json`: the catalogue of published videos. */
export const catalogue = (projectId?: string): StatsRequest<CatalogueMedia[]> => ({
  path: `medias.json${query({ project_id: projectId })}`,
  check: list(object(catalogueFields)),
});

/** `related/{media_id}.json`: who watched this also watched those, nearest first. */
export const related = (mediaId: string): StatsRequest<RelatedMedia[]> => ({
  path: `related/${id(mediaId)}.json`,
  check: list(object(relatedFields)),
});

/** Parameters of {@link recommendations}. */
export interface RecommendationQuery {
  /** SHA-256 of the visitor key, base64url; the key itself is sent to nobody. */
  visitor?: string | undefined;
  projectId?: string | undefined;
  limit?: number | undefined;
  /** Only these videos; with `repeat`, in this order. */
  mediaIds?: readonly string[] | undefined;
  /** Media ids to leave out. */
  exclude?: readonly string[] | undefined;
  /** Media ids that come first, in this order. */
  pin?: readonly string[] | undefined;
  strategy?: 'unwatched' | 'popular' | 'repeat' | undefined;
  /** Share from which a video counts as watched, 0 to 1; 0.8 where it is not said. */
  watchedThreshold?: number | undefined;
  /** Videos that were started: listed (`include`, also where it is not said), left out, or nothing but these. */
  unfinished?: 'include' | 'exclude' | 'only' | undefined;
}

/** `recommendations.json`: videos that the visitor has not watched, best first. */
export const recommendations = (q: RecommendationQuery): StatsRequest<Recommendation[]> => ({
  path: `recommendations.json${query({
    visitor: q.visitor,
    project_id: q.projectId,
    limit: q.limit,
    media_ids: q.mediaIds?.join(','),
    exclude: q.exclude?.join(','),
    pin: q.pin?.join(','),
    strategy: q.strategy,
    watched_threshold: q.watchedThreshold,
    unfinished: q.unfinished,
  })}`,
  check: list(object(recommendationFields)),
});
