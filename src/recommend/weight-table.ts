import { stretches, type Steps } from './steps.js';

/** Cells between two pauses. */
const STEP = 200_000;

/** Numbers of videos, in as few bytes as their count allows. */
export type IdArray = Uint16Array | Uint32Array;

export const idArray = (medias: number, length: number): IdArray =>
  medias <= 65536 ? new Uint16Array(length) : new Uint32Array(length);

/** For each video watched, what it says of other videos: a sparse matrix with sixteen-bit weights. */
export interface WeightTable {
  /** What video `i` says stands at the places `start[i]` up to `start[i + 1]`. */
  start: Uint32Array;
  ids: IdArray;
  /** Times `scale`. */
  weights: Int16Array;
  scale: number;
  /** Different people who watched both, 255 for more; empty where nobody asks. */
  people: Uint8Array;
}

/** Cells on their way into a table. */
export interface Cells {
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
  people: Uint8Array | undefined;
  length: number;
}

/** Room for so many cells. */
export const emptyCells = (room: number, withPeople = true): Cells => ({
  source: new Uint32Array(room),
  target: new Uint32Array(room),
  weight: new Float32Array(room),
  people: withPeople ? new Uint8Array(room) : undefined,
  length: 0,
});

/** Adds a cell; 255 people stand for 255 and more. */
export const addCell = (
  cells: Cells,
  source: number,
  target: number,
  weight: number,
  people = 0,
): void => {
  const at = cells.length++;
  cells.source[at] = source;
  cells.target[at] = target;
  cells.weight[at] = weight;
  if (cells.people) cells.people[at] = Math.min(255, people);
};

/** Orders cells by source; those of one source stay in their order. */
export function* buildTable(medias: number, cells: Cells): Steps<WeightTable> {
  const { source, target, weight, people, length } = cells;
  const start = new Uint32Array(medias + 1);
  let largest = 0;
  for (const [from, to] of stretches(length, STEP)) {
    for (let c = from; c < to; c++) {
      start[source[c]! + 1]!++;
      largest = Math.max(largest, Math.abs(weight[c]!));
    }
    yield;
  }
  for (let i = 0; i < medias; i++) start[i + 1]! += start[i]!;
  const scale = largest / 32767 || 1;
  const table: WeightTable = {
    start,
    ids: idArray(medias, length),
    weights: new Int16Array(length),
    scale,
    people: new Uint8Array(people ? length : 0),
  };
  const next = start.slice();
  for (const [from, to] of stretches(length, STEP)) {
    for (let c = from; c < to; c++) {
      const at = next[source[c]!]!++;
      table.ids[at] = target[c]!;
      table.weights[at] = Math.round(weight[c]! / scale);
      if (people) table.people[at] = people[c]!;
    }
    yield;
  }
  return table;
}

/** Adds what video `i` says, times `factor`, to the scores of the others. */
export const addRow = (
  table: WeightTable,
  i: number,
  factor: number,
  scores: Float32Array,
): void => {
  const { start, ids, weights } = table;
  const to = start[i + 1]!;
  const scaled = factor * table.scale;
  for (let p = start[i]!; p < to; p++) scores[ids[p]!]! += scaled * weights[p]!;
};

/** What video `i` says of video `j`, where the ids of a row ascend. */
export const cellOf = ({ start, ids, weights, scale }: WeightTable, i: number, j: number): number => {
  let from = start[i]!;
  let to = start[i + 1]!;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ids[middle]! < j) from = middle + 1;
    else to = middle;
  }
  return from < start[i + 1]! && ids[from] === j ? weights[from]! * scale : 0;
};
