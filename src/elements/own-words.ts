/** Own strings: what a page says instead of, or in a language that is not among the translations. */
import { pageRegistry } from '../stats/page-registry.js';
import { register } from './word-registration.js';
import { english } from './words.js';
import type { OwnWords } from './words.js';

export type { OwnWords, Words } from './words.js';

/**
 * Lets all widgets of the page say something in other words, now and from now on. What is left out
 * stays as it is; called again for the same language, later words win.
 *
 * ```js
 * registerWords({ language: 'en', views: 'Watchers', viewCount: (count, text) => `${text} watchers` });
 * ```
 *
 * @param words `language` as in `lang`: those of `pt` are spoken under `pt-BR` too, those of `pt-BR` only there
 * @throws TypeError with a full sentence where a word is unknown, or of another kind
 */
export const registerWords = (words: OwnWords): void =>
  register('registerWords', english, words, (pageRegistry.words ??= new Map()));
