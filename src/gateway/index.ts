/** `wistia-widgets/gateway`: the server that holds the token and lets through only what is published. */
import { LRUCache } from 'lru-cache';
import { etagOf, headersOf, matches } from './answer.js';
import type { Answer } from './answer.js';
import { Cache } from './cache.js';
import { parseConfig } from './config.js';
import type { GatewayConfig } from './config.js';
import { Cors } from './cors.js';
import { logToConsole, quietly } from './log.js';
import type { Log } from './log.js';
import { notFound, Problem, upstreamProblem } from './problem.js';
import { Publication } from './publication.js';
import { PublishedFigures } from './published-figures.js';
import { routes } from './routes.js';
import type { Reply } from './routes.js';
import { scriptFiles } from './script.js';
import type { ServedScript } from './script.js';
import { UpstreamError } from './upstream-error.js';
import { Upstream } from './upstream.js';
import { WistiaData } from './wistia-data.js';

export { ConfigError, parseConfig } from './config.js';
export type * from './config.js';
export type { Log, LogEntry } from './log.js';
export type { ServedScript } from './script.js';

/** What a gateway gets from the place it runs in, besides its configuration. */
export interface GatewayRuntime {
  /** The script that is served as `wistia-widgets.js`. Without it, that address does not exist. */
  script?: ServedScript | undefined;
  /** How Wistia is reached. Default: the platform's `fetch`. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Where the operator reads. Default: a line of JSON an entry, on standard error. */
  log?: Log | undefined;
}

/** What a platform gives beside the request so that work may go on after the reply. */
export interface GatewayContext {
  waitUntil?(task: Promise<unknown>): void;
}

/** How the gateway is, for its operator. Figures only. */
export interface GatewayHealth {
  /** `degraded` while Wistia is left alone because it does not answer. */
  status: 'ok' | 'degraded';
  upstream: {
    /** Whether requests are held back until Wistia answers again. */
    held: boolean;
    /** Requests in the last minute, and how many there may be. */
    used: number;
    budget: number;
  };
  /** Replies of Wistia that are kept. */
  cached: number;
}

/**
 * A fetch handler. It can be called as it is (`gateway(request)`), and given to a platform that wants an
 * object with `fetch` (`export default gateway`).
 */
export interface Gateway {
  (request: Request, env?: unknown, context?: GatewayContext): Promise<Response>;
  /** The same, but a reply that needs no waiting is not wrapped in a promise. */
  fetch(request: Request, env?: unknown, context?: GatewayContext): Response | Promise<Response>;
  health(): GatewayHealth;
}

const MOST_HOT_BYTES = 64e6;
const LONGEST_URL = 10_000;
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Makes a gateway.
 * @throws ConfigError with a sentence for each mistake in `config`.
 */
export const createGateway = (config: GatewayConfig, runtime: GatewayRuntime = {}): Gateway => {
  const settings = parseConfig(config);
  const now = () => performance.now();
  const random = Math.random;
  const log = quietly(runtime.log ?? logToConsole, now);
  const upstream = new Upstream({
    ...settings,
    timeout: settings.timeout * 1000,
    // Called through the platform: some demand their own `this`.
    fetch: runtime.fetch ?? ((url, init) => fetch(url, init)),
    log,
    now,
    random,
  });
  const cache = new Cache({
    maxEntries: settings.cache.maxEntries,
    stale: settings.cache.stale * 1000,
    staleIfError: settings.cache.staleIfError * 1000,
    patience: upstream.patience,
    now,
    random,
  });
  const publication = new Publication(settings.publish);
  const data = new WistiaData(upstream, cache, settings, publication.catalogueQueries, log);
  const figures = new PublishedFigures(publication, data);
  const cors = new Cors(settings.origins);
  const script = runtime.script && scriptFiles(runtime.script);
  const { stale, staleIfError } = settings.cache;
  const afterwards = `, stale-while-revalidate=${stale}, stale-if-error=${staleIfError}`;

  // Fresh answers by path and query, so that a hit costs one look. Only addresses that were answered and
  // are written in the one canonical way get in.
  const hot = new LRUCache<string, Answer>({
    max: settings.cache.maxEntries,
    maxSize: MOST_HOT_BYTES,
    sizeCalculation: ({ body }) => body.length + 500,
  });

  const give = (request: Request, answer: Answer): Response => {
    let headers = headersOf(answer, now());
    if (cors.applies) headers = { ...headers, ...cors.headers(request) };
    const ifNoneMatch = request.headers.get('If-None-Match');
    if (ifNoneMatch && matches(ifNoneMatch, answer.etag)) {
      const { 'Content-Type': _, ...rest } = headers;
      return new Response(null, { status: 304, headers: rest });
    }
    return new Response(request.method === 'HEAD' ? null : answer.body, { headers });
  };

  const respond = (request: Request, { value, freshUntil, retryAt, query }: Reply): Response => {
    const body = JSON.stringify(value);
    const etag = etagOf(body);
    const answer: Answer = { body, type: JSON_TYPE, etag, freshUntil, retryAt, afterwards };
    const address = addressOf(request.url);
    const path = address.split('?', 1)[0]!;
    if (freshUntil > now() && address === path + query) hot.set(address, answer);
    return give(request, answer);
  };

  const refuse = (request: Request, problem: Problem): Response => {
    const headers = {
      'Content-Type': 'application/problem+json',
      'Cache-Control': problem.status === 404 ? `public, max-age=${settings.cache.missing}` : 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...problem.headers,
      ...cors.headers(request),
    };
    const body = request.method === 'HEAD' ? null : problem.body;
    return new Response(body, { status: problem.status, headers });
  };

  const app = routes({ basePath: settings.basePath, publication, figures, data, respond });
  app.notFound(({ req }) => refuse(req.raw, notFound()));
  app.onError((error, { req }) => {
    if (error instanceof Problem) return refuse(req.raw, error);
    if (error instanceof UpstreamError) return refuse(req.raw, upstreamProblem(error));
    log({ level: 'error', message: `The gateway failed to answer: ${error.name}: ${error.message}` });
    return refuse(req.raw, new Problem(500, 'The gateway failed to answer.'));
  });

  /** What answers without asking anybody: other methods, the script, the health word. */
  const own = (request: Request): Response | undefined => {
    const { method, url } = request;
    if (method === 'OPTIONS') {
      const headers = { Allow: 'GET, HEAD, OPTIONS', ...cors.preflight(request) };
      return new Response(null, { status: 204, headers });
    }
    if (method !== 'GET' && method !== 'HEAD') {
      const problem = new Problem(405, 'Only GET, HEAD and OPTIONS are answered.', {
        Allow: 'GET, HEAD, OPTIONS',
      });
      return refuse(request, problem);
    }
    if (url.length > LONGEST_URL) return refuse(request, new Problem(414, 'The address is too long.'));
    const path = addressOf(url);
    if (!path.startsWith(settings.basePath)) return refuse(request, notFound());
    const name = path.slice(settings.basePath.length).split('?', 1)[0]!;
    if (name === 'healthz') {
      const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
      return new Response(method === 'HEAD' ? null : health().status, { headers });
    }
    const file = script?.get(name);
    if (!file) return undefined;
    const ifNoneMatch = request.headers.get('If-None-Match');
    if (ifNoneMatch && matches(ifNoneMatch, file.etag)) {
      return new Response(null, { status: 304, headers: file.headers });
    }
    return new Response(method === 'HEAD' ? null : file.body, { headers: file.headers });
  };

  const health = (): GatewayHealth => {
    const held = upstream.breaker.isOpen;
    const { used, limit } = upstream.budget;
    return {
      status: held ? 'degraded' : 'ok',
      upstream: { held, used, budget: limit },
      cached: cache.size,
    };
  };

  const answer = (request: Request, _env?: unknown, context?: GatewayContext) => {
    const { method } = request;
    if (method === 'GET' || method === 'HEAD') {
      const found = hot.get(addressOf(request.url));
      if (found && now() < found.freshUntil) return give(request, found);
    }
    const immediate = own(request);
    if (immediate) return immediate;
    const reply = Promise.resolve(app.fetch(request));
    context?.waitUntil?.(reply.then(() => cache.idle()));
    return reply;
  };

  return Object.assign(
    async (request: Request, env?: unknown, context?: GatewayContext) =>
      answer(request, env, context),
    { fetch: answer, health },
  );
};

/** Path and query of an absolute URL, as they were written. */
const addressOf = (url: string): string => url.slice(url.indexOf('/', 8));
