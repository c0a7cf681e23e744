/**
 * What all copies of the script on one page share, whatever their versions: it hangs on `globalThis`
 * under a symbol whose number is raised when the meaning of a member changes.
 */
import type { StatsClient } from './client.js';

interface PageRegistry {
  /** Version of the copy that came first. */
  version: string;
  /** Folder or `data-base-url` of the first copy that knows where it came from. */
  scriptSource?: string;
  /** One client per base URL and token. */
  clients: Map<string, StatsClient>;
  /** Sentences already said in the console. */
  said: Set<string>;
  /** The page's own words for widgets, by language. */
  words?: Map<string, { language: string }>;
  /** The same for private tables. */
  privateWords?: Map<string, { language: string }>;
}

const KEY = Symbol.for('wistia-widgets/1');

/** The page's one registry. */
export const pageRegistry: PageRegistry = ((globalThis as Record<symbol, unknown>)[KEY] ??= {
  version: __VERSION__,
  clients: new Map(),
  said: new Set(),
}) as PageRegistry;

/** Tells the page's developer something, once per page. */
export const sayOnce = (sentence: string, level: 'warn' | 'info' = 'warn'): void => {
  if (pageRegistry.said.has(sentence)) return;
  pageRegistry.said.add(sentence);
  console[level](`wistia-widgets: ${sentence}`);
};
