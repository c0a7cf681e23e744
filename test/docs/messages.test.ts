/** Whatever the widgets, the gateway and the command line say is explained in docs/troubleshooting.md. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messagesIn } from './messages.js';

const guide = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8');

/** Signs and spaces that are the same to a reader. */
const plain = (text: string) =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/(?:…\s*)+/g, '…')
    .replace(/\s+/g, ' ')
    .replace(/^[…\s]+|[…\s.]+$/g, '');

const explained = new Set(
  [...guide.matchAll(/^\| `([^`\n]+)` \|/gm)].map(([, text]) => plain(text!)),
);

/** Heard by nobody: told to programs only, or the reason of a refusal that is given none. */
const UNHEARD = new Set([
  // A chart's own rules: the elements hold to them.
  '… is …: a chart needs a finite number from 0 up there.',
  'A chart cannot place …: it needs a finite number.',
  '"…" is not a calendar day: write it like 2012-10-05.',
  'The day … has two rows: keep one.',
  '… to … is too long: take 150 years at most.',
  // Why a token is not accepted is nobody's business.
  'The token is too long.',
  'There is no such key.',
  'The claim is no list.',
  'The claim holds no id.',
  'The claim names too many.',
  'The scope is no text.',
  // The rest of “does not fit”.
  'a date such as 2012-10-05',
  // Reasons that end work which nobody waits for.
  'It is over.',
  'The gateway is closed.',
].map(plain));

/** Where the second half of “does not fit” comes from: what a value should be. */
const SHAPES = ['src/stats/schema.ts', 'src/stats/figure-checks.ts'];

const said = ['src/elements', 'src/stats', 'src/gateway', 'src/cli', 'src/charts', 'src/autoload.ts']
  .flatMap(messagesIn)
  .filter(({ text, file }) => !UNHEARD.has(plain(text)) && !SHAPES.includes(file));

test('the source says what is looked for here', () => {
  expect(said.length).toBeGreaterThan(150);
  expect(said.map(({ text }) => text)).toContain('answered with a web page, not JSON');
});

describe.each([...new Set(said.map(({ file }) => file))])('%s', (file) => {
  test.each([...new Set(said.filter((one) => one.file === file).map(({ text }) => text))])('%s', (text) => {
    expect(explained).toContain(plain(text));
  });
});

test('what is explained is still said', () => {
  const known = new Set(said.map(({ text }) => plain(text)));
  // Put together from several places.
  const composed = [
    '… answered …',
    '… answered …: it is not published there, or the id is wrong',
    '… answered …: it needs a signed token',
    '… could not be had from Wistia; …. Run the command again later.',
    '…, line …: ….',
    'And … lines more.',
    'Shown to signed readers only: put … into a <wistia-stats-source> with base-url and token.',
  ].map(plain);
  const gone = [...explained].filter((sentence) => !known.has(sentence) && !composed.includes(sentence));
  expect(gone).toEqual([]);
});
