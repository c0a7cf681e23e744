/** Whose words an element speaks: the nearest `lang` says it. */
import { SOURCE_CHANGE } from '../stats/source.js';
import { pageRegistry, sayOnce } from '../stats/page-registry.js';
import { english } from './words.js';
import type { OwnWords, Words } from './words.js';

/** Translations that come with the package. Each is a file of its own, loaded where it is spoken. */
const files: Record<string, () => Promise<{ default: Words }>> = {
  ar: () => import('./translations/ar.js'),
  de: () => import('./translations/de.js'),
  es: () => import('./translations/es.js'),
  fr: () => import('./translations/fr.js'),
  ja: () => import('./translations/ja.js'),
  pt: () => import('./translations/pt.js'),
};

/** What came of them, or is under way. */
const loaded = new Map<string, Words | undefined>();

const load = (language: string): void => {
  if (loaded.has(language) || !Object.hasOwn(files, language)) return;
  loaded.set(language, undefined);
  files[language]!().then(
    (file) => {
      loaded.set(language, file.default);
      document.dispatchEvent(new Event(SOURCE_CHANGE));
    },
    () =>
      sayOnce(
        `the words for lang="${language}" could not be loaded, so widgets go on in English. Beside wistia-widgets.js belongs wistia-widgets-words-${language}.js, beside autoload.js the folder chunks.`,
      ),
  );
};

/** `words` with those of `own` in their place. */
const merged = (words: Words, own: OwnWords): Words => {
  const result = { ...words } as Record<string, unknown>;
  for (const [name, word] of Object.entries(own)) {
    const mixed = typeof word === 'object' && !Array.isArray(word);
    result[name] = mixed ? { ...(result[name] as object), ...word } : word;
  }
  return result as unknown as Words;
};

/** The words of a language, and what they were put together from. */
const spoken = new Map<string, { from: OwnWords[]; words: Words }>();

/**
 * The words of a language: the page's own, then the translation, then English. The same object as long
 * as nothing changes; a translation that is not there yet is loaded, and all elements are told.
 * @param language as in `lang`: `pt-BR` also speaks the words of `pt`
 */
export const wordsFor = (language: string): Words => {
  const tag = language.toLowerCase();
  const base = /^[a-z]*/.exec(tag)![0];
  load(base);
  const own = pageRegistry.words;
  const from = [loaded.get(base), own?.get(base), tag === base ? undefined : own?.get(tag)].filter(
    (it) => it !== undefined,
  );
  if (!from.length) return english;
  let found = spoken.get(tag);
  const same = found?.from.length === from.length && from.every((it, i) => it === found!.from[i]);
  if (!found || !same) {
    found = { from, words: from.reduce<Words>(merged, english) };
    spoken.set(tag, found);
  }
  return found.words;
};
