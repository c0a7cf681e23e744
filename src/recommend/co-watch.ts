import type { Steps } from './steps.js';
import { TopList } from './top-list.js';
import type { Sequences } from './viewing-log.js';
import { type Cells, emptyCells, addCell } from './weight-table.js';

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
  /** … and the list of the visitor who watched it there is `item[since]` up to `item[until]`. */
  since: Uint32Array;
  until: Uint32Array;
  /** Sum of squared confidences by video: the diagonal of the matrix. */
  strength: Float64Array;
}

/** Lays the views out for {@link findNeighbours}. */
export const layOutCoWatch = (views: Sequences): CoWatch => {
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
  const visitor = new Uint32Array(size);
  const confidence = new Float32Array(size);
  const free = start.slice();
  for (let v = 0; v < visitors; v++) {
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
  const since = new Uint32Array(size);
  const until = new Uint32Array(size);
  const strength = new Float64Array(medias);
  const next = begin.slice();
  for (let i = 0; i < medias; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const v = visitor[k]!;
      const at = next[v]!++;
      item[at] = i;
      weight[at] = confidence[k]!;
      place[k] = at;
      since[k] = begin[v]!;
      until[k] = begin[v + 1]!;
      strength[i]! += confidence[k]! ** 2;
    }
  }
  return { medias, item, weight, start, place, since, until, strength };
};

/**
 * Adds up one row of the co-watch matrix: for each video, over everybody who watched it and video
 * `i`, a person and the product of the two confidences. `row` must be zero before. Returns the number
 * of additions.
 */
const addRow = (views: CoWatch, i: number, row: Float64Array): number => {
  const { item, weight, start, place, since, until } = views;
  let additions = 0;
  for (let k = start[i]!; k < start[i + 1]!; k++) {
    const own = weight[place[k]!]!;
    const from = since[k]!;
    const to = until[k]!;
    for (let p = from; p < to; p++) row[item[p]!]! += PERSON + own * weight[p]!;
    additions += to - from;
  }
  return additions;
};

/** How many people stand behind a cell of such a row, and the summed product of confidences in it. */
const people = (cell: number): number => Math.floor(cell * PER_PERSON);
const together = (cell: number): number => cell - Math.floor(cell * PER_PERSON) * PERSON;

/** Adds up the products of confidences alone, and for videos of a higher number than `i` alone. */
export const addLaterCells = (views: CoWatch, i: number, row: Float32Array): void => {
  const { item, weight, start, place, until } = views;
  for (let k = start[i]!; k < start[i + 1]!; k++) {
    const at = place[k]!;
    const own = weight[at]!;
    const to = until[k]!;
    for (let p = at + 1; p < to; p++) row[item[p]!]! += own * weight[p]!;
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

/**
 * Finds the `width` nearest videos of each by shrunk cosine; and those of them, or beyond them, that at
 * least `minViewers` different people watched as well.
 */
export function* findNeighbours(views: CoWatch, width: number, minViewers: number): Steps<Neighbours> {
  const { medias, strength, item, start, since, until } = views;
  const found: Neighbours = {
    width,
    count: new Uint32Array(medias),
    ids: new Uint32Array(medias * width),
    together: new Float32Array(medias * width),
    related: emptyCells(medias * RELATED),
  };
  const root = Float32Array.from(strength, Math.sqrt);
  const row = new Float64Array(medias);
  const cells = new Float64Array(medias); // of those that were good enough once
  const best = new TopList(width);
  const related = new TopList(RELATED);
  let work = 0;
  for (let i = 0; i < medias; i++) {
    const viewers = start[i + 1]! - start[i]!;
    if (viewers === 0) continue;
    const additions = addRow(views, i, row);
    row[i] = 0;
    const own = root[i]!;
    const least = viewers > MANY_VIEWERS ? 2 * PERSON : PERSON;
    best.clear();
    related.clear();
    let limit = 0;
    let relatedLimit = 0;
    const told = viewers >= minViewers ? minViewers * PERSON : Infinity;
    const consider = (j: number): void => {
      const cell = row[j]!;
      if (cell === 0) return;
      row[j] = 0;
      if (cell < least) return;
      const sum = together(cell);
      const scale = own * root[j]! + COSINE_SHRINKAGE;
      if (sum > relatedLimit * scale && cell >= told) {
        cells[j] = cell;
        related.push(j, sum / scale);
        if (related.size === RELATED) relatedLimit = related.scores[0]!;
      }
      if (sum <= limit * scale) return;
      cells[j] = cell;
      best.push(j, sum / scale);
      if (best.size === width) limit = best.scores[0]!;
    };
    if (additions > medias / 2) {
      for (let j = 0; j < medias; j++) consider(j);
    } else {
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        for (let p = since[k]!; p < until[k]!; p++) consider(item[p]!);
      }
    }
    const base = i * width;
    const ids = found.ids.subarray(base, base + best.size);
    ids.set(best.ids.subarray(0, best.size));
    ids.sort();
    for (let k = 0; k < best.size; k++) found.together[base + k] = together(cells[ids[k]!]!);
    found.count[i] = best.size;
    for (let k = 0; k < related.size; k++) {
      const j = related.ids[k]!;
      addCell(found.related, i, j, related.scores[k]!, people(cells[j]!));
    }
    work += additions + medias;
    if (work > STEP) {
      work = 0;
      yield;
    }
  }
  return found;
}

/** Additions between two pauses. */
const STEP = 1e6;
