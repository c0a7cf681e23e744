/** Where an element's figures come from: the settings that its page gives, nearest first. */
import { pageRegistry } from './page-registry.js';

/** A place that serves the tree of URLs. */
export interface StatsSourceSettings {
  /** Absolute http(s) address, ends with a slash. */
  baseUrl: string;
  /** Bearer token of a signed reader. */
  token?: string | undefined;
  /** IANA time zone in which the account counts its days; UTC by default. */
  timeZone?: string | undefined;
  /** The last good values outlive page loads. */
  persist?: boolean | undefined;
}

/** Dispatched on the document by a source whose settings changed. */
export const SOURCE_CHANGE = 'wistia-source-change';

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
  if (given || url) pageRegistry.scriptSource ??= given ?? new URL('.', url).href;
};

// A page has many elements and few sources: the last address is kept.
let resolved: [from: string, base: string, href: string] | [] = [];

const absolute = (url: string): string => {
  const base = document.baseURI;
  if (url !== resolved[0] || base !== resolved[1]) {
    const { href, protocol } = new URL(url, base);
    if (!/^https?:$/.test(protocol)) throw new TypeError();
    resolved = [url, base, href.replace(/[?#].*$/, '').replace(/\/?$/, '/')];
  }
  return resolved[2]!;
};

// Many elements ask in one turn; the page's own settings are looked up once for all of them.
let pageUrl: string | undefined;
const pageSource = (): string => {
  if (pageUrl === undefined) {
    queueMicrotask(() => (pageUrl = undefined));
    pageUrl =
      document.querySelector<HTMLMetaElement>('meta[name=wistia-stats-source]')?.content ||
      pageRegistry.scriptSource ||
      '';
  }
  return pageUrl;
};

/** `<wistia-stats-source>` as seen from outside; also before it is upgraded. */
type SourceElement = Element & { baseUrl?: string; token?: string; timeZone?: string };

/**
 * The source of an element: its own `base-url`; the nearest `<wistia-stats-source>`;
 * `<meta name="wistia-stats-source">`; `data-base-url` on the script; the script's own folder.
 * @throws TypeError with a full sentence where there is none, or it is no http(s) address.
 */
export const sourceOf = (element: Element): StatsSourceSettings => {
  const around = closestAcross(element, 'wistia-stats-source') as SourceElement | null;
  const own = element.getAttribute('base-url');
  const setting = (property: 'baseUrl' | 'token' | 'timeZone', attribute: string) =>
    around?.[property] || around?.getAttribute(attribute) || undefined;
  const url = own || setting('baseUrl', 'base-url') || pageSource();
  if (!url) {
    throw new TypeError(
      'no source is known. Put <meta name="wistia-stats-source" content="https://…"> into the page.',
    );
  }
  try {
    return {
      baseUrl: absolute(url),
      // A token belongs to the address that it was given with.
      token: own ? undefined : setting('token', 'token'),
      timeZone: setting('timeZone', 'time-zone'),
      persist: !!around?.hasAttribute('persist'),
    };
  } catch {
    throw new TypeError(`"${url}" is no source: base-url must be an http or https address.`);
  }
};
