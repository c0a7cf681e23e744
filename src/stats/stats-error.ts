/** What kind of thing went wrong, for programs. */
export type StatsErrorKind = 'network' | 'timeout' | 'status' | 'shape' | 'setup';

/**
 * A figure could not be had. `message` is a sentence for the page's developer and holds neither
 * token nor reply.
 */
export class StatsError extends Error {
  override name = 'StatsError';
  /** Address of what was asked, without its query, which may tell of the visitor. */
  readonly endpoint: string;

  constructor(
    readonly kind: StatsErrorKind,
    /** A sentence; where there is an address, the rest of the one that begins with it. */
    what: string,
    address = '',
    /** HTTP status, where there was a reply. */
    readonly status = 0,
    /** The field that did not fit, e.g. `[3].play_count`, where `kind` is `shape`. */
    readonly field = '',
  ) {
    const endpoint = address.replace(/\?.*/, '');
    super(endpoint ? `${endpoint} ${what}.` : what);
    this.endpoint = endpoint;
  }
}
