/** `npm run docs`: the documentation as a folder of files, for any static host and any path on it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leave, prepare } from '../../demo/prepare.mjs';

const out = fileURLToPath(new URL('../../docs-static/', import.meta.url));

try {
  await prepare({ build: true });
  const [{ renderSite }, { writeSiteData }] = await Promise.all([import('./site.mjs'), import('./site-data.mjs')]);
  const files = renderSite();
  await rm(out, { recursive: true, force: true });
  for (const [path, body] of files) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), body);
  }
  await writeSiteData(out);
  console.log(`The documentation is in ${out}: put the folder on any host, or look at it with "npm run demo" at /docs/.`);
} catch (error) {
  leave(error);
}
