/** How the gateway is, in figures and sentences, for its operator. */
import type { PooledBudget } from './pooled-budget.js';
import type { SharedState } from './shared-state.js';
import type { Upstream } from './upstream.js';
import type { WatchingHealth } from './watching.js';

/** How the gateway is, for its operator. Figures only. */
export interface GatewayHealth extends WatchingHealth {
  /**
   * `degraded` while Wistia is left alone because it does not answer, the other gateways are lost, or the
   * store of viewing events is.
   */
  status: 'ok' | 'degraded';
  /** Why it is degraded: a sentence for each reason. */
  reasons: string[];
  upstream: {
    /** Whether requests are held back until Wistia answers again. */
    held: boolean;
    /** Requests in the last minute, and how many there may be. */
    used: number;
    budget: number;
  };
  /** Gateways that share the budget now; undefined where nothing is shared, 0 while the others are lost. */
  sharing?: number | undefined;
  /** Replies of Wistia that are kept. */
  cached: number;
  /** Requests that wait for a reply of Wistia now. */
  waiting: number;
}

/** What {@link healthOf} looks at. */
interface HealthParts {
  upstream: Upstream;
  shared: SharedState | undefined;
  pool: PooledBudget | undefined;
  cached: number;
  waiting: number;
  watching: WatchingHealth;
}

export const healthOf = (parts: HealthParts): GatewayHealth => {
  const { upstream, shared, pool, cached, waiting, watching } = parts;
  const held = upstream.breaker.isOpen;
  const { used, limit } = upstream.budget;
  const reasons: string[] = [];
  if (held) {
    reasons.push('Wistia is left alone until it answers again; what is known of it is shown meanwhile.');
  }
  if (shared && !shared.reachable) {
    reasons.push(
      `What the gateways share cannot be reached: this one goes on alone, with its own share of the budget, ${limit} requests a minute.`,
    );
  }
  if (watching.events && !watching.events.reachable) {
    reasons.push(
      'The store of viewing events cannot be used: recommendations and landmarks go on from what is in memory, and new events are read once it can.',
    );
  }
  return {
    status: reasons.length ? 'degraded' : 'ok',
    reasons,
    upstream: { held, used, budget: limit },
    ...(pool && { sharing: pool.present ?? 0 }),
    cached,
    waiting,
    ...watching,
  };
};
