/**
 * Plain GET and HEAD requests, read off the connection without Node's HTTP server, which costs more
 * than everything else in a cached reply. Only what is beyond doubt is read here: one whole request
 * of HTTP/1.1 in one piece, with one Host, no body and no wish about the connection. Anything else,
 * odd or only rare, is handed over to Node's server with every byte that came.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { Gateway, Written } from '../gateway/index.js';

/** Milliseconds. */
export interface ConnectionTimes {
  /** Until the first byte of a connection. */
  firstByte: number;
  /** Between requests. */
  keepAlive: number;
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
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/**
 * The head of a reply, ready to be sent; `keepAlive` in ms, 0 where the connection ends with it.
 */
const headOf = (status: number, headers: Iterable<[string, string]>, keepAlive: number): string => {
  let head = `HTTP/1.1 ${status} ${REASONS[status] ?? 'Other'}\r\n`;
  for (const [name, value] of headers) head += `${name}: ${value}\r\n`;
  head += `Date: ${new Date().toUTCString()}\r\n`;
  return keepAlive
    ? `${head}Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAlive / 1000)}\r\n\r\n`
    : `${head}Connection: close\r\n\r\n`;
};

/** Answers the simple requests of connections and hands the others over. */
export class SimpleRequests {
  #sockets = new Set<Socket>();
  /** A reply stays the same for a second: so do its bytes. */
  #sent = new WeakMap<Written, string | Buffer>();
  #closing = false;

  constructor(
    private readonly gateway: Gateway,
    private readonly times: ConnectionTimes,
    /** Takes a connection with the bytes that were put back. */
    private readonly handOver: (socket: Socket) => void,
  ) {}

  /** Takes a new connection. */
  accept(socket: Socket): void {
    let busy = false;
    const cut = () => socket.destroy();
    const end = () => socket.end();
    const resume = () => {
      if (!busy) socket.resume();
    };
    const leave = () => {
      this.#sockets.delete(socket);
      socket.off('data', read).off('drain', resume).off('end', end);
      socket.off('error', cut).off('timeout', cut).off('close', leave);
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
      socket.setTimeout(this.times.keepAlive);
      const written = this.#ready(request);
      if (written) {
        // A reader that does not keep up is not read from either.
        if (!socket.write(this.#bytes(written), 'latin1')) socket.pause();
        return;
      }
      // Replies go out in the order of their requests: the next is read after this one's reply.
      busy = true;
      socket.pause();
      this.#ask(socket, request).then(() => {
        busy = false;
        resume();
      }, cut);
    };
    this.#sockets.add(socket);
    socket.setTimeout(this.times.firstByte);
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
    });
  }

  #bytes(written: Written): string | Buffer {
    let bytes = this.#sent.get(written);
    if (bytes === undefined) {
      const { status, headers, body } = written;
      const head = headOf(status, Object.entries(headers), this.times.keepAlive);
      const ascii = body === null || (typeof body === 'string' && /^[\0-\x7f]*$/.test(body));
      bytes = ascii
        ? head + (body ?? '')
        : Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body as string)]);
      this.#sent.set(written, bytes);
    }
    return bytes;
  }

  async #ask(socket: Socket, { method, address, headers }: SimpleRequest): Promise<void> {
    const request = new Request(`http://${headers.host}${address}`, {
      method,
      headers: headers as Record<string, string>,
    });
    const response = await this.gateway.fetch(request);
    const body = Buffer.from(await response.arrayBuffer());
    const sent = [...response.headers];
    if (method !== 'HEAD' && response.status !== 304 && !response.headers.has('Content-Length')) {
      sent.push(['Content-Length', String(body.length)]);
    }
    const keepAlive = this.#closing ? 0 : this.times.keepAlive;
    const head = Buffer.from(headOf(response.status, sent, keepAlive), 'latin1');
    socket.write(body.length ? Buffer.concat([head, body]) : head);
    if (this.#closing) socket.end();
  }
}
