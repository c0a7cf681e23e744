/** Programs and servers that the recipes are tried with. */
import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program of this machine's kind among the packages that only the recipes need. */
export const program = (...paths: string[]): string => {
  const folder = fileURLToPath(new URL('./node_modules/', import.meta.url));
  const found = paths.map((path) => folder + path).find((path) => existsSync(path));
  if (!found) throw new Error(`None of ${paths.join(', ')} is installed: run npm test once.`);
  return found;
};

/** What was started and is still running, with what ends it. */
const running = new Map<ChildProcess, NodeJS.Signals>();

/** Ends what was started and is still running. */
export const endAll = async (): Promise<void> => {
  await Promise.all(
    [...running].map(async ([child, signal]) => {
      const exit = once(child, 'exit');
      if (child.kill(signal)) await exit;
    }),
  );
};

/** A program that runs until it is ended. */
export interface Run {
  child: ChildProcess;
  /** Everything it said, on both outputs. */
  said: () => string;
  /** Waits for it to say something. */
  until: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** @param options `endedBy`: what {@link endAll} ends it by */
export const run = (
  command: string,
  args: string[],
  { endedBy = 'SIGKILL', ...options }: SpawnOptions & { endedBy?: NodeJS.Signals } = {},
): Run => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  running.set(child, endedBy);
  let said = '';
  let changed = () => {};
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      changed();
    });
  }
  const ended = new Promise<number | null>((done) => child.once('close', done));
  child.once('error', (error) => (said += error.message));
  void ended.then(() => {
    running.delete(child);
    changed();
  });
  const until = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(said);
      if (found) return found;
      if (!running.has(child)) throw new Error(`It ended without saying ${pattern}:\n${said}`);
      await new Promise<void>((done) => (changed = done));
    }
  };
  return { child, said: () => said, until, ended };
};

/** nginx with this configuration. It takes its workers with it only where it is asked to end. */
export const runNginx = (folder: string, conf: string): Run => {
  const binary = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';
  return run(binary, ['-p', `${folder}/`, '-c', conf], { cwd: folder, endedBy: 'SIGTERM' });
};

/** Resolves as soon as the program listens on the port. */
export const listening = async (port: number, { child, said }: Run): Promise<void> => {
  for (;;) {
    if (!running.has(child)) throw new Error(`It ended without listening on port ${port}:\n${said()}`);
    const open = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true));
      socket.on('error', () => done(false)).on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 50));
  }
};

export const figures = { load_count: 1000, play_count: 400, hours_watched: 21.9 };

/** A Wistia with an account's figures and no videos, that writes down what it was asked for. */
export class Wistia {
  readonly asked: string[] = [];
  /** Replies wait for it. */
  opened: Promise<void> = Promise.resolve();
  #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url!.replace('/v1/', '');
      this.asked.push(path);
      void this.opened.then(() => {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(path.startsWith('medias.json') ? [] : figures));
      });
    }).listen(0, '127.0.0.1');
  }

  static async start(): Promise<Wistia> {
    const wistia = new Wistia();
    await new Promise((done) => wistia.#server.once('listening', done));
    return wistia;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
