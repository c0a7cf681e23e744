/** All public widgets: registers the elements and upgrades the page's placeholders. */
import { widgets } from './elements/define.js';
import { upgradePlaceholders } from './elements/placeholders.js';
import { loadedFrom } from './stats/source.js';

export * from './elements/engagement-graph.js';
export * from './elements/heatmap.js';
export * from './elements/play-count.js';
export * from './elements/recommendations.js';
export * from './elements/stats-source.js';
export * from './elements/trend.js';
export * from './elements/own-words.js';
export * from './elements/stats-element.js';
export * from './stats/index.js';

// A bundler may have left the address of a file on the machine it ran on.
if (import.meta.url?.startsWith('http')) loadedFrom(import.meta.url);
upgradePlaceholders((tag) => (widgets.has(tag) ? customElements.get(tag) : undefined));
