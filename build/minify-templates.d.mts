import type { Plugin } from 'rollup';

/** Takes what no browser needs out of `css`, `html` and `svg` template literals. */
export function minifyTemplates(): Plugin;
