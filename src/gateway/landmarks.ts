/** Who was a video's thousandth viewer, told to nobody but that viewer. */
import type { Landmark } from '../stats/fields.js';
import type { CatalogueRow } from './catalogue.js';
import type { ViewingEvents } from './events/viewing-events.js';

/**
 * Whether a video has had `at` different viewers, and whether the asker was that one.
 * @param visitor the asker's SHA-256, as the page sends it
 */
export const landmarkOf = async (
  events: ViewingEvents | undefined,
  media: CatalogueRow,
  at: number,
  visitor: string | undefined,
): Promise<Landmark> => {
  if (!events) return { at, reached: null, yours: null };
  await events.ready;
  // Before it is looked up who it was, so that nothing depends on it.
  const asker = visitor === undefined ? undefined : await events.hash.visitor(visitor);
  const { history, knownSince } = events;
  const reached = history.viewers(media.hashed_id) >= at;
  // What is older than the events, or between those that come in page by page, would put others first.
  const isWhole = knownSince !== undefined && Date.parse(media.created ?? '') >= knownSince;
  if (!isWhole) return { at, reached: reached || null, yours: null };
  const yours = asker === undefined ? null : history.viewer(media.hashed_id, at)?.visitor === asker;
  return { at, reached, yours };
};
