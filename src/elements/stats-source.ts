import { ReactiveElement } from '@lit/reactive-element';
import type { PropertyDeclarations } from '@lit/reactive-element';
import { keptValues } from '../stats/kept-values.js';
import type { KeptValues } from '../stats/kept-values.js';
import { SOURCE_CHANGE } from '../stats/source.js';
import { css } from './css.js';
import { define } from './define.js';
import { maker } from './node-maker.js';

/**
 * Says where the widgets inside it get their figures from. Shows nothing of its own.
 *
 * ```html
 * <wistia-stats-source base-url="https://stats.example.com/"> … widgets … </wistia-stats-source>
 * ```
 *
 * @element wistia-stats-source
 * @attr {string} base-url - Address of a gateway or of a snapshot's folder.
 * @attr {string} token - Signed token of a reader behind a login. Never on a public page; better set as a property.
 * @attr {string} time-zone - IANA time zone in which the account counts its days. Default: `UTC`.
 * @attr {boolean} persist - Keeps the last good values in this browser, so that they outlive page loads.
 * @slot - The widgets.
 */
export class WistiaStatsSource extends ReactiveElement {
  // A box of its own only where the page asks for one.
  static override styles = css`
    :host(:not([hidden])) {
      display: contents;
    }
  `;

  static override properties: PropertyDeclarations = {
    baseUrl: { attribute: 'base-url' },
    token: {},
    timeZone: { attribute: 'time-zone' },
    persist: { type: Boolean },
  };

  /** Address of a gateway or of a snapshot's folder. */
  declare baseUrl?: string;
  /** Signed token of a reader behind a login. Never on a public page. */
  declare token?: string;
  /** IANA time zone in which the account counts its days; UTC by default. */
  declare timeZone?: string;
  /** Keeps the last good values in this browser. */
  declare persist?: boolean;

  /** Where last good values are kept, if they are. */
  get kept(): KeptValues | undefined {
    return this.persist ? keptValues : undefined;
  }

  protected override firstUpdated(): void {
    (this.renderRoot as ShadowRoot).replaceChildren(maker.createElement('slot'));
  }

  protected override updated(): void {
    document.dispatchEvent(new Event(SOURCE_CHANGE));
  }
}

define('wistia-stats-source', WistiaStatsSource);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-stats-source': WistiaStatsSource;
  }
}
