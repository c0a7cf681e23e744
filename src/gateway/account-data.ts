import { SlidingBudget } from './budget.js';
import { Cache } from './cache.js';
import type { Settings } from './config.js';
import { Publication } from './publication.js';
import { Upstream } from './upstream.js';
import { WistiaData } from './wistia-data.js';

/** What a configuration is about, as a look at the account without a gateway needs it. */
export const accountData = (settings: Settings): WistiaData => {
  const now = () => performance.now();
  const random = Math.random;
  const log = () => undefined;
  const upstream = new Upstream({
    ...settings,
    budget: new SlidingBudget(settings.budget, now),
    timeout: settings.timeout * 1000,
    fetch: (url, init) => globalThis.fetch(url, init),
    log,
    now,
    random,
  });
  const cache = new Cache({
    maxEntries: settings.cache.maxEntries,
    stale: 0,
    staleIfError: 0,
    patience: upstream.patience,
    now,
    random,
  });
  const { catalogueQueries } = new Publication(settings.publish);
  return new WistiaData(upstream, cache, settings, catalogueQueries, log, now);
};
