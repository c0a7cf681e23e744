/** The classic script: registers all widgets, upgrades the page's placeholders, exports nothing. */
import { widgets } from './elements/define.js';
import { upgradePlaceholders } from './elements/placeholders.js';
import './elements/engagement-graph.js';
import './elements/heatmap.js';
import './elements/play-count.js';
import './elements/recommendations.js';
import './elements/stats-source.js';
import './elements/trend.js';
import { loadedFrom } from './stats/source.js';

// A module has no document.currentScript, and `import.meta` is no classic script's. Pasted into the
// page by a tag manager, the script has no address at all.
const running =
  (document.currentScript as HTMLScriptElement | null) ??
  [...document.scripts].find(({ src }) => /\/wistia-widgets[^/]*\.js\b/.test(src));
loadedFrom(
  running?.src || /https?:\S+\/(?=wistia-widgets[^/]*\.js\b)/.exec(String(new Error().stack))?.[0],
  running,
);
upgradePlaceholders((tag) => (widgets.has(tag) ? customElements.get(tag) : undefined));
