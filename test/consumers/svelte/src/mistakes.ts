/** What the types do not let through at a tag. */
import type { SvelteHTMLElements } from 'svelte/elements';

type PlayCount = SvelteHTMLElements['wistia-play-count'];

export const mistakes: PlayCount[] = [
  // @ts-expect-error: no format is called so
  { format: 'roman' },
  // @ts-expect-error: nor an attribute
  { 'media-identifier': '993554ba94' },
  // @ts-expect-error: seconds
  { refresh: 'often' },
  // @ts-expect-error: what an event brings
  { 'onwistia-landmark': ({ detail }) => detail.landmarks },
];
