/** The style sheets that stand in a widget's root until its script is there, which brings the same ones. */
import type { ReactiveElement } from '@lit/reactive-element';
import { WistiaEngagementGraph } from '../elements/engagement-graph.js';
import { WistiaHeatmap } from '../elements/heatmap.js';
import { WistiaPlayCount } from '../elements/play-count.js';
import { WistiaRecommendations } from '../elements/recommendations.js';
import { WistiaStatsSource } from '../elements/stats-source.js';
import { WistiaTrend } from '../elements/trend.js';

const text = (element: typeof ReactiveElement, more = ''): string => {
  // Gathers its styles.
  void element.observedAttributes;
  const { elementStyles } = element;
  return elementStyles.map((style) => ('cssText' in style ? style.cssText : '')).join('').trim() + more;
};

/** What keeps its width beside curves that are stretched. */
const ROOM =
  '.plot{display:flex}.curves{flex:1;position:relative}.room{visibility:hidden;font-size:12px;padding-inline-end:10px}';

/** What is drawn in place of a canvas. */
const STRIP = 'svg{border-radius:inherit;overflow:hidden}.swatch{position:relative}';

/** The style sheet of each widget, by its tag. */
export const styleSheets: Readonly<Record<string, string>> = {
  'wistia-engagement-graph': text(WistiaEngagementGraph, ROOM),
  'wistia-heatmap': text(WistiaHeatmap, STRIP),
  'wistia-play-count': text(WistiaPlayCount),
  'wistia-recommendations': text(WistiaRecommendations),
  'wistia-stats-source': text(WistiaStatsSource),
  'wistia-trend': text(WistiaTrend),
};

/**
 * Sources for the `style-src` of a Content-Security-Policy that allows the widgets' style sheets and no
 * others: `'sha256-…'`, by tag.
 */
export const styleSources = async (): Promise<Record<string, string>> => {
  const entries = Object.entries(styleSheets).map(async ([tag, sheet]) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sheet));
    return [tag, `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};
