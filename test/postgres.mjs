/** A PostgreSQL of the tests' own, where its programs are installed: on a socket, gone with the tests. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The Debian package that brings it. */
export const POSTGRES_PACKAGE = 'postgresql';

/** The folder of PostgreSQL's programs: POSTGRES_BIN, or where Debian puts them; undefined without. */
export const findPostgres = () => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [process.env.POSTGRES_BIN, ...versions.map((version) => join(debian, version, 'bin'))];
  return folders.find((folder) => folder && existsSync(join(folder, 'initdb')));
};

/** PostgreSQL does not run as root: then it is the user that Debian's package makes. */
const owner = () => {
  if (process.getuid?.() !== 0) return {};
  const id = (which) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/** Whether it takes connections: its own note says so. */
const isReady = (data) => {
  const note = join(data, 'postmaster.pid');
  return existsSync(note) && /^ready\s*$/m.test(readFileSync(note, 'utf8'));
};

/**
 * Makes an empty database and serves it.
 * @param {string} programs as findPostgres gives it
 * @returns its address, what ends it for a time, and what ends it and takes it away
 */
export const startPostgres = async (programs) => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const user = owner();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = { ...user, cwd: folder, stdio: 'pipe' };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'tests', '-A', 'trust', '-N', '-E', 'UTF8'], run);
  // The socket alone: no other program of this machine is in the way.
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  let server;
  let exit;
  const start = async () => {
    rmSync(join(data, 'postmaster.pid'), { force: true });
    server = spawn(join(programs, 'postgres'), args, { ...run, stdio: 'ignore' });
    let ended = false;
    exit = once(server, 'exit').then(() => (ended = true));
    while (!isReady(data)) {
      if (ended) throw new Error(`PostgreSQL of ${programs} did not start.`);
      await new Promise((next) => setTimeout(next, 50));
    }
  };
  const pause = async () => {
    server.kill('SIGINT'); // ends its connections, and itself
    await exit;
  };
  await start();
  return {
    address: `postgres://tests@${encodeURIComponent(folder)}/postgres`,
    pause,
    resume: start,
    async stop() {
      await pause();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
