import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../src/elements/saved-file.js';

/** Reads CSV as RFC 4180 has it: a quoted cell may hold anything, a quote in it is doubled. */
const read = (text: string, separator: string): string[][] => {
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[at++];
        else break;
      }
      at++;
    }
    while (at < text.length && text[at] !== separator && !text.startsWith('\r\n', at)) cell += text[at++];
    rows.at(-1)!.push(cell);
    if (at >= text.length) return rows;
    if (text[at] === separator) at++;
    else {
      rows.push([]);
      at += 2;
    }
  }
};

/** What a spreadsheet may run, behind spaces that it skips. */
const RUNS = /^\s*[=+\-@＝＋－＠]/;

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom('=', '+', '-', '@', '＝', '＠', ';', ',', '"', "'", '\t', '\r', '\n', ' ', '\u00a0', '\ufeff', 'a', '1'), { maxLength: 8 }).map((signs) => signs.join('')),
);
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });

describe('rows as CSV', () => {
  test('are read back as they were, but for the mark before what would run', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const back = read(csvText(rows), ',');
        expect(back).toHaveLength(rows.length);
        back.forEach((row, y) => {
          expect(row).toHaveLength(rows[y]!.length);
          row.forEach((text, x) => expect(text.replaceAll("'", '')).toBe(rows[y]![x]!.replaceAll("'", '')));
        });
      }),
      { numRuns: 1000 },
    );
  });

  test.each([',', ';', '\t'])('hold no formula where a cell ends with %s', (separator) => {
    fc.assert(
      fc.property(table, (rows) => {
        for (const text of read(csvText(rows), separator).flat()) {
          expect(text).not.toMatch(RUNS);
          if (separator === ',') expect(text).not.toMatch(/^[\t\r\n]/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('leave numbers and ordinary text as they are', () => {
    expect(csvText([['Jim', -1.5, 'a-b', 'x = y', 'jim@example.com']])).toBe('Jim,-1.5,a-b,x = y,jim@example.com');
    expect(csvText([['=1', '\t1', '-2;=3', '＝1', ' @x']])).toBe(`'=1,"'\t1","'-2;'=3",'＝1,' @x`);
  });
});
