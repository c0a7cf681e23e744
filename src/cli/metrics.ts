/** Figures for Prometheus. Every label has a few values, whatever is asked for. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { GatewayHealth, UpstreamCall } from '../gateway/index.js';
import { treeShape } from '../gateway/tree-shape.js';
import type { MadeReply, Witness } from './witness.js';

const PREFIX = 'wistia_gateway_';
const READY = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 3, 10, 30];
const CALLS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the figures are read from. */
export interface Measured {
  health(): GatewayHealth;
  connections(): Promise<number>;
}

export class Metrics implements Witness {
  readonly registry = new Registry();
  #basePath: string;
  #counts = new Map<string, { route: string; status: string; count: number }>();
  #seconds: Histogram<'route'>;
  #calls: Counter<'endpoint' | 'outcome'>;
  #callSeconds: Histogram<'endpoint'>;

  constructor(
    basePath: string,
    /** Told of every reply, where there is somebody to tell. */
    private readonly onReply?: (reply: MadeReply) => void,
  ) {
    this.#basePath = basePath;
    const registers = [this.registry];
    const counts = this.#counts;
    new Counter({
      name: `${PREFIX}replies_total`,
      help: 'Replies, by what was asked for and their status.',
      labelNames: ['route', 'status'],
      registers,
      collect() {
        this.reset();
        for (const { route, status, count } of counts.values()) this.inc({ route, status }, count);
      },
    });
    this.#seconds = new Histogram({
      name: `${PREFIX}reply_seconds`,
      help: 'How long replies took that were not at hand.',
      labelNames: ['route'],
      buckets: READY,
      registers,
    });
    this.#calls = new Counter({
      name: `${PREFIX}upstream_requests_total`,
      help: 'Requests to Wistia, by what was asked for and how it went.',
      labelNames: ['endpoint', 'outcome'],
      registers,
    });
    this.#callSeconds = new Histogram({
      name: `${PREFIX}upstream_seconds`,
      help: 'How long Wistia took.',
      labelNames: ['endpoint'],
      buckets: CALLS,
      registers,
    });
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
  }

  get all(): boolean {
    return this.onReply !== undefined;
  }

  count(address: string, status: number): { count: number } {
    const route = this.#route(address);
    const key = `${route} ${status}`;
    let count = this.#counts.get(key);
    if (!count) {
      count = { route, status: String(status), count: 0 };
      this.#counts.set(key, count);
    }
    return count;
  }

  made(reply: MadeReply): void {
    this.#seconds.observe({ route: this.#route(reply.address) }, reply.seconds);
    this.onReply?.({ ...reply, address: this.#within(reply.address) ?? '' });
  }

  call = ({ endpoint, outcome, seconds }: UpstreamCall): void => {
    this.#calls.inc({ endpoint, outcome });
    this.#callSeconds.observe({ endpoint }, seconds);
  };

  /** Adds what is true at the moment of looking. */
  watch({ health, connections }: Measured): void {
    const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
      new Gauge({
        name: PREFIX + name,
        help,
        registers: [this.registry],
        async collect() {
          this.set(await value());
        },
      });
    gauge('up', '1 while all is well, 0 while it is degraded.', () => Number(health().status === 'ok'));
    gauge('connections', 'Open connections.', connections);
    gauge('waiting', 'Requests that wait for a reply of Wistia.', () => health().waiting);
    gauge('cached', 'Replies of Wistia that are kept.', () => health().cached);
    gauge('upstream_held', '1 while Wistia is left alone.', () => Number(health().upstream.held));
    gauge('upstream_used', 'Requests to Wistia in the last minute.', () => health().upstream.used);
    gauge('upstream_budget', 'Requests to Wistia that a minute may have.', () => health().upstream.budget);
    if (health().sharing !== undefined) {
      gauge('sharing', 'Gateways that share the budget; 0 while the others are lost.', () => health().sharing ?? 0);
    }
    if (health().events) {
      gauge('event_sessions', 'Viewing sessions that are known.', () => health().events?.sessions ?? 0);
      gauge('event_leader', '1 where this gateway pulls the events and learns from them.', () => Number(health().events?.leads ?? false));
      gauge('event_history', 'Share of the history that is in, 0 to 1.', () => health().events?.done ?? 0);
    }
  }

  #within(address: string): string | undefined {
    return address.startsWith(this.#basePath) ? address.slice(this.#basePath.length) : undefined;
  }

  #route(address: string): string {
    const within = this.#within(address);
    return within === undefined ? 'other' : treeShape(within);
  }
}
