import { pageRegistry } from '../stats/page-registry.js';
import { vocabulary } from './vocabulary.js';
import { english } from './words.js';

/** What the public widgets say, in the language of the nearest `lang`. */
export const wordsFor = vocabulary(
  english,
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
);
