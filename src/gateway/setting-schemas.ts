/** What settings of many kinds are made of. */
import * as v from 'valibot';
import { ID } from './config.js';

// A schema's message is what the value should be; `sentence` builds the rest around it.
export const ids = "an id of letters, digits, '-' and '_'";

export const id = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.transform(String))], ids),
  v.regex(ID, ids),
);

export const isObject = (input: unknown): input is object => typeof input === 'object' && input !== null;

/** An object that names each key it does not know. */
export const settings = <const E extends v.ObjectEntries>(entries: E) => {
  const known = Object.keys(entries).filter((name) => name !== 'token');
  const schema = v.pipe(
    v.looseObject(entries, 'an object'),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value;
      if (!isObject(input)) return; // the schema has said so
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue;
        addIssue({
          message: `unknown ${known.join(', ')}`,
          path: [
            { type: 'object', origin: 'key', input: input as Record<string, unknown>, key, value },
          ],
        });
      }
    }),
  );
  return v.lazy((input) => (Array.isArray(input) ? v.never('an object') : schema));
};

export const flag = v.optional(v.boolean('true or false'));

export const whole = (from: number, to: number) => {
  const range = `a whole number from ${from} to ${to}`;
  return v.pipe(v.number(range), v.integer(range), v.minValue(from, range), v.maxValue(to, range));
};
