/** Numbers from 0 to below 1 that look random and are the same every time (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Puts the items in a random order, in place, and returns them. */
export const shuffle = <T extends { length: number; [index: number]: number }>(
  items: T,
  random: () => number,
): T => {
  for (let i = items.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const kept = items[i]!;
    items[i] = items[other]!;
    items[other] = kept;
  }
  return items;
};
