/** The sandbox on a port of this machine. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSandbox } from './index.js';
import type { Sandbox, SandboxOptions } from './index.js';
import { nodeListener } from './node-listener.js';

export * from './index.js';

const HOST = '127.0.0.1';
/** Milliseconds. A client that comes back after a pause should not meet a connection that just closes. */
const KEEP_ALIVE = 65_000;

/** A sandbox that listens. */
export interface ServedSandbox {
  /** The API's base address; ends in `/v1/`. */
  url: string;
  port: number;
  sandbox: Sandbox;
  /** Ends it, with every connection. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox on the loopback interface.
 * @param options `port`: 0, the default, takes any free one
 * @throws Error with a full sentence where the port cannot be had.
 */
export const serveSandbox = async (
  options: SandboxOptions & { port?: number | undefined } = {},
): Promise<ServedSandbox> => {
  const { port: wanted = 0, ...settings } = options;
  const sandbox = createSandbox(settings);
  const listener = nodeListener(sandbox.fetch);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, listener).listen(wanted, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be had (${code})`;
    throw new Error(`Port ${wanted} ${why}: give another one with --port.`, { cause: error });
  }
  const { port } = server.address() as { port: number };
  return {
    url: `http://${HOST}:${port}/v1/`,
    port,
    sandbox,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
