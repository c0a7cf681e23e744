/** The tree of URLs: which address means what. */
import { Hono } from 'hono';
import { dayRange, mediaIds, none, projectId } from './parameters.js';
import { notFound } from './problem.js';
import type { PublishedFigures } from './published-figures.js';
import { FILE, idOf, searchOf } from './route-paths.js';
import { viewerRoutes } from './viewer-routes.js';
import type { ViewerRouteParts } from './viewer-routes.js';
import type { Subject } from './wistia-data.js';

/** What the routes read. */
export interface RouteParts extends ViewerRouteParts {
  basePath: string;
}

/** The routes below `basePath`. A handler throws a Problem for what it does not serve. */
export const routes = (parts: RouteParts): Hono => {
  const { publication, figures, data, replies } = parts;
  const app = new Hono().basePath(parts.basePath);

  app.get('/stats/account.json', async ({ req }) => {
    if (!publication.account) throw notFound();
    none(searchOf(req.url));
    return replies.give(req.raw, await figures.account(), '');
  });

  app.get(`/stats/projects/:file{${FILE}}`, async ({ req }) => {
    const id = idOf(req.param('file'));
    if (!publication.mayHaveProject(id)) throw notFound();
    none(searchOf(req.url));
    return replies.give(req.raw, await figures.project(id), '');
  });

  app.get('/stats/medias.json', async ({ req }) => {
    if (!publication.hasMedias) throw notFound();
    const ids = mediaIds(searchOf(req.url));
    const query = `?${ids.map((id) => `hashed_ids[]=${id}`).join('&')}`;
    return replies.give(req.raw, await figures.medias(ids), query);
  });

  app.get(`/stats/medias/:file{${FILE}}`, async ({ req }) => {
    const id = idOf(req.param('file'));
    if (!publication.mayHaveMedia(id)) throw notFound();
    none(searchOf(req.url));
    return replies.give(req.raw, await figures.media(id), '');
  });

  app.get('/stats/medias/:id{[\\w-]+}/engagement.json', async ({ req }) => {
    const id = idOf(req.param('id'));
    if (!publication.mayHaveMedia(id)) throw notFound();
    none(searchOf(req.url));
    return replies.give(req.raw, await figures.engagement(id), '');
  });

  const byDate = async (
    request: Request,
    subject: Subject,
    allow: () => ReturnType<PublishedFigures['allowedMedia']>,
  ) => {
    const search = searchOf(request.url);
    const range = dayRange(search, data.today(), data.defaultRange());
    const query = search ? `?start_date=${range.start}&end_date=${range.end}` : '';
    const days = await figures.byDate(subject, await allow(), range);
    return replies.give(request, days, query);
  };

  app.get('/stats/account/by_date.json', ({ req }) => {
    if (!publication.account) throw notFound();
    const allow = () => Promise.resolve(publication.account);
    return byDate(req.raw, 'stats/account', allow);
  });

  app.get('/stats/projects/:id{[\\w-]+}/by_date.json', ({ req }) => {
    const id = idOf(req.param('id'));
    if (!publication.mayHaveProject(id)) throw notFound();
    const allow = () => figures.allowedProject(id);
    return byDate(req.raw, `stats/projects/${id}`, allow);
  });

  app.get('/stats/medias/:id{[\\w-]+}/by_date.json', ({ req }) => {
    const id = idOf(req.param('id'));
    if (!publication.mayHaveMedia(id)) throw notFound();
    const allow = () => figures.allowedMedia(id);
    return byDate(req.raw, `stats/medias/${id}`, allow);
  });

  app.get('/medias.json', async ({ req }) => {
    if (!publication.hasMedias) throw notFound();
    const project = projectId(searchOf(req.url));
    const query = project === undefined ? '' : `?project_id=${project}`;
    return replies.give(req.raw, await figures.catalogue(project), query);
  });

  viewerRoutes(app, parts);
  return app;
};
