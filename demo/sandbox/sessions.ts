/** One load of a video by a visitor, and what was watched of it. */
export interface Session {
  /** Milliseconds since 1970. */
  time: number;
  /** The visitor's number. */
  visitor: number;
  /** The media's index. */
  media: number;
  /** Stretches in whole seconds, `from, to, …`, as they were watched; empty without a play. */
  watched: readonly number[];
  /** The viewer clicked, or left an address. */
  converted: boolean;
}

type Column = Float64Array | Uint32Array | Uint8Array;

const widened = <C extends Column>(column: C, length: number): C => {
  if (length <= column.length) return column;
  const wider = new (column.constructor as new (length: number) => C)(
    Math.max(length, column.length * 2),
  );
  wider.set(column);
  return wider;
};

/**
 * Every viewing session in the order of time, in columns, because a large account has millions.
 * A session's index never changes.
 */
export class Sessions {
  length = 0;
  #times = new Float64Array(1024);
  #visitors = new Uint32Array(1024);
  #medias = new Uint32Array(1024);
  #converted = new Uint8Array(1024);
  /** Where a session's stretches end; they begin where those of the session before end. */
  #ends = new Uint32Array(1024);
  #stretches = new Uint32Array(4096);
  /** Indices of those with a play: the API's events. */
  #plays = new Uint32Array(1024);
  plays = 0;

  /** Adds a session, which must not be earlier than the last one. @returns its index. */
  add({ time, visitor, media, watched, converted }: Session): number {
    const index = this.length++;
    const begin = index ? this.#ends[index - 1]! : 0;
    const end = begin + watched.length;
    this.#times = widened(this.#times, this.length);
    this.#visitors = widened(this.#visitors, this.length);
    this.#medias = widened(this.#medias, this.length);
    this.#converted = widened(this.#converted, this.length);
    this.#ends = widened(this.#ends, this.length);
    this.#stretches = widened(this.#stretches, end);
    this.#times[index] = time;
    this.#visitors[index] = visitor;
    this.#medias[index] = media;
    this.#converted[index] = converted ? 1 : 0;
    this.#ends[index] = end;
    this.#stretches.set(watched, begin);
    if (watched.length) {
      this.#plays = widened(this.#plays, ++this.plays);
      this.#plays[this.plays - 1] = index;
    }
    return index;
  }

  /** Milliseconds since 1970. */
  time(index: number): number {
    return this.#times[index]!;
  }

  visitor(index: number): number {
    return this.#visitors[index]!;
  }

  media(index: number): number {
    return this.#medias[index]!;
  }

  converted(index: number): boolean {
    return this.#converted[index] === 1;
  }

  /** See {@link Session.watched}. */
  watched(index: number): ArrayLike<number> {
    const begin = index ? this.#ends[index - 1]! : 0;
    return this.#stretches.subarray(begin, this.#ends[index]!);
  }

  /** The index of the nth play, oldest first. */
  play(nth: number): number {
    return this.#plays[nth]!;
  }

  /** How many plays are earlier than a time. */
  playsBefore(time: number): number {
    let low = 0;
    let high = this.plays;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#times[this.#plays[middle]!]! >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
