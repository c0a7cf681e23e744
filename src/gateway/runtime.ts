/** What a gateway and the platform that it runs on give each other. */
import type { EventsRuntime } from './events/viewing-events.js';
import type { Log } from './log.js';
import type { ServedScript } from './script.js';
import type { SharedState } from './shared-state.js';
import type { UpstreamCall } from './upstream.js';

/** What a gateway gets from the place it runs in, besides its configuration. */
export interface GatewayRuntime {
  /** The script that is served as `wistia-widgets.js`. Without it, that address does not exist. */
  script?: ServedScript | undefined;
  /** How Wistia is reached. Default: the platform's `fetch`. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Where the operator reads. Default: a line of JSON an entry, on standard error. */
  log?: Log | undefined;
  /** Told of every request to Wistia, for who counts them. */
  onUpstream?: ((call: UpstreamCall) => void) | undefined;
  /** What gateways on many machines share. Default: this one is alone. */
  shared?: SharedState | undefined;
  /**
   * Who asks, so that nobody asks too often: on Cloudflare
   * `(request) => request.headers.get('CF-Connecting-IP')`. Take what the platform vouches for, not a
   * header that anybody can send. Nothing, the default, is not limited; a server may count by
   * {@link Gateway.allowance} itself.
   */
  client?:
    | ((request: Request, env: unknown, context: GatewayContext | undefined) => string | null | undefined)
    | undefined;
  /**
   * Where viewing events are kept: on Node, what `openEvents` of `wistia-widgets/events` opens. Without
   * it, recommendations are made from the list of videos alone.
   */
  events?: EventsRuntime | undefined;
}

/** What a platform gives beside the request so that work may go on after the reply. */
export interface GatewayContext {
  waitUntil?(task: Promise<unknown>): void;
}
