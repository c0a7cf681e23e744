/**
 * Why Wistia could not be asked or did not answer with what was wanted.
 * - `absent`: it says that there is no such thing (404);
 * - `busy`: the budget of requests is spent, or Wistia asked to be left alone;
 * - `unavailable`: network, timeout, 5xx;
 * - `denied`: the token may not read this (401, 403);
 * - `misfit`: the reply is not what the API documents.
 */
export type UpstreamErrorKind = 'absent' | 'busy' | 'unavailable' | 'denied' | 'misfit';

/** A request to Wistia failed. `message` is a sentence for the operator, without token or reply. */
export class UpstreamError extends Error {
  override name = 'UpstreamError';
  constructor(
    readonly kind: UpstreamErrorKind,
    message: string,
    /** Milliseconds after which it is worth asking again; 0 where that is not known. */
    readonly retryAfter = 0,
  ) {
    super(message);
  }
}
