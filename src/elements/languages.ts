import { pageRegistry } from '../stats/page-registry.js';
import { vocabulary } from './vocabulary.js';
import type { Words } from './words.js';

/** What came of the translations; on a server they are all there from the beginning. */
export const translations = new Map<string, Words | undefined>();

/** What the public widgets say, in the language of the nearest `lang`. */
export const wordsFor = vocabulary<Words>(
  {
    ar: () => import('./translations/ar.js'),
    de: () => import('./translations/de.js'),
    es: () => import('./translations/es.js'),
    fr: () => import('./translations/fr.js'),
    ja: () => import('./translations/ja.js'),
    pt: () => import('./translations/pt.js'),
  },
  'wistia-widgets',
  () => pageRegistry.words,
  translations,
);
