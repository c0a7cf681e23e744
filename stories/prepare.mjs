/** `npm run storybook`, `npm run build-storybook`: the build and the figures that the stories stand on. */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leave, prepare } from '../demo/prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = fileURLToPath(new URL('data', import.meta.url));

/** The viewing whose page lies beside the snapshot: `STORY_EVENT` of made-up-people.ts. */
const STORY_EVENT = 'made-up-viewing-0';
const MEDIA = '993554ba94';

/** The pictures come from files too, so that no story asks another host. */
const keepPictures = async () => {
  const file = join(data, 'medias.json');
  const medias = JSON.parse(await readFile(file, 'utf8'));
  await mkdir(join(data, 'pictures'));
  for (const { hashed_id, thumbnail } of medias) {
    if (!thumbnail?.url.startsWith('http')) continue;
    const picture = await fetch(thumbnail.url);
    await writeFile(join(data, 'pictures', `${hashed_id}.svg`), await picture.text());
    thumbnail.url = `stats/pictures/${hashed_id}.svg`;
  }
  await writeFile(file, JSON.stringify(medias));
};

/** Wistia's page about one viewing, of the one that skipped and repeated most. */
const keepViewing = async (url) => {
  const ask = (path) => fetch(`${url}stats/${path}`, { headers: { Authorization: 'Bearer sandbox' } });
  const events = await (await ask(`events.json?media_id=${MEDIA}&per_page=100`)).json();
  const pages = await Promise.all(
    events.map(async ({ iframe_heatmap_url }) => (await fetch(iframe_heatmap_url)).text()),
  );
  const folder = join(data, 'stats/events', STORY_EVENT);
  await mkdir(folder, { recursive: true });
  const parts = (page) => page.split('<rect').length;
  await writeFile(join(folder, 'iframe.html'), pages.reduce((best, page) => (parts(page) > parts(best) ? page : best)));
};

/** Whether there is data, and no newer build that would make another. */
const isWritten = () => {
  const [snapshot, sandbox] = [join(data, 'stats/events'), join(root, 'dist/sandbox.js')];
  return existsSync(snapshot) && statSync(snapshot).mtimeMs > statSync(sandbox).mtimeMs;
};

/** Brings the build up to date, and writes a snapshot of the make-believe account, unless there is one. */
export const prepareStories = async () => {
  await prepare({ build: true });
  if (isWritten()) return;
  const [{ serveSandbox }, { writeSandboxSnapshot }] = await Promise.all([
    import('../dist/sandbox.js'),
    import('../demo/snapshot.mjs'),
  ]);
  const served = await serveSandbox({ rateLimit: Infinity });
  try {
    await rm(data, { recursive: true, force: true });
    await writeSandboxSnapshot({ apiUrl: served.url, out: data });
    await keepPictures();
    await keepViewing(served.url);
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
