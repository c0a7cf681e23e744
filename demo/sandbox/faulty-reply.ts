/** Replies as the faults leave them. */
import { unauthorized } from './api-error.js';
import type { Fault } from './faults.js';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const CHUNK = 65_536;

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });

const pause = (ms: number, signal: AbortSignal): Promise<unknown> => {
  let clock: ReturnType<typeof setTimeout>;
  const over = new Promise((done) => (clock = setTimeout(done, ms)));
  return Promise.race([over, aborted(signal)]).finally(() => clearTimeout(clock));
};

const statusReply = ({ status = 500, retryAfter, code, body }: Fault): Response => {
  const wait = retryAfter === undefined ? (status === 429 ? 1 : null) : retryAfter;
  const headers = new Headers(wait === null ? {} : { 'Retry-After': String(wait) });
  if ([204, 205, 304].includes(status)) return new Response(null, { status, headers });
  headers.set('Content-Type', status === 429 || body ? 'text/plain' : JSON_TYPE['Content-Type']);
  if (body !== undefined) return new Response(body, { status, headers });
  if (status === 429) return new Response('Rate limit exceeded\n', { status, headers });
  const json =
    status === 401
      ? { ...(unauthorized('unauthorized_credentials').body as object), ...(code && { code }) }
      : { error: 'Something went wrong.' };
  return new Response(JSON.stringify(json), { status, headers });
};

/** The value with a field, wherever it stands, replaced or left out. */
const bent = (value: unknown, field: string, odd: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => bent(item, field, odd));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name !== field) copy[name] = bent(inner, field, odd);
    else if (odd !== undefined) copy[name] = odd;
  }
  return copy;
};

const shapeReply = async (reply: Response, fault: Fault): Promise<Response> => {
  const { status, headers } = reply;
  const text = await reply.text();
  const type = headers.get('Content-Type') ?? '';
  if (!type.includes('json')) return new Response(text, { status, headers });
  const { field, value } = fault;
  const json = field === undefined ? 'not what you expect' : bent(JSON.parse(text), field, value);
  return new Response(JSON.stringify(json), { status, headers });
};

const cutReply = async (reply: Response): Promise<Response> => {
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const half = bytes.slice(0, Math.ceil(bytes.length / 2));
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new TypeError('The connection broke.'));
      else controller.enqueue(half);
      sent = true;
    },
  });
  return new Response(body, { status: reply.status, headers: reply.headers });
};

const hugeReply = ({ bytes = 10_000_000 }: Fault): Response => {
  const encoder = new TextEncoder();
  const begin = encoder.encode('{"load_count":1,"play_count":1,"hours_watched":1,"padding":"');
  const end = encoder.encode('"}');
  let left = bytes - begin.length - end.length;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(begin),
    pull(controller) {
      if (left > 0) {
        controller.enqueue(new Uint8Array(Math.min(left, CHUNK)).fill(120));
        left -= CHUNK;
      } else {
        controller.enqueue(end);
        controller.close();
      }
    },
  });
  return new Response(body, { headers: JSON_TYPE });
};

/** Headers and a first byte, and then nothing until the client gives up. */
const stalledReply = (): Response =>
  new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
      pull: () => new Promise(() => undefined),
    }),
    { headers: JSON_TYPE },
  );

const htmlReply = (): Response =>
  new Response(
    '<!doctype html><title>Sign in</title><h1>Please sign in</h1><script>alert(1)</script>\n',
    { headers: { 'Content-Type': 'text/html; charset=utf-8' } },
  );

/**
 * The reply as the faults leave it: late ones first, then what stands in for the reply, then what
 * bends it and breaks it off.
 * @param answer makes the reply that there would be without them
 */
export const faultyReply = async (
  faults: readonly Fault[],
  signal: AbortSignal,
  answer: () => Promise<Response>,
): Promise<Response> => {
  for (const { ms = 1000 } of faults.filter(({ kind }) => kind === 'latency')) {
    await pause(ms, signal);
  }
  const hang = faults.find(({ kind }) => kind === 'hang');
  if (hang) return hang.headers ? stalledReply() : aborted(signal);
  const instead = faults.find(({ kind }) => ['status', 'html', 'huge'].includes(kind));
  let reply =
    instead?.kind === 'status'
      ? statusReply(instead)
      : instead?.kind === 'html'
        ? htmlReply()
        : instead
          ? hugeReply(instead)
          : await answer();
  for (const fault of faults.filter(({ kind }) => kind === 'shape')) {
    reply = await shapeReply(reply, fault);
  }
  return faults.some(({ kind }) => kind === 'cut') ? cutReply(reply) : reply;
};
