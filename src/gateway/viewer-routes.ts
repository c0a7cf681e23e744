/** The part of the tree that is made from viewing events. */
import type { Hono } from 'hono';
import type { CatalogueRow } from './catalogue.js';
import type { ViewingEvents } from './events/viewing-events.js';
import { landmarkOf } from './landmarks.js';
import { landmarkQuery } from './parameters.js';
import { notFound } from './problem.js';
import type { Policy } from './publication.js';
import type { PublishedFigures } from './published-figures.js';
import type { Replies } from './replies.js';
import { FILE, idOf, searchOf } from './route-paths.js';
import type { WistiaData } from './wistia-data.js';

/** What these routes read. */
export interface ViewerRouteParts {
  publication: Policy;
  figures: PublishedFigures;
  data: WistiaData;
  replies: Replies;
  events: ViewingEvents | undefined;
}

/** Adds the routes. A handler throws a Problem for what it does not serve. */
export const viewerRoutes = (
  app: Hono,
  { publication, figures, data, replies, events }: ViewerRouteParts,
): void => {
  const videoOf = async (id: string): Promise<CatalogueRow> => {
    const { value = [] } = await data.catalogue();
    const row = value.find(({ hashed_id }) => hashed_id === id);
    if (!row) throw notFound();
    return row;
  };

  app.get(`/landmarks/:file{${FILE}}`, async ({ req }) => {
    const id = idOf(req.param('file'));
    if (!publication.mayHaveMedia(id)) throw notFound();
    const { at, visitor } = landmarkQuery(searchOf(req.url));
    if (!(await figures.allowedMedia(id))?.landmarks) throw notFound();
    const landmark = await landmarkOf(events, await videoOf(id), at, visitor);
    if (visitor !== undefined) return replies.giveOnce(req.raw, landmark);
    return replies.give(req.raw, data.lasting(landmark, LASTING), `?at=${at}`);
  });
};

/** Seconds for which others may keep what new events change. */
const LASTING = 10;
