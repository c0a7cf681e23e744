import { sequencesOf, type ByVisitor, type Sequences } from './sequences.js';
import { finish, stretches, type Steps } from './steps.js';

/** One viewing session, as the event store and the CSV files hold it. */
export interface ViewingEvent {
  /** Who watched: any stable key. It is compared as text and never leaves the log. */
  visitor: string | number;
  /** The video's hashed id. */
  media: string;
  /** How much of the video was watched, 0 to 1 (`percent_viewed`). */
  share: number;
  /** When, in milliseconds since 1970 (`received_at`); NaN where it is not known. */
  time: number;
}

/** What came through the door of a {@link ViewingLog}, and what did not. */
export interface IntakeCounts {
  /** Events that were kept. */
  kept: number;
  /** Left out: the media is not in the catalogue that was given. */
  unknownMedia: number;
  /** Left out: no media id at all. */
  missingMedia: number;
  /** Left out: nobody to ascribe it to. */
  missingVisitor: number;
  /** Kept, with the share moved to the nearest of 0 and 1 (0 where it is no number). */
  shareOutOfRange: number;
  /** Kept, as seen now: its time lies ahead of the clock. */
  future: number;
  /** Kept, as the oldest of its visitor: it has no readable time. */
  withoutTime: number;
  /** Counted once: the same visitor, media and time again. Known once the events were read. */
  repeated: number;
}

/** Settings of a {@link ViewingLog}. */
export interface ViewingLogOptions {
  /** Ids of all videos; events of others are left out and counted. Without it every media counts. */
  medias?: Iterable<string>;
  /** The clock, in ms; later events count as seen now. Without it no event is from the future. */
  now?: number;
}

/** Events between two pauses of long work. */
const STEP = 50_000;

/** A share of a video from outside: 0 to 1, and 0 for what is no number. */
export const clampShare = (share: number): number =>
  share >= 0 ? Math.min(1, share) : 0;

const grown = <T extends Uint32Array | Float32Array | Float64Array>(array: T, length: number): T => {
  const bigger = new (array.constructor as new (n: number) => T)(length);
  bigger.set(array);
  return bigger;
};

/**
 * Collects viewing events in columns: 20 bytes an event, so that a million fit where a million
 * objects would not. What does not fit is mended or left out, and counted, never thrown.
 */
export class ViewingLog {
  readonly counts: IntakeCounts = {
    kept: 0,
    unknownMedia: 0,
    missingMedia: 0,
    missingVisitor: 0,
    shareOutOfRange: 0,
    future: 0,
    withoutTime: 0,
    repeated: 0,
  };
  /** Ids of the videos; their places are the numbers in {@link Sequences.item}. */
  readonly medias: string[] = [];
  /** Keys of the visitors, in the order of their first event. */
  readonly visitors: string[] = [];

  readonly #mediaIndex = new Map<string, number>();
  readonly #visitorIndex = new Map<string, number>();
  readonly #closed: boolean;
  readonly #now: number;
  #size = 0;
  #visitor = new Uint32Array(1024);
  #media = new Uint32Array(1024);
  #share = new Float32Array(1024);
  #time = new Float64Array(1024);

  constructor(options: ViewingLogOptions = {}) {
    this.#now = options.now ?? Infinity;
    this.#closed = options.medias !== undefined;
    for (const media of options.medias ?? []) this.#numberOf(media, false);
  }

  /** How many events it holds. */
  get size(): number {
    return this.#size;
  }

  /** The latest time of all events, in ms; 0 without any. */
  latest(): number {
    let latest = 0;
    for (let i = 0; i < this.#size; i++) if (this.#time[i]! > latest) latest = this.#time[i]!;
    return latest;
  }

  /** The number of a visitor in {@link visitors}; undefined for one who is not there. */
  visitorNumber(visitor: string | number): number | undefined {
    return this.#visitorIndex.get(String(visitor));
  }

  /** The number of a video in {@link medias}; undefined for one that is not there. */
  mediaNumber(media: string): number | undefined {
    return this.#mediaIndex.get(media);
  }

  /** Takes one event in; false where it was left out. */
  add(event: ViewingEvent): boolean {
    const { counts } = this;
    if (event.visitor === undefined || event.visitor === null || event.visitor === '') {
      counts.missingVisitor++;
      return false;
    }
    if (!event.media) {
      counts.missingMedia++;
      return false;
    }
    const media = this.#numberOf(String(event.media), this.#closed);
    if (media < 0) {
      counts.unknownMedia++;
      return false;
    }
    const share = clampShare(event.share);
    if (share !== event.share) counts.shareOutOfRange++;
    let time = event.time;
    if (!Number.isFinite(time)) {
      counts.withoutTime++;
      time = 0;
    } else if (time > this.#now) {
      counts.future++;
      time = this.#now;
    }
    const at = this.#size++;
    if (at === this.#media.length) this.#grow();
    this.#visitor[at] = this.#visitorNumber(String(event.visitor));
    this.#media[at] = media;
    this.#share[at] = share;
    this.#time[at] = time;
    counts.kept++;
    return true;
  }

  /** Takes all of them in, and returns itself. */
  addAll(events: Iterable<ViewingEvent>): this {
    for (const event of events) this.add(event);
    return this;
  }

  /** Each visitor's distinct videos in order. */
  sequences(): Sequences {
    return finish(this.sequencesInSteps());
  }

  /** The same in short steps: of the events that there are at the first. */
  *sequencesInSteps(): Steps<Sequences> {
    const events = { media: this.#media, share: this.#share, time: this.#time };
    const medias = this.medias.length;
    return yield* sequencesOf(events, yield* this.#byVisitor(), medias);
  }

  /** Each visitor with all of their events, oldest first. */
  *histories(): Generator<[visitor: string, events: { media: string; share: number; time: number }[]]> {
    const { first, order } = finish(this.#byVisitor());
    for (let v = 0; v < this.visitors.length; v++) {
      const events = [...order.subarray(first[v], first[v + 1])].map((e) => ({
        media: this.medias[this.#media[e]!]!,
        share: this.#share[e]!,
        time: this.#time[e]!,
      }));
      yield [this.visitors[v]!, events];
    }
  }

  /** The events' places, visitor by visitor, oldest first. */
  *#byVisitor(): Steps<ByVisitor> {
    const [size, visitors, visitor] = [this.#size, this.visitors.length, this.#visitor];
    const first = new Uint32Array(visitors + 1);
    for (const [from, to] of stretches(size, 4 * STEP)) {
      for (let i = from; i < to; i++) first[visitor[i]! + 1]!++;
      yield;
    }
    for (let v = 0; v < visitors; v++) first[v + 1]! += first[v]!;
    const order = new Uint32Array(size);
    const next = first.slice();
    for (const [from, to] of stretches(size, 4 * STEP)) {
      for (let i = from; i < to; i++) order[next[visitor[i]!]!++] = i;
      yield;
    }
    let repeated = 0;
    let due = STEP;
    for (let v = 0; v < visitors; v++) {
      if (first[v + 1]! > due) {
        due = first[v + 1]! + STEP;
        yield;
      }
      sortByTime(order, first[v]!, first[v + 1]!, this.#time);
      for (let k = first[v]! + 1; k < first[v + 1]!; k++) repeated += Number(this.#isRepeated(order, k));
    }
    this.counts.repeated = repeated;
    return { first, order };
  }

  /** Whether an earlier place of the same visitor's holds the same video at the same time. */
  #isRepeated(order: Uint32Array, k: number): boolean {
    const event = order[k]!;
    const time = this.#time[event]!;
    if (time === 0) return false;
    for (let other = k - 1; other >= 0; other--) {
      const earlier = order[other]!;
      if (this.#time[earlier] !== time || this.#visitor[earlier] !== this.#visitor[event]) return false;
      if (this.#media[earlier] === this.#media[event]) return true;
    }
    return false;
  }

  #numberOf(media: string, closed: boolean): number {
    const known = this.#mediaIndex.get(media);
    if (known !== undefined) return known;
    if (closed) return -1;
    this.#mediaIndex.set(media, this.medias.length);
    return this.medias.push(media) - 1;
  }

  #visitorNumber(visitor: string): number {
    const known = this.#visitorIndex.get(visitor);
    if (known !== undefined) return known;
    this.#visitorIndex.set(visitor, this.visitors.length);
    return this.visitors.push(visitor) - 1;
  }

  #grow(): void {
    const length = Math.ceil(this.#media.length * 1.5);
    this.#visitor = grown(this.#visitor, length);
    this.#media = grown(this.#media, length);
    this.#share = grown(this.#share, length);
    this.#time = grown(this.#time, length);
  }
}

/** Sorts `order[from..to)` by time; what has the same time stays in the order in which it came. */
const sortByTime = (order: Uint32Array, from: number, to: number, time: Float64Array): void => {
  let sorted = true;
  for (let k = from + 1; k < to && sorted; k++) sorted = time[order[k - 1]!]! <= time[order[k]!]!;
  if (!sorted) order.subarray(from, to).sort((a, b) => time[a]! - time[b]! || a - b);
};
