import { seededRandom, shuffle } from './random.js';
import { TopList } from './top-list.js';
import { train } from './train.js';
import { cosineNeighbours } from './taste.js';
import { ViewingLog } from './viewing-log.js';
import { addRow, type WeightTable } from './weight-table.js';

/** What lists are worth, over all visitors who were asked. */
export interface Quality {
  /** Of the hidden videos (of at most ten), the part that the first ten places hold; 0 to 1. */
  recall: number;
  /** The same with more for the upper places: normalised discounted cumulative gain, 0 to 1. */
  ndcg: number;
  /** The part of all videos that stands in at least one list; 0 to 1. */
  coverage: number;
  /** How little known the listed videos are: mean of -log2 of the share of visitors who watched them. */
  novelty: number;
}

/** One way of hiding views, and how each kind of lists does there. */
export interface SplitResult {
  /** `temporal`: the last tenth of each visitor. `visitors`: people never trained on, a fifth of their views. */
  split: 'temporal' | 'visitors';
  /** How many visitors were asked. */
  asked: number;
  model: Quality;
  popularity: Quality;
  cosine: Quality;
}

/** How well recommendations do on an account's own events. */
export interface Evaluation {
  events: number;
  visitors: number;
  medias: number;
  splits: SplitResult[];
}

/** Lists are judged by their first ten. */
const DEPTH = 10;
/** Not more visitors are asked: chance is small by then. */
const MOST_ASKED = 5000;
/** Who has watched less is not asked. */
const FEWEST_VIEWS = 3;

type Events = { media: string; share: number; time: number }[];

interface Split {
  log: ViewingLog;
  questions: { known: Events; hidden: Set<string>; aim: 'next' | 'taste' }[];
}

/** Judges the model, popularity and plain cosine neighbours by views that they were not shown. */
export const evaluate = (log: ViewingLog): Evaluation => ({
  events: log.size,
  visitors: log.visitors.length,
  medias: log.medias.length,
  splits: (['temporal', 'visitors'] as const).map((split) => judgeSplit(split, log)),
});

const judgeSplit = (split: SplitResult['split'], log: ViewingLog): SplitResult => {
  const { log: shown, questions } = split === 'temporal' ? hideLast(log) : hideVisitors(log);
  const model = train(shown);
  const peers = new Peers(shown);
  const judge = (list: (known: Events, aim: 'next' | 'taste') => readonly string[]): Quality =>
    qualityOf(questions, list, peers);
  return {
    split,
    asked: questions.length,
    model: judge((known, aim) => model.scores(known, { limit: DEPTH, aim }).map(({ media_id }) => media_id)),
    popularity: judge((known) => peers.popular(known)),
    cosine: judge((known) => peers.cosine(known)),
  };
};

/** Hides the last tenth of each visitor's videos, one at least. */
const hideLast = (log: ViewingLog): Split => {
  const shown = new ViewingLog();
  const questions: Split['questions'] = [];
  for (const [visitor, events] of log.histories()) {
    const last = new Map<string, number>();
    events.forEach(({ media }, k) => last.set(media, k));
    const medias = [...last.keys()].sort((a, b) => last.get(a)! - last.get(b)!);
    const hidden =
      medias.length < FEWEST_VIEWS
        ? new Set<string>()
        : new Set(medias.slice(-Math.max(1, Math.floor(medias.length / 10))));
    const known = events.filter(({ media }) => !hidden.has(media));
    for (const event of known) shown.add({ visitor, ...event });
    if (hidden.size > 0) questions.push({ known, hidden, aim: 'next' });
  }
  return { log: shown, questions: some(questions) };
};

/** Leaves a fifth of the visitors out of the training, and hides a fifth of their videos. */
const hideVisitors = (log: ViewingLog): Split => {
  const random = seededRandom(2);
  const shown = new ViewingLog();
  const left: Events[] = [];
  for (const [visitor, events] of log.histories()) {
    if (random() < 0.2) left.push(events);
    else for (const event of events) shown.add({ visitor, ...event });
  }
  const known = new Set(shown.medias);
  const questions: Split['questions'] = [];
  for (const events of left) {
    // What nobody who was trained on has watched cannot be in a list.
    const medias = [...new Set(events.map(({ media }) => media))].filter((media) => known.has(media));
    if (medias.length < FEWEST_VIEWS) continue;
    const hidden = new Set(shuffle(places(medias.length), random).slice(0, Math.max(1, Math.round(medias.length / 5))).map((k) => medias[k]!));
    questions.push({ known: events.filter(({ media }) => !hidden.has(media)), hidden, aim: 'taste' });
  }
  return { log: shown, questions: some(questions) };
};

const places = (length: number): number[] => Array.from({ length }, (_, k) => k);

/** All questions, or as many of them as are enough. */
const some = (questions: Split['questions']): Split['questions'] =>
  questions.length <= MOST_ASKED
    ? questions
    : shuffle(places(questions.length), seededRandom(3))
        .slice(0, MOST_ASKED)
        .map((k) => questions[k]!);

const qualityOf = (
  questions: Split['questions'],
  list: (known: Events, aim: 'next' | 'taste') => readonly string[],
  peers: Peers,
): Quality => {
  const sum = { recall: 0, ndcg: 0, novelty: 0, listed: 0 };
  const listed = new Set<string>();
  for (const { known, hidden, aim } of questions) {
    let hits = 0;
    let gain = 0;
    let ideal = 0;
    list(known, aim).forEach((media, rank) => {
      listed.add(media);
      sum.novelty += peers.surprise(media);
      sum.listed++;
      if (!hidden.has(media)) return;
      hits++;
      gain += 1 / Math.log2(rank + 2);
    });
    const possible = Math.min(DEPTH, hidden.size);
    for (let rank = 0; rank < possible; rank++) ideal += 1 / Math.log2(rank + 2);
    sum.recall += hits / possible;
    sum.ndcg += gain / ideal;
  }
  const asked = Math.max(1, questions.length);
  return {
    recall: sum.recall / asked,
    ndcg: sum.ndcg / asked,
    coverage: listed.size / Math.max(1, peers.medias),
    novelty: sum.novelty / Math.max(1, sum.listed),
  };
};

/** What any model has to beat: popularity of all time, and cosine neighbours without more ado. */
class Peers {
  readonly #log: ViewingLog;
  readonly #viewers: Float32Array;
  readonly #visitors: number;
  readonly #cosines: WeightTable;
  readonly #scores: Float32Array;

  constructor(log: ViewingLog) {
    const views = log.sequences();
    this.#log = log;
    this.#visitors = Math.max(1, log.visitors.length);
    this.#viewers = new Float32Array(views.medias);
    for (const j of views.item) this.#viewers[j]!++;
    this.#cosines = cosineNeighbours(views);
    this.#scores = new Float32Array(views.medias);
  }

  get medias(): number {
    return this.#log.medias.length;
  }

  surprise(media: string): number {
    const number = this.#log.mediaNumber(media);
    return -Math.log2(Math.max(1, number === undefined ? 0 : this.#viewers[number]!) / this.#visitors);
  }

  popular(known: Events): string[] {
    this.#scores.set(this.#viewers);
    return this.#best(known);
  }

  cosine(known: Events): string[] {
    this.#scores.fill(0);
    for (const number of this.#numbers(known)) addRow(this.#cosines, number, 1, this.#scores);
    return this.#best(known);
  }

  #numbers(known: Events): Set<number> {
    const numbers = known.map(({ media }) => this.#log.mediaNumber(media));
    return new Set(numbers.filter((number) => number !== undefined));
  }

  #best(known: Events): string[] {
    const best = new TopList(DEPTH);
    const watched = this.#numbers(known);
    this.#scores.forEach((score, j) => {
      if (score > 0 && score > best.threshold && !watched.has(j)) best.push(j, score);
    });
    return best.ranked().map(({ id }) => this.#log.medias[id]!);
  }
}
