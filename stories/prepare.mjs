/** `npm run storybook`, `npm run build-storybook`: the build and the figures that the stories stand on. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { leave, prepare } from '../demo/prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = fileURLToPath(new URL('data', import.meta.url));

/** Writes a snapshot of the make-believe account, unless there is one. */
export const prepareStories = async () => {
  await prepare({ build: true });
  if (existsSync(`${data}/snapshot.json`)) return;
  const [{ serveSandbox }, { writeSandboxSnapshot }] = await Promise.all([
    import('../dist/sandbox.js'),
    import('../demo/snapshot.mjs'),
  ]);
  const served = await serveSandbox({});
  try {
    await writeSandboxSnapshot({ apiUrl: served.url, out: data });
  } finally {
    await served.close();
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await prepareStories();
    const [command = 'dev', ...options] = process.argv.slice(2);
    const port = command === 'dev' ? ['--port', process.env.PORT ?? '6006', '--no-open'] : [];
    const child = spawn('node_modules/.bin/storybook', [command, ...port, ...options], {
      cwd: root,
      env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' },
      shell: process.platform === 'win32',
      stdio: 'inherit',
    });
    child.once('close', (code) => process.exit(code ?? 1));
  } catch (error) {
    leave(error);
  }
}
