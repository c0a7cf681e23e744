import { addLaterCells, clearLaterCells, VIEWERS, type CoWatch, type Neighbours } from './co-watch.js';
import type { Scratch } from './scratch.js';
import type { Steps } from './steps.js';

/** Memory for the co-watch counts among neighbours, in bytes: beyond it the work goes in portions. */
const PORTION_BYTES = 20e6;
/** The solver stops once the residual has fallen to this part of the first … */
const TOLERANCE = 0.02;
/** … or after so many steps. */
const MOST_STEPS = 12;
/** Between two pauses. */
const SOLUTIONS = 16;
const ROWS = 8;

/**
 * The weights that foretell each video from its neighbours: for every video the ridge regression on
 * the co-watch matrix of its neighbourhood, solved in closed form. Weights stand in the places of
 * `neighbours.ids`.
 */
export function* solveNeighbourhoods(
  views: CoWatch,
  neighbours: Neighbours,
  ridge: number,
  scratch: Scratch,
): Steps<Float32Array> {
  const { medias, strength } = views;
  const { width, count, ids } = neighbours;
  const weights = new Float32Array(ids.length);
  const pairs = (width * (width - 1)) / 2;
  const portion = Math.max(1, Math.min(medias, Math.floor(PORTION_BYTES / 2 / Math.max(1, pairs))));
  // Sixteen bits a cell: the rounding is far below the ridge.
  const scale = Math.max(1, strength.reduce((a, b) => Math.max(a, b), 0)) / 65535;
  const cells = scratch.begin(2 * portion * pairs).uint16(portion * pairs);
  const solver = new RidgeSolver(width);
  for (let from = 0; from < medias; from += portion) {
    const to = Math.min(medias, from + portion);
    if (from > 0) cells.fill(0);
    yield* gatherCells(views, neighbours, from, to, cells, 1 / scale);
    for (let j = from; j < to; j++) {
      const base = j * width;
      const own = cells.subarray((j - from) * pairs, (j - from + 1) * pairs);
      solver.solve(count[j]!, (k) => strength[ids[base + k]!]! + ridge, own, scale, base, neighbours.together, weights);
      if (j % SOLUTIONS === 0) yield;
    }
  }
  return weights;
}

/** For the videos `from` up to `to`: the co-watch counts among the neighbours of each. */
function* gatherCells(
  views: CoWatch,
  { width, count, ids }: Neighbours,
  from: number,
  to: number,
  cells: Uint16Array,
  factor: number,
): Steps<void> {
  const { medias } = views;
  const pairs = (width * (width - 1)) / 2;
  // Turned round: in whose neighbourhood does a video stand, and where?
  const start = new Uint32Array(medias + 1);
  for (let j = from; j < to; j++) {
    for (let k = 0; k < count[j]!; k++) start[ids[j * width + k]! + 1]!++;
  }
  for (let a = 0; a < medias; a++) start[a + 1]! += start[a]!;
  const where = new Uint32Array(start[medias]!);
  const next = start.slice();
  for (let j = from; j < to; j++) {
    for (let k = 0; k < count[j]!; k++) where[next[ids[j * width + k]!]!++] = j * width + k;
  }
  const row = new Float32Array(medias);
  for (let a = 0; a < medias; a++) {
    if (start[a] === start[a + 1]) continue;
    for (let k = views.start[a]!; k < views.start[a + 1]!; k += VIEWERS) {
      if (k > views.start[a]!) yield;
      addLaterCells(views, k, Math.min(k + VIEWERS, views.start[a + 1]!), row);
    }
    for (let w = start[a]!; w < start[a + 1]!; w++) {
      const j = Math.floor(where[w]! / width);
      pick(ids, j * width, where[w]! - j * width, count[j]!, width, row, cells, (j - from) * pairs, factor);
    }
    clearLaterCells(views, views.start[a]!, views.start[a + 1]!, row);
    if (a % ROWS === 0) yield;
  }
}

/** Takes the cells of one neighbour, the `k`th, with those after it out of its row. */
const pick = (
  ids: Uint32Array,
  base: number,
  k: number,
  count: number,
  width: number,
  row: Float32Array,
  cells: Uint16Array,
  first: number,
  factor: number,
): void => {
  let out = first + k * width - (k * (k + 1)) / 2;
  for (let p = base + k + 1; p < base + count; p++) cells[out++] = row[ids[p]!]! * factor + 0.5;
};

/** Solves small symmetric positive definite systems by conjugate gradients. */
class RidgeSolver {
  /** Rows of the matrix; their number is a multiple of four, filled up with zeros. */
  readonly #matrix: Float32Array;
  readonly #stride: number;
  readonly #diagonal: Float64Array;
  readonly #residual: Float64Array;
  readonly #direction: Float64Array;
  readonly #image: Float64Array;
  readonly #solution: Float64Array;

  constructor(readonly width: number) {
    const stride = (width + 3) & ~3;
    this.#stride = stride;
    this.#matrix = new Float32Array(stride * stride);
    this.#diagonal = new Float64Array(stride);
    this.#residual = new Float64Array(stride);
    this.#direction = new Float64Array(stride);
    this.#image = new Float64Array(stride);
    this.#solution = new Float64Array(stride);
  }

  solve(
    size: number,
    diagonal: (k: number) => number,
    cells: Uint16Array,
    scale: number,
    base: number,
    together: Float32Array,
    weights: Float32Array,
  ): void {
    const { width } = this;
    const stride = this.#stride;
    const matrix = this.#matrix;
    const own = this.#diagonal;
    const residual = this.#residual;
    const direction = this.#direction;
    const image = this.#image;
    const solution = this.#solution;
    const rows = (size + 3) & ~3;
    for (let i = size; i < rows; i++) {
      matrix.fill(0, i * stride, i * stride + rows);
      for (let j = 0; j < rows; j++) matrix[j * stride + i] = 0;
      direction[i] = 0;
    }
    let rho = 0;
    for (let i = 0; i < size; i++) {
      let c = i * width - (i * (i + 1)) / 2;
      for (let j = i + 1; j < size; j++) {
        const value = cells[c++]! * scale;
        matrix[i * stride + j] = value;
        matrix[j * stride + i] = value;
      }
      own[i] = diagonal(i);
      matrix[i * stride + i] = own[i]!;
      const right = together[base + i]!;
      residual[i] = right;
      direction[i] = right / own[i]!;
      solution[i] = 0;
      rho += right * direction[i]!;
    }
    const enough = rho * TOLERANCE ** 2;
    for (let step = 0; step < MOST_STEPS && rho > enough; step++) {
      multiply(matrix, stride, rows, direction, image);
      let curvature = 0;
      for (let i = 0; i < size; i++) curvature += direction[i]! * image[i]!;
      if (!(curvature > 0)) break;
      const length = rho / curvature;
      let next = 0;
      for (let i = 0; i < size; i++) {
        solution[i]! += length * direction[i]!;
        const rest = residual[i]! - length * image[i]!;
        residual[i] = rest;
        next += (rest * rest) / own[i]!;
      }
      const keep = next / rho;
      for (let i = 0; i < size; i++) {
        direction[i] = residual[i]! / own[i]! + keep * direction[i]!;
      }
      rho = next;
    }
    for (let i = 0; i < size; i++) weights[base + i] = solution[i]!;
  }
}

/** Matrix times vector, four rows at once: they share what is read of the vector. */
const multiply = (
  matrix: Float32Array,
  stride: number,
  rows: number,
  vector: Float64Array,
  image: Float64Array,
): void => {
  for (let i = 0; i < rows; i += 4) {
    const r0 = i * stride;
    const r1 = r0 + stride;
    const r2 = r1 + stride;
    const r3 = r2 + stride;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < rows; j++) {
      const v = vector[j]!;
      s0 += matrix[r0 + j]! * v;
      s1 += matrix[r1 + j]! * v;
      s2 += matrix[r2 + j]! * v;
      s3 += matrix[r3 + j]! * v;
    }
    image[i] = s0;
    image[i + 1] = s1;
    image[i + 2] = s2;
    image[i + 3] = s3;
  }
};
