const MINUTE = 60_000;

/** Counts the requests of any sixty seconds. */
export class RateLimit {
  #times: number[] = [];

  /** @param most requests in any minute; Infinity for no limit */
  constructor(public most: number) {}

  /**
   * Lets a request in, or says how long to wait.
   * @param now milliseconds since 1970
   * @returns whole seconds until there is room again; 0 when the request is let in
   */
  enter(now: number): number {
    if (this.most === Infinity) return 0;
    this.#times = this.#times.filter((time) => time > now - MINUTE && time <= now);
    if (this.#times.length < this.most) {
      this.#times.push(now);
      return 0;
    }
    // The request that has to leave the window before there is room.
    const blocking = this.#times[this.#times.length - this.most] ?? now;
    return Math.max(1, Math.ceil((blocking + MINUTE - now) / 1000));
  }
}
