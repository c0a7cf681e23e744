import { seededRandom } from '../../src/recommend/random.js';
import { ViewingLog, type ViewingEvent } from '../../src/recommend/viewing-log.js';

/** 2026-01-01. */
export const START = 1767225600000;
export const DAY = 864e5;

/** Visitors with a taste for one of several kinds of videos, and a few strays. The same every time. */
export const tastes = ({
  visitors = 120,
  kinds = 4,
  videos = 12,
  views = 8,
  stray = 0.1,
  seed = 7,
} = {}): ViewingEvent[] => {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const events: ViewingEvent[] = [];
  for (let v = 0; v < visitors; v++) {
    for (let k = 0; k < views; k++) {
      const kind = random() < stray ? below(kinds) : v % kinds;
      events.push({
        visitor: `visitor${v}`,
        media: `kind${kind}-${below(videos)}`,
        share: 0.5 + random() / 2,
        time: START + v * DAY + k * 36e5,
      });
    }
  }
  return events;
};

export const logOf = (events: Iterable<ViewingEvent>): ViewingLog => new ViewingLog().addAll(events);

/** A view of the whole video, hours after START. */
export const view = (media: string, hours = 0, share = 1) => ({ media, share, time: START + hours * 36e5 });
