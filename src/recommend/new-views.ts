import { PRIOR_VIEWERS, REACH } from './next-views.js';

/**
 * What was watched after what since the training: few counts, kept beside the trained tables until the
 * next model replaces both.
 */
export class NewViews {
  readonly #followers = new Map<number, Map<number, number>>();

  /** Counts a view of `media` by somebody who had watched `earlier`, in order. */
  record(media: number, earlier: readonly number[], viewersOf: (media: number) => number): void {
    for (const from of earlier.slice(-REACH)) {
      let followers = this.#followers.get(from);
      if (!followers) this.#followers.set(from, (followers = new Map<number, number>()));
      const weight = 1 / (viewersOf(from) + PRIOR_VIEWERS);
      followers.set(media, (followers.get(media) ?? 0) + weight);
    }
  }

  /** Adds what video `from` says, times `factor`, to the scores of the others. */
  addRow(from: number, factor: number, scores: Float32Array): void {
    const followers = this.#followers.get(from);
    if (!followers) return;
    for (const [media, weight] of followers) scores[media]! += factor * weight;
  }
}
