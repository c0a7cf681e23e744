import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Gateway } from '../gateway/index.js';

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
// Longer than the idle time of usual load balancers, which otherwise hit connections that just closed.
const KEEP_ALIVE = 65_000;
const LONGEST_GOODBYE = 10_000;

/** Serves a gateway over HTTP. */
export const listen = (gateway: Gateway, { port, host }: ListenOptions): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request) => gateway.fetch(request),
        port,
        hostname: host,
        serverOptions: {
          headersTimeout: HEADERS_TIMEOUT,
          requestTimeout: REQUEST_TIMEOUT,
          keepAliveTimeout: KEEP_ALIVE,
          maxHeaderSize: 16_384,
        },
      },
      (info: AddressInfo) => {
        const name = info.family === 'IPv6' ? `[${info.address}]` : info.address;
        resolve({ url: `http://${name}:${info.port}`, close: () => close(server as Server) });
      },
    );
    server.once('error', reject);
  });

const close = (server: Server): Promise<void> =>
  new Promise((done) => {
    const clock = setTimeout(() => server.closeAllConnections(), LONGEST_GOODBYE);
    server.close(() => {
      clearTimeout(clock);
      done();
    });
    server.closeIdleConnections();
  });
