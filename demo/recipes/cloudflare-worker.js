/**
 * The gateway as a Cloudflare Worker. Put the token in with `wrangler secret put WISTIA_API_TOKEN`, and
 * name this file as `main` in wrangler.toml.
 *
 * Every isolate has a cache and a budget of its own, so the data centre's cache stands in front, and
 * `replicas` in gateway.json says by how many the budget is divided.
 */
import { createGateway } from 'wistia-widgets/gateway';
import config from './gateway.json';

let gateway;

/** A page's origin decides what it may read, and the data centre's cache does not heed `Vary`. */
const keyOf = (request) => {
  const url = new URL(request.url);
  url.searchParams.append('for-origin', request.headers.get('Origin') ?? '');
  return new Request(url, { headers: request.headers });
};

export default {
  async fetch(request, env, context) {
    gateway ??= createGateway(
      { ...config, token: env.WISTIA_API_TOKEN },
      // Cloudflare vouches for this header.
      { client: (asking) => asking.headers.get('CF-Connecting-IP') },
    );
    // What a signed token opens is for its reader only.
    const isPublic = request.method === 'GET' && !request.headers.has('Authorization');
    if (!isPublic) return gateway.fetch(request, env, context);
    const key = keyOf(request);
    const kept = await caches.default.match(key);
    if (kept) return kept;
    const reply = await gateway.fetch(request, env, context);
    if (reply.status === 200 && reply.headers.get('Cache-Control')?.startsWith('public')) {
      context.waitUntil(caches.default.put(key, reply.clone()));
    }
    return reply;
  },
};
