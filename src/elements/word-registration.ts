/** Words that a page brings: checked against those that there are, and told to all elements. */
import { sayOnce } from '../stats/page-registry.js';
import { SOURCE_CHANGE } from '../stats/source.js';

type Said = (...values: never[]) => string;

/** A page's function, behind one that never throws into a widget. */
const careful = (name: string, own: Said, otherwise: Said): Said => {
  return (...values) => {
    try {
      const text: unknown = own(...values);
      if (typeof text === 'string') return text;
      throw new TypeError(`it gave ${typeof text === 'object' ? 'an object' : String(text)}, no text`);
    } catch (cause) {
      sayOnce(`the word ${name} falls back to English: ${(cause as Error).message}.`);
      return otherwise(...values);
    }
  };
};

const KINDS = { string: 'a text', function: 'a function that gives a text', object: 'an object' };

const checked = (called: string, own: object, model: object, path: string): object => {
  const result: Record<string, unknown> = {};
  for (const [key, word] of Object.entries(own) as [string, unknown][]) {
    if (word === undefined) continue;
    const name = path + key;
    const known = Object.hasOwn(model, key) ? (model as Record<string, unknown>)[key] : undefined;
    if (known === undefined) {
      throw new TypeError(`${called}: "${name}" is no word of the widgets; docs/languages.md lists them.`);
    }
    if (typeof word !== typeof known || word === null || Array.isArray(word) !== Array.isArray(known)) {
      const kind = Array.isArray(known) ? 'a list of texts' : KINDS[typeof known as keyof typeof KINDS];
      throw new TypeError(`${called}: "${name}" must be ${kind}.`);
    }
    if (typeof known === 'function') result[key] = careful(name, word as Said, known as Said);
    else if (Array.isArray(known)) result[key] = known.map((text, i) => String((word as unknown[])[i] ?? text));
    else result[key] = typeof known === 'object' ? checked(called, word as object, known!, `${name}.`) : word;
  }
  return result;
};

/**
 * Adds words of a language to those that the page has registered; later words win.
 * @param called the function that the page called, for what it is told
 * @param model the English words
 * @throws TypeError with a full sentence where a word is unknown, or of another kind
 */
export const register = (
  called: string,
  model: object,
  words: { language: string },
  all: Map<string, { language: string }>,
): void => {
  const { language } = words;
  if (typeof language !== 'string' || !/^[a-z]+(?:-\w+)*$/i.test(language)) {
    throw new TypeError(`${called}: language must be a language tag as in lang, like "de" or "pt-BR".`);
  }
  const tag = language.toLowerCase();
  const before = all.get(tag) as Record<string, unknown> | undefined;
  const own = checked(called, words, model, '') as Record<string, unknown>;
  for (const [key, word] of Object.entries(before ?? {})) {
    const now = own[key];
    if (now === undefined) own[key] = word;
    else if (typeof now === 'object' && !Array.isArray(now)) own[key] = { ...(word as object), ...now };
  }
  all.set(tag, own as unknown as { language: string });
  globalThis.document?.dispatchEvent(new Event(SOURCE_CHANGE));
};
