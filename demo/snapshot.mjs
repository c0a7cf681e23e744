/** The demo's static half: the same figures as files, written by the command that writes them for anybody. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const command = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/**
 * Writes a snapshot of what is published of a sandbox's account.
 * @param {{apiUrl: string, out: string, publish?: object}} options
 */
export const writeSandboxSnapshot = async ({ apiUrl, out, publish }) => {
  const folder = await mkdtemp(join(tmpdir(), 'wistia-widgets-config-'));
  try {
    const config = join(folder, 'gateway.json');
    await writeFile(config, JSON.stringify({ apiUrl, publish: publish ?? { account: true, projects: '*', medias: '*' } }));
    await promisify(execFile)(process.execPath, [command, 'snapshot', '--config', config, '--out', out], {
      env: { ...process.env, WISTIA_API_TOKEN: 'sandbox' },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** A snapshot that is written when the first page asks for it. */
export const lazySnapshot = (apiUrl) => {
  let folder;
  const written = async () => {
    const out = await mkdtemp(join(tmpdir(), 'wistia-widgets-snapshot-'));
    await writeSandboxSnapshot({ apiUrl, out });
    return out;
  };
  return {
    /** A file's content; undefined where there is none. */
    async read(path) {
      folder ??= written();
      return /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path)
        ? readFile(join(await folder, path)).catch(() => undefined)
        : undefined;
    },
    async close() {
      const out = await folder?.catch(() => undefined);
      if (out) await rm(out, { recursive: true });
    },
  };
};
