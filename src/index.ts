/** All public widgets: registers the elements and upgrades the page's placeholders. */
import { upgradePlaceholders } from './elements/placeholders.js';
import { loadedFrom } from './stats/source.js';

export * from './elements/play-count.js';
export * from './elements/stats-source.js';
export * from './elements/stats-element.js';
export * from './stats/index.js';

loadedFrom(import.meta.url);
upgradePlaceholders((tag) => !!customElements.get(tag));
