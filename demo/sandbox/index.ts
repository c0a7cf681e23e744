/** A make-believe Wistia account behind the real API's paths: for demos, tests and benchmarks. */
import { Account } from './account.js';
import { apiReply } from './api.js';
import { tooMany } from './api-error.js';
import { Audience } from './audience.js';
import { controlReply } from './control.js';
import { eventReply } from './events.js';
import { Faults } from './faults.js';
import { faultyReply } from './faulty-reply.js';
import { simulateHistory } from './history.js';
import { LiveViewing } from './live-viewing.js';
import { settingsOf } from './options.js';
import type { SandboxOptions } from './options.js';
import { pictureOf } from './pictures.js';
import { Random } from './random.js';
import { RateLimit } from './rate-limit.js';
import { RequestLog } from './request-log.js';
import { addToldSession } from './told-session.js';
import type { ToldSession } from './told-session.js';

export type { Account, Conversion, VisitorSums } from './account.js';
export type { ActiveFault, Fault, FaultKind, Faults } from './faults.js';
export type { Media, Project } from './medias.js';
export { FIRST_MEDIA_ID, FIRST_PROJECT_ID } from './medias.js';
export type { SandboxOptions } from './options.js';
export type { LoggedRequest, RequestLog } from './request-log.js';
export type { ToldSession } from './told-session.js';

/** The make-believe account, and a handler that speaks Wistia's API. */
export interface Sandbox {
  /** Answers a request: the API below `/v1/`, `/pictures/`, and `/sandbox/` to control it. */
  fetch(request: Request): Promise<Response>;
  /** The simulated data that all replies are summed from. */
  account: Account;
  /** The requests that the API got. */
  requests: RequestLog;
  /** Faults that are on. */
  faults: Faults;
  /**
   * Makes a visitor watch something right now; it is counted in every figure.
   * @throws RangeError with a full sentence where the session cannot be.
   */
  addSession(told: ToldSession): {
    visitor_key: string;
    /** Null for a load without a play. */
    event: ReturnType<typeof eventReply> | null;
  };
}

const pictureReply = (account: Account, id: string): Response => {
  const media = account.media(id);
  if (!media) return new Response(null, { status: 404 });
  return new Response(pictureOf(account.seed, media), {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'public, max-age=86400',
      'Content-Security-Policy': "default-src 'none'",
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  });
};

/**
 * Makes a sandbox. The same seed makes the same account, with its past ending at the clock's now.
 * @throws RangeError with a full sentence for a setting that cannot be.
 */
export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const settings = settingsOf(options);
  const { seed } = settings;
  const start = settings.now().getTime();
  const account = new Account(seed, settings.videos, start);
  const audienceOf = (stream: number): [Audience, Random] => {
    const random = new Random(seed, stream);
    const hasLoaded = account.hasLoaded.bind(account);
    return [new Audience(seed, account.medias, random, hasLoaded), random];
  };
  const [past, pastRandom] = audienceOf(2);
  simulateHistory(account, past, settings.visitors, pastRandom, start);

  const [present, presentRandom] = audienceOf(3);
  const live =
    settings.live > 0
      ? new LiveViewing(account, present, presentRandom, settings.live, start)
      : undefined;
  const faults = new Faults(seed);
  const requests = new RequestLog();
  const limit = new RateLimit(settings.rateLimit);
  const { publicToken, publicUrl } = settings;

  const moment = (): number => {
    const now = settings.now().getTime();
    live?.catchUp(now);
    return now;
  };

  const addSession = (told: ToldSession, origin = publicUrl ?? 'http://127.0.0.1') => {
    const now = moment();
    const index = addToldSession(account, told, now);
    const { visitor_key } = account.person(account.sessions.visitor(index));
    const plays = account.sessions.watched(index).length > 0;
    const event = plays ? eventReply(account, index, { now, origin, publicToken }) : null;
    return { visitor_key, event };
  };

  const api = async (request: Request, url: URL, origin: string): Promise<Response> => {
    const now = moment();
    const entry = requests.add(request, url, now);
    const admit = (): void => {
      const wait = limit.enter(now);
      if (wait) throw tooMany(wait);
    };
    const struck = faults.strike(entry.path);
    // Without a fault in the way the reply is made at once, so that the log is complete.
    const answer = async () => apiReply({ request, url, account, settings, now, origin, admit });
    const reply = await faultyReply(struck, request.signal, answer);
    entry.status = reply.status;
    return request.method === 'HEAD' ? new Response(null, reply) : reply;
  };

  return {
    account,
    requests,
    faults,
    addSession: (told) => addSession(told),
    async fetch(request) {
      const url = new URL(request.url);
      const origin = publicUrl ?? url.origin;
      const { pathname } = url;
      if (/^\/(v1|modern)\//.test(pathname)) return api(request, url, origin);
      if (pathname.startsWith('/sandbox/')) {
        return controlReply(request, pathname, {
          account,
          faults,
          requests,
          addSession: (told) => addSession(told, origin),
        });
      }
      const [, picture] = /^\/pictures\/(\w+)\.svg$/.exec(pathname) ?? [];
      return picture ? pictureReply(account, picture) : new Response(null, { status: 404 });
    },
  };
};
