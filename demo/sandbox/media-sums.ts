import { onlyOnce, secondsWatched } from './watched.js';

/** What is counted of a day, or of all days. */
export interface Counts {
  loads: number;
  plays: number;
  /** Seconds watched, those seen twice counted twice. */
  seconds: number;
}

/** The figures of one video, raised by every session. */
export class MediaSums {
  readonly total: Counts = { loads: 0, plays: 0, seconds: 0 };
  /** Different people who loaded it. */
  loaders = 0;
  /** Different people who played it. */
  players = 0;
  /** Sum over the plays of the seconds seen, each counted once. */
  secondsSeen = 0;
  readonly #days = new Map<number, Counts>();
  // Steps of the curves: up where a stretch begins, down where it ends.
  readonly #views: Int32Array;
  readonly #firstViews: Int32Array;

  /** @param seconds whole seconds of video */
  constructor(readonly seconds: number) {
    this.#views = new Int32Array(seconds + 1);
    this.#firstViews = new Int32Array(seconds + 1);
  }

  /** @param day days since 1970 */
  add(day: number, watched: readonly number[], newLoader: boolean, newPlayer: boolean): void {
    let counts = this.#days.get(day);
    if (!counts) this.#days.set(day, (counts = { loads: 0, plays: 0, seconds: 0 }));
    const seconds = secondsWatched(watched);
    for (const sum of [counts, this.total]) {
      sum.loads++;
      sum.seconds += seconds;
      if (watched.length) sum.plays++;
    }
    if (newLoader) this.loaders++;
    if (newPlayer) this.players++;
    const seen = onlyOnce(watched);
    this.secondsSeen += secondsWatched(seen);
    for (let i = 0; i < watched.length; i++) this.#views[watched[i]!]! += i % 2 ? -1 : 1;
    for (let i = 0; i < seen.length; i++) this.#firstViews[seen[i]!]! += i % 2 ? -1 : 1;
  }

  /** Undefined where nothing happened. @param day days since 1970 */
  day(day: number): Readonly<Counts> | undefined {
    return this.#days.get(day);
  }

  /** Share of the video that the average play gets to see, 0 to 1. */
  get engagement(): number {
    return this.total.plays ? this.secondsSeen / (this.total.plays * this.seconds) : 0;
  }

  /** Share of the loaders who pressed play, 0 to 1. */
  get playRate(): number {
    return this.loaders ? this.players / this.loaders : 0;
  }

  /** How often each second was viewed, and how often by one who had seen it in the same session. */
  curves(): { views: number[]; rewatches: number[] } {
    const views: number[] = [];
    const rewatches: number[] = [];
    let all = 0;
    let first = 0;
    for (let second = 0; second < this.seconds; second++) {
      all += this.#views[second]!;
      first += this.#firstViews[second]!;
      views.push(all);
      rewatches.push(all - first);
    }
    return { views, rewatches };
  }
}
