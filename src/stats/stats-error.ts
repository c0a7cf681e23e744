/** What kind of thing went wrong, for programs. */
export type StatsErrorKind = 'network' | 'timeout' | 'status' | 'shape' | 'setup';

/**
 * A figure could not be had. `message` is a sentence for the page's developer and holds neither
 * token nor reply.
 */
export class StatsError extends Error {
  override name = 'StatsError';
  constructor(
    readonly kind: StatsErrorKind,
    message: string,
    /** The path below the source, e.g. `stats/medias/993554ba94.json`. */
    readonly endpoint = '',
    /** HTTP status, where there was a reply. */
    readonly status = 0,
    /** The field that did not fit, e.g. `[3].play_count`, where `kind` is `shape`. */
    readonly field = '',
  ) {
    super(message);
  }
}
