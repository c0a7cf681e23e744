import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Gateway } from '../gateway/index.js';
import { TrustedProxies } from './client-address.js';
import { givenId, newId } from './request-id.js';
import { SimpleRequests } from './simple-requests.js';
import type { Peer } from './simple-requests.js';
import type { Witness } from './witness.js';

/** Where to listen, and to whom. */
export interface ListenOptions {
  /** 0 for any free one. */
  port: number;
  host: string;
  /** Connections at the same time; more are closed at once. Default: any number. */
  maxConnections?: number | undefined;
  /** Proxies whose `X-Forwarded-For` and `X-Request-Id` are believed. Default: those of this machine. */
  trustedProxies?: readonly string[] | undefined;
  witness?: Witness | undefined;
}

/** A server that listens. */
export interface Listening {
  url: string;
  /** Open connections. */
  connections(): Promise<number>;
  /** Takes no new requests, lets those under way end, and then resolves. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 15_000;
// Longer than the idle time of usual load balancers, which otherwise hit connections that just
// closed.
export const KEEP_ALIVE = 65_000;
const LONGEST_GOODBYE = 10_000;
const LONGEST_HEAD = 16_384; // bytes
const MOST_HEADERS = 100;
/** A connection on which nothing moves: longer than the slowest reply of Wistia is waited for. */
const LONGEST_SILENCE = 150_000;
const LONGEST_DRAIN = 30_000;

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join() : header;

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Serves a gateway over HTTP. */
export const listen = (gateway: Gateway, options: ListenOptions): Promise<Listening> => {
  const { port, host, witness } = options;
  const proxies = new TrustedProxies(options.trustedProxies ?? []);
  const none = {
    allowance: () => undefined,
    requestId: () => undefined,
  };
  const peers = new WeakMap<Socket, Peer>();
  const peerOf = (socket: Socket): Peer => {
    let peer = peers.get(socket);
    if (!peer) {
      const { remoteAddress } = socket;
      if (remoteAddress === undefined) peer = none; // gone already
      else if (proxies.trusts(remoteAddress)) {
        peer = {
          allowance: (headers: IncomingHttpHeaders) => {
            const forwarded = textOf(headers['x-forwarded-for']);
            if (forwarded === undefined) return undefined;
            const client = proxies.client(remoteAddress, forwarded);
            return client === undefined ? undefined : gateway.allowance(client);
          },
          requestId: (headers: IncomingHttpHeaders) => givenId(textOf(headers['x-request-id'])),
        };
      } else {
        const allowance = gateway.allowance(proxies.client(remoteAddress, undefined)!);
        peer = { ...none, allowance: () => allowance };
      }
      peers.set(socket, peer);
    }
    return peer;
  };

  const answer = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      const wait = peerOf(incoming.socket).allowance(incoming.headers)?.take();
      return wait ? gateway.tooOften(request, wait) : gateway.fetch(request);
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: LONGEST_HEAD,
    },
    (incoming: IncomingMessage, outgoing: ServerResponse) => {
      const started = performance.now();
      const id = peerOf(incoming.socket).requestId(incoming.headers) ?? newId();
      outgoing.setHeader('X-Request-Id', id);
      // Nothing here reads a body: the reply goes out, and the connection with it.
      if (hasBody(incoming)) outgoing.shouldKeepAlive = false;
      const { method = '', url: address = '' } = incoming;
      outgoing.once('finish', () => {
        const { statusCode: status } = outgoing;
        if (!witness) return;
        witness.count(address, status).count++;
        const seconds = (performance.now() - started) / 1000;
        witness.made({ id, method, address, status, seconds });
      });
      void answer(incoming, outgoing);
    },
  );
  server.timeout = LONGEST_SILENCE;
  server.maxHeadersCount = MOST_HEADERS;
  if (options.maxConnections) server.maxConnections = options.maxConnections;
  const [takeOver] = server.listeners('connection') as ((socket: Socket) => void)[];
  const simple = new SimpleRequests(
    gateway,
    { firstByte: HEADERS_TIMEOUT, keepAlive: KEEP_ALIVE, drain: LONGEST_DRAIN },
    witness,
    (socket) => takeOver!.call(server, socket),
  );
  server
    .removeAllListeners('connection')
    .on('connection', (socket) => simple.accept(socket, peerOf(socket)));

  const close = (): Promise<void> =>
    new Promise((done) => {
      const clock = setTimeout(() => {
        simple.cut();
        server.closeAllConnections();
      }, LONGEST_GOODBYE);
      server.close(() => {
        clearTimeout(clock);
        done();
      });
      simple.close();
      server.closeIdleConnections();
    });

  const connections = (): Promise<number> =>
    new Promise((done) => server.getConnections((error, count) => done(error ? 0 : count)));

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { family, address, port: bound } = server.address() as AddressInfo;
      const name = family === 'IPv6' ? `[${address}]` : address;
      resolve({ url: `http://${name}:${bound}`, connections, close });
    });
  });
};
