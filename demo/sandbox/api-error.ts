/** A reply that is not a success, as Wistia words it. */
export class ApiError extends Error {
  /** @param body a string as plain text, anything else as JSON; undefined for 404s without one */
  constructor(
    readonly status: number,
    readonly body?: unknown,
    readonly headers: Record<string, string> = {},
  ) {
    super(`status ${status}`);
  }
}

/** Codes that Wistia gives to a 401. */
export type UnauthorizedCode =
  | 'unauthorized_credentials'
  | 'account_inactive'
  | 'unauthorized_scope'
  | 'unauthorized_params';

const sentences: Record<UnauthorizedCode, string> = {
  unauthorized_credentials: 'You must provide a valid API token in the Authorization header.',
  account_inactive: 'This account is not active.',
  unauthorized_scope: 'This token does not have the permission that this request needs.',
  unauthorized_params: 'This token may not be used with these parameters.',
};

/** A 401 with its code. */
export const unauthorized = (code: UnauthorizedCode): ApiError =>
  new ApiError(401, { code, error: sentences[code] });

/** A parameter that cannot be read. */
export const badRequest = (sentence: string): ApiError => new ApiError(400, { error: sentence });

/** Nothing is there. Some of Wistia's 404s have no body. */
export const notFound = (sentence?: string): ApiError =>
  new ApiError(404, sentence ? { error: sentence } : undefined);

/** Too many requests in a minute; the only error that is not JSON. */
export const tooMany = (retryAfter: number): ApiError =>
  new ApiError(429, 'Rate limit exceeded\n', { 'Retry-After': String(retryAfter) });
