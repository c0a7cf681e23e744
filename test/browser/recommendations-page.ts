/** A source of recommendations, players to watch in, and eyes on what the visitor sees. */
import { fixture, html } from '@open-wc/testing';
import type { WistiaRecommendations } from '../../src/elements/recommendations.js';
import type { Recommendation } from '../../src/stats/fields.js';
import { FakeSource } from './fake-source.js';
import { loaded } from './widget.js';

/** A row of `recommendations.json`. */
export const recommended = (
  media_id: string,
  reason: Partial<Recommendation['reason']> = {},
  more: Partial<Recommendation> = {},
): Recommendation => ({
  media_id,
  name: `Video ${media_id}`,
  duration: 250,
  thumbnail: null,
  score: 1,
  reason: { kind: 'popular', media_id: null, name: null, share: null, ...reason },
  ...more,
});

/** A row of `medias.json`. */
export const listed = (hashed_id: string, created = '2024-01-01T00:00:00Z') => ({
  hashed_id,
  name: `Video ${hashed_id}`,
  duration: 250,
  thumbnail: null,
  project_id: 'p',
  created,
});

/** A reply that is for the asker alone. */
export const privately = (rows: unknown): Response =>
  new Response(JSON.stringify(rows), { headers: { 'Cache-Control': 'private, no-store' } });

/** Puts the widget into the page as its author would write it. */
export const mount = async (
  source: FakeSource,
  attributes = '',
  content = '',
): Promise<WistiaRecommendations> => {
  const template = document.createElement('template');
  template.innerHTML = `<wistia-recommendations lang="en" loading="eager" base-url="${source.baseUrl}" ${attributes}>${content}</wistia-recommendations>`;
  return fixture<WistiaRecommendations>(html`${template.content.firstElementChild}`);
};

export const mounted = async (source: FakeSource, attributes = '', content = '') =>
  loaded(await mount(source, attributes, content));

export const parts = <E extends HTMLElement>(element: WistiaRecommendations, part: string): E[] => [
  ...element.shadowRoot!.querySelectorAll<E>(`[part~=${part}]`),
];

/** Names that are listed, in their order. */
export const names = (element: WistiaRecommendations): string[] =>
  parts(element, 'name').map(({ textContent }) => textContent!.replace('Video ', ''));

export const queries = (source: FakeSource, path = 'recommendations.json'): URLSearchParams[] =>
  source.requests
    .filter((request) => request.startsWith(path))
    .map((request) => new URL(request, source.baseUrl).searchParams);

interface FakePlayer extends HTMLElement {
  percentWatched: number;
  visitorKey: string | undefined;
  eventKey: string | undefined;
  state: string;
  doNotTrack: boolean;
  done: unknown[][];
}

/** A `<wistia-player>` that does what a test says. */
class ToldPlayer extends HTMLElement {
  percentWatched = 0;
  visitorKey?: string;
  eventKey?: string;
  state = 'beforeplay';
  doNotTrack = false;
  done: unknown[][] = [];
  whenApiReady = (): Promise<void> => Promise.resolve();
  play(): void {
    this.done.push(['play']);
  }
  replaceWithMedia(...given: unknown[]): void {
    this.done.push(['replaceWithMedia', ...given]);
    this.setAttribute('media-id', String(given[0]));
    this.percentWatched = 0;
    this.dispatchEvent(new CustomEvent('loaded-media-data'));
  }
}

/** A player whose API has loaded, or, with `late`, has not yet. */
export const putPlayer = async (
  mediaId: string,
  { key, id = '', late = false }: { key?: string; id?: string; late?: boolean } = {},
): Promise<FakePlayer> => {
  if (!customElements.get('wistia-player')) customElements.define('wistia-player', ToldPlayer);
  const player = document.createElement('wistia-player') as unknown as FakePlayer;
  player.setAttribute('media-id', mediaId);
  player.id = id;
  if (!late) player.eventKey = 'event';
  player.visitorKey = late ? undefined : key;
  await fixture(html`${player}`);
  return player;
};

/** The visitor has watched so much of what the player shows. */
export const watch = (player: FakePlayer, share: number): void => {
  player.percentWatched = share;
  player.dispatchEvent(new CustomEvent('percent-watched-change'));
};
