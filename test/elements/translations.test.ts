import { describe, expect, test } from 'vitest';
import arabic from '../../src/elements/translations/ar.js';
import german from '../../src/elements/translations/de.js';
import spanish from '../../src/elements/translations/es.js';
import french from '../../src/elements/translations/fr.js';
import japanese from '../../src/elements/translations/ja.js';
import portuguese from '../../src/elements/translations/pt.js';
import { english as privateEnglish } from '../../src/elements/private-words.js';
import privateArabic from '../../src/elements/translations/private/ar.js';
import privateGerman from '../../src/elements/translations/private/de.js';
import privateSpanish from '../../src/elements/translations/private/es.js';
import privateFrench from '../../src/elements/translations/private/fr.js';
import privateJapanese from '../../src/elements/translations/private/ja.js';
import privatePortuguese from '../../src/elements/translations/private/pt.js';
import { english } from '../../src/elements/words.js';

const publicWords = { ar: arabic, de: german, es: spanish, fr: french, ja: japanese, pt: portuguese };
const privateWords = {
  ar: privateArabic,
  de: privateGerman,
  es: privateSpanish,
  fr: privateFrench,
  ja: privateJapanese,
  pt: privatePortuguese,
};

/** Words that are the same in two languages. */
const SAME = /^(Engagement|Date|Popular|Heatmap|, |E-mail|E-Mail|Browser|Video|Organisation|Conversion|Page|–)$/;

const all: [string, string, { language: string }, { language: string }][] = [
  ...Object.entries(publicWords).map(([language, words]) => ['public', language, words, english] as const),
  ...Object.entries(privateWords).map(([language, words]) => ['private', language, words, privateEnglish] as const),
].map((row) => [...row]);

const textOf = (language: string) => (count: number) => new Intl.NumberFormat(language).format(count);

/** Every word that an object holds, said with values that can be found again in it. */
const said = (words: object, language: string, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([name, word]: [string, unknown]) => {
    const at = path + name;
    if (typeof word === 'object') return said(word!, language, `${at}.`);
    if (typeof word !== 'function') return [[at, String(word)] as [string, string]];
    const text = textOf(language);
    const values: Record<string, unknown[]> = {
      ofDays: [5, 40, text],
      inDays: ['«x»', 5, 40, text],
      more: ['«x»', 40, text],
      less: ['«x»', 40, text],
      same: [40, text],
      aboutSame: [40, text],
      noneBefore: [40, text],
    };
    const counted = /Count$|^amount|Times$/.test(at);
    const given = values[name] ?? (counted ? [40, '«x»'] : ['«x»', '«y»']);
    return [[at, (word as (...values: unknown[]) => string)(...given)] as [string, string]];
  });

describe.each(all)('%s words in %s', (_, language, words, english) => {
  test('names itself, and has every word and no other', () => {
    expect(words.language).toBe(language);
    const names = (of: object) => said(of, language).map(([name]) => name);
    expect(names(words)).toEqual(expect.arrayContaining(names(english)));
    expect(names(words)).toHaveLength(names(english).length);
  });

  test('says all that it is told, in words of its own', () => {
    const originals = new Map(said(english, 'en'));
    const same = said(words, language).filter(([name, text]) => {
      expect(text, name).not.toMatch(/undefined|\$\{|object|^\s/);
      if (name !== 'comma') expect(text, name).not.toMatch(/\s$/);
      const original = originals.get(name)!;
      for (const value of original.match(/«.»|\b(?:5|40)\b/g) ?? []) expect(text, name).toContain(value);
      return text === original;
    });
    expect(same.map(([, text]) => text).filter((text) => !SAME.test(text))).toEqual([]);
  });
});

describe('what is counted', () => {
  const plays = (words: typeof english, count: number) =>
    words.amount.play_count(count, textOf(words.language)(count));

  test.each([
    [german, ['0 Wiedergaben', '1 Wiedergabe', '2 Wiedergaben']],
    [french, ['0 lecture', '1 lecture', '2 lectures']],
    [spanish, ['0 reproducciones', '1 reproducción', '2 reproducciones']],
    [portuguese, ['0 reprodução', '1 reprodução', '2 reproduções']],
    [japanese, ['再生0回', '再生1回', '再生2回']],
  ] as const)('has its forms for none, one and two: %#', (words, forms) => {
    expect([0, 1, 2].map((count) => plays(words, count))).toEqual(forms);
  });

  test('in Arabic has six of them', () => {
    expect([0, 1, 2, 3, 11, 100].map((count) => plays(arabic, count))).toEqual([
      '0 عملية تشغيل',
      'عملية تشغيل واحدة',
      'عمليتا تشغيل',
      '3 عمليات تشغيل',
      '11 عملية تشغيل',
      '100 عملية تشغيل',
    ]);
    const days = [1, 2, 3, 11, 100].map((count) => arabic.inDays('9', count, count, textOf('ar')));
    expect(days).toEqual([
      '9 خلال يوم واحد',
      '9 خلال يومين',
      '9 خلال 3 أيام',
      '9 خلال 11 يومًا',
      '9 خلال 100 يوم',
    ]);
  });

  test('in millions is "of" them where a language has it so', () => {
    expect(plays(french, 2e6)).toMatch(/ de lectures$/);
    expect(plays(spanish, 2e6)).toMatch(/ de reproducciones$/);
    expect(plays(portuguese, 2e6)).toMatch(/ de reproduções$/);
  });

  test('writes its numbers as the page has them', () => {
    expect(german.inDays('9', 1234, 1234, textOf('de'))).toBe('9 in 1.234 Tagen');
    expect(arabic.more('20%', 30, textOf('ar-EG'))).toContain('٣٠');
  });
});
