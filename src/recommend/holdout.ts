import { seededRandom, shuffle } from './random.js';
import type { Steps } from './steps.js';
import type { Sequences } from './sequences.js';

/** Part of a visitor's views, and the rest of them, which a list ought to hold. */
export interface Question {
  /** What is known, oldest first. */
  ids: number[];
  weights: number[];
  times: number[];
  hidden: Set<number>;
}

/** What a choice of blend is judged by. */
export interface Holdout {
  /** The views without all that is hidden: to be learnt from. */
  views: Sequences;
  /** Visitors nobody learnt from, a fifth of their views hidden, wherever it stood. */
  scattered: Question[];
  /** The same visitors with one view known and with five. */
  few: Map<number, Question[]>;
  /** Visitors whose last tenth of views is hidden. */
  last: Question[];
  /** Visitors all of whose views after `cut` are hidden: the last tenth of all time. */
  after: Question[];
  cut: number;
}

/** How many visitors may be asked, as parts of all and in numbers. */
export interface HoldoutLimits {
  scattered: number;
  last: number;
  after: number;
  most: number;
  /** How often each visitor nobody learnt from is asked, each time with other views hidden. */
  again: number;
}

/** Hides views to judge by. The same views give the same holdout. */
export function* holdOut(views: Sequences, limits: HoldoutLimits): Steps<Holdout> {
  const { start, item, weight, time } = views;
  const visitors = start.length;
  const end = views.end.slice();
  const random = seededRandom(1);
  const order = shuffle(Uint32Array.from(start, (_, v) => v), random);
  yield;
  const cut = lastTenthOfTime(views);
  yield;
  const holdout: Holdout = {
    views: { ...views, end },
    scattered: [],
    few: new Map([[1, []], [5, []]]),
    last: [],
    after: [],
    cut,
  };
  const room = (part: number): number => Math.min(limits.most, Math.ceil(part * visitors));
  const question = (v: number, known: number[]): Question => {
    const kept = new Set(known);
    const hidden = new Set<number>();
    for (let p = start[v]!; p < views.end[v]!; p++) if (!kept.has(p)) hidden.add(item[p]!);
    return {
      ids: known.map((p) => item[p]!),
      weights: known.map((p) => weight[p]!),
      times: known.map((p) => time[p]!),
      hidden,
    };
  };
  const places = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, k) => from + k);

  for (let at = 0; at < order.length; at++) {
    if (at % VISITORS === 0) yield;
    const v = order[at]!;
    const from = start[v]!;
    const to = views.end[v]!;
    const length = to - from;
    if (length < 2) continue;
    let after = from;
    while (after < to && time[after]! <= cut) after++;
    if (after > from && after < to && holdout.after.length < room(limits.after)) {
      holdout.after.push(question(v, places(from, after)));
      end[v] = after;
    } else if (length >= 5 && holdout.scattered.length < room(limits.scattered) * limits.again) {
      for (let again = 0; again < limits.again; again++) {
        const mixed = shuffle(places(from, to), random);
        const known = (count: number): number[] => mixed.slice(0, count).sort((a, b) => a - b);
        holdout.scattered.push(question(v, known(length - Math.max(1, Math.round(length / 5)))));
        for (const [count, list] of holdout.few) {
          if (length > count + 1) list.push(question(v, known(count)));
        }
      }
      end[v] = from;
    } else if (length >= 3 && holdout.last.length < room(limits.last)) {
      end[v] = to - Math.max(1, Math.round(length / 10));
      holdout.last.push(question(v, places(from, end[v]!)));
    }
  }
  return holdout;
}

/** Between two pauses. */
const VISITORS = 1000;

/** So many views settle when the last tenth of all time began. */
const SAMPLE = 50_000;

/** The time that nine tenths of the views lie before, about; Infinity where they have no times. */
const lastTenthOfTime = ({ start, end, time }: Sequences): number => {
  let views = 0;
  for (let v = 0; v < start.length; v++) views += end[v]! - start[v]!;
  const stride = Math.max(1, Math.floor(views / SAMPLE));
  const known: number[] = [];
  let skip = 0;
  for (let v = 0; v < start.length; v++) {
    for (let p = start[v]!; p < end[v]!; p++) {
      if (skip++ % stride === 0 && time[p]! > 0) known.push(time[p]!);
    }
  }
  if (known.length < 10) return Infinity;
  const times = Float64Array.from(known).sort();
  const cut = times[Math.floor(times.length * 0.9)]!;
  return cut < times[times.length - 1]! ? cut : Infinity;
};
