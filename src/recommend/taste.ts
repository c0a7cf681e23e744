import { findNeighbours, layOutCoWatch, type Neighbours } from './co-watch.js';
import { solveNeighbourhoods } from './ridge.js';
import { Scratch } from './scratch.js';
import { finish, type Steps } from './steps.js';
import type { Sequences } from './sequences.js';
import { addCell, buildTable, emptyCells, type Cells, type WeightTable } from './weight-table.js';

/** Added to the diagonal of every neighbourhood's matrix: keeps weights small where little is known. */
const RIDGE = 100;
/** Multiplications that may be spent on solving for all videos, about. */
const WORK = 4e7;
const FEWEST_NEIGHBOURS = 24;
const MOST_NEIGHBOURS = 128;
/** Of a video's neighbours, so many with the largest weights are kept. */
const KEPT = 104;

/** Between two pauses. */
const TARGETS = 500;

/** What everybody's taste tells of the videos. */
export interface Taste {
  /** For each video watched, how it speaks for others. */
  weights: WeightTable;
  /** For each video, others that enough people watched too, with their cosines. */
  related: WeightTable;
}

/** How many neighbours a video can have so that solving for them all takes no longer than it may. */
export const neighbourhoodSize = (medias: number): number =>
  Math.max(
    1,
    Math.min(
      medias - 1,
      Math.max(FEWEST_NEIGHBOURS, Math.min(MOST_NEIGHBOURS, Math.floor(Math.sqrt(WORK / Math.max(1, medias))))),
    ),
  );

/**
 * Item to item: for each video its nearest by shrunk cosine, and on this neighbourhood the ridge
 * regression that foretells who watched it. `minViewers` people must stand behind a related video.
 */
export function* learnTaste(views: Sequences, minViewers: number, size = neighbourhoodSize(views.medias)): Steps<Taste> {
  const scratch = new Scratch();
  const coWatch = yield* layOutCoWatch(views, scratch);
  const neighbours = yield* findNeighbours(coWatch, size, minViewers, scratch);
  const weights = yield* solveNeighbourhoods(coWatch, neighbours, RIDGE, scratch);
  return {
    weights: yield* buildTable(views.medias, yield* cellsBySource(views.medias, neighbours, weights)),
    related: yield* buildTable(views.medias, neighbours.related),
  };
}

/** Neighbours were chosen for the video that they foretell; the table asks what a watched one foretells. */
function* cellsBySource(medias: number, neighbours: Neighbours, weights: Float32Array): Steps<Cells> {
  const { width, count, ids } = neighbours;
  const keep = Math.min(width, KEPT);
  const cells = emptyCells(medias * keep, false);
  const sizes = new Float32Array(width);
  for (let target = 0; target < medias; target++) {
    if (target % TARGETS === 0) yield;
    const base = target * width;
    const n = count[target]!;
    let least = 0;
    if (n > keep) {
      for (let k = 0; k < n; k++) sizes[k] = Math.abs(weights[base + k]!);
      least = sizes.subarray(0, n).slice().sort()[n - keep]!;
    }
    for (let k = 0, kept = 0; k < n && kept < keep; k++) {
      const weight = weights[base + k]!;
      if (Math.abs(weight) < least) continue;
      kept++;
      addCell(cells, ids[base + k]!, target, weight);
    }
  }
  return cells;
}

/** Neighbours that plain cosine goes by. */
const COSINE_NEIGHBOURS = 100;

/** Plain cosine neighbours: what the regression is compared with. */
export const cosineNeighbours = (views: Sequences): WeightTable => {
  const scratch = new Scratch();
  const coWatch = finish(layOutCoWatch(views, scratch));
  const width = Math.max(1, Math.min(COSINE_NEIGHBOURS, views.medias - 1));
  const neighbours = finish(findNeighbours(coWatch, width, Infinity, scratch));
  const { count, ids, together } = neighbours;
  const cosines = new Float32Array(ids.length);
  for (let j = 0; j < views.medias; j++) {
    for (let p = j * width; p < j * width + count[j]!; p++) {
      cosines[p] = together[p]! / Math.sqrt(coWatch.strength[j]! * coWatch.strength[ids[p]!]!);
    }
  }
  return finish(buildTable(views.medias, finish(cellsBySource(views.medias, neighbours, cosines))));
};
