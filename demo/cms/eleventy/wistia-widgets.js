/**
 * Shortcodes for Eleventy.
 *
 *     import wistiaWidgets from './wistia-widgets.js';
 *     export default (config) => config.addPlugin(wistiaWidgets, { source: 'https://stats.example.com/' });
 *
 *     {% wistia "play-count", { "media-id": "993554ba94" } %}many plays{% endwistia %}   (Nunjucks)
 *     {% wistia "play-count", "media-id", "993554ba94" %}many plays{% endwistia %}       (Liquid)
 *     {% wistiaScript %}                                                              (in the layout, once)
 */
const WIDGETS = ['play-count', 'engagement-graph', 'heatmap', 'trend', 'recommendations'];

const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

/** Attributes as an object, or as names and values in turn. */
const pairs = (given) =>
  given.length === 1 && typeof given[0] === 'object' && given[0] !== null
    ? Object.entries(given[0]).filter(([name]) => name !== '__keywords')
    : Array.from({ length: Math.ceil(given.length / 2) }, (_, i) => given.slice(2 * i, 2 * i + 2));

export default function wistiaWidgets(config, { source } = {}) {
  if (!source) throw new Error('Wistia widgets: "source" is missing: the address of your gateway or snapshot.');
  const address = String(source).replace(/\/*$/, '/');

  config.addPairedShortcode('wistia', (content, widget, ...given) => {
    if (!WIDGETS.includes(widget)) {
      throw new Error(`Wistia widgets: there is no widget "${widget}". Known are ${WIDGETS.join(', ')}.`);
    }
    const attributes = pairs(given)
      .filter(([name]) => /^(?!on|style$|class$)[a-z][a-z-]*$/.test(name))
      .map(([name, value]) => ` ${name}="${escaped(value ?? '')}"`)
      .join('');
    return `<wistia-${widget}${attributes}>${content}</wistia-${widget}>`;
  });

  config.addShortcode('wistiaScript', () => `<script async src="${escaped(address)}wistia-widgets.js"></script>`);
}
