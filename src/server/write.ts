/** One widget as markup, from replies that are there. */
import type { WistiaPlayCount } from '../elements/play-count.js';
import { isWatchCount, videoObject } from '../elements/video-object.js';
import { catalogue } from '../stats/requests.js';
import type { StatsError } from '../stats/stats-error.js';
import { GivenClient } from './given-client.js';
import type { Replies } from './given-client.js';
import { attributeText, scriptJson } from './markup.js';
import { makeStill } from './still-life.js';
import { styleSheets } from './style-sheets.js';
import { writtenClasses } from './written-element.js';
import type { WrittenElement } from './written-element.js';

/** A widget's attributes, by name. `true` is one without a value; `false`, null and undefined are none. */
export type WidgetAttributes = Record<string, string | number | boolean | null | undefined>;

/** What a widget is written with, besides its attributes. */
export interface WriteContext {
  /**
   * Language of the place in the page, as in its `lang`: numbers, dates and words are written in it. `en`
   * by default. An attribute `lang` of the widget itself comes first.
   */
  lang?: string | undefined;
  /** Direction of the place in the page, as in its `dir`. An attribute `dir` of the widget itself comes first. */
  dir?: 'ltr' | 'rtl' | 'auto' | undefined;
  /** Time zone in which the account counts its days; UTC by default. The page's source has to say the same. */
  timeZone?: string | undefined;
  /**
   * `inline` (default): the style sheet stands in the markup, which a Content-Security-Policy has to allow by
   * `nonce` or by `styleSources()`. `none`: it comes with the script, and words alone are to be read till then.
   */
  styles?: 'inline' | 'none' | undefined;
  /** The page's nonce, for the style sheet. */
  nonce?: string | undefined;
  /** Width of a chart in CSS pixels, about; 360 by default. A chart of another width is stretched. */
  width?: number | undefined;
  /** When the replies were fetched, in ms since 1970; now by default. */
  fetchedAt?: number | undefined;
  /** Seconds from then on for which the page need not fetch them again; 60 by default. */
  maxAge?: number | undefined;
}

/** A widget, written. */
export interface Written {
  /** Its attributes, each with a space before it. */
  attributes: string;
  /** What stands in its declarative shadow root; empty where it has nothing to show but its fallback. */
  shadow: string;
  /** What stands beside its fallback: data for search engines, where that is asked for. */
  light: string;
  /** Paths that it has asked for and that were not there. */
  missing: string[];
  fault: Error | undefined;
}

interface WriteOptions extends WriteContext {
  attributes: WidgetAttributes;
  baseUrl: string;
  replies: Replies;
  faults: ReadonlyMap<string, StatsError>;
  isFilled: boolean;
}

const DEFAULT_WIDTH = 360;
const DEFAULT_MAX_AGE = 60;
const FALLBACK_ONLY = /^wistia-(visitors|events)$/;

/** Whether the package has a widget of this name. */
export const isWidget = (tag: string): boolean =>
  Object.hasOwn(styleSheets, tag) || FALLBACK_ONLY.test(tag);

const attributesOf = (attributes: WidgetAttributes): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    if (!/^[a-z_][\w:.-]*$/i.test(name) || /^on/i.test(name)) {
      throw new TypeError(
        `"${name}" is no attribute of a widget: write names like media-id, without event handlers.`,
      );
    }
    if (value !== false && value !== null && value !== undefined) {
      found.set(name.toLowerCase(), value === true ? '' : String(value));
    }
  }
  return found;
};

/** Block of JSON-LD for search engines; empty where none is asked for. */
const structuredData = (element: WistiaPlayCount, client: GivenClient): string => {
  const { structuredData: id, mediaId, value } = element;
  if (id == null || value === undefined || !isWatchCount(element)) return '';
  const videos = id ? [] : (client.watch(catalogue()).value ?? []);
  const listed = videos.find(({ hashed_id }) => hashed_id === mediaId);
  const json = videoObject({ mediaId: mediaId!, plays: value, id, listed });
  return `<script type="application/ld+json">${json}</script>`;
};

/**
 * Writes a widget down.
 * @throws TypeError with a full sentence where an attribute is none.
 */
export const write = (tag: string, options: WriteOptions): Written => {
  const { baseUrl, replies, faults, fetchedAt = Date.now(), maxAge = DEFAULT_MAX_AGE } = options;
  const attributes = attributesOf(options.attributes);
  const result: Written = { attributes: '', shadow: '', light: '', missing: [], fault: undefined };
  const style =
    options.styles === 'none' || !styleSheets[tag]
      ? ''
      : `<style${options.nonce ? attributeText('nonce', options.nonce) : ''}>${styleSheets[tag]}</style>`;
  const writtenClass = writtenClasses[tag];
  if (writtenClass) {
    const client = new GivenClient(baseUrl, replies, faults, fetchedAt);
    const element = new writtenClass({
      source: { baseUrl, timeZone: options.timeZone, client },
      lang: options.lang ?? 'en',
      dir: options.dir,
      width: options.width ?? DEFAULT_WIDTH,
      isFilled: options.isFilled,
    });
    for (const [name, value] of attributes) {
      element.setAttribute(name, value);
      element.attributeChangedCallback(name, null, value);
    }
    draw(element);
    result.fault = element.fault;
    if (/ready|empty/.test(element.shown) && !element.fault) {
      makeStill(element.root, style !== '');
      result.light = structuredData(element as unknown as WistiaPlayCount, client);
      const { knownDuration } = element;
      if (knownDuration !== undefined) attributes.set('duration', String(knownDuration));
      result.shadow = `${style}${element.root.inner()}${dataBlock(client.answered, fetchedAt, maxAge)}`;
    }
    result.missing = [...client.missing];
  } else if (tag === 'wistia-stats-source') result.shadow = `${style}<slot></slot>`;
  result.attributes = [...attributes].map(([name, value]) => attributeText(name, value)).join('');
  return result;
};

/** A widget's own fault leaves its fallback, and the page as it is. */
const draw = (element: WrittenElement): void => {
  try {
    element.writeDown();
  } catch (cause) {
    element.fault = cause as Error;
  }
};

/** The replies for the page's script. The catalogue is too much to write into a page. */
const dataBlock = (answered: Replies, fetchedAt: number, maxAge: number): string => {
  const replies = Object.fromEntries(
    Object.entries(answered).filter(([path]) => !path.startsWith('medias.json')),
  );
  const given = { replies, fetchedAt, maxAge };
  return `<script type="application/json">${scriptJson(given)}</script>`;
};
