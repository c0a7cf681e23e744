/** The sandbox's own paths, outside of the API: faults, the requests it got, told sessions. */
import type { Account } from './account.js';
import type { ActiveFault, Fault, Faults } from './faults.js';
import type { RequestLog } from './request-log.js';
import type { ToldSession } from './told-session.js';

/** What the control paths work on. */
export interface Controlled {
  account: Account;
  faults: Faults;
  requests: RequestLog;
  /** Adds a session; returns the event, or null for a load without a play, and the visitor. */
  addSession: (told: ToldSession) => { visitor_key: string; event: unknown };
}

// Open to every page: there is nothing here but make-believe.
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE',
  'Access-Control-Allow-Headers': 'Content-Type',
};

const reply = (body: unknown, status = 200): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...CORS,
    },
  });

const jsonOf = async (request: Request): Promise<unknown> => {
  try {
    return await request.json();
  } catch {
    throw new RangeError('The body must be JSON.');
  }
};

const act = async (
  request: Request,
  path: string,
  { account, faults, requests, addSession }: Controlled,
): Promise<Response> => {
  const [, , name, id, ...rest] = path.split('/');
  if (rest.length) return reply({ error: 'There is no such path.' }, 404);
  switch (`${request.method} ${name}${id ? '/id' : ''}`) {
    case 'GET faults':
      return reply(faults.list);
    case 'POST faults': {
      const told = await jsonOf(request);
      const added: ActiveFault[] = (Array.isArray(told) ? told : [told]).map((fault) =>
        faults.add(fault as Fault),
      );
      return reply(Array.isArray(told) ? added : added[0], 201);
    }
    case 'DELETE faults':
      faults.clear();
      return reply(undefined, 204);
    case 'DELETE faults/id':
      return faults.remove(Number(id))
        ? reply(undefined, 204)
        : reply({ error: 'There is no fault with this number.' }, 404);
    case 'GET requests':
      return reply({ count: requests.count, requests: requests.list });
    case 'DELETE requests':
      requests.clear();
      return reply(undefined, 204);
    case 'POST sessions':
      return reply(addSession((await jsonOf(request)) as ToldSession), 201);
    case 'GET account':
      return reply({
        medias: account.medias.length,
        projects: account.projects.map(({ hashed_id }) => hashed_id),
        visitors: account.visitors.length,
        sessions: account.sessions.length,
        plays: account.sessions.plays,
      });
    default:
      return reply({ error: 'There is no such path, or not with this method.' }, 404);
  }
};

/** Answers a request to `/sandbox/…`. */
export const controlReply = async (
  request: Request,
  path: string,
  controlled: Controlled,
): Promise<Response> => {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
  try {
    return await act(request, path, controlled);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return reply({ error: error.message }, 400);
  }
};
