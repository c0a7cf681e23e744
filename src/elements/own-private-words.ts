/** Own strings of the private tables, in the same way as `own-words.ts`. */
import { pageRegistry } from '../stats/page-registry.js';
import { english } from './private-words.js';
import type { OwnPrivateWords } from './private-words.js';
import { register } from './word-registration.js';

export type { OwnPrivateWords, PrivateWords } from './private-words.js';

/**
 * Lets the private tables of the page say something in other words, now and from now on. What is left
 * out stays as it is; called again for the same language, later words win.
 *
 * ```js
 * registerPrivateWords({ language: 'en', visitors: 'Customers' });
 * ```
 *
 * @param words `language` as in `lang`: those of `pt` are spoken under `pt-BR` too, those of `pt-BR` only there
 * @throws TypeError with a full sentence where a word is unknown, or of another kind
 */
export const registerPrivateWords = (words: OwnPrivateWords): void =>
  register('registerPrivateWords', english, words, (pageRegistry.privateWords ??= new Map()));
