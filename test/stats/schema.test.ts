import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as fields from '../../src/stats/fields.js';
import * as requests from '../../src/stats/requests.js';
import {
  ShapeError,
  amount,
  day,
  finite,
  flag,
  list,
  object,
  oneOf,
  orNull,
  share,
  someOf,
  text,
} from '../../src/stats/schema.js';
import type { Check, Fields } from '../../src/stats/schema.js';

/** Whatever a reply may hold, with names that mean something to an engine or to us. */
const name = fc.oneof(
  fc.constantFrom(
    ...['play_count', 'load_count', 'hours_watched', 'play_rate', 'engagement', 'engagement_data', 'date'],
    ...['email', 'name', 'hashed_id', 'media_id', 'reason', 'kind', 'thumbnail', 'url', 'score', 'at'],
    ...['toString', 'valueOf', 'constructor', '__proto__', 'hasOwnProperty', 'length', 'then', ''],
  ),
  fc.string(),
);
const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1, 100, -1, 1e308, '', 'NaN', '2012-10-05', [], {}),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string(),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    value,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('json')), { maxLength: 8 }).map((pairs) => {
      // As JSON.parse makes it: every name is a field of its own, __proto__ too.
      const entries = pairs.map(([key, it]) => `${JSON.stringify(key)}:${JSON.stringify(it) ?? 'null'}`);
      return JSON.parse(`{${entries.join(',')}}`) as unknown;
    }),
  ),
}));

const checks: [string, Check<unknown>][] = [
  ...Object.entries(fields)
    .filter(([, it]) => typeof it === 'object')
    .flatMap(([id, it]): [string, Check<unknown>][] => [
      [`all of ${id}`, object(it as Fields)],
      [`some of ${id}`, someOf(it as Fields)],
      [`a list of ${id}`, list(object(it as Fields))],
    ]),
  ['accountStats', requests.accountStats().check],
  ['projectStats', requests.projectStats('p').check],
  ['mediaStats', requests.mediaStats('m').check],
  ['byDate', requests.byDate({}, { start: '2012-01-01', end: '2013-01-01' }).check],
  ['mediaEngagement', requests.mediaEngagement('m').check],
  ['catalogue', requests.catalogue().check],
  ['related', requests.related('m').check],
  ['recommendations', requests.recommendations({}).check],
  ['landmark', requests.landmark('m', 1, undefined).check],
];

/** Every number that a value holds, however deep. */
const numbers = (it: unknown): number[] =>
  typeof it === 'number'
    ? [it]
    : typeof it === 'object' && it !== null
      ? Object.values(it).flatMap(numbers)
      : [];

const outcome = (check: Check<unknown>, it: unknown): unknown => {
  try {
    return { passed: check(it, '') };
  } catch (error) {
    return error;
  }
};

describe('whatever JSON comes', () => {
  it.each(checks)('%s gives finite numbers, or a ShapeError and nothing else', (_, check) => {
    fc.assert(
      fc.property(json, (it) => {
        const result = outcome(check, it);
        if (result instanceof ShapeError) {
          expect(result.message).toMatch(/^.+ should be .+, but is .+$/s);
        } else {
          expect(result).toHaveProperty('passed');
          for (const n of numbers(result)) expect(Number.isFinite(n)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each(checks)('%s lets through what it has let through before', (_, check) => {
    fc.assert(
      fc.property(json, (it) => {
        const result = outcome(check, it) as { passed?: unknown };
        if (result instanceof Error) return;
        expect(check(JSON.parse(JSON.stringify(result.passed)), '')).toEqual(result.passed);
      }),
      { numRuns: 100 },
    );
  });

  it('an error holds none of the text that did not fit', () => {
    fc.assert(
      fc.property(json, fc.uuid(), (it, secret) => {
        const text = JSON.stringify(it).replace(/"play_count":/g, `"play_count":"${secret}","x":`);
        const result = outcome(requests.mediaStats('m').check, JSON.parse(text));
        if (result instanceof Error) expect(`${result.message}${result.stack}`).not.toContain(secret);
      }),
    );
  });
});

describe('what passes is exactly what is documented', () => {
  it.each<[string, Check<unknown>, (it: unknown) => boolean]>([
    ['an amount', amount, (it) => typeof it === 'number' && it >= 0 && it < Infinity],
    ['a share', share, (it) => typeof it === 'number' && it >= 0 && it <= 100],
    ['a number', finite, (it) => typeof it === 'number' && Math.abs(it) < Infinity],
    ['a string', text, (it) => typeof it === 'string'],
    ['true or false', flag, (it) => it === true || it === false],
    ['one of two', oneOf('a', 'b'), (it) => it === 'a' || it === 'b'],
    ['a string or null', orNull(text), (it) => typeof it === 'string' || it == null],
  ])('%s', (_, check, documented) => {
    fc.assert(
      fc.property(fc.oneof(json, fc.constantFrom(undefined, 'a', 'b', NaN, Infinity, 50, 100.5)), (it) => {
        expect(!(outcome(check, it) instanceof ShapeError)).toBe(documented(it));
      }),
      { numRuns: 500 },
    );
  });

  it('a share stays between 0 and 1 and in its order', () => {
    const given = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(given, (n) => {
        const result = share(n, '');
        expect(result).toBeGreaterThanOrEqual(0);
        expect(result).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('every day of the calendar is a day, and is itself', () => {
    const min = new Date('0001-01-01');
    const max = new Date('9999-12-31');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        const iso = date.toISOString();
        expect(day(iso.slice(0, 10), '')).toBe(iso.slice(0, 10));
        expect(day(iso, '')).toBe(iso.slice(0, 10));
      }),
    );
  });
});

describe('an error names the field', () => {
  it.each<[unknown, string]>([
    [{}, 'the reply should be an object with load_count, play_count, hours_watched, but is of type object'],
    [[], 'the reply should be an object, but is an array'],
    [null, 'the reply should be an object, but is null'],
    ['<html>', 'the reply should be an object, but is of type string'],
    [{ play_count: '80' }, 'play_count should be a number from 0 up, but is of type string'],
    [{ play_count: 'NaN' }, 'play_count should be a number from 0 up, but is of type string'],
    [{ play_count: -1 }, 'play_count should be a number from 0 up, but is another number'],
    [{ play_count: null }, 'play_count should be a number from 0 up, but is null'],
    [{ play_count: [1] }, 'play_count should be a number from 0 up, but is an array'],
  ])('%j', (it, message) => {
    expect(() => requests.accountStats().check(it, '')).toThrow(message);
  });

  it('with its whole path', () => {
    const check = list(object({ reason: object({ names: list(text) }) }));
    const reply = [{ reason: { names: ['a'] } }, { reason: { names: ['a', 2] } }];
    const error = outcome(check, reply) as ShapeError;
    expect(error).toMatchObject({ name: 'ShapeError', path: '[1].reason.names[1]', expected: 'a string' });
    expect(outcome(check, [{}])).toMatchObject({ path: '[0].reason' });
  });

  it('a row without its own fields takes none from where it comes from', () => {
    expect(() => object({ toString: text })({}, '')).toThrow('toString should be a string');
  });
});
