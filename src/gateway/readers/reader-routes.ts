/** The tree of URLs for somebody with a signed token: the public one, further open, and the private paths. */
import type { Hono } from 'hono';
import { none } from '../parameters.js';
import type { Replies } from '../replies.js';
import { searchOf } from '../route-paths.js';
import type { PrivateRecords } from './private-records.js';
import { eventQuery, keyOf, visitorQuery } from './private-parameters.js';

const FILE = '[\\w.-]+\\.json';

/** Adds the private paths to the tree. */
export const privateRoutes = (app: Hono, records: PrivateRecords, replies: Replies): void => {
  app.get('/stats/visitors.json', async ({ req }) =>
    replies.giveOnce(req.raw, await records.visitors(visitorQuery(searchOf(req.url)))),
  );

  app.get(`/stats/visitors/:file{${FILE}}`, async ({ req }) => {
    const key = keyOf(req.param('file'));
    none(searchOf(req.url));
    return replies.giveOnce(req.raw, await records.visitor(key));
  });

  app.get('/stats/events.json', async ({ req }) =>
    replies.giveOnce(req.raw, await records.events(eventQuery(searchOf(req.url)))),
  );

  app.get(`/stats/events/:file{${FILE}}`, async ({ req }) => {
    const key = keyOf(req.param('file'));
    none(searchOf(req.url));
    return replies.giveOnce(req.raw, await records.event(key));
  });
};
