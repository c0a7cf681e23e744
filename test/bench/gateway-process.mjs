/** The gateway as its command line serves it, for benches. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SERVER_CORE = '0';
export const LOAD_CORE = '1';

const dist = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts a command that may use one core only. */
export const pinned = (core, command, args, options = {}) =>
  spawn('taskset', ['-c', core, command, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });

/** A port that nobody listens on. */
export const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
};

/** Resolves as soon as something listens on the port. */
export const listening = async (port, deadline = Date.now() + 10_000) => {
  for (;;) {
    const open = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    if (Date.now() > deadline) throw new Error(`Nothing listens on port ${port}.`);
    await new Promise((done) => setTimeout(done, 50));
  }
};

/** Starts the gateway, on one core, in front of an API on a port of this machine. */
export const startGateway = async ({ folder, upstream, config, cli = dist, env = {} }) => {
  const port = await freePort();
  const file = join(folder, 'gateway.json');
  await writeFile(file, JSON.stringify({ apiUrl: `http://127.0.0.1:${upstream}/v1/`, ...config }));
  const args = [cli, 'gateway', '--config', file, '--port', port];
  const child = pinned(SERVER_CORE, process.execPath, args, {
    env: { ...process.env, WISTIA_API_TOKEN: 'bench', NODE_ENV: 'production', ...env },
  });
  await listening(port);
  return { child, port, url: `http://127.0.0.1:${port}/` };
};
