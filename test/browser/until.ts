/**
 * Waits for what a page comes to, and returns what was looked for. A look that fails is one too early: what it looks
 * at may not be there yet. After ten seconds the wait is in vain, and says what was seen last.
 */
export const until = async <T>(look: () => T, hope = 'The wait was in vain'): Promise<T> => {
  const end = performance.now() + 10_000;
  for (;;) {
    let seen: unknown;
    try {
      const found = look();
      if (found) return found;
      seen = found;
    } catch (error) {
      seen = error;
    }
    if (performance.now() > end) throw new Error(`${hope}: at last there was ${String(seen)}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
