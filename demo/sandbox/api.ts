/** The paths of Wistia's API, below `/v1/` (or the newer base `/modern/`). */
import type { Account } from './account.js';
import { dayOf } from './account.js';
import { ApiError, notFound, unauthorized } from './api-error.js';
import { listMedias, listProjects, mediaReply } from './data-api.js';
import { eventReply, findEvent, listEvents } from './events.js';
import type { EventSurroundings } from './events.js';
import {
  accountFigures,
  engagementFigures,
  figuresByDate,
  mediaFigures,
  projectFigures,
} from './figures.js';
import { heatmapPage } from './heatmap-page.js';
import type { SandboxSettings } from './options.js';
import { dayRange } from './parameters.js';
import { listVisitors, visitorReply } from './visitors.js';

/** A request, as the handlers of the paths see it. */
interface Call extends EventSurroundings {
  account: Account;
  /** The ids in the path. */
  ids: string[];
  query: URLSearchParams;
  settings: SandboxSettings;
}

type Permission = 'stats' | 'data' | 'public';

/** Path with `*` for an id, the permission that a token needs, the reply: JSON, or a Response. */
type Route = [path: string, permission: Permission, reply: (call: Call) => unknown];

const theMedia = ({ account, ids }: Call) => {
  const media = account.media(ids[0]!);
  if (!media) throw notFound();
  return media;
};

const theProject = ({ account, ids }: Call) => {
  const project = account.project(ids[0]!);
  if (!project) throw notFound('Project not found.');
  return project;
};

const theVisitor = ({ account, ids }: Call) => {
  const visitor = account.visitorNumber(ids[0]!);
  if (visitor === undefined) throw notFound('Visitor not found.');
  return visitor;
};

const theEvent = ({ account, ids, now }: Call) => {
  const index = findEvent(account, ids[0]!, now);
  if (index === undefined) throw notFound();
  return index;
};

const rangeOf = ({ query, now }: Call) => dayRange(query, dayOf(now));

const routes: Route[] = [
  ['stats/account', 'stats', ({ account }) => accountFigures(account)],
  [
    'stats/account/by_date',
    'stats',
    // The account's days come newest first, those of projects and medias oldest first.
    (call) => figuresByDate(call.account.sumsOf(), rangeOf(call), call.now).reverse(),
  ],
  ['stats/projects/*', 'stats', (call) => projectFigures(call.account, theProject(call))],
  [
    'stats/projects/*/by_date',
    'stats',
    (call) => figuresByDate(call.account.sumsOf(theProject(call)), rangeOf(call), call.now),
  ],
  ['stats/medias/*', 'stats', (call) => mediaFigures(call.account, theMedia(call))],
  [
    'stats/medias/*/by_date',
    'stats',
    (call) => {
      const sums = call.account.sums[theMedia(call).index]!;
      return figuresByDate([sums], rangeOf(call), call.now);
    },
  ],
  ['stats/medias/*/engagement', 'stats', (call) => engagementFigures(call.account, theMedia(call))],
  [
    'stats/visitors',
    'stats',
    ({ account, query }) => listVisitors(account, query).map((n) => visitorReply(account, n)),
  ],
  ['stats/visitors/*', 'stats', (call) => visitorReply(call.account, theVisitor(call))],
  [
    'stats/events',
    'stats',
    (call) =>
      listEvents(call.account, call.query, call.now, call.settings.repeatedEvents).map((index) =>
        eventReply(call.account, index, call),
      ),
  ],
  ['stats/events/*', 'stats', (call) => eventReply(call.account, theEvent(call), call)],
  [
    'stats/events/*/iframe.html',
    'public',
    (call) => {
      if (call.query.get('public_token') !== call.publicToken) {
        throw unauthorized('unauthorized_credentials');
      }
      return new Response(heatmapPage(call.account, theEvent(call)), {
        headers: {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': "default-src 'none'",
        },
      });
    },
  ],
  [
    'medias',
    'data',
    ({ account, query, origin }) =>
      listMedias(account, query).map((media) => mediaReply(account, media, origin)),
  ],
  ['projects', 'data', ({ account, query }) => listProjects(account, query)],
];

/** The newer base has the same paths but for this one. */
const NOT_MODERN = 'stats/projects/*/by_date';

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, { error: 'The path is not encoded as it should be.' });
  }
};

const matching = (path: string): { route: Route; ids: string[] } | undefined => {
  const parts = path.split('/');
  for (const route of routes) {
    const names = route[0].split('/');
    if (names.length !== parts.length) continue;
    if (!names.every((name, i) => name === parts[i] || (name === '*' && parts[i]))) continue;
    return { route, ids: parts.filter((_, i) => names[i] === '*').map(decoded) };
  }
  return undefined;
};

/** What a token may do. The sandbox knows some tokens that may not do everything. */
const permit = (request: Request, permission: Permission, { token }: SandboxSettings): void => {
  if (permission === 'public') return;
  const [, sent] = /^Bearer +(.+)$/i.exec(request.headers.get('Authorization') ?? '') ?? [];
  if (sent === `${token}-inactive`) throw unauthorized('account_inactive');
  const half = sent === `${token}-stats` ? 'stats' : sent === `${token}-data` ? 'data' : undefined;
  if (half && half !== permission) throw unauthorized('unauthorized_scope');
  if (!half && sent !== token) throw unauthorized('unauthorized_credentials');
};

/** Everything of a request but what the path says. */
export interface ApiRequest {
  request: Request;
  url: URL;
  account: Account;
  settings: SandboxSettings;
  now: number;
  origin: string;
  /** Called for a request with a good token. @throws ApiError where there are too many. */
  admit: () => void;
}

const answer = ({ request, url, account, settings, now, origin, admit }: ApiRequest): unknown => {
  const [, base, path] = /^\/(v1|modern)\/(.*?)(?:\.json)?$/.exec(url.pathname) ?? [];
  const found = path === undefined ? undefined : matching(path);
  const known =
    found &&
    /^(GET|HEAD)$/.test(request.method) &&
    !(base === 'modern' && found.route[0] === NOT_MODERN);
  permit(request, known ? found.route[1] : 'stats', settings);
  if (!known || found.route[1] !== 'public') admit();
  if (!known) throw notFound('Not found.');
  const { publicToken } = settings;
  return found.route[2]({
    account,
    settings,
    now,
    origin,
    publicToken,
    ids: found.ids,
    query: url.searchParams,
  });
};

const jsonReply = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'max-age=0, private, must-revalidate',
    },
  });

/** Answers a request to the API. */
export const apiReply = (api: ApiRequest): Response => {
  try {
    const reply = answer(api);
    return reply instanceof Response ? reply : jsonReply(reply);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, body, headers } = error;
    if (body === undefined) return new Response(null, { status });
    return typeof body === 'string'
      ? new Response(body, { status, headers: { 'Content-Type': 'text/plain', ...headers } })
      : jsonReply(body, status);
  }
};
