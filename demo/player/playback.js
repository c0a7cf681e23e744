/**
 * A playback of nothing: where it stands, and which seconds of it have been seen. It knows no clock: what
 * time has passed is told to it.
 */
export class Playback {
  /** Seconds from the start. */
  currentTime = 0;
  /** @type {'beforeplay' | 'playing' | 'paused' | 'ended'} */
  state = 'beforeplay';
  /** How often each second has been seen. */
  secondsWatchedVector;
  /** The second that is being seen; none after a jump. */
  #second = -1;
  /** Stretches seen and not taken yet, in whole seconds. @type {[from: number, to: number][]} */
  #stretches = [];

  /** @param {number} duration seconds */
  constructor(duration) {
    this.duration = duration;
    this.secondsWatchedVector = new Array(Math.ceil(duration)).fill(0);
  }

  /** Unique seconds seen. */
  get secondsWatched() {
    return this.secondsWatchedVector.filter(Boolean).length;
  }

  /** Share of the seconds that have been seen, 0 to 1. */
  get percentWatched() {
    return this.secondsWatched / (this.secondsWatchedVector.length || 1);
  }

  play() {
    if (this.state === 'ended') this.seek(0);
    this.state = 'playing';
  }

  pause() {
    this.state = 'paused';
  }

  /** @param {number} seconds */
  seek(seconds) {
    this.currentTime = Math.min(Math.max(seconds, 0), this.duration);
    this.#second = -1;
    if (this.state === 'ended') this.state = 'paused';
  }

  /**
   * Lets time pass, if it plays.
   * @param {number} elapsed seconds of video
   * @returns {number[]} the seconds that were entered, in order
   */
  advance(elapsed) {
    if (this.state !== 'playing') return [];
    const from = Math.floor(this.currentTime);
    this.currentTime = Math.min(this.currentTime + elapsed, this.duration);
    const last = Math.min(Math.floor(this.currentTime), this.secondsWatchedVector.length - 1);
    const entered = [];
    for (let second = from; second <= last; second++) {
      if (second !== this.#second) entered.push(this.#see(second));
    }
    if (this.currentTime >= this.duration) this.state = 'ended';
    return entered;
  }

  /** What has been seen since this was asked last, as `[[from, to], …]` in whole seconds. */
  takeStretches() {
    return this.#stretches.splice(0);
  }

  /** @param {number} second */
  #see(second) {
    const stretch = this.#stretches.at(-1);
    if (stretch && stretch[1] === second && this.#second === second - 1) stretch[1] = second + 1;
    else this.#stretches.push([second, second + 1]);
    this.secondsWatchedVector[second] += 1;
    return (this.#second = second);
  }
}
