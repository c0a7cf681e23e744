/** For pages without a bundler: loads just those widgets that the page uses, also later ones. */
import { eachMatch } from './elements/page-watch.js';
import type { WidgetFinder } from './elements/placeholders.js';
import { sayOnce } from './stats/page-registry.js';
import { loadedFrom } from './stats/source.js';

const parts: Record<string, () => Promise<unknown>> = {
  'wistia-engagement-graph': () => import('./elements/engagement-graph.js'),
  'wistia-heatmap': () => import('./elements/heatmap.js'),
  'wistia-play-count': () => import('./elements/play-count.js'),
  'wistia-recommendations': () => import('./elements/recommendations.js'),
  'wistia-stats-source': () => import('./elements/stats-source.js'),
  'wistia-trend': () => import('./elements/trend.js'),
  'wistia-visitors': () => import('./elements/visitors.js'),
  'wistia-events': () => import('./elements/events.js'),
  '.wistia-widget': () =>
    import('./elements/placeholders.js').then(({ upgradePlaceholders }) =>
      upgradePlaceholders(widget),
    ),
};

const loading = new Set<string>();

const load = (part: string): void => {
  if (loading.has(part) || !Object.hasOwn(parts, part)) return;
  loading.add(part);
  // What all widgets stand on is fetched beside the first of them, not after it.
  import('./elements/stats-element.js').catch(() => {});
  parts[part]!().catch(() =>
    sayOnce(`${part} could not be loaded: autoload.js needs the folder chunks beside it.`),
  );
};

const widget: WidgetFinder = (tag) => {
  if (!Object.hasOwn(parts, tag)) return undefined;
  if (!customElements.get(tag)) load(tag);
  return customElements.whenDefined(tag);
};

if (globalThis.document) {
  loadedFrom(
    import.meta.url,
    [...document.scripts].find(({ src }) => src === import.meta.url),
  );
  eachMatch(':not(:defined), .wistia-widget', (element) => {
    load(element.localName);
    if (element.matches('.wistia-widget')) load('.wistia-widget');
  });
}
