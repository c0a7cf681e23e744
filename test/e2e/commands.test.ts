/** The start scripts, as somebody at a terminal meets them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a script; `said` grows as it speaks. */
const start = (script: string, args: string[] = [], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const program = { child, said: '', complained: '', ended: once(child, 'close') };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (program.said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (program.complained += text));
  return program;
};

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the demo in good order', async (signal) => {
  const demo = start('demo/start.mjs', [], { PORT: '0' });
  await expect.poll(() => demo.said).toMatch(/http:\S+ \(/);
  const [url] = /http:\S+/.exec(demo.said)!;
  const page = await fetch(url!);
  expect(await page.text()).toContain('wistia-play-count');
  demo.child.kill(signal);
  expect(await demo.ended).toEqual([0, null]);
  expect(demo.complained).toBe('');
  await expect(fetch(url!)).rejects.toThrow();
});

test('a port that is taken is named, with the way to another one', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const demo = start('demo/start.mjs', [], { PORT: String(port) });
  expect(await demo.ended).toEqual([1, null]);
  expect(demo.complained.trim()).toBe(
    `Port ${port} is taken by another program: "PORT=8090 npm run demo" takes another one.`,
  );
  other.close();
});

test.each([
  ['demo/start.mjs', [], { PORT: 'web' }, /^PORT must be a whole number .* "web"\.$/],
  ['test/run.mjs', ['--only', 'units'], {}, /^--only "units" is none of checks, unit/],
  ['test/run.mjs', ['--fast'], {}, /^Unknown option '--fast'\. Known is --only with checks/],
  ['test/bench/run.mjs', ['size'], {}, /^There is no bench "size", but .*sizes/],
])('%s %s %o is answered with a sentence', async (script, args, env, sentence) => {
  const program = start(script, args, env as Record<string, string>);
  expect(await program.ended).toEqual([1, null]);
  expect(program.complained.trim()).toMatch(sentence);
  expect(program.complained).not.toMatch(/\n\s+at /);
});
