/** Words in the language of an element: the page's own, a translation, or English. */
import { sayOnce } from '../stats/page-registry.js';
import { SOURCE_CHANGE } from '../stats/source.js';

/** Some words of a language; the others stay as they are. */
export type Some<W> = { language: string } & {
  [Name in keyof W]?: W[Name] extends Record<string, unknown> ? Partial<W[Name]> : W[Name];
};

interface Spoken {
  language: string;
}

/** `words` with those of `own` in their place. */
const merged = (words: Spoken, own: Spoken): Spoken => {
  const result: Record<string, unknown> = { ...words };
  for (const [name, word] of Object.entries(own)) {
    const mixed = typeof word === 'object' && !Array.isArray(word);
    result[name] = mixed ? { ...(result[name] as object), ...word } : word;
  }
  return result as unknown as Spoken;
};

/** For so many milliseconds words are worth waiting for; then it is English until they come. */
const PATIENCE = 3000;

/** The words of a language. */
export interface Vocabulary<W> {
  /** @param english - What is needed, and said where a language does not have it. */
  <E extends Spoken & Partial<W>>(language: string, english: E): Pick<W, keyof E & keyof W>;
  /** Whether words are about to come: what is shown now would be written anew, and move. */
  isUnderWay(language: string): boolean;
}

/**
 * Gives the words of a language as in `lang` (`pt-BR` also speaks the words of `pt`): the same object
 * as long as nothing changes. A translation that is not there yet is loaded, and all elements are told.
 * @param files the translations, each loaded where it is spoken
 * @param script the script that has its translations beside it
 * @param ownWords the page's own words, by language
 * @param loaded what came of the translations, or is under way
 */
export const vocabulary = <W extends Spoken>(
  files: Record<string, () => Promise<{ default: W }>>,
  script: string,
  ownWords: () => Map<string, Spoken> | undefined,
  loaded = new Map<string, W | undefined>(),
): Vocabulary<W> => {
  /** For what is said in English the words of each language, and what they were put together from. */
  const spoken = new Map<Spoken, Map<string, { from: Spoken[]; words: Spoken }>>();

  const underWay = new Set<string>();
  const baseOf = (language: string): string => /^[a-z]*/.exec(language.toLowerCase())![0];

  const load = (language: string): void => {
    if (loaded.has(language) || !Object.hasOwn(files, language)) return;
    loaded.set(language, undefined);
    underWay.add(language);
    const tell = (): void => {
      underWay.delete(language);
      document.dispatchEvent(new Event(SOURCE_CHANGE));
    };
    const patience = setTimeout(tell, PATIENCE);
    void files[language]!()
      .then(
        (file) => void loaded.set(language, file.default),
        () =>
          sayOnce(
            `the words for lang="${language}" could not be loaded, so widgets go on in English. Beside ${script}.js belongs ${script}-words-${language}.js, beside autoload.js the folder chunks.`,
          ),
      )
      .then(() => {
        clearTimeout(patience);
        tell();
      });
  };

  const words = (language: string, english: Spoken): Spoken => {
    const tag = language.toLowerCase();
    const base = baseOf(language);
    load(base);
    const own = ownWords();
    const from = [loaded.get(base), own?.get(base), tag === base ? undefined : own?.get(tag)].filter(
      (it) => it !== undefined,
    );
    if (!from.length) return english;
    const known = spoken.get(english) ?? new Map<string, { from: Spoken[]; words: Spoken }>();
    let found = known.get(tag);
    const same = found?.from.length === from.length && from.every((it, i) => it === found!.from[i]);
    if (!found || !same) {
      found = { from, words: from.reduce(merged, english) };
      spoken.set(english, known.set(tag, found));
    }
    return found.words;
  };

  return Object.assign(words, {
    isUnderWay(language: string) {
      const base = baseOf(language);
      load(base);
      return underWay.has(base);
    },
  }) as Vocabulary<W>;
};
