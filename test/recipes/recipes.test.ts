/** The recipes of demo/recipes, each tried as its first lines say. */
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Miniflare } from 'miniflare';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtWorker } from '../gateway/built.js';
import { freePort, RedisServer } from '../gateway/redis-server.js';
import { endAll, figures, listening, program, root, run, runNginx, Wistia } from './programs.js';

const TOKEN = 'canary_token_7b1f';
const ACCOUNT = 'stats/account.json';
const PUBLISHED = { play_count: figures.play_count, hours_watched: figures.hours_watched };
const environment = { PATH: process.env.PATH, HOME: tmpdir(), WISTIA_API_TOKEN: TOKEN };

let folder: string;
let wistia: Wistia;

/** A site of somebody who has installed the package and copied the recipes. */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'recipes-')));
  await cp(`${root}demo/recipes`, folder, { recursive: true });
  await mkdir(`${folder}/node_modules`);
  await symlink(root, `${folder}/node_modules/wistia-widgets`);
  const manifest = { type: 'module', dependencies: { 'wistia-widgets': '*' } };
  await writeFile(`${folder}/package.json`, JSON.stringify(manifest));
});
beforeEach(async () => {
  wistia = await Wistia.start();
  const config = JSON.parse(await readFile(`${root}demo/recipes/gateway.json`, 'utf8')) as object;
  await writeFile(`${folder}/gateway.json`, JSON.stringify({ ...config, apiUrl: wistia.apiUrl }));
});
afterEach(async () => {
  await endAll();
  wistia.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What every gateway does, wherever it runs. */
const answersAsAGateway = async (url: string): Promise<void> => {
  const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
  const reply = await get(ACCOUNT, { Origin: 'https://www.example.com' });
  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual(PUBLISHED);
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(reply.headers.get('Cache-Control')).toMatch(/^public, max-age=\d+, s-maxage=/);
  const known = { 'If-None-Match': reply.headers.get('ETag')! };
  expect((await get(ACCOUNT, known)).status).toBe(304);
  expect(await (await get('healthz')).text()).toBe('ok');
  const asked = wistia.asked.length;
  for (const path of ['stats/projects/p1.json', 'stats/visitors.json', 'nothing', 'gateway.json']) {
    expect((await get(path)).status, path).toBeGreaterThanOrEqual(400);
  }
  expect((await get(`${ACCOUNT}?page=1`)).status).toBe(400);
  expect((await fetch(url + ACCOUNT, { method: 'POST', body: 'x' })).status).toBe(405);
  expect(wistia.asked).toHaveLength(asked);
};

const servesTheScript = async (url: string): Promise<void> => {
  const script = await readFile(`${root}dist/wistia-widgets.js`, 'utf8');
  expect(await (await fetch(`${url}wistia-widgets.js`)).text()).toBe(script);
};

test.each([
  ['bun.js', () => program('@oven/bun-linux-x64/bin/bun', '@oven/bun-linux-aarch64/bin/bun', 'bun/bin/bun.exe'), []],
  [
    'deno.js',
    () => program('@deno/linux-x64-glibc/deno', '@deno/linux-arm64-glibc/deno', '@deno/darwin-arm64/deno'),
    ['run', '--no-remote', '--allow-net', '--allow-env', '--allow-read'],
  ],
] as const)('%s answers as a gateway, until it is asked to end', async (file, runtime, args) => {
  const env = { ...environment, PORT: '0' };
  const gateway = run(runtime(), [...args, file], { cwd: folder, env });
  const [, url] = await gateway.until(/answers on (http:\S+)/);
  await answersAsAGateway(url!);
  await servesTheScript(url!);
  gateway.child.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
  expect(gateway.said()).not.toContain(TOKEN);
});

describe('cloudflare-worker.js', () => {
  let worker: Miniflare;
  let url: string;
  beforeEach(async () => {
    worker = new Miniflare({
      modules: true,
      script: await builtWorker({ file: `${folder}/cloudflare-worker.js` }),
      compatibilityDate: '2025-06-01',
      cf: false,
      bindings: { WISTIA_API_TOKEN: TOKEN },
    });
    url = (await worker.ready).href;
  });
  afterEach(() => worker.dispose());

  test('answers as a gateway', () => answersAsAGateway(url));

  test('lets the data centre keep public replies, each origin its own, and no others', async () => {
    const get = (headers: Record<string, string> = {}, path = ACCOUNT) =>
      fetch(url + path, { headers });
    const kept = async (headers: Record<string, string>, path?: string) => {
      const reply = await get(headers, path);
      await reply.text();
      return reply.headers.get('CF-Cache-Status');
    };
    await get({ Origin: 'https://a.example' });
    await expect.poll(() => kept({ Origin: 'https://a.example' })).toBe('HIT');
    expect(await kept({ Origin: 'https://b.example' })).not.toBe('HIT');
    for (let i = 0; i < 3; i++) {
      expect(await kept({ Authorization: 'Bearer x' })).not.toBe('HIT');
      expect(await kept({}, 'nothing')).not.toBe('HIT');
    }
  });
});

describe('nginx.conf, with two gateways and a Redis', () => {
  let redis: RedisServer;
  const gateways: { url: string; adminUrl: string; child: ReturnType<typeof run> }[] = [];
  let nginx: string;

  beforeEach(async () => {
    redis = await RedisServer.start();
    gateways.length = 0;
    for (let i = 0; i < 2; i++) {
      const args = [`${root}dist/cli.js`, 'gateway', '--config', 'gateway.json', '--port', '0'];
      const env = { ...environment, REDIS_URL: redis.url };
      const child = run(process.execPath, args, { cwd: folder, env });
      const [, url] = await child.until(/answers on (http:\S+)/);
      const [, adminUrl] = await child.until(/operator, on (http:\S+)/);
      gateways.push({ url: url!, adminUrl: adminUrl!, child });
    }
    const ports = gateways.map(({ url }) => new URL(url).port);
    const port = await freePort();
    const conf = (await readFile(`${folder}/nginx.conf`, 'utf8'))
      .replaceAll('127.0.0.1:8081', `127.0.0.1:${ports[0]}`)
      .replaceAll('127.0.0.1:8082', `127.0.0.1:${ports[1]}`)
      .replaceAll('listen 8080', `listen 127.0.0.1:${port}`);
    const user = process.getuid?.() === 0 ? 'user root;\n' : '';
    await writeFile(`${folder}/nginx-test.conf`, `${user}daemon off;\n${conf}`);
    await mkdir(`${folder}/temp`, { recursive: true });
    await rm(`${folder}/cache`, { recursive: true, force: true });
    await listening(port, runNginx(folder, 'nginx-test.conf'));
    nginx = `http://127.0.0.1:${port}/`;
  });
  afterEach(() => redis.stop());

  /** Statuses of many requests at once. */
  const many = async (count: number, url: (i: number) => string): Promise<number[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const reply = await fetch(url(i));
        await reply.arrayBuffer();
        return reply.status;
      }),
    );
  const all = (status: number, count: number) => Array<number>(count).fill(status);

  test('answers as a gateway, and the script too', async () => {
    await answersAsAGateway(nginx);
    await servesTheScript(nginx);
    for (const { url } of gateways) await answersAsAGateway(url);
    // What was asked of one is known to the other.
    expect(wistia.asked.filter((path) => path === ACCOUNT)).toHaveLength(1);
  });

  test('asks Wistia once for a thousand who ask both processes at once', async () => {
    let release = () => {};
    wistia.opened = new Promise((done) => (release = done));
    const readers = many(1000, (i) => gateways[i % 2]!.url + ACCOUNT);
    await expect.poll(() => wistia.asked.length).toBe(1);
    release();
    expect(await readers).toEqual(all(200, 1000));
    expect(wistia.asked).toEqual([ACCOUNT]);
  });

  test('loses no reply while a gateway is taken down in good order, or dies', async () => {
    const ask = (path: string) => many(200, (i) => `${nginx}${path}?${i}`);
    // Each of these goes through to a gateway: they are refused there, as what is not known.
    expect(await ask(ACCOUNT)).toEqual(all(400, 200));
    const during = ask(ACCOUNT);
    gateways[0]!.child.child.kill('SIGTERM');
    expect(await during).toEqual(all(400, 200));
    expect(await gateways[0]!.child.ended).toBe(0);
    expect(await ask(ACCOUNT)).toEqual(all(400, 200));
  });

  test('goes on, each gateway alone, when Redis is gone, and says so', async () => {
    expect((await fetch(nginx + ACCOUNT)).status).toBe(200);
    await redis.stop();
    for (const { url, adminUrl, child } of gateways) {
      const path = 'stats/account/by_date.json?start_date=2020-01-01&end_date=2020-01-02';
      // Figures in another shape: but Wistia was asked, and that is told.
      expect((await fetch(url + path)).status).toBe(502);
      await expect.poll(async () => (await fetch(`${url}healthz`)).text()).toBe('degraded');
      const reasons = async () => {
        const health = (await (await fetch(`${adminUrl}health`)).json()) as { reasons: string[] };
        return health.reasons.join();
      };
      await expect.poll(reasons).toMatch(/goes on alone, with its own share of the budget/);
      await child.until(/Redis cannot be reached/);
    }
    expect((await fetch(nginx + ACCOUNT)).status).toBe(200);
  });
});

describe('Dockerfile and compose.yaml', () => {
  const instructions = async () =>
    (await readFile(`${root}demo/recipes/Dockerfile`, 'utf8'))
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => /^(\w+) (.*)$/.exec(line)!.slice(1) as [string, string]);

  test('what the image runs, runs', async () => {
    const image = join(folder, 'image');
    await mkdir(image);
    let env: Record<string, string | undefined> = { ...environment };
    for (const [name, value] of await instructions()) {
      if (name === 'ENV') {
        const [key, text] = value.split('=') as [string, string];
        env = { ...env, [key]: text };
      } else if (name === 'COPY') {
        const paths = value.split(' ');
        const target = paths.pop()!;
        for (const path of paths) {
          expect(existsSync(root + path), `${path} is there to be copied`).toBe(true);
          const to = target.endsWith('/') ? join(image, target, path) : join(image, target);
          await mkdir(dirname(to), { recursive: true });
          await cp(root + path, to, { recursive: true });
        }
      } else if (name === 'RUN') {
        const ran = run('sh', ['-c', value], { cwd: image, env: { ...env, HOME: process.env.HOME } });
        expect(await ran.ended, ran.said()).toBe(0);
      } else if (name === 'CMD') {
        const here: Record<string, string> = {
          '/config/gateway.json': `${folder}/gateway.json`,
          '0.0.0.0': '127.0.0.1',
          8080: '0',
          9464: '0',
        };
        const command = (JSON.parse(value) as string[]).map((word) => here[word] ?? word);
        const gateway = run(command[0]!, command.slice(1), { cwd: image, env });
        const [, url] = await gateway.until(/answers on (http:\S+)/);
        await answersAsAGateway(url!);
        await servesTheScript(url!);
        const [, check] = (await instructions()).find(([each]) => each === 'HEALTHCHECK')!;
        const healthy = JSON.parse(check.replace(/^.*?CMD /, '').replace('8080', new URL(url!).port)) as string[];
        expect(await run(healthy[0]!, healthy.slice(1), { env }).ended).toBe(0);
        gateway.child.kill('SIGTERM');
        expect(await gateway.ended).toBe(0);
        expect(await run(healthy[0]!, healthy.slice(1), { env }).ended).toBe(1);
      }
    }
  });

  test('name files that are there, and the port that is served', async () => {
    const compose = await readFile(`${root}demo/recipes/compose.yaml`, 'utf8');
    const [, context] = /context: (\S+)/.exec(compose)!;
    const [, dockerfile] = /dockerfile: (\S+)/.exec(compose)!;
    expect(existsSync(join(root, 'demo/recipes', context!, dockerfile!))).toBe(true);
    for (const [, file] of compose.matchAll(/- \.\/(\S+?):/g)) {
      expect(existsSync(`${root}demo/recipes/${file}`), file).toBe(true);
    }
    const exposed = (await instructions()).find(([name]) => name === 'EXPOSE')![1].split(' ');
    const [, port] = /ports:\n\s+- '(\d+)'/.exec(compose)!;
    expect(exposed).toContain(port);
  });
});
