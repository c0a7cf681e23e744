import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

const requestOf = (incoming: IncomingMessage, signal: AbortSignal): Request => {
  const { method = 'GET', headers, url = '/' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, `http://${headers.host ?? '127.0.0.1'}`), {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
    signal,
    ...(hasBody && { body: Readable.toWeb(incoming) as BodyInit, duplex: 'half' }),
  });
};

/** Sends chunk by chunk, so that what came before a break has left. Throws at the break. */
const send = async (
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  left: AbortSignal,
): Promise<void> => {
  const reader = body.getReader();
  left.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  for (;;) {
    const { done, value } = await reader.read();
    if (done || left.aborted) return;
    await new Promise<void>((sent, failed) => {
      outgoing.write(value, (error) => (error ? failed(error) : sent()));
    });
  }
};

/**
 * A fetch handler on Node's server. A ready-made adapter would print a stack for a body that breaks
 * off and for a client that leaves: both are what the sandbox is for.
 */
export const nodeListener =
  (handle: (request: Request) => Promise<Response>): RequestListener =>
  async (incoming, outgoing) => {
    const left = new AbortController();
    outgoing.once('close', () => left.abort());
    let request: Request;
    try {
      request = requestOf(incoming, left.signal);
    } catch {
      outgoing.writeHead(400).end(); // a path or a method that no request can have
      return;
    }
    let response: Response;
    try {
      response = await handle(request);
    } catch (error) {
      if (!left.signal.aborted) console.error(error);
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    try {
      if (response.body) await send(response.body, outgoing, left.signal);
      outgoing.end();
    } catch {
      outgoing.destroy();
    }
  };
