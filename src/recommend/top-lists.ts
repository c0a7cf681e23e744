import { Scratch } from './scratch.js';

/**
 * The best few of many for each of many videos. A list takes twice as many in before it is cut down to
 * the best, which costs less than keeping it in order when lists take turns.
 */
export class TopLists {
  /** List `i` begins at `i * room`. */
  readonly ids: Uint32Array;
  readonly scores: Float32Array;
  readonly sizes: Uint32Array;
  /** By list, what a score must exceed to be taken in: 0 to begin with. */
  readonly least: Float32Array;
  readonly room: number;

  constructor(
    lists: number,
    readonly capacity: number,
    scratch = new Scratch().begin(TopLists.bytes(lists, capacity)),
  ) {
    this.room = 2 * capacity;
    this.ids = scratch.uint32(lists * this.room);
    this.scores = scratch.float32(lists * this.room);
    this.sizes = new Uint32Array(lists);
    this.least = new Float32Array(lists);
  }

  /** What so many lists need of a {@link Scratch}. */
  static bytes(lists: number, capacity: number): number {
    return 2 * capacity * lists * 8;
  }

  /** Takes a candidate in whose score exceeds the list's {@link least}. */
  push(list: number, id: number, score: number): void {
    const at = list * this.room + this.sizes[list]!;
    this.ids[at] = id;
    this.scores[at] = score;
    if (++this.sizes[list]! === this.room) this.cut(list);
  }

  /** Leaves the best in a list, in no order. */
  cut(list: number): void {
    const { ids, scores, capacity } = this;
    if (this.sizes[list]! <= capacity) return;
    const base = list * this.room;
    // Hoare's selection: what is in front of `middle` is at least as good as what is behind it.
    const middle = base + capacity - 1;
    let from = base;
    let to = base + this.sizes[list]! - 1;
    while (from < to) {
      const pivot = scores[(from + to) >> 1]!;
      let left = from;
      let right = to;
      while (left <= right) {
        while (scores[left]! > pivot) left++;
        while (scores[right]! < pivot) right--;
        if (left > right) break;
        const [score, id] = [scores[left]!, ids[left]!];
        scores[left] = scores[right]!;
        ids[left++] = ids[right]!;
        scores[right] = score;
        ids[right--] = id;
      }
      if (middle <= right) to = right;
      else if (middle >= left) from = left;
      else break;
    }
    this.sizes[list] = capacity;
    this.least[list] = scores[middle]!;
  }
}
