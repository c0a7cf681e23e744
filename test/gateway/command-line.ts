/** Runs the built command line, as somebody at a terminal would. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { builtCli } from './built.js';

export interface Run {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** The exit code. */
  ended: Promise<number | null>;
  /** Waits for text on standard output. */
  said: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** For one file of tests: builds the command line before them, and ends what they started. */
export const commandLine = (name: string) => {
  let cli: Awaited<ReturnType<typeof builtCli>>;
  const folder = mkdtempSync(join(tmpdir(), `gateway-${name}-`));
  const runs: Run[] = [];

  beforeAll(async () => {
    cli = await builtCli(name);
  });
  afterEach(async () => {
    const left = runs.splice(0);
    for (const { child } of left) child.kill('SIGKILL');
    await Promise.all(left.map(({ ended }) => ended));
  });
  afterAll(async () => {
    await cli.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: string[], environment: Record<string, string> = {}): Run => {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [cli.file, ...args], {
      env: { PATH, HOME: folder, ...environment },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    const said = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((done, fail) => {
        const look = () => {
          const found = pattern.exec(out);
          if (found) done(found);
        };
        child.stdout.on('data', look);
        child.once('close', () => fail(new Error(`It ended without saying so: ${out}${err}`)));
        look();
      });
    const run = { child, out: () => out, err: () => err, ended, said };
    runs.push(run);
    return run;
  };

  /** Writes a configuration. @returns its file's name */
  const config = async (value: unknown): Promise<string> => {
    const file = join(folder, `${Math.random()}.json`);
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };

  return { folder, run, config };
};
