/**
 * The best few of many: a heap of fixed size with the worst on top, so that most candidates cost one
 * comparison. Of equal scores the one that came first stays.
 */
export class TopList {
  readonly ids: Uint32Array;
  readonly scores: Float64Array;
  size = 0;

  constructor(readonly capacity: number) {
    this.ids = new Uint32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  /** What a score must exceed to be taken in. */
  get threshold(): number {
    if (this.size < this.capacity) return -Infinity;
    return this.capacity > 0 ? this.scores[0]! : Infinity;
  }

  clear(): void {
    this.size = 0;
  }

  /** Offers a candidate. */
  push(id: number, score: number): void {
    const { ids, scores, capacity } = this;
    let at: number;
    if (this.size < capacity) {
      at = this.size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (scores[parent]! <= score) break;
        scores[at] = scores[parent]!;
        ids[at] = ids[parent]!;
        at = parent;
      }
    } else {
      if (capacity === 0 || score <= scores[0]!) return;
      at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= capacity) break;
        if (child + 1 < capacity && scores[child + 1]! < scores[child]!) child++;
        if (scores[child]! >= score) break;
        scores[at] = scores[child]!;
        ids[at] = ids[child]!;
        at = child;
      }
    }
    scores[at] = score;
    ids[at] = id;
  }

  /** What it holds, best first; of equal scores the smaller id first. */
  ranked(): { id: number; score: number }[] {
    const { ids, scores } = this;
    return Array.from({ length: this.size }, (_, k) => ({ id: ids[k]!, score: scores[k]! })).sort(
      (a, b) => b.score - a.score || a.id - b.id,
    );
  }
}
