/** Viewing events and what is learnt from them: what several policies answer from. */
import type { Settings } from './config.js';
import type { PullReport } from './events/event-pull.js';
import { Learning } from './events/learning.js';
import type { LearningHealth } from './events/learning.js';
import { ViewingEvents } from './events/viewing-events.js';
import type { EventsHealth, EventsRuntime } from './events/viewing-events.js';
import { ViewingHistory } from './events/viewing-history.js';
import type { Session } from './events/viewing-history.js';
import type { Log } from './log.js';
import type { Upstream } from './upstream.js';

/** What {@link Watching} needs. */
export interface WatchingOptions {
  /** Where events are kept; undefined where they are not. */
  store: EventsRuntime | undefined;
  settings: Settings;
  upstream: Upstream;
  log: Log;
}

/** How it is, for the operator. Figures only. */
export interface WatchingHealth {
  /** Viewing events, where they are kept. */
  events?: EventsHealth | undefined;
  /** What recommendations are made from, once it was learnt. */
  learning?: LearningHealth | undefined;
}

/** Watches until it is closed. Without a store there are no events, and all answers say so. */
export class Watching {
  readonly events: ViewingEvents | undefined;
  readonly learning: Learning;

  constructor({ store, settings, upstream, log }: WatchingOptions) {
    const none = new ViewingHistory();
    const { minViewers } = settings.recommendations;
    const learning = new Learning({
      history: () => this.events?.history ?? none,
      mark: () => this.events?.mark ?? 0,
      store: store?.store,
      minViewers,
      log,
    });
    this.learning = learning;
    const { days = 730, interval = 60 } = settings.events ?? {};
    const onSession = learning.record.bind(learning);
    let wasWhole = true;
    const onProgress = (report: PullReport) => {
      store?.onProgress?.(report);
      const isWhole = report.phase === 'following';
      if (isWhole && !wasWhole) void learning.train();
      wasWhole = isWhole;
    };
    const onForgotten = () => void learning.train();
    this.events =
      store &&
      new ViewingEvents({
        ...store,
        days,
        interval,
        upstream,
        log,
        onSession,
        onProgress,
        onForgotten,
        onLead: learning.lead.bind(learning),
        onLook: learning.heed.bind(learning),
      });
    if (settings.events && !store) {
      log({
        level: 'warn',
        message:
          'The configuration names a store of viewing events, but the program that runs this gateway opens none, so recommendations are made from the list of videos alone. The command line opens it; elsewhere give what openEvents of wistia-widgets/events opens.',
      });
    }
  }

  /** What somebody has watched; nothing of somebody who is not known, or not named. */
  async historyOf(visitor: string | undefined): Promise<Session[]> {
    const { events } = this;
    if (!events) return [];
    await events.ready;
    return visitor === undefined ? [] : events.history.of(await events.hash.visitor(visitor));
  }

  health(): WatchingHealth {
    return { events: this.events?.health(), learning: this.learning.health() };
  }

  /** Ends it. Nothing is under way in the store when it resolves. */
  async close(): Promise<void> {
    this.learning.close();
    await this.events?.close();
  }
}
