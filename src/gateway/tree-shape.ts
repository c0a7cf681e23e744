/** The addresses of the tree, ours and Wistia's, without what tells one thing or person from another. */

const FIXED = new Set([
  'stats/account.json',
  'stats/account/by_date.json',
  'stats/medias.json',
  'stats/visitors.json',
  'stats/events.json',
  'medias.json',
  'recommendations.json',
  'healthz',
  'wistia-widgets.js',
]);

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^stats\/(projects|medias)\/[^/]+\.json$/, 'stats/$1/{id}.json'],
  [/^stats\/(projects|medias)\/[^/]+\/(by_date|engagement)\.json$/, 'stats/$1/{id}/$2.json'],
  [/^stats\/(visitors|events)\/[^/]+$/, 'stats/$1/{key}.json'],
  [/^(related|landmarks)\/[^/]+\.json$/, '$1/{id}.json'],
  [/^wistia-widgets-[^/]+\.js$/, 'wistia-widgets-{version}.js'],
];

/** One of a few names for an address, for counting: `stats/medias/{id}.json`; `other` where it is none of the tree. */
export const treeShape = (address: string): string => {
  const path = address.split(/[?#]/, 1)[0]!.replace(/^\//, '');
  if (FIXED.has(path)) return path;
  for (const [shape, name] of SHAPES) if (shape.test(path)) return path.replace(shape, name);
  return 'other';
};

/** An address of Wistia's as the operator may read it: without query, and without visitors' and events' keys. */
export const impersonal = (path: string): string =>
  path.split('?', 1)[0]!.replace(/^(stats\/(?:visitors|events)\/)[^/]+/, '$1{key}');
