import { UpstreamError } from './upstream-error.js';

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  414: 'URI Too Long',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** A reply that tells the reader why there is none: `application/problem+json`, RFC 9457. */
export class Problem extends Error {
  override name = 'Problem';
  constructor(
    readonly status: number,
    /** A sentence for the page's developer, without anything of Wistia's reply; may be empty. */
    detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }

  get body(): string {
    const { status, message: detail } = this;
    return JSON.stringify({
      type: 'about:blank',
      title: TITLES[status],
      status,
      ...(detail && { detail }),
    });
  }
}

/** One and the same reply for what is not published and for what does not exist. */
export const notFound = (): Problem => new Problem(404, 'Nothing is published at this address.');

export const badRequest = (detail: string): Problem => new Problem(400, detail);

/** For a client that asks too often; `wait` in ms. */
export const tooOften = (wait: number): Problem =>
  new Problem(429, 'Too many requests from this address. Try again later.', {
    'Retry-After': String(Math.ceil(wait / 1000)),
  });

/** For requests beyond those that may wait at the same time. */
export const tooMany = (): Problem =>
  new Problem(503, 'Too many requests wait at the moment. Try again later.', { 'Retry-After': '1' });

/** For a token that is not accepted. Why is nobody's business. */
export const unauthorized = (): Problem =>
  new Problem(401, '', { 'WWW-Authenticate': 'Bearer' });

/** For a token that is accepted, but does not open this. */
export const forbidden = (detail: string): Problem => new Problem(403, detail);

const LONGEST_RETRY = 60_000;

/**
 * What a reader is told where Wistia could not be had: neither its reply nor the operator's
 * settings.
 */
export const upstreamProblem = (error: UpstreamError): Problem => {
  if (error.kind === 'misfit' || error.kind === 'denied') {
    return new Problem(
      502,
      'The figures could not be read. The operator of this gateway is told why.',
    );
  }
  const seconds = Math.ceil(Math.min(error.retryAfter || 5_000, LONGEST_RETRY) / 1000);
  return new Problem(503, 'The figures cannot be had at the moment. Try again later.', {
    'Retry-After': String(seconds),
  });
};
