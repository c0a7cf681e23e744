/** What only the operator should see: metrics, and the reasons behind `healthz`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { GatewayHealth } from '../gateway/index.js';
import { KEEP_ALIVE } from './node-server.js';

/** Where the admin port is, and what it shows. */
export interface AdminOptions {
  /** 0 for any free one. */
  port: number;
  host: string;
  registry: Registry;
  health(): GatewayHealth;
}

const NO_STORE = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Serves `metrics` and `health`. */
export const listenForAdmin = (
  options: AdminOptions,
): Promise<{ url: string; close(): Promise<void> }> => {
  const { registry, health, port, host } = options;
  const answers: Record<string, () => Promise<[number, string, string]>> = {
    '/metrics': async () => [200, registry.contentType, await registry.metrics()],
    // 200 also while it is degraded: it answers, and must not be restarted for that.
    '/health': async () => [200, 'application/json', `${JSON.stringify(health(), null, 2)}\n`],
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
    const answer = answers[(request.url ?? '').split('?', 1)[0]!];
    const readable = request.method === 'GET' || request.method === 'HEAD';
    const reply = (status: number, type: string, body: string) => {
      response.writeHead(status, { ...NO_STORE, 'Content-Type': type });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (!answer) reply(404, 'text/plain', 'There are /metrics and /health here.\n');
    else if (!readable) reply(405, 'text/plain', 'Only GET and HEAD are answered.\n');
    else answer().then((parts) => reply(...parts), () => reply(500, 'text/plain', 'It failed.\n'));
  });
  server.timeout = 10_000;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { family, address, port: bound } = server.address() as AddressInfo;
      const name = family === 'IPv6' ? `[${address}]` : address;
      resolve({ url: `http://${name}:${bound}/`, close });
    });
  });
};
