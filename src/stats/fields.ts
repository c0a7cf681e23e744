/**
 * The Stats API v1 as data: for every reply, its fields and the check of each.
 * A field's unit and range stand beside it; names are the API's own.
 */
import { amount, finite, flag, list, object, oneOf, orNull, share, text } from './schema.js';
import type { Check, Shape } from './schema.js';

export { accountFields, mediaFields, projectFields } from './figure-fields.js';
export type { AccountStats, MediaStats, ProjectStats } from './figure-fields.js';
export { dayFields } from './by-date.js';
export type { DayStats } from './by-date.js';
export { landmarkFields } from './landmark.js';
export type { Landmark } from './landmark.js';

/** `GET stats/medias/{id}/engagement.json` */
export const engagementFields = {
  /** Share of the video that was viewed, averaged over viewing sessions, 0 to 1. */
  engagement: share,
  /** Views per cell: a cell is one second, or a thousandth of a video above 1000 s. May be empty. */
  engagement_data: list(amount),
  /** Repeated views per cell, same cells. */
  rewatch_data: list(amount),
};

/** A still picture of a video. */
export const thumbnailFields = {
  url: text,
  /** Pixels. */
  width: amount,
  /** Pixels. */
  height: amount,
};

/** `GET medias.json` of the Data API (rows): what the catalogue is made from. */
export const dataApiMediaFields = {
  hashed_id: text,
  name: orNull(text),
  type: orNull(text),
  /** Seconds. */
  duration: orNull(amount),
  created: orNull(text),
  updated: orNull(text),
  status: orNull(text),
  archived: ((value, path) => (value == null ? false : flag(value, path))) as Check<boolean>,
  thumbnail: orNull(object(thumbnailFields)),
  /** Wistia calls it a project or, newer, a folder, and its id `hashedId` or `hashed_id`. */
  project: ((value) => value ?? null) as Check<unknown>,
  folder: ((value) => value ?? null) as Check<unknown>,
  /** `[{name}]`. */
  tags: ((value) => value ?? null) as Check<unknown>,
};

/** A row of the tree's `medias.json`: the catalogue of published videos. */
export const catalogueFields = {
  hashed_id: text,
  name: text,
  /** Seconds; null while Wistia has not measured it. */
  duration: orNull(amount),
  thumbnail: orNull(object(thumbnailFields)),
  project_id: orNull(text),
  /** ISO 8601. */
  created: orNull(text),
};

/** A row of the tree's `related/{media_id}.json`, nearest first. */
export const relatedFields = {
  media_id: text,
  score: finite,
};

/** Why a video is recommended. */
export const reasonFields = {
  kind: oneOf('because_watched', 'popular', 'new', 'repeat', 'pinned', 'continue'),
  /** Of `because_watched`: the video watched before, and its name. */
  media_id: orNull(text),
  name: orNull(text),
  /** How much of the recommended video the visitor has watched, 0 to 1; null where it was not started. */
  share: orNull(share),
};

/** A row of the tree's `recommendations.json`, best first. */
export const recommendationFields = {
  media_id: text,
  name: text,
  /** Seconds. */
  duration: orNull(amount),
  thumbnail: orNull(object(thumbnailFields)),
  score: finite,
  reason: object(reasonFields),
};

export type Engagement = Shape<typeof engagementFields>;
export type DataApiMedia = Shape<typeof dataApiMediaFields>;
export type CatalogueMedia = Shape<typeof catalogueFields>;
export type RelatedMedia = Shape<typeof relatedFields>;
export type Recommendation = Shape<typeof recommendationFields>;
