/** `npm run bench [-- name …]`: measures, and prints each figure beside its goal. */
import { readFileSync, readdirSync } from 'node:fs';
import { leave, prepare, PrepareError } from '../../demo/prepare.mjs';

const here = new URL('./', import.meta.url);
const WIDTHS = { figure: 56, value: 28, goal: 14 };

// A bench has a title; what has none helps one.
const benches = readdirSync(here)
  .filter((name) => name.endsWith('.mjs') && /^export const title\b/m.test(readFileSync(new URL(name, here), 'utf8')))
  .map((name) => name.slice(0, -'.mjs'.length))
  .sort();

const row = (figure, value, goal, met) =>
  [figure.padEnd(WIDTHS.figure), value.padStart(WIDTHS.value), goal.padStart(WIDTHS.goal), ` ${met}`]
    .join('  ')
    .trimEnd();

const print = (figure, value, goal = '', met) =>
  console.log(row(figure, String(value), goal, met === undefined ? '' : met ? 'yes' : 'NO'));

try {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !benches.includes(name));
  if (unknown.length) {
    throw new PrepareError(`There is no bench "${unknown[0]}", but ${benches.join(', ')}.`);
  }
  const { chromium } = await prepare({ build: true, browsers: true });
  if (chromium) process.env.CHROME_PATH ??= chromium.browser;
  let failed = false;
  for (const name of wanted.length ? wanted : benches) {
    const { title, run } = await import(new URL(`${name}.mjs`, here).href);
    console.log(`\n${title}\n${row('figure', 'value', 'goal', 'met?')}`);
    await run(print).catch((error) => {
      failed = true;
      console.error(error);
    });
  }
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  leave(error);
}
