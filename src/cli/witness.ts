/** What a server tells of its replies. */

/** A reply that had to be made, or any reply where all are told. */
export interface MadeReply {
  /** What the reply's `X-Request-Id` says. */
  id: string;
  method: string;
  /** Path and query as they were asked for. */
  address: string;
  status: number;
  /** From the request's last byte to the reply's first. */
  seconds: number;
}

/** Sees the replies of a server. */
export interface Witness {
  /** The count of replies like this one: the same object each time, so that counting costs no more than an addition. */
  count(address: string, status: number): { count: number };
  made(reply: MadeReply): void;
  /** Whether replies that were at hand are told too. */
  readonly all: boolean;
}
