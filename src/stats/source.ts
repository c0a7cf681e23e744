/** Where an element's figures come from: the settings that its page gives, nearest first. */
import type { StatsClient } from './client.js';
import type { KeptValues } from './kept-values.js';
import { pageRegistry } from './page-registry.js';

/** A place that serves the tree of URLs. */
export interface StatsSourceSettings {
  /** Absolute http(s) address, ends with a slash. */
  baseUrl: string;
  /** Bearer token of a signed reader. */
  token?: string | undefined;
  /** IANA time zone in which the account counts its days; UTC by default. */
  timeZone?: string | undefined;
  /** Where last good values outlive page loads, if they do. */
  kept?: KeptValues | undefined;
  /** What answers in its place: on a server there is no page to look around in. */
  client?: StatsClient | undefined;
}

/** Dispatched on the document by a source whose settings changed. */
export const SOURCE_CHANGE = 'wistia-source-change';

/** Name of the page's `<meta>`. */
const META = 'wistia-stats-source';

/** The nearest ancestor that matches, also out of shadow trees. */
export const closestAcross = (element: Element, selector: string): Element | null => {
  const found = element.closest(selector);
  const host = found ?? (element.getRootNode() as ShadowRoot).host;
  return found || !host ? found : closestAcross(host, selector);
};

/** Says where a copy of the script was loaded from: the default source is its folder. */
export const loadedFrom = (
  url: string | undefined,
  script?: HTMLOrSVGScriptElement | null,
): void => {
  const given = (script as HTMLElement | null | undefined)?.dataset.baseUrl;
  // Pasted in as a blob or read from a disk, a script has no folder on a server.
  const folder = /^https?:[^?#]*\//.exec(url ?? '')?.[0];
  if (given || folder) pageRegistry.scriptSource ??= given || folder!;
};

// A page has many elements and few sources.
const addresses = new Map<string, string>();

/**
 * A base URL as an absolute http(s) address that ends with a slash.
 * @throws TypeError with a full sentence where it is none.
 */
export const absolute = (url: string): string => {
  const key = `${document.baseURI} ${url}`;
  let address = addresses.get(key);
  if (!address) {
    // A link reads an address as the page does, and does not throw.
    const link = document.createElement('a');
    link.href = url;
    const { protocol, host, pathname } = link;
    if (!/^https?:$/.test(protocol)) {
      throw new TypeError(`"${url}" is no source: base-url must be an http or https address.`);
    }
    // No query and no password: both would end up in messages.
    address = `${protocol}//${host}${pathname.replace(/\/?$/, '/')}`;
    addresses.set(key, address);
  }
  return address;
};

/** `<wistia-stats-source>` as seen from outside; also before it is upgraded. */
type SourceElement = Element & Partial<StatsSourceSettings>;

/**
 * The source of an element: what it says itself, on a server; its own `base-url`; the nearest `<wistia-stats-source>`;
 * `<meta name="wistia-stats-source">`; `data-base-url` on the script; the script's own folder.
 * @throws TypeError with a full sentence where there is none, or it is no http(s) address.
 */
export const sourceOf = (element: Element & { source?: StatsSourceSettings }): StatsSourceSettings => {
  if (element.source) return element.source;
  const around = closestAcross(element, META) as SourceElement | null;
  const setting = (property: 'baseUrl' | 'token' | 'timeZone', attribute: string) =>
    around?.[property] || around?.getAttribute(attribute) || undefined;
  const own = element.getAttribute('base-url');
  const given = !own && setting('baseUrl', 'base-url');
  const url =
    own ||
    given ||
    document.getElementsByName(META)[0]?.getAttribute('content') ||
    pageRegistry.scriptSource;
  if (!url) {
    throw new TypeError(
      `no source is known. Put <meta name="${META}" content="https://…"> into the page.`,
    );
  }
  return {
    baseUrl: absolute(url),
    // A token goes nowhere but to the address that it was given with.
    token: given ? setting('token', 'token') : undefined,
    timeZone: setting('timeZone', 'time-zone'),
    kept: around?.kept,
  };
};
