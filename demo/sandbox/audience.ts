import { Attention } from './attention.js';
import type { Media } from './medias.js';
import { GENRES } from './medias.js';
import { firstAbove, hash } from './random.js';
import type { Random } from './random.js';
import type { Session } from './sessions.js';

const DAY = 864e5;

/** A lognormal spread of likings, looked up by eight random bits. */
const LIKINGS = Float64Array.from({ length: 256 }, (_, i) => {
  // The logistic curve's inverse is close enough to the normal one's.
  const u = (i + 0.5) / 256;
  return Math.exp(0.85 * Math.log(u / (1 - u)));
});

/** Videos of one genre on one day, with their weights summed up. */
interface Shelf {
  medias: number[];
  sums: number[];
}

/** Who watches what: tastes, the day's offer, and how a visitor goes from one video to the next. */
export class Audience {
  readonly #attention: Attention[];
  readonly #byGenre: Media[][];
  #shelves: Shelf[] = [];

  /** @param hasLoaded whether a visitor has loaded a media before */
  constructor(
    private readonly seed: number,
    private readonly medias: readonly Media[],
    private readonly random: Random,
    private readonly hasLoaded: (visitor: number, media: number) => boolean,
  ) {
    this.#attention = medias.map((media) => new Attention(seed, media));
    this.#byGenre = Array.from({ length: GENRES }, (_, genre) =>
      medias.filter((media) => media.genre === genre),
    );
  }

  /** How much a visitor likes a genre; around 1. */
  liking(visitor: number, genre: number): number {
    return LIKINGS[hash(this.seed ^ 0x7a57e, visitor, genre) >>> 24]!;
  }

  /** Puts up what can be watched at a time: new videos draw more people than old ones. */
  offer(time: number): void {
    this.#shelves = this.#byGenre.map((medias) => {
      const shelf: Shelf = { medias: [], sums: [] };
      let sum = 0;
      for (const media of medias) {
        const age = (time - media.created) / DAY;
        if (age < 0 || time > media.archivedAt || media.status !== 'ready') continue;
        sum += media.popularity * (0.5 + 2 * Math.exp(-age / 20));
        shelf.medias.push(media.index);
        shelf.sums.push(sum);
      }
      return shelf;
    });
  }

  /**
   * One visit: a session, and those that the visitor goes on to before `until`.
   * @returns none where there is nothing to watch
   */
  visit(visitor: number, time: number, until: number): Session[] {
    const sessions: Session[] = [];
    let media = this.#choose(visitor);
    while (media !== undefined && time < until && sessions.length < 8) {
      const session = this.#view(visitor, media, time);
      sessions.push(session);
      if (!session.watched.length || !this.random.chance(0.3)) break;
      time += 1000 * (session.watched[1]! + this.random.between(5, 240));
      media = this.random.chance(0.5) ? this.#following(media, time) : this.#choose(visitor);
    }
    return sessions;
  }

  #view(visitor: number, index: number, time: number): Session {
    const { random } = this;
    const media = this.medias[index]!;
    const liking = this.liking(visitor, media.genre);
    const plays =
      media.seconds > 0 && random.chance(Math.min(media.playChance * (0.8 + 0.12 * liking), 0.97));
    const interest = Math.min(Math.max(Math.sqrt(liking), 0.5), 2.5);
    const watched =
      plays && media.playChance > 0 ? this.#attention[index]!.watch(random, interest) : [];
    const converted = watched.length > 0 && random.chance(0.03);
    return { time: Math.floor(time), visitor, media: index, watched, converted };
  }

  #choose(visitor: number): number | undefined {
    let media = this.#draw(visitor);
    // What one has seen already, one mostly passes by.
    for (let tries = 0; tries < 2 && media !== undefined; tries++) {
      if (!this.hasLoaded(visitor, media) || this.random.chance(0.25)) break;
      media = this.#draw(visitor);
    }
    return media;
  }

  #draw(visitor: number): number | undefined {
    const sums: number[] = [];
    let sum = 0;
    for (let genre = 0; genre < GENRES; genre++) {
      sum += this.liking(visitor, genre) * (this.#shelves[genre]!.sums.at(-1) ?? 0);
      sums.push(sum);
    }
    if (!sum) return undefined;
    const shelf = this.#shelves[firstAbove(sums, this.random.unit() * sum)]!;
    return shelf.medias[firstAbove(shelf.sums, this.random.unit() * shelf.sums.at(-1)!)];
  }

  /** The next video of the same genre, as a series would have it. */
  #following(media: number, time: number): number | undefined {
    const shelf = this.#byGenre[this.medias[media]!.genre]!;
    return shelf.find(
      ({ index, created, archivedAt, status }) =>
        index > media && created <= time && time < archivedAt && status === 'ready',
    )?.index;
  }
}
