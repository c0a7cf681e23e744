/** Replies that are made once and given many times. */

/** What a reader asked for besides the address. */
export interface Asked {
  method: string;
  ifNoneMatch?: string | null | undefined;
  origin?: string | null | undefined;
  acceptEncoding?: string | null | undefined;
  /** What says who asks: a reply to that is not one that anybody gets. */
  authorization?: string | null | undefined;
}

/** A reply, ready to be written by whatever server there is. */
export interface Written {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | null;
}

/** A body, plain and, where that is worth it, compressed. */
export interface Content {
  readonly body: string;
  /** Bytes of the body. */
  readonly length: number;
  readonly type: string;
  /** Strong: changes with every byte of the body. */
  readonly etag: string;
  gzip?: Uint8Array<ArrayBuffer> | undefined;
}

const WORTH_COMPRESSING = 1_000;
const encoder = new TextEncoder();

/** 64 bits of a text's hash: enough to tell the versions of one address apart. */
export const hash = (text: string): string => {
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

/** Makes the content of a body. */
export const content = (body: string, type: string): Content => ({
  body,
  length: encoder.encode(body).length,
  type,
  etag: `"${hash(body)}${body.length.toString(36)}"`,
});

const compressing = new WeakMap<Content, Promise<void>>();

/** Compresses a content once, in the background: until that is done it is given as it is. */
const compress = (it: Content): void => {
  if (typeof CompressionStream === 'undefined' || compressing.has(it)) return;
  const stream = new Blob([it.body]).stream().pipeThrough(new CompressionStream('gzip'));
  const done = new Response(stream).arrayBuffer().then(
    (bytes) => {
      it.gzip = new Uint8Array(bytes);
    },
    () => undefined, // given as it is, then
  );
  compressing.set(it, done);
};

const acceptsGzip = (header: string | null | undefined): boolean =>
  Boolean(header) && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(header!);

const matches = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch === etag ||
  ifNoneMatch === '*' ||
  // A cache on the way may have weakened it.
  ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);

/** The reply for a content and its further headers: whole or compressed. */
export const write = (it: Content, further: Record<string, string>, gzip = false): Written => {
  const bytes = gzip ? it.gzip : undefined;
  const varies = it.length >= WORTH_COMPRESSING;
  return {
    status: 200,
    headers: {
      'Content-Type': it.type,
      'Content-Length': String(bytes?.length ?? it.length),
      // Other bytes, another tag.
      ETag: bytes ? `${it.etag.slice(0, -1)}-gz"` : it.etag,
      ...further,
      ...(bytes && { 'Content-Encoding': 'gzip' }),
      ...(varies && {
        Vary: further.Vary ? `${further.Vary}, Accept-Encoding` : 'Accept-Encoding',
      }),
    },
    body: bytes ?? it.body,
  };
};

/** Whether the compressed form should be given. Asks for it to be made where there is none yet. */
export const prefersGzip = (it: Content, { acceptEncoding }: Asked): boolean => {
  if (it.length < WORTH_COMPRESSING || !acceptsGzip(acceptEncoding)) return false;
  if (!it.gzip) compress(it);
  return Boolean(it.gzip);
};

/** The reply as it was asked for: without its body for HEAD, and 304 where the asker has it. */
export const asAsked = (written: Written, { method, ifNoneMatch }: Asked): Written => {
  if (ifNoneMatch && matches(ifNoneMatch, written.headers.ETag!)) {
    const {
      'Content-Type': _,
      'Content-Length': __,
      'Content-Encoding': ___,
      ...headers
    } = written.headers;
    return { status: 304, headers, body: null };
  }
  return method === 'HEAD' ? { ...written, body: null } : written;
};

/** The reply as a Response. */
export const toResponse = ({ status, headers, body }: Written): Response =>
  // `encodeBody` tells workers that the body is compressed already; others do not know it.
  new Response(body, {
    status,
    headers,
    ...(headers['Content-Encoding'] && { encodeBody: 'manual' }),
  } as ResponseInit);

/** What a request asks for. */
export const askedBy = ({ method, headers }: Request): Asked => ({
  method,
  ifNoneMatch: headers.get('If-None-Match'),
  origin: headers.get('Origin'),
  acceptEncoding: headers.get('Accept-Encoding'),
  authorization: headers.get('Authorization'),
});
