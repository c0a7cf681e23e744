import type { Scratch } from './scratch.js';
import type { Steps } from './steps.js';
import { TopLists } from './top-lists.js';
import type { Sequences } from './sequences.js';
import { addCell, emptyCells, type Cells } from './weight-table.js';

/** Of a visitor with a longer history, only the latest so many videos count for what goes together. */
const LONGEST_HISTORY = 1000;
/** Added to the geometric mean of two videos' viewers: keeps chance pairs of rare videos down. */
const COSINE_SHRINKAGE = 10;
/** One person's pairs say nothing of a video that more than so many watched. */
const MANY_VIEWERS = 20;
/**
 * A cell of a co-watch row holds two sums in one number: how many people watched both, times this,
 * plus the product of their confidences (which stays below it up to 900,000 people).
 */
const PERSON = 2 ** 21;
const PER_PERSON = 1 / PERSON;

/** Views between two pauses. */
const PLACES = 50_000;

/**
 * Who watched what, laid out for rows of the co-watch matrix above its diagonal: each visitor's
 * videos stand together, in the order of their numbers.
 */
export interface CoWatch {
  medias: number;
  /** All visitors' videos, and how much each view counts. */
  item: Uint32Array;
  weight: Float32Array;
  /** Video `i` stands at `place[start[i]]` up to `place[start[i + 1]]` … */
  start: Uint32Array;
  place: Uint32Array;
  /** … and the list of the visitor who watched it there goes up to `item[until]`. */
  until: Uint32Array;
  /** Sum of squared confidences by video: the diagonal of the matrix. */
  strength: Float64Array;
}

/** Lays the views out for {@link findNeighbours}. */
export function* layOutCoWatch(views: Sequences, scratch: Scratch): Steps<CoWatch> {
  const { medias, end } = views;
  const visitors = end.length;
  const begin = new Uint32Array(visitors + 1);
  const start = new Uint32Array(medias + 1);
  for (let v = 0; v < visitors; v++) {
    const from = Math.max(views.start[v]!, end[v]! - LONGEST_HISTORY);
    begin[v + 1] = begin[v]! + end[v]! - from;
    for (let p = from; p < end[v]!; p++) start[views.item[p]! + 1]!++;
  }
  for (let i = 0; i < medias; i++) start[i + 1]! += start[i]!;
  const size = start[medias]!;
  // First turned round, to videos with their visitors; from there the lists come out in order.
  scratch.begin(8 * size);
  const visitor = scratch.uint32(size);
  const confidence = scratch.float32(size);
  const free = start.slice();
  yield;
  for (let v = 0, due = PLACES; v < visitors; v++) {
    if (begin[v]! > due) {
      due = begin[v]! + PLACES;
      yield;
    }
    const from = Math.max(views.start[v]!, end[v]! - LONGEST_HISTORY);
    for (let p = from; p < end[v]!; p++) {
      const k = free[views.item[p]!]!++;
      visitor[k] = v;
      confidence[k] = views.weight[p]!;
    }
  }
  const item = new Uint32Array(size);
  const weight = new Float32Array(size);
  const place = new Uint32Array(size);
  const until = new Uint32Array(size);
  const strength = new Float64Array(medias);
  const next = begin.slice();
  for (let i = 0, due = 0; i < medias; i++) {
    if (start[i]! > due) {
      due = start[i]! + PLACES;
      yield;
    }
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const v = visitor[k]!;
      const at = next[v]!++;
      item[at] = i;
      weight[at] = confidence[k]!;
      place[k] = at;
      until[k] = begin[v + 1]!;
      strength[i]! += confidence[k]! ** 2;
    }
  }
  return { medias, item, weight, start, place, until, strength };
}

/**
 * Adds up what comes after the diagonal in one row of the co-watch matrix, for those viewers of its video
 * who stand at the places `from` up to `end`: for each video of a higher number, over everybody who
 * watched both, a person and the product of the two confidences. `row` must be zero before the first;
 * `touched` takes the videos in, of which `reached` are there already. Returns their number.
 */
const addLaterPeople = (
  { item, weight, place, until }: CoWatch,
  from: number,
  end: number,
  row: Float64Array,
  touched: Uint32Array,
  reached: number,
): number => {
  for (let k = from; k < end; k++) {
    const at = place[k]!;
    const own = weight[at]!;
    const to = until[k]!;
    for (let p = at + 1; p < to; p++) {
      const j = item[p]!;
      const cell = row[j]!;
      touched[reached] = j;
      reached += Number(cell === 0);
      row[j] = cell + PERSON + own * weight[p]!;
    }
  }
  return reached;
};

/** How many people stand behind a cell of such a row, and the summed product of confidences in it. */
const people = (cell: number): number => Math.floor(cell * PER_PERSON);
const together = (cell: number): number => cell - Math.floor(cell * PER_PERSON) * PERSON;

/** Adds up the products of confidences alone. */
export const addLaterCells = (views: CoWatch, from: number, end: number, row: Float32Array): void => {
  const { item, weight, place, until } = views;
  for (let k = from; k < end; k++) {
    const at = place[k]!;
    const own = weight[at]!;
    const to = until[k]!;
    for (let p = at + 1; p < to; p++) row[item[p]!]! += own * weight[p]!;
  }
};

/** Takes away what {@link addLaterCells} added for all viewers of a video. */
export const clearLaterCells = (views: CoWatch, from: number, end: number, row: Float32Array): void => {
  // One after the other costs less, unless there are many.
  if ((end - from) * LATER > row.length) return void row.fill(0);
  const { item, place, until } = views;
  for (let k = from; k < end; k++) {
    const to = until[k]!;
    for (let p = place[k]! + 1; p < to; p++) row[item[p]!] = 0;
  }
};

/** The nearest videos of each video: `width` places a video, in the order of their numbers. */
export interface Neighbours {
  width: number;
  /** How many of a video's places are in use. */
  count: Uint32Array;
  /** Video `i` has the places `i * width` up to `i * width + count[i]` of these. */
  ids: Uint32Array;
  /** Summed product of confidences over everybody who watched both. */
  together: Float32Array;
  /** What may be told of each video: cosines of those that enough people watched too. */
  related: Cells;
}

/** How many related videos are kept of each. */
const RELATED = 20;

/** Goes through the co-watch matrix above its diagonal, row by row, and keeps the best for both sides. */
class NeighbourSearch {
  readonly #root: Float32Array;
  readonly #row: Float64Array;
  readonly #touched: Uint32Array;
  /** How many of these there are. */
  #reached = 0;
  readonly #nearest: TopLists;
  readonly #related: TopLists;

  constructor(
    readonly views: CoWatch,
    readonly width: number,
    readonly minViewers: number,
    scratch: Scratch,
  ) {
    const { medias, strength } = views;
    scratch.begin(TopLists.bytes(medias, width) + TopLists.bytes(medias, RELATED));
    this.#root = Float32Array.from(strength, Math.sqrt);
    this.#row = new Float64Array(medias);
    this.#touched = new Uint32Array(medias + 1);
    this.#nearest = new TopLists(medias, width, scratch);
    this.#related = new TopLists(medias, RELATED, scratch);
  }

  /** Takes in some viewers of the row's video, by their places. */
  add(from: number, end: number): void {
    this.#reached = addLaterPeople(this.views, from, end, this.#row, this.#touched, this.#reached);
  }

  /** Ends the row of a video all of whose viewers were taken in. Returns how much work it was. */
  end(i: number): number {
    const { start } = this.views;
    const viewers = start[i + 1]! - start[i]!;
    const reached = this.#reached;
    this.#reached = 0;
    const [root, row, touched, nearest, related] = [this.#root, this.#row, this.#touched, this.#nearest, this.#related];
    const least = nearest.least;
    const relatedLeast = related.least;
    const told = this.minViewers * PERSON;
    const own = root[i]!;
    const few = viewers <= MANY_VIEWERS;
    for (let k = 0; k < reached; k++) {
      const j = touched[k]!;
      const cell = row[j]!;
      row[j] = 0;
      const sum = together(cell);
      const scale = own * root[j]! + COSINE_SHRINKAGE;
      const several = cell >= 2 * PERSON;
      if (sum > least[i]! * scale && (several || few)) nearest.push(i, j, sum / scale);
      if (sum > least[j]! * scale && (several || start[j + 1]! - start[j]! <= MANY_VIEWERS)) {
        nearest.push(j, i, sum / scale);
      }
      if (cell < told) continue;
      const count = Math.min(255, people(cell));
      if (sum > relatedLeast[i]! * scale) related.push(i, j * 256 + count, sum / scale);
      if (sum > relatedLeast[j]! * scale) related.push(j, i * 256 + count, sum / scale);
    }
    return reached + 1;
  }

  *found(): Steps<Neighbours> {
    const { width } = this;
    const { medias } = this.views;
    const [root, nearest, related] = [this.#root, this.#nearest, this.#related];
    const ids = new Uint32Array(medias * width);
    const sums = new Float32Array(medias * width);
    const cosines = new Float32Array(medias);
    for (let i = 0; i < medias; i++) {
      if (i % VIDEOS === 0) yield;
      nearest.cut(i);
      const base = i * nearest.room;
      const size = nearest.sizes[i]!;
      for (let p = base; p < base + size; p++) cosines[nearest.ids[p]!] = nearest.scores[p]!;
      const own = ids.subarray(i * width, i * width + size);
      own.set(nearest.ids.subarray(base, base + size));
      own.sort();
      for (let k = 0; k < size; k++) {
        sums[i * width + k] = cosines[own[k]!]! * (root[i]! * root[own[k]!]! + COSINE_SHRINKAGE);
      }
    }
    const cells = emptyCells(medias * RELATED);
    for (let i = 0; i < medias; i++) {
      if (i % VIDEOS === 0) yield;
      related.cut(i);
      const base = i * related.room;
      for (let p = base; p < base + related.sizes[i]!; p++) {
        const packed = related.ids[p]!;
        addCell(cells, i, packed >>> 8, related.scores[p]!, packed & 255);
      }
    }
    return { width, count: nearest.sizes, ids, together: sums, related: cells };
  }
}

/**
 * Finds the `width` nearest videos of each by shrunk cosine; and those of them, or beyond them, that at
 * least `minViewers` different people watched as well.
 */
export function* findNeighbours(
  views: CoWatch,
  width: number,
  minViewers: number,
  scratch: Scratch,
): Steps<Neighbours> {
  const { medias, start } = views;
  const search = new NeighbourSearch(views, width, minViewers, scratch);
  yield;
  for (let i = 0, work = 0; i < medias; i++) {
    // A video may have very many.
    for (let from = start[i]!; from < start[i + 1]!; from += VIEWERS) {
      const end = Math.min(from + VIEWERS, start[i + 1]!);
      search.add(from, end);
      work += LATER * (end - from);
      if (work < STEP) continue;
      work = 0;
      yield;
    }
    work += search.end(i);
  }
  return yield* search.found();
}

/** Additions between two pauses. */
const STEP = 1e5;
/** Viewers of one video who are taken in at once. */
export const VIEWERS = 5000;
/** Videos of a higher number that somebody watched besides, about. */
const LATER = 8;
/** Videos between two pauses, where little is done for each. */
const VIDEOS = 500;
