/** What the site's pages are, and in which order. */

/** The pages of a group: a file of the repository, and its name in the navigation. */
export const groups = [
  {
    name: 'Start',
    pages: [
      { file: 'README.md', page: 'index.html', label: 'Overview' },
      { file: 'docs/getting-started.md', label: 'Getting started' },
    ],
  },
  {
    name: 'Elements',
    pages: [
      { file: 'docs/play-count.md', element: 'wistia-play-count' },
      { file: 'docs/engagement-graph.md', element: 'wistia-engagement-graph' },
      { file: 'docs/heatmap.md', element: 'wistia-heatmap' },
      { file: 'docs/trend.md', element: 'wistia-trend' },
      { file: 'docs/recommendations.md', element: 'wistia-recommendations' },
      { page: 'visitors.html', element: 'wistia-visitors' },
      { page: 'events.html', element: 'wistia-events' },
      { file: 'docs/stats-source.md', element: 'wistia-stats-source' },
    ],
  },
  {
    name: 'On your page',
    pages: [
      { file: 'docs/theming.md', label: 'Theming', theming: true },
      { file: 'docs/recipes.md', label: 'Recipes' },
      { file: 'demo/cms/README.md', page: 'cms.html', label: 'In a CMS' },
      { file: 'docs/languages.md', label: 'Languages' },
      { file: 'docs/frameworks.md', label: 'Frameworks' },
      { file: 'docs/server-rendering.md', label: 'Server rendering' },
    ],
  },
  {
    name: 'The source of figures',
    pages: [
      { file: 'docs/publication.md', label: 'What the public may read' },
      { file: 'docs/gateway-operation.md', label: 'Running a gateway' },
      { file: 'docs/gateway-events.md', label: 'Viewing events' },
      { file: 'docs/recommendations-model.md', label: 'How recommendations are made' },
      { file: 'docs/private-readers.md', label: 'Signed readers' },
      { file: 'docs/snapshot.md', label: 'Snapshot: no server' },
    ],
  },
  {
    name: 'Good to know',
    pages: [
      { file: 'docs/privacy.md', label: 'Privacy' },
      { file: 'docs/troubleshooting.md', label: 'Troubleshooting' },
      { file: 'docs/releases.md', label: 'Releases and sizes' },
      { file: 'ARCHITECTURE.md', page: 'architecture.html', label: 'Architecture' },
    ],
  },
];

/** Folders and files that documents link to: shown as pages of source. */
export const sources = [
  { path: 'demo/recipes', page: 'deployment-files.html', title: 'Files for deployment' },
  { path: 'demo/cms/wordpress/wistia-widgets', page: 'kit-wordpress.html', title: 'The WordPress plugin' },
  { path: 'demo/cms/hugo/layouts', page: 'kit-hugo.html', title: 'The Hugo kit' },
  { path: 'demo/cms/jekyll/_includes', page: 'kit-jekyll.html', title: 'The Jekyll kit' },
  { path: 'demo/cms/eleventy/wistia-widgets.js', page: 'kit-eleventy.html', title: 'The Eleventy kit' },
  { path: 'demo/cms/shopify/snippets', page: 'kit-shopify.html', title: 'The Shopify kit' },
  { path: 'demo/cms/drupal', page: 'kit-drupal.html', title: 'The Drupal kit' },
  { path: 'demo/cms/hubspot/wistia-widget.module', page: 'kit-hubspot.html', title: 'The HubSpot module' },
];
