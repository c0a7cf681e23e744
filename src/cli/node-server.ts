import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Gateway } from '../gateway/index.js';
import { SimpleRequests } from './simple-requests.js';

/** Where to listen. */
export interface ListenOptions {
  /** 0 for any free one. */
  port: number;
  host: string;
}

/** A server that listens. */
export interface Listening {
  url: string;
  /** Takes no new requests, lets those under way end, and then resolves. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 15_000;
// Longer than the idle time of usual load balancers, which otherwise hit connections that just
// closed.
const KEEP_ALIVE = 65_000;
const LONGEST_GOODBYE = 10_000;
const LONGEST_HEAD = 16_384; // bytes

/** Serves a gateway over HTTP. */
export const listen = (gateway: Gateway, { port, host }: ListenOptions): Promise<Listening> => {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE,
      maxHeaderSize: LONGEST_HEAD,
    },
    getRequestListener((request) => gateway.fetch(request), { overrideGlobalObjects: false }),
  );
  const [takeOver] = server.listeners('connection') as ((socket: Socket) => void)[];
  const simple = new SimpleRequests(
    gateway,
    { firstByte: HEADERS_TIMEOUT, keepAlive: KEEP_ALIVE },
    (socket) => takeOver!.call(server, socket),
  );
  server.removeAllListeners('connection').on('connection', (socket) => simple.accept(socket));

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

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { family, address, port: bound } = server.address() as AddressInfo;
      const name = family === 'IPv6' ? `[${address}]` : address;
      resolve({ url: `http://${name}:${bound}`, close });
    });
  });
};
