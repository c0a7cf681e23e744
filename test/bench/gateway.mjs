/**
 * Cached hits a second: the gateway as its command line serves it, a bare hono route, and nginx's
 * proxy_cache. The server has one core and the load another; rounds are interleaved, medians compared.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GOAL = 0.8; // of nginx
const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 64;
const SERVER_CORE = '0';
const LOAD_CORE = '1';
const PATH = 'stats/medias/993554ba94.json';
const BODY = JSON.stringify({
  load_count: 100,
  play_count: 80,
  play_rate: 0.54,
  hours_watched: 21.9,
  engagement: 0.89,
  visitors: 94,
});
const dist = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

const has = (command) => spawnSync('which', [command]).status === 0;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const pinned = (core, command, args, options = {}) =>
  spawn('taskset', ['-c', core, command, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
};

/** Resolves as soon as something listens on the port. */
const listening = async (port, deadline = Date.now() + 10_000) => {
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

const startGateway = async (cli, folder, upstream) => {
  const port = await freePort();
  const config = join(folder, 'gateway.json');
  await writeFile(
    config,
    JSON.stringify({
      apiUrl: `http://127.0.0.1:${upstream}/v1/`,
      publish: { medias: true },
      cache: { fresh: 3600 },
    }),
  );
  const child = pinned(SERVER_CORE, process.execPath, [cli, 'gateway', '--config', config, '--port', port], {
    env: { ...process.env, WISTIA_API_TOKEN: 'bench', NODE_ENV: 'production' },
  });
  await listening(port);
  return { child, url: `http://127.0.0.1:${port}/${PATH}` };
};

const startHono = async () => {
  const port = await freePort();
  const source = `
    import { serve } from '@hono/node-server';
    import { Hono } from 'hono';
    const app = new Hono().get('/${PATH}', (c) =>
      c.body(${JSON.stringify(BODY)}, 200, { 'Content-Type': 'application/json; charset=utf-8' }));
    serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' });`;
  // In the project's folder, where the packages are found.
  const child = pinned(SERVER_CORE, process.execPath, ['--input-type=module', '-e', source], {
    cwd: here,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await listening(port);
  return { child, url: `http://127.0.0.1:${port}/${PATH}` };
};

const startNginx = async (folder, upstream) => {
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  await writeFile(
    config,
    `${process.getuid() === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log crit;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/cache keys_zone=bench:1m;
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://127.0.0.1:${upstream}/v1/; proxy_cache bench; proxy_cache_valid 200 1h; }
  }
}`,
  );
  const child = pinned(SERVER_CORE, 'nginx', ['-p', folder, '-c', config]);
  await listening(port);
  return { child, url: `http://127.0.0.1:${port}/${PATH}` };
};

/** Requests a second, all of them answered with 200. */
const load = (url, seconds) =>
  new Promise((done, fail) => {
    const child = spawn(
      'taskset',
      ['-c', LOAD_CORE, 'wrk', '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', url],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    child.on('error', fail);
    child.on('close', () => {
      const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]);
      if (!rate || /Non-2xx/.test(said)) fail(new Error(`${url} was not answered:\n${said}`));
      else done(rate);
    });
  });

/** Prints rows: what, figure, goal. */
export const run = async ({ print, cli = dist }) => {
  const missing = ['wrk', 'nginx', 'taskset'].filter((command) => !has(command));
  if (missing.length) {
    print('gateway: cached hits', `not measured: ${missing.join(', ')} not installed`, '');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
  const media = { hashed_id: '993554ba94', name: 'A', duration: 60, type: 'Video', status: 'ready' };
  const upstream = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(request.url.includes('/medias.json') ? JSON.stringify([media]) : BODY);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => upstream.once('listening', done));
  const { port } = upstream.address();
  const servers = {};
  try {
    servers.nginx = await startNginx(folder, port);
    servers.hono = await startHono();
    servers.gateway = await startGateway(cli, folder, port);
    for (const { url } of Object.values(servers)) {
      const body = await (await fetch(url)).text();
      if (body !== BODY) throw new Error(`${url} answered something else: ${body}`);
      await load(url, 2);
    }
    const rates = { nginx: [], hono: [], gateway: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(rates)) rates[name].push(await load(servers[name].url, SECONDS));
    }
    const ratio = (to) => median(rates.gateway.map((rate, round) => rate / rates[to][round]));
    const perSecond = (name) => `${Math.round(median(rates[name])).toLocaleString('en')}/s`;
    print('gateway: nginx proxy_cache, one core', perSecond('nginx'), '');
    print('gateway: bare hono route, one core', perSecond('hono'), '');
    print('gateway: cached hits, one core', perSecond('gateway'), '');
    print('gateway: cached hits ÷ nginx, median of five pairs', ratio('nginx').toFixed(2), `≥ ${GOAL}`);
    print('gateway: cached hits ÷ bare hono, median of five pairs', ratio('hono').toFixed(2), '');
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
    upstream.closeAllConnections();
    upstream.close();
    await rm(folder, { recursive: true, force: true });
  }
};
