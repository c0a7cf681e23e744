/** What gateways on many machines have in common. The core knows only these words for it. */

/** A kept value as JSON text; undefined where the source says that there is none. */
export interface Kept {
  json: string | undefined;
  /** Milliseconds that it is still fresh; below 0, for how long it has not been. */
  fresh: number;
}

/** What a gateway gets that wants to load a key. */
export type Turn =
  | { is: 'fresh'; kept: Kept }
  /** Another one is loading it now: look again in a moment. */
  | { is: 'taken' }
  /** Another one has just failed; what it left for the others. */
  | { is: 'failed'; failure: string }
  /** It is this one's turn, until it keeps, fails or falls silent. */
  | {
      is: 'mine';
      /** Says that the load still runs. */
      renew(): Promise<void>;
      /** Keeps a value for all: fresh for so many ms, and there for so many more. */
      keep(json: string | undefined, fresh: number, afterwards: number): Promise<void>;
      /** Tells those who wait; forgotten after so many ms. */
      fail(failure: string, ms: number): Promise<void>;
    };

/** A place in the budget that gateways share. */
export interface Reserved {
  /** Milliseconds until the request may leave. More than was offered to wait: nothing is reserved. */
  wait: number;
  /** Requests of all in the last minute, and gateways that share it. */
  used: number;
  present: number;
}

/** What a gateway hears that wants to share the budget. */
export interface Joined {
  /** The name of the pool; Redis that lost its memory has another. */
  pool: string;
  joined: boolean;
  present: number;
  used: number;
}

/** How the shared budget is divided. */
export interface Division {
  /** This gateway's own name. */
  gateway: string;
  /** Requests in any minute, of all together. */
  budget: number;
  replicas: number;
}

/**
 * Shared by gateways on many machines. Every method rejects, within two seconds, where the others
 * cannot be reached; who asks then goes on alone.
 */
export interface SharedState {
  /** Whether it answered when it was asked last. */
  readonly reachable: boolean;
  recall(key: string): Promise<Kept | undefined>;
  turn(key: string): Promise<Turn>;
  /**
   * Joins those who share the budget, with the ages in ms of the requests that the others do not know
   * of. `knows`: the pool that it was in before.
   * @returns the pool, and whether it joined: another pool than it knows only with `force`, because the others' requests of the last minute may be missing there.
   */
  join(
    division: Division,
    ages: readonly number[],
    knows: string | undefined,
    force: boolean,
  ): Promise<Joined>;
  /** @returns undefined where the pool is not the one that it joined. */
  reserve(division: Division, pool: string, longest: number): Promise<Reserved | undefined>;
}
