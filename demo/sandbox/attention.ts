import type { Media } from './medias.js';
import { firstAbove, Random } from './random.js';

/** A moment that people watch again, in seconds. */
interface Moment {
  from: number;
  to: number;
  /** Probability that somebody who gets there watches it again. */
  pull: number;
}

/** How people watch one video: where they leave, what they skip, what they watch again. */
export class Attention {
  readonly #seconds: number;
  /** Weariness piled up by each second's end: one leaves where it rises above one's patience. */
  readonly #weariness: Float32Array;
  readonly #moments: Moment[];

  constructor(seed: number, media: Media) {
    const random = new Random(seed, 1000 + media.index);
    const seconds = (this.#seconds = media.seconds);
    this.#weariness = new Float32Array(seconds);
    this.#moments = Array.from({ length: random.whole(1, 3) }, () => {
      const width = Math.max(2, Math.round(random.between(0.015, 0.04) * seconds));
      const from = Math.min(Math.floor(random.between(0.12, 0.9) * seconds), seconds - 1);
      return { from, to: Math.min(from + width, seconds), pull: random.between(0.08, 0.35) };
    });
    // A quick drop at the start, a slow one throughout, and a point or two where it drags.
    const start = random.between(0.12, 0.4);
    const slow = random.between(0.4, 1.1) + 0.2 * Math.log2(1 + seconds / 240);
    const drags = Array.from({ length: random.whole(0, 2) }, () => ({
      at: random.between(0.2, 0.95) * seconds,
      depth: random.between(0.04, 0.15),
    }));
    const settle = Math.max(4, seconds * 0.04);
    let sum = 0;
    for (let second = 0; second < seconds; second++) {
      sum += (start / settle) * Math.exp(-second / settle) + slow / seconds;
      for (const { at, depth } of drags) {
        sum += (depth / 6) * Math.exp(-(((second - at) / 3) ** 2));
      }
      this.#weariness[second] = sum;
    }
  }

  /**
   * The stretches that one session watches, `from, to, …`; at least a second.
   * @param interest 1 for the average viewer
   */
  watch(random: Random, interest: number): number[] {
    const end = this.#seconds;
    const jumpsIn = random.chance(0.07);
    const start = jumpsIn ? Math.max(0, this.#moments[0]!.from - random.whole(0, 20)) : 0;
    const before = start ? this.#weariness[start - 1]! : 0;
    const patience = before + random.exponential() * interest;
    const leave = Math.max(start + 1, firstAbove(this.#weariness, patience));
    const watched: number[] = [];
    if (leave - start > 30 && random.chance(0.1)) {
      const skipFrom = random.whole(start + 5, leave - 15);
      watched.push(start, skipFrom, random.whole(skipFrom + 5, leave - 2), leave);
    } else {
      watched.push(start, Math.min(leave, end));
    }
    for (const { from, to, pull } of this.#moments) {
      if (from < start || to > leave) continue;
      for (let again = pull * Math.min(interest, 1.5); random.chance(again); again /= 2) {
        // Nobody finds the same second.
        const width = to - from;
        const begin = Math.max(start, Math.round(from + 0.6 * width * random.normal()));
        const length = Math.max(1, Math.round(width * random.between(0.4, 1.4)));
        if (begin < leave) watched.push(begin, Math.min(begin + length, leave));
      }
    }
    // Now and then somebody has missed a word.
    while (leave - start > 10 && random.chance(0.3)) {
      const back = random.whole(start, leave - 6);
      watched.push(back, Math.min(back + random.whole(4, 14), leave));
    }
    return watched;
  }
}
