import { MediaSums } from './media-sums.js';
import type { Counts } from './media-sums.js';
import { makeMedias, makeProjects } from './medias.js';
import type { Media, Project } from './medias.js';
import { personOf } from './people.js';
import type { Person } from './people.js';
import { Sessions } from './sessions.js';
import type { Session } from './sessions.js';

/** What is known of a visitor from the sessions. */
export interface VisitorSums {
  loads: number;
  plays: number;
  /** Index of the first session, which made the visitor one. */
  firstSession: number;
  /** Index of the first session with a play; -1 without any. */
  firstPlay: number;
  /** Index of the last session with a play; -1 without any. */
  lastPlay: number;
}

/** How somebody converted, in the API's terms. */
export interface Conversion {
  type: string | number;
  data: '' | Record<string, unknown>;
}

const DAY = 864e5;

/** The day that a time lies in, as days since 1970. Days are UTC's. */
export const dayOf = (time: number): number => Math.floor(time / DAY);

/**
 * The make-believe account: videos, visitors and every viewing session. All figures are sums over
 * the sessions, so each agrees with each other.
 */
export class Account {
  readonly projects: readonly Project[];
  readonly medias: readonly Media[];
  readonly sessions = new Sessions();
  readonly visitors: VisitorSums[] = [];
  /** By the media's index. */
  readonly sums: readonly MediaSums[];
  /** Conversions that were told rather than made up, by the session's index. */
  readonly conversions = new Map<number, Conversion>();
  readonly #loaded: Uint8Array[];
  readonly #keys = new Map<string, number>();
  readonly #givenKeys = new Map<number, string>();
  readonly #mediaById = new Map<string, Media>();

  constructor(
    readonly seed: number,
    videos: number,
    now: number,
  ) {
    this.projects = makeProjects(seed, now);
    this.medias = makeMedias(seed, videos, now);
    this.sums = this.medias.map(({ seconds }) => new MediaSums(seconds));
    this.#loaded = this.medias.map(() => new Uint8Array(1024));
    for (const media of this.medias) this.#mediaById.set(media.hashed_id, media);
  }

  /** Adds a session and raises every figure that it counts in. @returns its index. */
  add(session: Session): number {
    const index = this.sessions.add(session);
    const { visitor, media, watched } = session;
    const plays = watched.length > 0;
    const before = this.#loadedBy(media, visitor);
    this.#loaded[media]![visitor] = before | 1 | (plays ? 2 : 0);
    this.sums[media]!.add(dayOf(session.time), watched, !before, plays && !(before & 2));

    let sums = this.visitors[visitor];
    if (!sums) {
      sums = { loads: 0, plays: 0, firstSession: index, firstPlay: -1, lastPlay: -1 };
      this.visitors[visitor] = sums;
    }
    sums.loads++;
    if (plays) {
      sums.plays++;
      sums.lastPlay = index;
      if (sums.firstPlay < 0) sums.firstPlay = index;
    }
    return index;
  }

  /** Whether a visitor has loaded a media before. */
  hasLoaded(visitor: number, media: number): boolean {
    return this.#loaded[media]![visitor]! > 0;
  }

  /** The media with a hashed id. */
  media(id: string): Media | undefined {
    return this.#mediaById.get(id);
  }

  /** The project with a hashed id or a number. */
  project(id: string): Project | undefined {
    return this.projects.find((project) => project.hashed_id === id || String(project.id) === id);
  }

  /** The sums of the videos of a project; without one, of all. */
  sumsOf(project?: Project): MediaSums[] {
    const index = project ? this.projects.indexOf(project) : -1;
    return this.medias
      .filter((media) => !project || media.project === index)
      .map((media) => this.sums[media.index]!);
  }

  /** The number of the visitor with this key. */
  visitorNumber(key: string): number | undefined {
    // The keys of simulated visitors are made when first asked for.
    for (let n = this.#keys.size; n < this.visitors.length; n++) {
      this.#keys.set(this.person(n).visitor_key, n);
    }
    return this.#keys.get(key);
  }

  /** Takes in a new visitor, who becomes one with the first session. @returns the number. */
  newVisitor(key?: string): number {
    const visitor = this.visitors.length;
    if (key) this.#givenKeys.set(visitor, key);
    return visitor;
  }

  /** Who a visitor is. */
  person(visitor: number): Person {
    return personOf(this.seed, visitor, this.#givenKeys.get(visitor));
  }

  #loadedBy(media: number, visitor: number): number {
    const loaded = this.#loaded[media]!;
    if (visitor >= loaded.length) {
      const wider = new Uint8Array(Math.max(visitor + 1, loaded.length * 2));
      wider.set(loaded);
      this.#loaded[media] = wider;
    }
    return this.#loaded[media]![visitor]!;
  }
}

/** Counts of several videos together. */
export const together = (counts: Iterable<Readonly<Counts> | undefined>): Counts => {
  const sum = { loads: 0, plays: 0, seconds: 0 };
  for (const one of counts) {
    if (!one) continue;
    sum.loads += one.loads;
    sum.plays += one.plays;
    sum.seconds += one.seconds;
  }
  return sum;
};
