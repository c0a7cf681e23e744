/**
 * Plain GET and HEAD requests, read off the connection without Node's HTTP server, which costs more
 * than everything else in a cached reply. Only what is beyond doubt is read here: one whole request
 * of HTTP/1.1 in one piece, with one Host, no body and no wish about the connection. Anything else,
 * odd or only rare, is handed over to Node's server with every byte that came.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientAllowance, Gateway, Written } from '../gateway/index.js';
import { newId } from './request-id.js';
import type { Witness } from './witness.js';

/** Milliseconds. */
export interface ConnectionTimes {
  /** Until the first byte of a connection. */
  firstByte: number;
  /** Between requests. */
  keepAlive: number;
  /** Until a reader has taken what was sent. */
  drain: number;
}

/** Somebody at the other end of a connection. */
export interface Peer {
  /** What the client behind a request may still ask. */
  allowance(headers: IncomingHttpHeaders): ClientAllowance | undefined;
  /** The id that the request was given on its way. */
  requestId(headers: IncomingHttpHeaders): string | undefined;
}

const LONGEST = 8_192;
const REQUEST =
  /^(GET|HEAD) (\/[\x21\x23-\x7e]*) HTTP\/1\.1\r\n((?:[\w-]+:[\t\x20-\x7e]*\r\n)+)\r\n$/;
const LINE = /([\w-]+):[\t ]*([\t\x20-\x7e]*?)[\t ]*\r\n/g;
const HOST = /^([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?$/;
// What changes how a request or its connection is read is not for here.
const BEYOND = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A request that was read. */
export interface SimpleRequest {
  method: string;
  /** Path and query. */
  address: string;
  headers: IncomingHttpHeaders;
}

/** Reads a chunk that is exactly one simple request; undefined where it is anything else. */
export const readSimple = (chunk: Buffer): SimpleRequest | undefined => {
  if (chunk.length > LONGEST) return undefined;
  const [, method, address, lines] = REQUEST.exec(chunk.toString('latin1')) ?? [];
  if (!method || !address || !lines) return undefined;
  const headers: Record<string, string> = {};
  for (const [, written, value] of lines.matchAll(LINE)) {
    const name = written!.toLowerCase();
    if (name === 'connection' && value!.toLowerCase() === 'keep-alive') continue;
    // A second line of the same name has rules of its own.
    if (BEYOND.has(name) || Object.hasOwn(headers, name)) return undefined;
    headers[name] = value!;
  }
  return HOST.test(headers.host ?? '') ? { method, address, headers } : undefined;
};

const REASONS: Record<number, string> = {
  200: 'OK',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  404: 'Not Found',
  414: 'URI Too Long',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

const statusLine = (status: number): string => `HTTP/1.1 ${status} ${REASONS[status] ?? 'Other'}\r\n`;

const idLine = (id: string): string => `X-Request-Id: ${id}\r\n`;

/** What follows the status line, ready to be sent; `keepAlive` in ms, 0 where the connection ends with it. */
const headOf = (headers: Iterable<[string, string]>, keepAlive: number): string => {
  let head = '';
  for (const [name, value] of headers) head += `${name}: ${value}\r\n`;
  head += `Date: ${new Date().toUTCString()}\r\n`;
  return keepAlive
    ? `${head}Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAlive / 1000)}\r\n\r\n`
    : `${head}Connection: close\r\n\r\n`;
};

/** The bytes of a reply, and the count of those like it. */
interface Sent {
  start: string;
  rest: string | Buffer;
  whole: string | Buffer;
  replies: { count: number };
}

const joined = (head: string, rest: string | Buffer): string | Buffer =>
  typeof rest === 'string' ? head + rest : Buffer.concat([Buffer.from(head, 'latin1'), rest]);

/** Answers the simple requests of connections and hands the others over. */
export class SimpleRequests {
  #sockets = new Set<Socket>();
  /** A reply stays the same for a second: so do its bytes. */
  #sent = new WeakMap<Written, Sent>();
  #closing = false;

  constructor(
    private readonly gateway: Gateway,
    private readonly times: ConnectionTimes,
    private readonly witness: Witness | undefined,
    /** Takes a connection with the bytes that were put back. */
    private readonly handOver: (socket: Socket) => void,
  ) {}

  /** Takes a new connection. */
  accept(socket: Socket, peer: Peer): void {
    let busy = false;
    let slow: NodeJS.Timeout | undefined;
    const cut = () => socket.destroy();
    const end = () => socket.end();
    const resume = () => {
      clearTimeout(slow);
      if (!busy) socket.resume();
    };
    const leave = () => {
      clearTimeout(slow);
      this.#sockets.delete(socket);
      socket.off('data', read).off('drain', resume).off('end', end);
      socket.off('error', cut).off('timeout', cut).off('close', leave);
    };
    const send = (bytes: string | Buffer) => {
      if (socket.write(bytes, 'latin1')) return;
      // A reader that does not keep up is not read from either, and not waited for long.
      socket.pause();
      clearTimeout(slow);
      slow = setTimeout(cut, this.times.drain);
    };
    const read = (chunk: Buffer) => {
      const request = readSimple(chunk);
      if (!request) {
        leave();
        socket.setTimeout(0);
        socket.pause();
        socket.unshift(chunk);
        this.handOver(socket);
        socket.resume();
        return;
      }
      const wait = peer.allowance(request.headers)?.take();
      const id = peer.requestId(request.headers);
      const written = wait ? undefined : this.#ready(request);
      if (written) {
        send(this.#bytes(written, request, id));
        return;
      }
      // Replies go out in the order of their requests: the next is read after this one's reply.
      busy = true;
      socket.pause();
      socket.setTimeout(0);
      this.#ask(request, id ?? newId(), wait).then((bytes) => {
        busy = false;
        socket.setTimeout(this.times.keepAlive);
        socket.resume();
        send(bytes);
        if (this.#closing) socket.end();
      }, cut);
    };
    this.#sockets.add(socket);
    socket.setTimeout(this.times.firstByte);
    socket.once('data', () => socket.setTimeout(this.times.keepAlive));
    socket.on('data', read).on('drain', resume).on('end', end);
    socket.on('error', cut).on('timeout', cut).on('close', leave);
  }

  /** Ends the connections that wait for nothing now, and the others with their reply. */
  close(): void {
    this.#closing = true;
    for (const socket of this.#sockets) if (!socket.isPaused()) socket.end();
  }

  /** Ends all connections at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #ready({ method, address, headers }: SimpleRequest): Written | undefined {
    return this.gateway.ready(address, {
      method,
      ifNoneMatch: headers['if-none-match'],
      origin: headers.origin,
      acceptEncoding: headers['accept-encoding'] as string | undefined,
      authorization: headers.authorization,
    });
  }

  #bytes(written: Written, { method, address }: SimpleRequest, given?: string): string | Buffer {
    let sent = this.#sent.get(written);
    if (!sent) {
      const { status, headers, body } = written;
      const head = headOf(Object.entries(headers), this.times.keepAlive);
      const ascii = body === null || (typeof body === 'string' && /^[\0-\x7f]*$/.test(body));
      const start = statusLine(status);
      const rest = ascii ? head + (body ?? '') : joined(head, Buffer.from(body as string));
      const replies = this.witness?.count(address, status) ?? { count: 0 };
      sent = { start, rest, whole: joined(start, rest), replies };
      this.#sent.set(written, sent);
    }
    sent.replies.count++;
    const all = this.witness?.all;
    if (!given && !all) return sent.whole;
    const id = given ?? newId();
    if (all) this.witness?.made({ id, method, address, status: written.status, seconds: 0 });
    return joined(sent.start + idLine(id), sent.rest);
  }

  async #ask(
    { method, address, headers }: SimpleRequest,
    id: string,
    wait: number | undefined,
  ): Promise<Buffer> {
    const started = performance.now();
    const request = new Request(`http://${headers.host}${address}`, {
      method,
      headers: headers as Record<string, string>,
    });
    const response = await (wait
      ? this.gateway.tooOften(request, wait)
      : this.gateway.fetch(request));
    const body = Buffer.from(await response.arrayBuffer());
    const { status } = response;
    const sent = [...response.headers];
    if (method !== 'HEAD' && status !== 304 && !response.headers.has('Content-Length')) {
      sent.push(['Content-Length', String(body.length)]);
    }
    if (this.witness) {
      this.witness.count(address, status).count++;
      const seconds = (performance.now() - started) / 1000;
      this.witness.made({ id, method, address, status, seconds });
    }
    const keepAlive = this.#closing ? 0 : this.times.keepAlive;
    const head = statusLine(status) + idLine(id) + headOf(sent, keepAlive);
    return joined(head, body) as Buffer;
  }
}
