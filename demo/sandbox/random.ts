/** Randomness that a seed repeats: a stream of draws, and a hash for values made on demand. */

/** A well-mixed unsigned 32-bit integer of three integers, always the same for the same three. */
export const hash = (seed: number, a: number, b = 0): number => {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ a;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d) ^ b;
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) >>> 0;
};

/** {@link hash} as a number from 0 up to, but not including, 1. */
export const hashUnit = (seed: number, a: number, b = 0): number => hash(seed, a, b) / 2 ** 32;

/** Hexadecimal digits, eight for each round of {@link hash}. */
export const hashHex = (seed: number, a: number, digits: number): string => {
  let hex = '';
  for (let round = 0; hex.length < digits; round++) {
    hex += hash(seed, a, round).toString(16).padStart(8, '0');
  }
  return hex.slice(0, digits);
};

/** A stream of random draws. */
export class Random {
  #state: number;

  constructor(seed: number, stream = 0) {
    this.#state = hash(seed, stream, 0x5eed);
  }

  /** From 0 up to, but not including, 1. */
  unit(): number {
    let z = (this.#state = (this.#state + 0x6d2b79f5) | 0);
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Evenly spread between two numbers. */
  between(from: number, to: number): number {
    return from + (to - from) * this.unit();
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  /** Normally distributed, mean 0, deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** A waiting time with mean 1. */
  exponential(): number {
    return -Math.log(1 - this.unit());
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }
}

/** The first index of a rising series whose value is above `target`; `to` where there is none. */
export const firstAbove = (
  rising: ArrayLike<number>,
  target: number,
  from = 0,
  to = rising.length,
): number => {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
};
