/** A page of a tool behind a login: tables of people and of what they watched, from a make-believe source. */
import { fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/events.js';
import '../../src/elements/stats-source.js';
import '../../src/elements/visitors.js';
import type { WistiaEvents } from '../../src/elements/events.js';
import type { WistiaVisitors } from '../../src/elements/visitors.js';
import { FakeSource } from './fake-source.js';
import { loaded } from './widget.js';

export const tokenOf = (scope: string, limits: object = {}): string =>
  `e30.${btoa(JSON.stringify({ scope, ...limits }))}.c2ln`;
export const PERSONAL = tokenOf('visitors events personal');
export const PLAIN = tokenOf('visitors events');

export const visitor = (n: number) => ({
  visitor_key: `${n}`.padStart(40, 'A'),
  created_at: '2024-01-02T03:04:05Z',
  last_active_at: n % 2 ? '2024-03-01T23:30:00Z' : null,
  last_event_key: null,
  load_count: 1000 + n,
  play_count: n,
  visitor_identity: { name: `Jim ${n}`, email: `jim${n}@example.com`, org: { name: 'Acme', title: null } },
  user_agent_details: { browser: 'Firefox', platform: 'Linux', mobile: true },
});

export const event = (n: number, more: object = {}) => ({
  received_at: '2024-03-01T23:30:00.123Z',
  event_key: `13552820557${n}f0.48`,
  visitor_key: 'B6D1F47963577AF26697138FAB75BD1B7086697B',
  embed_url: 'https://www.example.com/learn/',
  percent_viewed: 0.25,
  ip: '203.0.113.7',
  org: 'Acme',
  country: 'US',
  region: 'WA',
  city: 'Seattle',
  lat: 47.6,
  lon: -122.3,
  email: 'jim@example.com',
  media_id: 'abc',
  media_name: `Video ${n}`,
  media_url: 'https://account.example.com/medias/abc',
  conversion_type: 'post-roll-link',
  conversion_data: {},
  thumbnail: null,
  ...more,
});

export const rows = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i + 1));

export const $ = <E extends Element = HTMLElement>(root: Element, selector: string): E | null =>
  root.shadowRoot!.querySelector<E>(selector);
export const $$ = (root: Element, selector: string): HTMLElement[] => [
  ...root.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
export const buttonOf = (root: Element, text: string): HTMLButtonElement =>
  $$(root, 'button').find((button) => button.textContent!.trim() === text) as HTMLButtonElement;
export const headings = (root: Element): string[] => $$(root, 'thead th').map((th) => th.textContent!.trim());

/** Waits for the next rows. */
export const settled = async (element: WistiaVisitors | WistiaEvents): Promise<void> => {
  await oneEvent(element, 'wistia-load');
  await element.updateComplete;
};

export class PrivatePage {
  source = new FakeSource();

  /** A source of its own for each test: 25 visitors, 3 viewings. */
  reset(): void {
    this.source = new FakeSource()
      .set('stats/visitors.json', rows(25, visitor))
      .set('stats/events.json', rows(3, event));
  }

  async mount<E extends HTMLElement>(tag: string, attributes = '', token = PERSONAL, lang = 'en'): Promise<E> {
    const template = document.createElement('template');
    template.innerHTML = `<wistia-stats-source lang="${lang}" base-url="${this.source.baseUrl}" time-zone="UTC">
      <${tag} loading="eager" ${attributes}></${tag}></wistia-stats-source>`;
    const node = template.content.firstElementChild as HTMLElement & { token?: string };
    if (token) node.setAttribute('token', token);
    const around = await fixture(html`${node}`);
    return around.querySelector<E>(tag)!;
  }

  async visitors(attributes = '', token = PERSONAL, lang = 'en'): Promise<WistiaVisitors> {
    return loaded(await this.mount<WistiaVisitors>('wistia-visitors', attributes, token, lang));
  }

  async viewings(attributes = '', token = PERSONAL, lang = 'en'): Promise<WistiaEvents> {
    return loaded(await this.mount<WistiaEvents>('wistia-events', attributes, token, lang));
  }
}
