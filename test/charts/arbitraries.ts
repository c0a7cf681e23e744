/** What charts are given: any amounts, with many zeros, equal values and spikes among them. */
import fc from 'fast-check';

export const amounts = (minLength = 0, maxLength = 400) =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(50) },
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.double({ min: 1e-6, max: 1e6, noNaN: true }) },
      { weight: 1, arbitrary: fc.double({ min: 1, max: Number.MAX_SAFE_INTEGER, noNaN: true }) },
    ),
    { minLength, maxLength },
  );

/** What must be refused: no finite number from 0 up. */
export const refused = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -1, -1e-9, 2 ** 60),
  fc.constantFrom<unknown>(null, undefined, '3', {}),
) as fc.Arbitrary<number>;

/** Two different pixels, the first one smaller. */
export const ends = fc
  .tuple(fc.nat(500), fc.integer({ min: 1, max: 4000 }))
  .map(([low, size]) => [low, low + size] as const);

/** A calendar day from 1900 to 2100. */
export const day = fc
  .integer({ min: -25_567, max: 47_481 })
  .map((n) => new Date(n * 864e5).toISOString().slice(0, 10));
