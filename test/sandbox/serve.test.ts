/** The sandbox on a real port, and the command that starts it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveSandbox } from '../../demo/sandbox/serve.js';
import type { ServedSandbox } from '../../demo/sandbox/serve.js';
import { freePort } from '../gateway/redis-server.js';

const headers = { Authorization: 'Bearer sandbox' };

describe('on a port', () => {
  let served: ServedSandbox;
  beforeAll(async () => {
    served = await serveSandbox({ visitors: 50, videos: 12 });
  });
  afterAll(() => served.close());

  test('answers under the base address, with addresses that lead back to it', async () => {
    expect(served.url).toBe(`http://127.0.0.1:${served.port}/v1/`);
    const response = await fetch(`${served.url}medias.json`, { headers });
    expect(response.status).toBe(200);
    const [media] = (await response.json()) as { thumbnail: { url: string } }[];
    const picture = await fetch(media!.thumbnail.url);
    expect(picture.headers.get('Content-Type')).toBe('image/svg+xml');
  });

  test('sends an empty 404 and a HEAD without a body', async () => {
    const none = await fetch(`${served.url}stats/medias/nosuchid00.json`, { headers });
    expect([none.status, await none.text()]).toEqual([404, '']);
    const head = await fetch(`${served.url}stats/account.json`, { headers, method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('breaks the connection for a cut body', async () => {
    served.sandbox.faults.add({ kind: 'cut', times: 1 });
    const response = await fetch(`${served.url}stats/account.json`, { headers });
    await expect(response.text()).rejects.toThrow();
    expect((await fetch(`${served.url}stats/account.json`, { headers })).status).toBe(200);
  });

  test('hangs until the client gives up, and goes on answering others', async () => {
    served.sandbox.faults.add({ kind: 'hang', times: 1 });
    const controller = new AbortController();
    const { signal } = controller;
    const hanging = fetch(`${served.url}stats/account.json`, { headers, signal });
    const refused = expect(hanging).rejects.toThrow();
    await expect.poll(() => served.sandbox.faults.list.at(-1)!.hits).toBe(1);
    expect((await fetch(`${served.url}stats/account.json`, { headers })).status).toBe(200);
    controller.abort();
    await refused;
  });

  test('takes sessions and faults over HTTP', async () => {
    const base = new URL('/sandbox/', served.url);
    const post = (path: string, body: object): Promise<Response> =>
      fetch(new URL(path, base), { method: 'POST', body: JSON.stringify(body) });
    const told = { media_id: '993554ba94', watched: [[0, 9]] };
    expect((await post('sessions', told)).status).toBe(201);
    expect((await post('faults', { kind: 'status', times: 1 })).status).toBe(201);
    expect((await fetch(`${served.url}stats/account.json`, { headers })).status).toBe(500);
  });

  test('a port that is taken is named', async () => {
    await expect(serveSandbox({ port: served.port, visitors: 1, videos: 1 })).rejects.toThrow(
      `Port ${served.port} is taken by another program: give another one with --port.`,
    );
  });

  test('ends though somebody hangs', async () => {
    // On a port that no other program is given after it.
    const other = await serveSandbox({ port: await freePort(), visitors: 5, videos: 3 });
    other.sandbox.faults.add({ kind: 'hang', headers: true });
    const response = await fetch(`${other.url}stats/account.json`, { headers });
    await other.close();
    await expect(response.text()).rejects.toThrow();
    await expect(fetch(other.url)).rejects.toThrow();
  });
});

describe('npm run sandbox', () => {
  const start = fileURLToPath(new URL('../../demo/sandbox/start.mjs', import.meta.url));
  const run = (...flags: string[]) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(process.execPath, [start, ...flags], (_, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });

  test.each([
    [['--port', '99999'], '--port must be a whole number from 0 to 65535, but is "99999".'],
    [['--visitors', 'all'], '--visitors must be a whole number from 1 to 1000000, but is "all".'],
    [['--videos', '0'], '--videos must be a whole number from 1 to 5000, but is "0".'],
    [['--seed=1.5'], '--seed must be a whole number from -2147483648 to 4294967295, but is "1.5".'],
  ])('%j is refused with a sentence', async (flags, sentence) => {
    expect(await run(...flags)).toEqual({ code: 1, stdout: '', stderr: `${sentence}\n` });
  });

  test('an option that it does not know', async () => {
    const { code, stderr } = await run('--colour', 'red');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Unknown option '--colour'\..* --help.*\n$/);
  });

  test('--help lists the options', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const flag of ['--port ', '--seed ', '--visitors ', '--videos ']) {
      expect(stdout).toContain(flag);
    }
  });
});
