/**
 * Long work in short steps: whoever runs it may do other things whenever it yields, which is every few
 * milliseconds, or drop it.
 */
export type Steps<Result> = Generator<undefined, Result>;

/** The numbers from 0 up to `count` in stretches of `size`: for loops that pause after each. */
export function* stretches(count: number, size: number): Generator<[from: number, to: number]> {
  for (let from = 0; from < count; from += size) yield [from, Math.min(count, from + size)];
}

/** Runs all steps at once. */
export const finish = <Result>(steps: Steps<Result>): Result => {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

/** So long, in ms, is worked between two pauses. */
const SLICE = 8;

/**
 * Runs the steps with pauses, so that a server goes on answering.
 * @param pause resolves when the work may go on, say after a turn of the event loop; where it rejects,
 * the work is dropped.
 */
export const finishGently = async <Result>(
  steps: Steps<Result>,
  pause: () => Promise<void>,
): Promise<Result> => {
  for (let since = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE) continue;
    await pause();
    since = performance.now();
  }
};
