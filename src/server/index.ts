/**
 * `wistia-widgets/server`: the widgets as markup, with their figures in it. They can be read before a script
 * has come, and where none ever does; the script takes them over as they stand.
 */
import type { StatsError } from '../stats/stats-error.js';
import { fetchPaths, sourceAddress } from './fetch-replies.js';
import type { ReplySource } from './fetch-replies.js';
import type { Replies } from './given-client.js';
import { markupText } from './markup.js';
import { isWidget, write } from './write.js';
import type { WidgetAttributes, WriteContext, Written } from './write.js';

export { elementRenderer } from './element-renderer.js';
export type { ReplySource } from './fetch-replies.js';
export type { Replies } from './given-client.js';
export { styleSheets, styleSources } from './style-sheets.js';
export type { WidgetAttributes, WriteContext } from './write.js';

/** What {@link renderToString} writes, and with what. */
export interface RenderOptions extends WriteContext, Omit<ReplySource, 'baseUrl'> {
  /** Address of a gateway or of a snapshot's folder, which is asked for what `replies` do not hold. */
  baseUrl?: string | undefined;
  /** The widget's attributes, by name: `{ 'media-id': '993554ba94', last: '30d' }`. */
  attributes?: WidgetAttributes | undefined;
  /** Replies that are at hand, by path: `{ 'stats/medias/993554ba94.json': { play_count: 4812 } }`. What is missing is fetched, where there is a `baseUrl`. */
  replies?: Replies | undefined;
  /** Text between the tags: shown where there is no figure. Whatever it is, it stays text. */
  fallback?: string | undefined;
  /** Markup between the tags, after the fallback: slots such as `label`, or the widgets in a source. It is yours, and is written as it is. */
  html?: string | undefined;
  /** Told of what went wrong; by default the console is. The widget is written with its fallback then. */
  onError?: ((error: Error) => void) | undefined;
}

/** Replies lead to the next questions; no widget has more than these. */
const ROUNDS = 3;

const tell = (tag: string, { message }: Error): void =>
  console.warn(`wistia-widgets: <${tag}>: ${message}`);

/**
 * Markup of a widget, with what it shows in a declarative shadow root and its replies beside it, so that
 * the page's script need not fetch them again.
 *
 * ```js
 * await renderToString('wistia-play-count', {
 *   attributes: { 'media-id': '993554ba94' },
 *   baseUrl: 'https://stats.example.com/',
 *   fallback: 'many plays',
 *   lang: 'en',
 * });
 * ```
 *
 * Without a reply it is the element with its fallback, as a page without a server would have it.
 * @throws TypeError with a full sentence where the call itself is wrong: an unknown tag, say. A source that
 * does not answer is no such thing.
 */
export const renderToString = async (tag: string, options: RenderOptions = {}): Promise<string> => {
  const { baseUrl, fallback = '', html = '', onError } = options;
  if (!isWidget(tag)) {
    throw new TypeError(`"${tag}" is no widget: write the whole tag, such as wistia-play-count.`);
  }
  const base = baseUrl === undefined ? 'http://source.invalid/' : sourceAddress(baseUrl);
  const replies = { ...options.replies };
  const faults = new Map<string, StatsError>();
  let { maxAge } = options;
  let written: Written;
  for (let round = 0; ; round++) {
    written = write(tag, {
      ...options,
      attributes: options.attributes ?? {},
      baseUrl: base,
      replies,
      faults,
      maxAge,
      isFilled: !!(fallback || html),
    });
    if (!written.missing.length || baseUrl === undefined || round === ROUNDS) break;
    const age = await fetchPaths(written.missing, { ...options, baseUrl }, replies, faults);
    maxAge = options.maxAge ?? Math.min(maxAge ?? Infinity, age);
  }
  const { attributes, shadow, light, fault } = written;
  if (fault) (onError ?? ((error) => tell(tag, error)))(fault);
  const template = shadow && `<template shadowrootmode="open">${shadow}</template>`;
  return `<${tag}${attributes}>${template}${light}${markupText(fallback)}${html}</${tag}>`;
};

/** Widgets whose replies are wanted: tag and attributes of each. */
export type WantedWidgets = readonly (readonly [tag: string, attributes?: WidgetAttributes])[];

/**
 * Fetches what widgets will ask for, to be given in advance to {@link elementRenderer} or
 * {@link renderToString}. What cannot be had is left out, and the console is told.
 */
export const fetchReplies = async (
  widgets: WantedWidgets,
  source: ReplySource & Pick<WriteContext, 'timeZone'>,
): Promise<Replies> => {
  const replies: Replies = {};
  const faults = new Map<string, StatsError>();
  for (let round = 0; round < ROUNDS; round++) {
    const missing = new Set(
      widgets.flatMap(
        ([tag, attributes = {}]) =>
          write(tag, {
            attributes,
            baseUrl: sourceAddress(source.baseUrl),
            timeZone: source.timeZone,
            replies,
            faults,
            isFilled: false,
          }).missing,
      ),
    );
    if (!missing.size) break;
    await fetchPaths([...missing], source, replies, faults);
  }
  for (const { message } of faults.values()) console.warn(`wistia-widgets: ${message}`);
  return replies;
};
