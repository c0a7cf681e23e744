/** The figures of the site's live examples: a snapshot of the make-believe account, and its tables. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeSandboxSnapshot } from '../../demo/snapshot.mjs';

const PEOPLE = 8;

/**
 * What the private tables show, as files by their path: a list of people, a list of viewings, and each
 * person and viewing by itself.
 * @param {string} apiUrl of a sandbox
 */
export const privateRecords = async (apiUrl) => {
  const list = async (name) => {
    const reply = await fetch(new URL(`stats/${name}.json?per_page=${PEOPLE}`, apiUrl), {
      headers: { Authorization: 'Bearer sandbox' },
    });
    return reply.json();
  };
  const [visitors, events] = await Promise.all([list('visitors'), list('events')]);
  // As a gateway does: it holds a token.
  for (const event of events) delete event.iframe_heatmap_url;
  return new Map(
    [
      ['stats/visitors.json', visitors],
      ['stats/events.json', events],
      ...visitors.map((visitor) => [`stats/visitors/${visitor.visitor_key}.json`, visitor]),
      ...events.map((event) => [`stats/events/${event.event_key}.json`, event]),
    ].map(([path, value]) => [path, JSON.stringify(value)]),
  );
};

/** Writes them into a site's folder, pictures too, so that it needs no other server. */
export const writeSiteData = async (out) => {
  const { serveSandbox } = await import('../../dist/sandbox.js');
  const served = await serveSandbox({});
  const put = async (path, body) => {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), body);
  };
  try {
    await rm(join(out, 'data'), { recursive: true, force: true });
    await writeSandboxSnapshot({ apiUrl: served.url, out: join(out, 'data') });
    const list = join(out, 'data/medias.json');
    const medias = JSON.parse(await readFile(list, 'utf8'));
    for (const { hashed_id, thumbnail } of medias) {
      if (!thumbnail?.url.startsWith('http')) continue;
      const picture = `data/pictures/${hashed_id}.svg`;
      await put(picture, await (await fetch(thumbnail.url)).text());
      thumbnail.url = picture;
    }
    await writeFile(list, JSON.stringify(medias));
    for (const [path, body] of await privateRecords(served.url)) await put(`private/${path}`, body);
  } finally {
    await served.close();
  }
};
