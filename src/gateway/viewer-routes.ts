/** The part of the tree that is made from viewing events. */
import type { Hono } from 'hono';
import type { CatalogueRow } from './catalogue.js';
import { landmarkOf } from './landmarks.js';
import { none } from './parameters.js';
import { notFound } from './problem.js';
import type { Policy } from './publication.js';
import type { PublishedFigures } from './published-figures.js';
import type { Recommendations } from './recommendations.js';
import type { Replies } from './replies.js';
import { FILE, idOf, searchOf } from './route-paths.js';
import { landmarkQuery, recommendationQuery } from './viewer-parameters.js';
import type { Watching } from './watching.js';
import type { WistiaData } from './wistia-data.js';

/** What these routes read. */
export interface ViewerRouteParts {
  publication: Policy;
  figures: PublishedFigures;
  data: WistiaData;
  replies: Replies;
  recommendations: Recommendations;
  watching: Watching;
}

/** Seconds for which others may keep what every new event can change. */
const LIVE = 1;
/** The same for what changes when it is learnt anew. */
const LEARNT = 60;

/** Adds the routes. A handler throws a Problem for what it does not serve. */
export const viewerRoutes = (app: Hono, parts: ViewerRouteParts): void => {
  const { publication, figures, data, replies, recommendations, watching } = parts;

  const videoOf = async (id: string): Promise<CatalogueRow> => {
    const { value = [] } = await data.catalogue();
    const row = value.find(({ hashed_id }) => hashed_id === id);
    if (!row) throw notFound();
    return row;
  };

  app.get('/recommendations.json', async ({ req }) => {
    if (!publication.hasMedias) throw notFound();
    const { asked, canonical } = recommendationQuery(searchOf(req.url));
    const list = await recommendations.list(asked);
    if (asked.visitor !== undefined) return replies.giveOnce(req.raw, list);
    return replies.give(req.raw, data.lasting(list, LIVE), canonical);
  });

  app.get(`/related/:file{${FILE}}`, async ({ req }) => {
    const id = idOf(req.param('file'));
    if (!publication.mayHaveMedia(id)) throw notFound();
    none(searchOf(req.url));
    if (!(await figures.allowedMedia(id))?.catalogue) throw notFound();
    await videoOf(id);
    return replies.give(req.raw, data.lasting(await recommendations.related(id), LEARNT), '');
  });

  app.get(`/landmarks/:file{${FILE}}`, async ({ req }) => {
    const id = idOf(req.param('file'));
    if (!publication.mayHaveMedia(id)) throw notFound();
    const { at, visitor } = landmarkQuery(searchOf(req.url));
    if (!(await figures.allowedMedia(id))?.landmarks) throw notFound();
    const landmark = await landmarkOf(watching.events, await videoOf(id), at, visitor);
    if (visitor !== undefined) return replies.giveOnce(req.raw, landmark);
    return replies.give(req.raw, data.lasting(landmark, LIVE), `?at=${at}`);
  });
};
