/**
 * Cached hits a second: the gateway as its command line serves it, a bare hono route, and nginx's
 * proxy_cache. The server has one core and the load another; rounds are interleaved, medians
 * compared.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  freePort,
  listening,
  LOAD_CORE,
  pinned,
  SERVER_CORE,
  startGateway,
} from './gateway-process.mjs';

export const title = 'Gateway: cached hits on one core';

const GOAL = 0.8; // of nginx
const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 64;
const PATH = 'stats/medias/993554ba94.json';
const BODY = JSON.stringify({
  load_count: 100,
  play_count: 80,
  play_rate: 0.54,
  hours_watched: 21.9,
  engagement: 0.89,
  visitors: 94,
});
const here = fileURLToPath(new URL('.', import.meta.url));

const has = (command) => spawnSync('which', [command]).status === 0;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

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
  return { child, url: `http://127.0.0.1:${port}/` };
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
  return { child, url: `http://127.0.0.1:${port}/` };
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

/** Prints rows: what, figure and, where there is one, the goal and whether it is reached. */
export const run = async (print, { cli } = {}) => {
  const missing = ['wrk', 'nginx', 'taskset'].filter((command) => !has(command));
  if (missing.length) {
    print('cached hits', `not measured: ${missing.join(', ')} not installed`);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
  const media = {
    hashed_id: '993554ba94',
    name: 'A',
    duration: 60,
    type: 'Video',
    status: 'ready',
  };
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
    const config = { publish: { medias: true }, cache: { fresh: 3600 } };
    servers.gateway = await startGateway({ folder, upstream: port, config, cli });
    for (const { url } of Object.values(servers)) {
      const body = await (await fetch(url + PATH)).text();
      if (body !== BODY) throw new Error(`${url} answered something else: ${body}`);
      await load(url + PATH, 2);
    }
    const rates = { nginx: [], hono: [], gateway: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(rates)) {
        rates[name].push(await load(servers[name].url + PATH, SECONDS));
      }
    }
    const perSecond = (name) => `${Math.round(median(rates[name])).toLocaleString('en')}/s`;
    const ratio = (to) => median(rates.gateway.map((rate, round) => rate / rates[to][round]));
    print('nginx proxy_cache', perSecond('nginx'));
    print('bare hono route', perSecond('hono'));
    print('gateway', perSecond('gateway'));
    print('gateway ÷ bare hono, median of five pairs', ratio('hono').toFixed(2));
    const toNginx = ratio('nginx');
    print(
      'gateway ÷ nginx, median of five pairs',
      toNginx.toFixed(2),
      `≥ ${GOAL}`,
      toNginx >= GOAL,
    );
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
    upstream.closeAllConnections();
    upstream.close();
    await rm(folder, { recursive: true, force: true });
  }
};
