/** What every widget says, in English. */
import type { Words } from '../words.js';

export const everyWord = {
  language: 'en',
  comma: ', ',
} satisfies Partial<Words>;
