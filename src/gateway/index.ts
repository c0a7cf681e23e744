/**
 * `wistia-widgets/gateway`: the server that holds the token and lets through only what is
 * published.
 */
import { askedBy, toResponse } from './answer.js';
import type { Asked, Written } from './answer.js';
import { SlidingBudget } from './budget.js';
import { Cache } from './cache.js';
import { ClientLimits } from './client-limits.js';
import type { ClientAllowance } from './client-limits.js';
import type { GatewayConfig } from './config.js';
import { Cors } from './cors.js';
import { healthOf } from './health.js';
import type { GatewayHealth } from './health.js';
import { logToConsole, quietly } from './log.js';
import { parseConfig } from './parse-config.js';
import { HEARTBEAT, PooledBudget } from './pooled-budget.js';
import { notFound, Problem, tooMany, tooOften, upstreamProblem } from './problem.js';
import { Publication } from './publication.js';
import type { Policy } from './publication.js';
import { publishedAddresses } from './published-addresses.js';
import type { PublishedAddress } from './published-addresses.js';
import { PublishedFigures } from './published-figures.js';
import { PrivateRecords } from './readers/private-records.js';
import type { Reader } from './readers/reader.js';
import { privateRoutes } from './readers/reader-routes.js';
import { bearerOf, Readers } from './readers/readers.js';
import { Recommendations } from './recommendations.js';
import { addressOf, Replies } from './replies.js';
import { routes } from './routes.js';
import type { GatewayContext, GatewayRuntime } from './runtime.js';
import { ScriptFiles } from './script.js';
import { SharedLoads } from './shared-loads.js';
import { UpstreamError } from './upstream-error.js';
import { Upstream } from './upstream.js';
import { Watching } from './watching.js';
import { WistiaData } from './wistia-data.js';

export { ConfigError } from './config.js';
export { parseConfig } from './parse-config.js';
export type { ClientAllowance } from './client-limits.js';
export type * from './config.js';
export type { Asked, Written } from './answer.js';
export type { GatewayHealth } from './health.js';
export type { Log, LogEntry } from './log.js';
export type { PublishedAddress } from './published-addresses.js';
export type { LearningHealth } from './events/learning.js';
export type { EventsHealth, EventsRuntime } from './events/viewing-events.js';
export type { GatewayContext, GatewayRuntime } from './runtime.js';
export { scriptFiles } from './script.js';
export type { ServedScript } from './script.js';
export type * from './shared-state.js';
export type { UpstreamCall } from './upstream.js';

/**
 * A fetch handler. It can be called as it is (`gateway(request)`), and given to a platform that
 * wants an object with `fetch` (`export default gateway`).
 */
export interface Gateway {
  (request: Request, env?: unknown, context?: GatewayContext): Promise<Response>;
  /** The same, but a reply that needs no waiting is not wrapped in a promise. */
  fetch(request: Request, env?: unknown, context?: GatewayContext): Response | Promise<Response>;
  /**
   * The reply to a path with its query, where a fresh one is at hand and nothing needs to be waited
   * for: for servers that can write it without a Request and a Response.
   */
  ready(address: string, asked: Asked): Written | undefined;
  /** What a client may still ask; undefined where there is no limit. */
  allowance(client: string): ClientAllowance | undefined;
  /** The reply to a client that has asked too often and should wait for so many ms. */
  tooOften(request: Request, wait: number): Response;
  health(): GatewayHealth;
  /**
   * Every address that the public may read, with figures by day for so many days up to today.
   * @throws UpstreamError where Wistia's list of videos cannot be had.
   */
  published(days: number): Promise<PublishedAddress[]>;
  /** Ends what the gateway does by itself, so that the store of events can be closed. */
  close(): Promise<void>;
}

const LONGEST_URL = 10_000;
const ALLOW = 'GET, HEAD, OPTIONS';

/**
 * Makes a gateway.
 * @throws ConfigError with a sentence for each mistake in `config`.
 */
export const createGateway = (config: GatewayConfig, runtime: GatewayRuntime = {}): Gateway => {
  const settings = parseConfig(config);
  const now = () => performance.now();
  const random = Math.random;
  const log = quietly(runtime.log ?? logToConsole, now);
  const { shared } = runtime;
  const { replicas } = settings;
  const name = shared ? crypto.randomUUID() : '';
  const pool = shared && new PooledBudget({ ...settings, shared, gateway: name, now });
  const upstream = new Upstream({
    ...settings,
    budget: pool ?? new SlidingBudget(Math.floor(settings.budget / replicas), now),
    onCall: runtime.onUpstream,
    timeout: settings.timeout * 1000,
    // Called through the platform: some demand their own `this`.
    fetch: runtime.fetch ?? ((url, init) => globalThis.fetch(url, init)),
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
  const afterwards = 1000 * Math.max(settings.cache.stale, settings.cache.staleIfError);
  const loads = shared && new SharedLoads(shared, afterwards, upstream.patience, now);
  void pool?.beat();
  const heartbeat = pool && setInterval(() => void pool.beat(), HEARTBEAT);
  const publication = new Publication(settings.publish);
  /** What a policy lets through, as values. */
  const figuresFor = (policy: Policy) => {
    const data = new WistiaData(upstream, cache, settings, policy.catalogueQueries, log, now, loads);
    return { data, figures: new PublishedFigures(policy, data, settings.cache.missing) };
  };
  const { data, figures } = figuresFor(publication);
  const limits = new ClientLimits(settings.limits.perClient, now);
  const watching = new Watching({ store: runtime.events, settings, upstream, log });
  const cors = new Cors(settings.origins, settings.readers ? ['Authorization'] : []);
  const script = runtime.script && new ScriptFiles(runtime.script);
  const replies = new Replies(cors, settings.cache, now, { tagged: settings.cacheTags });

  const { basePath } = settings;
  /** The tree of URLs as far as a policy goes. */
  const treeFor = (publication: Policy, values: ReturnType<typeof figuresFor>, replies: Replies) => {
    const recommendations = new Recommendations(
      publication,
      values.data,
      settings.recommendations,
      watching,
    );
    const app = routes({ basePath, publication, ...values, replies, recommendations, watching });
    app.notFound(({ req }) => replies.refuse(req.raw, notFound()));
    app.onError((error, { req }) => {
      if (error instanceof Problem) return replies.refuse(req.raw, error);
      if (error instanceof UpstreamError) return replies.refuse(req.raw, upstreamProblem(error));
      log({
        level: 'error',
        message: `The gateway failed to answer: ${error.name}: ${error.message}`,
      });
      return replies.refuse(req.raw, new Problem(500, 'The gateway failed to answer.'));
    });
    return app;
  };
  const app = treeFor(publication, { data, figures }, replies);

  const forOne = new Replies(cors, settings.cache, now, { forOne: true });
  const readers = new Readers(settings.readers, {
    published: publication,
    replies: forOne,
    treeFor(reader: Reader) {
      const tree = treeFor(reader.policy, figuresFor(reader.policy), forOne);
      const limited = figuresFor(reader.limits ?? publication).data;
      const catalogue = async () => (await limited.catalogue()).value ?? [];
      privateRoutes(tree, new PrivateRecords(upstream, reader, catalogue), forOne);
      return tree;
    },
  });

  let waiting = 0;
  const health = () =>
    healthOf({ upstream, shared, pool, cached: cache.size, waiting, watching: watching.health() });

  /** The reply to a method or an address that no figure is behind. */
  const plain = (request: Request): Response | undefined => {
    const { method, url } = request;
    if (method === 'OPTIONS') {
      const headers = { Allow: ALLOW, ...cors.preflight(request.headers.get('Origin')) };
      return new Response(null, { status: 204, headers });
    }
    if (method !== 'GET' && method !== 'HEAD') {
      return replies.refuse(
        request,
        new Problem(405, `Only ${ALLOW} are answered.`, { Allow: ALLOW }),
      );
    }
    if (url.length > LONGEST_URL) {
      return replies.refuse(request, new Problem(414, 'The address is too long.'));
    }
    const path = addressOf(url).split(/[?#]/, 1)[0]!;
    if (!path.startsWith(basePath)) return replies.refuse(request, notFound());
    const name = path.slice(basePath.length);
    if (name === 'healthz') {
      const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
      return new Response(method === 'HEAD' ? null : health().status, { headers });
    }
    const file = script?.reply(name, askedBy(request));
    return file && toResponse(file);
  };

  const ready = (address: string, asked: Asked) =>
    (asked.method === 'GET' || asked.method === 'HEAD') && !asked.authorization
      ? replies.ready(address, asked)
      : undefined;

  const tooOftenReply = (request: Request, wait: number) => replies.refuse(request, tooOften(wait));

  const fetch = (request: Request, env?: unknown, context?: GatewayContext) => {
    const client = runtime.client?.(request, env, context);
    const wait = client ? (limits.of(client)?.take() ?? 0) : 0;
    if (wait) return tooOftenReply(request, wait);
    const written = ready(addressOf(request.url), askedBy(request));
    if (written) return toResponse(written);
    const immediate = plain(request);
    if (immediate) return immediate;
    if (waiting >= settings.limits.waiting) return replies.refuse(request, tooMany());
    waiting += 1;
    const token = bearerOf(request);
    const reply = Promise.resolve(
      token === undefined ? app.fetch(request) : readers.answer(request, token),
    ).finally(() => (waiting -= 1));
    context?.waitUntil?.(reply.then(() => cache.idle()));
    return reply;
  };

  return Object.assign(
    async (request: Request, env?: unknown, context?: GatewayContext) =>
      fetch(request, env, context),
    {
      fetch,
      ready,
      health,
      tooOften: tooOftenReply,
      allowance: (client: string) => limits.of(client),
      published: (days: number) =>
        publishedAddresses(publication, figures, data, days, Boolean(watching.events)),
      close: async () => {
        clearInterval(heartbeat);
        await watching.close();
      },
    },
  );
};
