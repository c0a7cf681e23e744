import { absolute } from '../stats/source.js';
import { element } from './nodes.js';
import type { HeatmapWords } from './english/heatmap.js';

/** One viewing, whose heatmap Wistia shows on a page that is made for frames. */
export interface EventHeatmap {
  /** `event_key`, as the API and the player give it. */
  eventKey: string;
  /** The account's public token. */
  publicToken?: string | undefined;
  /** Address of the API; Wistia's by default. */
  baseUrl?: string | undefined;
}

const WISTIA = 'https://api.wistia.com/v1';

/**
 * Address of the page.
 * @throws Error with a full sentence where something is missing or wrong
 */
const addressOf = ({ eventKey, publicToken, baseUrl }: EventHeatmap): string => {
  if (!publicToken) {
    throw new RangeError(
      'public-token is missing: event-key needs it. Wistia shows it under Account Settings, API.',
    );
  }
  // Two dots are no name in a path, but a step out of it.
  if (/^\.+$/.test(eventKey)) throw new RangeError(`event-key="${eventKey}" is no key of a viewing.`);
  const query = new URLSearchParams({ public_token: publicToken });
  return `${absolute(baseUrl || WISTIA)}stats/events/${encodeURIComponent(eventKey)}/iframe.html?${query}`;
};

/** A frame around the page. It may run its own scripts, and reach nothing of the page around it. */
export const eventFrame = (event: EventHeatmap, words: HeatmapWords): HTMLIFrameElement =>
  element('iframe', {
    part: 'frame',
    title: words.oneViewing,
    lang: words.language,
    sandbox: 'allow-scripts',
    referrerpolicy: 'no-referrer',
    loading: 'lazy',
    src: addressOf(event),
  });
