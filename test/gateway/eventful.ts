/** A gateway that keeps viewing events, in front of a make-believe Wistia that has some. */
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openEvents } from '../../src/gateway/events/open-events.js';
import type { OpenedEvents } from '../../src/gateway/events/open-events.js';
import type { GatewayConfig } from '../../src/gateway/index.js';
import { healthy, json, listed, stubbed } from './stub.js';
import type { Answer, Stubbed } from './stub.js';

/** A row of `events.json`, with everything that must never be kept or told. */
export const viewed = (visitor: string, media: string, received: string, over: object = {}) => ({
  event_key: `1760645_${visitor}-${media}-${received}`,
  visitor_key: visitor,
  media_id: media,
  received_at: received,
  percent_viewed: 1,
  conversion_type: '',
  conversion_data: '',
  ip: '192.0.2.77',
  email: 'canary@example.com',
  org: 'Canary Inc.',
  city: 'Canaryville',
  country: 'CC',
  embed_url: 'https://canary.example/secret',
  user_agent_details: { browser: 'CanaryBrowser' },
  media_name: 'Canary movie',
  ...over,
});

/** What of {@link viewed} may be found nowhere. */
export const CANARIES = /canary|192\.0\.2|1760645_/i;

export type Viewed = ReturnType<typeof viewed>;

/** What a page sends for a visitor. */
export const sent = (visitor: string): string =>
  createHash('sha256').update(visitor).digest('base64url');

/** A Wistia with events, newest first; what is pushed to `rows` is there from then on. */
export const withEvents =
  (rows: Viewed[], medias: unknown[], perPage = 100): Answer =>
  (path, url, init) => {
    if (path !== 'stats/events.json') return healthy(medias)(path, url, init);
    const { page, start_date, end_date } = Object.fromEntries(url.searchParams) as Record<
      string,
      string
    >;
    const found = rows
      .filter(({ received_at: at }) => at.slice(0, 10) >= start_date! && at.slice(0, 10) <= end_date!)
      .sort((a, b) => (a.received_at < b.received_at ? 1 : -1));
    return json(found.slice((Number(page) - 1) * perPage, Number(page) * perPage));
  };

export interface Eventful extends Stubbed {
  /** The store behind it, as another process on the same database would have it. */
  events: OpenedEvents;
  /** Resolves when the whole history is in. */
  caughtUp: () => Promise<void>;
  /** Resolves when every event that there is now has been read. */
  looked: () => Promise<void>;
}

export const DAY = 864e5;
/** So many days ago, as the API writes times. */
export const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

/** Opens a store in memory for it, and closes all at the end of the test. */
export const eventful = async (
  rows: Viewed[],
  medias: unknown[] = [listed('m1'), listed('m2'), listed('m3', 'p2')],
  config: Partial<GatewayConfig> = {},
  answer: Answer = withEvents(rows, medias),
): Promise<Eventful> => {
  const events = await openEvents({ store: ':memory:' });
  const stub = stubbed(
    {
      publish: { medias: true },
      ...config,
      events: { store: ':memory:', interval: 1, days: 60, ...config.events },
    },
    answer,
    events,
  );
  onTestFinished(async () => {
    await stub.gateway.close();
    await events.close();
  });
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise((next) => setTimeout(next, 5));
  };
  const health = () => stub.gateway.health().events!;
  return {
    ...stub,
    events,
    caughtUp: () => until(() => health().phase === 'following'),
    async looked() {
      const { pages } = health();
      // Two, because one may have been under way.
      await until(() => health().pages >= pages + 2);
    },
  };
};
