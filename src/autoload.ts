/** For pages without a bundler: registers just those widgets that the page uses, also later ones. */
import { upgradePlaceholders } from './elements/placeholders.js';
import { sayOnce } from './stats/page-registry.js';
import { loadedFrom } from './stats/source.js';

const widgets: Record<string, () => Promise<unknown>> = {
  'wistia-play-count': () => import('./elements/play-count.js'),
  'wistia-stats-source': () => import('./elements/stats-source.js'),
};

const started = new Set<string>();

const loadUsed = (): void => {
  for (const { localName: tag } of document.querySelectorAll(':not(:defined)')) {
    if (started.has(tag) || !Object.hasOwn(widgets, tag)) continue;
    started.add(tag);
    widgets[tag]!().catch(() =>
      sayOnce(`<${tag}> could not be loaded: autoload.js needs the folder chunks beside it.`),
    );
  }
};

if (globalThis.document) {
  loadedFrom(
    import.meta.url,
    [...document.scripts].find(({ src }) => src === import.meta.url),
  );
  upgradePlaceholders((tag) => Object.hasOwn(widgets, tag));
  loadUsed();
  new MutationObserver(loadUsed).observe(document, { childList: true, subtree: true });
}
