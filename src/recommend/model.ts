import { popularWeight, returning, type Aim } from './blend.js';
import { choose } from './choose.js';
import { NewViews } from './new-views.js';
import { addView, recentShare, viewerShare, type Popularity } from './popularity.js';
import type { Taste } from './taste.js';
import type { Tuning } from './tuning.js';
import { viewConfidence } from './sequences.js';
import { clampShare } from './viewing-log.js';
import { addRow, cellOf, type WeightTable } from './weight-table.js';

/** One view of a visitor whose list is asked for. */
export interface HistoryEvent {
  media: string;
  /** Share watched, 0 to 1. */
  share: number;
  /** In ms since 1970; NaN or 0 where it is not known. */
  time: number;
}

/** A video that may be recommended. */
export interface OfferedMedia {
  media: string;
  /** When it was published, in ms; a new video is tried out on people. */
  created?: number | undefined;
}

/** Videos that may be recommended, made by {@link Model.offer} for many answers. */
export interface Offer {
  readonly numbers: Uint32Array;
  /** Those of them whose time of publication is known, the newest first. */
  readonly dated: readonly { readonly number: number; readonly created: number }[];
}

/** Settings of one list. */
export interface ScoreOptions {
  /** How many videos, at most. 10 unless set. */
  limit?: number;
  /** What may be in the list; without it every video that the model knows. */
  offer?: Offer;
  /** `next` (unless set): what comes after the latest views. `taste`: what fits them all. */
  aim?: Aim;
  /** The time to answer for, in ms: tells how new a video is. The latest event's unless set. */
  now?: number;
  /** Whether videos of the history may be in the list too. */
  watchedToo?: boolean;
}

/** One place in a list. */
export interface Scored {
  media_id: string;
  /** Larger is better; comparable within one list only. */
  score: number;
  /** What the greatest part of the score comes from. */
  kind: 'because_watched' | 'popular' | 'new';
  /** With `because_watched`, the video of the history that speaks most for this one: a related one. */
  because?: string;
}

/** A video that people watched who also watched another. */
export interface Related {
  media_id: string;
  /** Cosine of the two videos' viewers, shrunk where they are few: 0 to 1. */
  score: number;
}

/** Of a longer history the latest so many videos count. */
const LONGEST_HISTORY = 2000;
/** A reason is looked for among the latest so many. */
const REASONS = 40;
/** A view that counts less than this adds nothing that could be seen. */
const NEGLIGIBLE = 1e-3;
/** For how long a video is new: its advance halves in so many days. */
const NEW_HALF_LIFE = 14;
/** After so many half-lives nothing of it could be seen. */
const NEW_FOR = 25;
const DAY = 864e5;

/** What a model is made of. */
export interface ModelParts {
  /** Ids of the videos; their places are the numbers in all else. */
  medias: string[];
  popularity: Popularity;
  taste: Taste;
  next: WeightTable;
  /** How the parts are blended, and what that was worth on views that were held out. */
  tuning: Tuning;
}

/**
 * What was learnt of the viewing events. It answers from memory, in well under a millisecond; it learns
 * no weights any more, but counts new views at once ({@link Model.record}). A server replaces the whole
 * model from time to time.
 */
export class Model {
  /** Ids of the videos that it knows. */
  readonly #medias: string[];
  readonly #numbers = new Map<string, number>();
  readonly #trained: number;
  readonly #popularity: Popularity;
  readonly #newViews: NewViews;
  #latest: number;
  #all: Offer | undefined;
  // Used again for every list.
  #taste: Float32Array;

  private readonly taste: Taste;
  private readonly next: WeightTable;
  /** How the parts are blended, and what that was worth on views that were held out. */
  readonly tuning: Tuning;

  /** Use {@link train}. */
  constructor({ medias, popularity, taste, next, tuning }: ModelParts) {
    this.#medias = medias;
    this.#trained = medias.length;
    medias.forEach((media, number) => this.#numbers.set(media, number));
    this.#latest = popularity.at;
    this.#popularity = popularity;
    this.taste = taste;
    this.next = next;
    this.tuning = tuning;
    this.#newViews = new NewViews();
    this.#taste = new Float32Array(medias.length);
  }

  /** What it is made of, as it is now: views that were counted since the training are in the popularity. */
  parts(): ModelParts {
    const { taste, next, tuning } = this;
    const medias = this.#medias.slice(0, this.#trained);
    return { medias, popularity: this.#popularity, taste, next, tuning };
  }

  /** How many videos it knows. */
  get size(): number {
    return this.#medias.length;
  }

  /** Bytes of what was learnt, without the ids of the videos. */
  get bytes(): number {
    const tables = [this.taste.weights, this.taste.related, this.next];
    const sizes = tables.map(
      ({ start, ids, weights, people }) =>
        start.byteLength + ids.byteLength + weights.byteLength + people.byteLength,
    );
    const { viewers, recent } = this.#popularity;
    return sizes.reduce((sum, size) => sum + size, viewers.byteLength + recent.byteLength);
  }

  /**
   * What may be recommended, for many lists: all published videos, say, or those of a project. Videos
   * that nobody has watched yet become known by it.
   */
  offer(medias: Iterable<OfferedMedia>): Offer {
    const created = new Map<number, number>();
    for (const { media, created: time } of medias) created.set(this.#number(media), time ?? NaN);
    const dated = Array.from(created, ([number, time]) => ({ number, created: time }))
      .filter(({ created: time }) => !Number.isNaN(time))
      .sort((a, b) => b.created - a.created);
    return { numbers: Uint32Array.from(created.keys()), dated };
  }

  /**
   * The videos that a visitor with this history is most likely to want, best first, without those of the
   * history. Full up to the limit wherever there are enough videos: who has no history gets what is
   * popular and what is new.
   */
  scores(history: readonly HistoryEvent[], options: ScoreOptions = {}): Scored[] {
    const { limit = 10, aim = 'next', now = this.#latest, watchedToo = false } = options;
    const offer = options.offer ?? (this.#all ??= this.offer(this.#medias.map((media) => ({ media }))));
    const blend = this.tuning.blends[aim];
    const views = this.#distinct(history);
    const taste = this.#taste;
    taste.fill(0);
    views.forEach(({ number, weight }, k) => {
      const age = views.length - 1 - k;
      const own = weight * (blend.steady + blend.recent * 0.5 ** (age / blend.recentHalfLife));
      const following = weight * blend.next * 0.5 ** (age / blend.nextHalfLife);
      this.#newViews.addRow(number, Math.max(own, following), taste);
      if (number >= this.#trained) return;
      if (own > NEGLIGIBLE) addRow(this.taste.weights, number, own, taste);
      if (following > NEGLIGIBLE) addRow(this.next, number, following, taste);
    });
    // What was watched stays below all else.
    if (!watchedToo) for (const { number } of views) taste[number] = -Infinity;
    const popularity = this.#popularity;
    const cold = views.length === 0;
    const popular = popularWeight(blend, Math.max(1, views.length)) * viewerShare(popularity);
    const trend =
      (cold ? Math.max(1, blend.trend) : blend.trend * returning(views.map(({ time }) => time))) *
      recentShare(popularity);
    // A new video starts as if a typical one's viewers had watched it of late.
    const fresh = Math.max(trend * popularity.recentTotal, popular * popularity.total) / Math.max(1, this.#trained);
    const advances = new Map<number, number>();
    for (const { number, created } of offer.dated) {
      const halvings = (now - created) / DAY / NEW_HALF_LIFE;
      if (halvings > NEW_FOR) break;
      if (halvings < 0 || fresh === 0) continue;
      const advance = fresh * 0.5 ** halvings;
      advances.set(number, advance);
      taste[number]! += advance;
    }
    const { viewers, recent } = popularity;
    return choose(limit, offer.numbers, { taste, viewers, recent, popular, trend }).map(({ id: k, score }) => {
      const j = offer.numbers[k]!;
      const scored: Scored = { media_id: this.#medias[j]!, score, kind: 'popular' };
      const known = popular * viewers[j]! + trend * recent[j]!;
      const advance = advances.get(j) ?? 0;
      const own = taste[j]! - advance;
      if (own > known && own > score / 3) {
        const because = this.#mostTelling(views, j);
        if (because !== undefined) return { ...scored, kind: 'because_watched', because };
      }
      return advance > known ? { ...scored, kind: 'new' } : scored;
    });
  }

  /** What people watched who watched this one, nearest first: at least `minViewers` of them. */
  related(media: string, { limit = 20, minViewers = 1 } = {}): Related[] {
    const number = this.#numbers.get(media);
    if (number === undefined || number >= this.#trained) return [];
    const { start, ids, weights, people, scale } = this.taste.related;
    const found: Related[] = [];
    for (let p = start[number]!; p < start[number + 1]!; p++) {
      if (people[p]! < Math.min(255, minViewers)) continue;
      found.push({ media_id: this.#medias[ids[p]!]!, score: weights[p]! * scale });
    }
    return found.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /**
   * Counts a view that came after the training, for everybody's lists. The visitor's own list follows
   * from the history that it is asked with.
   * @param earlier the visitor's views before this one. A video among them is not counted again.
   */
  record(event: HistoryEvent, earlier: readonly HistoryEvent[]): void {
    const number = this.#number(event.media);
    const views = this.#distinct(earlier);
    if (views.some((view) => view.number === number)) return;
    if (event.time > this.#latest) this.#latest = event.time;
    addView(this.#popularity, number, event.time);
    if (views.length === 0) this.#popularity.visitors++;
    this.#newViews.record(
      number,
      views.map((view) => view.number),
      (from) => this.#popularity.viewers[from]!,
    );
  }

  /** A visitor's distinct videos that the model knows, in the order of their last view. */
  #distinct(history: readonly HistoryEvent[]): View[] {
    const events = history.every((event, k) => k === 0 || !(event.time < history[k - 1]!.time))
      ? history
      : [...history].sort((a, b) => timeOf(a) - timeOf(b));
    const views = new Map<number, View>();
    for (const event of events) {
      const number = this.#numbers.get(event.media);
      if (number === undefined) continue;
      const time = timeOf(event);
      const old = views.get(number);
      // The same view told twice is one.
      const again = old !== undefined && (old.time === 0 || old.time !== time);
      const plays = old ? old.plays + Number(again) : 1;
      const share = Math.max(clampShare(event.share), old?.share ?? 0);
      if (old) views.delete(number);
      views.set(number, { number, share, plays, time, weight: viewConfidence(share, plays) });
    }
    return [...views.values()].slice(-LONGEST_HISTORY);
  }

  /** The video of a history that adds most to another's score, of those pairs that may be told. */
  #mostTelling(views: readonly View[], j: number): string | undefined {
    let most = 0;
    let because: string | undefined;
    for (const { number, weight } of views.slice(-REASONS)) {
      if (number >= this.#trained) continue;
      const part = weight * (cellOf(this.taste.weights, number, j) + cellOf(this.next, number, j));
      if (part > most && (this.#isRelated(number, j) || this.#isRelated(j, number))) {
        most = part;
        because = this.#medias[number];
      }
    }
    return because;
  }

  /** Whether enough different people stand behind a pair. */
  #isRelated(i: number, j: number): boolean {
    const { start, ids } = this.taste.related;
    if (i >= this.#trained) return false;
    for (let p = start[i]!; p < start[i + 1]!; p++) if (ids[p] === j) return true;
    return false;
  }

  #number(media: string): number {
    const known = this.#numbers.get(media);
    if (known !== undefined) return known;
    const number = this.#medias.push(media) - 1;
    this.#numbers.set(media, number);
    this.#all = undefined;
    if (number >= this.#taste.length) {
      const room = Math.ceil(number * 1.25) + 16;
      this.#taste = new Float32Array(room);
      this.#popularity.viewers = padded(this.#popularity.viewers, room);
      this.#popularity.recent = padded(this.#popularity.recent, room);
    }
    return number;
  }
}

interface View {
  number: number;
  share: number;
  plays: number;
  weight: number;
  time: number;
}

const timeOf = ({ time }: HistoryEvent): number => (time > 0 ? time : 0);

const padded = (values: Float32Array, length: number): Float32Array => {
  const longer = new Float32Array(length);
  longer.set(values);
  return longer;
};
