import type { Steps } from './steps.js';
import { TopList } from './top-list.js';
import type { Sequences } from './sequences.js';
import { addCell, buildTable, emptyCells, type WeightTable } from './weight-table.js';

/** A view counts as following another within so many videos. */
export const REACH = 10;
/** How many followers of a video are kept. */
const FOLLOWERS = 48;
/** As many viewers as would have to be added to a video before its own viewers are believed. */
export const PRIOR_VIEWERS = 10;
/** Between two pauses. */
const ROWS = 64;
const PLACES = 100_000;

/**
 * Counts what stands within reach of the places `from` up to `to`, and takes the most frequent. `counts` must be
 * zero, and is so again; `touched` has room for one more than all videos.
 */
const countFollowers = (
  item: Uint32Array,
  places: Uint32Array,
  until: Uint32Array,
  from: number,
  to: number,
  counts: Uint32Array,
  touched: Uint32Array,
  best: TopList,
): void => {
  let reached = 0;
  for (let k = from; k < to; k++) {
    for (let p = places[k]! + 1; p < until[k]!; p++) {
      const j = item[p]!;
      touched[reached] = j;
      reached += Number(counts[j] === 0);
      counts[j]!++;
    }
  }
  best.clear();
  let least = -Infinity;
  for (let t = 0; t < reached; t++) {
    const j = touched[t]!;
    const count = counts[j]!;
    counts[j] = 0;
    if (count <= least) continue;
    best.push(j, count);
    least = best.threshold;
  }
};

/** How often, of those who watched a video, somebody went on to another within the next few. */
export function* countNextViews(views: Sequences): Steps<WeightTable> {
  const { medias, start, end, item, time } = views;
  const first = new Uint32Array(medias + 1);
  function* forEachPlace(take: (place: number, to: number) => void): Steps<void> {
    for (let v = 0, due = PLACES; v < start.length; v++) {
      if (start[v]! > due) {
        due = start[v]! + PLACES;
        yield;
      }
      for (let p = start[v]!; p < end[v]!; p++) if (time[p]! > 0) take(p, end[v]!);
    }
  }
  yield* forEachPlace((p) => first[item[p]! + 1]!++);
  for (let i = 0; i < medias; i++) first[i + 1]! += first[i]!;
  const places = new Uint32Array(first[medias]!);
  const until = new Uint32Array(places.length);
  const free = first.slice();
  yield* forEachPlace((p, to) => {
    const k = free[item[p]!]!++;
    places[k] = p;
    until[k] = Math.min(to, p + 1 + REACH);
  });

  const counts = new Uint32Array(medias);
  const touched = new Uint32Array(medias + 1);
  const order = new Float64Array(FOLLOWERS);
  const best = new TopList(FOLLOWERS);
  const cells = emptyCells(medias * FOLLOWERS, false);
  for (let i = 0; i < medias; i++) {
    const viewers = first[i + 1]! - first[i]!;
    countFollowers(item, places, until, first[i]!, first[i + 1]!, counts, touched, best);
    // In the order of their numbers, so that one can be found.
    const found = order.subarray(0, best.size);
    for (let k = 0; k < found.length; k++) found[k] = best.ids[k]! * FOLLOWERS + k;
    for (const place of found.sort()) {
      const k = place % FOLLOWERS;
      addCell(cells, i, best.ids[k]!, best.scores[k]! / (viewers + PRIOR_VIEWERS));
    }
    if (i % ROWS === 0) yield;
  }
  return yield* buildTable(medias, cells);
}
