import type { StoredEvent } from './stored-event.js';

/** One session of a visitor. */
export interface Session {
  /** The video's hashed id, by both names that the recommender knows it by. */
  media: string;
  media_id: string;
  /** Share of the video watched, 0 to 1. */
  share: number;
  /** In ms since 1970. */
  time: number;
  converted: boolean;
}

type Column = Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const grown = <T extends Column>(column: T, length: number): T => {
  const longer = new (column.constructor as new (length: number) => T)(length);
  longer.set(column);
  return longer;
};

const NONE = -1;

/**
 * Who watched what, in memory: 25 bytes a session, so that an answer needs no database. The same
 * sessions, in any order and however often, make the same history.
 */
export class ViewingHistory {
  /** Ids of the videos. */
  #medias: string[] = [];
  #mediaNumbers = new Map<string, number>();
  /** Keyed hashes of the visitors. */
  #visitors: string[] = [];
  #visitorNumbers = new Map<string, number>();
  /** By visitor: the session that came in last. */
  #newest = new Int32Array(256);
  /** By media: its viewers in the order in which they came, made when they are asked for. */
  #viewers = new Map<number, Viewers>();

  #size = 0;
  #visitor = new Uint32Array(1024);
  #media = new Uint32Array(1024);
  #share = new Float32Array(1024);
  #time = new Float64Array(1024);
  #converted = new Uint8Array(1024);
  /** The same visitor's session that came in before this one. */
  #before = new Int32Array(1024);

  /** Sessions. */
  get size(): number {
    return this.#size;
  }

  /** Different people. */
  get visitors(): number {
    return this.#visitors.length;
  }

  /** Takes a session in. @returns false where it was known, perhaps with less of it watched. */
  add({ visitor, media, share, time, converted }: StoredEvent): boolean {
    const who = this.#visitorNumber(visitor);
    const what = this.#mediaNumber(media);
    const known = this.#find(who, what, time);
    if (known !== NONE) {
      if (share > this.#share[known]!) {
        if (this.#share[known] === 0) this.#viewers.delete(what);
        this.#share[known] = share;
      }
      this.#converted[known]! |= converted;
      return false;
    }
    if (share > 0) this.#viewers.delete(what);
    const i = this.#size++;
    if (i === this.#visitor.length) this.#grow();
    this.#visitor[i] = who;
    this.#media[i] = what;
    this.#share[i] = share;
    this.#time[i] = time;
    this.#converted[i] = converted;
    this.#before[i] = this.#newest[who]!;
    this.#newest[who] = i;
    return true;
  }

  /** A visitor's sessions, oldest first; none for one who is not known. */
  of(visitor: string): Session[] {
    const who = this.#visitorNumbers.get(visitor);
    const sessions: Session[] = [];
    if (who === undefined) return sessions;
    for (let i = this.#newest[who]!; i !== NONE; i = this.#before[i]!) {
      const media = this.#medias[this.#media[i]!]!;
      sessions.push({
        media,
        media_id: media,
        share: this.#share[i]!,
        time: this.#time[i]!,
        converted: this.#converted[i] === 1,
      });
    }
    return sessions.reverse().sort((a, b) => a.time - b.time);
  }

  /** Every session, in the order in which they came in, with a number for its visitor. */
  *all(): Generator<{ visitor: number; media: string; share: number; time: number }> {
    for (let i = 0; i < this.#size; i++) {
      yield {
        visitor: this.#visitor[i]!,
        media: this.#medias[this.#media[i]!]!,
        share: this.#share[i]!,
        time: this.#time[i]!,
      };
    }
  }

  /** How many different people watched some of a video. */
  viewers(media: string): number {
    return this.#viewersOf(media)?.visitors.length ?? 0;
  }

  /** The `at`th different person to watch some of a video, and when; undefined where there were fewer. */
  viewer(media: string, at: number): { visitor: string; time: number } | undefined {
    const viewers = this.#viewersOf(media);
    if (!viewers || at > viewers.visitors.length) return undefined;
    const visitor = this.#visitors[viewers.visitors[at - 1]!]!;
    return { visitor, time: viewers.times[at - 1]! };
  }

  #find(who: number, what: number, time: number): number {
    let i = this.#newest[who]!;
    while (i !== NONE && !(this.#time[i] === time && this.#media[i] === what)) i = this.#before[i]!;
    return i;
  }

  #viewersOf(media: string): Viewers | undefined {
    const what = this.#mediaNumbers.get(media);
    if (what === undefined) return undefined;
    let viewers = this.#viewers.get(what);
    if (!viewers) {
      const first = new Map<number, number>();
      for (let i = 0; i < this.#size; i++) {
        if (this.#media[i] !== what || this.#share[i] === 0) continue;
        const known = first.get(this.#visitor[i]!) ?? Infinity;
        if (this.#time[i]! < known) first.set(this.#visitor[i]!, this.#time[i]!);
      }
      const names = this.#visitors;
      const order = [...first].sort(
        // In one moment: some order, but always the same one.
        ([a, before], [b, after]) => before - after || (names[a]! < names[b]! ? -1 : 1),
      );
      viewers = {
        visitors: Uint32Array.from(order, ([visitor]) => visitor),
        times: Float64Array.from(order, ([, time]) => time),
      };
      this.#viewers.set(what, viewers);
    }
    return viewers;
  }

  #visitorNumber(visitor: string): number {
    let number = this.#visitorNumbers.get(visitor);
    if (number === undefined) {
      number = this.#visitors.push(visitor) - 1;
      this.#visitorNumbers.set(visitor, number);
      if (number === this.#newest.length) this.#newest = grown(this.#newest, number * 2);
      this.#newest[number] = NONE;
    }
    return number;
  }

  #mediaNumber(media: string): number {
    let number = this.#mediaNumbers.get(media);
    if (number === undefined) {
      number = this.#medias.push(media) - 1;
      this.#mediaNumbers.set(media, number);
    }
    return number;
  }

  #grow(): void {
    const length = Math.ceil(this.#visitor.length * 1.5);
    this.#visitor = grown(this.#visitor, length);
    this.#media = grown(this.#media, length);
    this.#share = grown(this.#share, length);
    this.#time = grown(this.#time, length);
    this.#converted = grown(this.#converted, length);
    this.#before = grown(this.#before, length);
  }
}

/** The different viewers of a video, in the order in which they first watched some of it. */
interface Viewers {
  visitors: Uint32Array;
  times: Float64Array;
}
