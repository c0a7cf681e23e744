/** Replies that are made once and given many times. */

/** A reply's body and what its headers are made from. */
export interface Answer {
  readonly body: string;
  readonly type: string;
  /** Strong: changes with every byte of the body. */
  readonly etag: string;
  /** Until when it is fresh, in ms of the gateway's clock. */
  readonly freshUntil: number;
  /** When it is worth asking again where it is not fresh, in ms. */
  readonly retryAt: number;
  /** `Cache-Control` after the ages. */
  readonly afterwards: string;
  /** Headers of the current second, and until when they hold. */
  headers?: Record<string, string>;
  headersUntil?: number;
}

/** 64 bits of a text's hash: enough to tell the versions of one address apart. */
const hash = (text: string): string => {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(36) + (a >>> 0).toString(36);
};

/** A strong ETag of a body. */
export const etagOf = (body: string): string => `"${hash(body)}${body.length.toString(36)}"`;

/** Whether an `If-None-Match` header names the ETag. A cache on the way may have weakened it. */
export const matches = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch === etag ||
  ifNoneMatch === '*' ||
  ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);

const SECOND = 1000;
const LONGEST_RETRY = 60;

/** Seconds for which others may keep the answer: what is left of its own freshness. */
const maxAge = ({ freshUntil, retryAt }: Answer, now: number): number =>
  freshUntil > now
    ? Math.ceil((freshUntil - now) / SECOND)
    : Math.min(Math.max(Math.ceil((retryAt - now) / SECOND), 1), LONGEST_RETRY);

/** The answer's headers at this moment; the same object for all of a second. */
export const headersOf = (answer: Answer, now: number): Record<string, string> => {
  if (answer.headers && now < answer.headersUntil!) return answer.headers;
  const age = maxAge(answer, now);
  answer.headersUntil = now + SECOND;
  answer.headers = {
    'Content-Type': answer.type,
    ETag: answer.etag,
    'Cache-Control': `public, max-age=${age}, s-maxage=${age}${answer.afterwards}`,
    'X-Content-Type-Options': 'nosniff',
  };
  return answer.headers;
};
