import { pageRegistry } from '../stats/page-registry.js';
import type { PrivateWords } from './private-words.js';
import { vocabulary } from './vocabulary.js';

/** What the private tables say, in the language of the nearest `lang`. */
export const privateWordsFor = vocabulary<PrivateWords>(
  {
    ar: () => import('./translations/private/ar.js'),
    de: () => import('./translations/private/de.js'),
    es: () => import('./translations/private/es.js'),
    fr: () => import('./translations/private/fr.js'),
    ja: () => import('./translations/private/ja.js'),
    pt: () => import('./translations/private/pt.js'),
  },
  'wistia-widgets-private',
  () => pageRegistry.privateWords,
);
