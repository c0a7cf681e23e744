/** The published tree as files: what a static site gets. */
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeSnapshot } from '../../src/cli/snapshot-command.js';
import { ago, eventful, viewed } from '../gateway/eventful.js';
import { healthy, json, listed, media, stubbed, TOKEN } from '../gateway/stub.js';
import type { Answer } from '../gateway/stub.js';

let out: string;
beforeEach(async () => {
  // Neither a minute of the budget nor a day ends in the middle.
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  out = join(await mkdtemp(join(tmpdir(), 'snapshot-')), 'site/stats');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(join(out, '../..'), { recursive: true, force: true });
});

const ALL = { account: true, projects: '*', medias: '*' } as const;
const script = {
  body: 'console.log("widgets")',
  version: '1.2.3',
  parts: { 'wistia-widgets-words-de.js': 'export default {};', 'wistia-widgets-private.js': '/* private */' },
};

const write = (publish: object = ALL, answer: Answer = healthy(), days = 10) => {
  const stub = stubbed({ publish }, answer);
  const config = { token: TOKEN, publish };
  const waited: number[] = [];
  const result = writeSnapshot(config, { out, days }, {
    gateway: stub.gateway,
    script,
    wait: (seconds) => {
      waited.push(seconds);
      vi.advanceTimersByTime(seconds * 1000);
      return Promise.resolve();
    },
  });
  return { ...stub, result, waited };
};

const filesIn = async (folder = out): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(out, file), 'utf8'));

describe('a snapshot', () => {
  test('holds the whole published tree, the script and its list', async () => {
    await write().result;
    expect(await filesIn()).toEqual(
      [
        'medias.json',
        'snapshot.json',
        'stats/account.json',
        'stats/account/by_date.json',
        ...['m1', 'm2', 'm3'].flatMap((id) => [
          `stats/medias/${id}.json`,
          `stats/medias/${id}/by_date.json`,
          `stats/medias/${id}/engagement.json`,
        ]),
        ...['77', 'p1', 'p2'].flatMap((id) => [
          `stats/projects/${id}.json`,
          `stats/projects/${id}/by_date.json`,
        ]),
        'wistia-widgets-1.2.3.js',
        'wistia-widgets-private-1.2.3.js',
        'wistia-widgets-private.js',
        'wistia-widgets-words-de.js',
        'wistia-widgets.js',
      ].sort(),
    );
    expect(await read('stats/medias/m1.json')).toEqual(media);
    expect(await read('stats/account/by_date.json')).toHaveLength(10);
    expect(await read('medias.json')).toHaveLength(3);
  });

  test('holds nothing that is not published, and asks for nothing else', async () => {
    const { asked, result } = write({ medias: [{ id: 'm2', fields: ['play_count'], by_date: false }] });
    await result;
    expect(await filesIn()).toEqual([
      'medias.json',
      'snapshot.json',
      'stats/medias/m2.json',
      'wistia-widgets-1.2.3.js',
      'wistia-widgets-private-1.2.3.js',
      'wistia-widgets-private.js',
      'wistia-widgets-words-de.js',
      'wistia-widgets.js',
    ]);
    expect(await read('stats/medias/m2.json')).toEqual({ play_count: 80 });
    expect(asked.filter((path) => /account|projects|m1|m3/.test(path))).toEqual([]);
  });

  test('holds no token', async () => {
    await write().result;
    for (const file of await filesIn()) expect(await readFile(join(out, file), 'utf8')).not.toContain(TOKEN);
  });

  test('tells what goes together, where viewing events are kept, of nobody by themselves', async () => {
    vi.useRealTimers();
    const rows = ['ann', 'bob', 'cem', 'dee', 'eli'].flatMap((visitor) => [
      viewed(visitor, 'm1', ago(9)),
      viewed(visitor, 'm2', ago(8)),
    ]);
    rows.push(viewed('ann', 'm3', ago(7)));
    const gateway = await eventful(rows, undefined, { publish: { medias: '*' } });
    await gateway.caughtUp();
    await expect
      .poll(() => gateway.gateway.health().learning?.sessions)
      .toBe(rows.length);
    await writeSnapshot(
      { token: TOKEN, publish: { medias: '*' } },
      { out, days: 10 },
      { gateway: gateway.gateway },
    );
    expect(await read('related/m1.json')).toEqual([{ media_id: 'm2', score: expect.any(Number) as number }]);
    expect(await read('related/m3.json')).toEqual([]);
  });

  test('rewrites what has changed and leaves the rest as it is', async () => {
    expect(await write().result).toMatchObject({ unchanged: 0, removed: 0 });
    const before = await stat(join(out, 'stats/medias/m2.json'));
    const answer: Answer = (path, url, init) =>
      path === 'stats/medias/m1.json' ? json({ ...media, play_count: 81 }) : healthy()(path, url, init);
    expect(await write(ALL, answer).result).toMatchObject({ written: 1, removed: 0 });
    expect(await read('stats/medias/m1.json')).toMatchObject({ play_count: 81 });
    expect((await stat(join(out, 'stats/medias/m2.json'))).ino).toBe(before.ino);
  });

  test('takes away a video that was archived, and its folder', async () => {
    await write().result;
    await writeFile(join(out, 'stats/medias/notes.txt'), 'the site’s own');
    const answer = healthy([listed('m1'), listed('m2', 'p1', { archived: true }), listed('m3', 'p2')]);
    expect(await write(ALL, answer).result).toMatchObject({ removed: 3 });
    const files = await filesIn();
    expect(files.filter((file) => file.includes('m2'))).toEqual([]);
    expect(files).toContain('stats/medias/notes.txt');
    expect(await readdir(join(out, 'stats/medias'))).not.toContain('m2');
  });

  test('waits as long as Wistia asks for, and goes on', async () => {
    let refused = 0;
    const answer: Answer = (path, url, init) =>
      path === 'stats/medias/m2.json' && refused++ === 0
        ? new Response('Too many', { status: 429, headers: { 'Retry-After': '30' } })
        : healthy()(path, url, init);
    const { result, waited } = write(ALL, answer);
    expect((await result).failed).toEqual([]);
    expect(waited.length).toBeGreaterThan(0);
    expect(await read('stats/medias/m2.json')).toEqual(media);
  });

  test('keeps the older figures of what cannot be had', async () => {
    await write().result;
    const answer: Answer = (path, url, init) =>
      path === 'stats/medias/m2.json' ? new Response('<html>', { status: 200 }) : healthy()(path, url, init);
    const { failed } = await write(ALL, answer).result;
    expect(failed).toEqual([{ path: 'stats/medias/m2.json', kept: true }]);
    expect(await read('stats/medias/m2.json')).toEqual(media);
  });

  test('changes nothing where the list of videos cannot be had', async () => {
    await write().result;
    const before = await filesIn();
    const { result } = write(ALL, () => json({ error: 'no' }, { status: 403 }));
    await expect(result).rejects.toThrow(/list of videos could not be had/);
    expect((await filesIn()).filter((file) => !file.startsWith('.wistia-snapshot'))).toEqual(before);
  });
});

describe('a run that was stopped', () => {
  class KilledError extends Error {}

  test('shows nothing of its own, and the next goes on where it was', async () => {
    const publish = { medias: '*' } as const;
    const first = stubbed({ publish });
    const config = { token: TOKEN, publish };
    let done = 0;
    const killed = writeSnapshot(config, { out, days: 10 }, {
      gateway: first.gateway,
      progress: () => {
        if (++done === 4) throw new KilledError();
      },
    });
    await expect(killed).rejects.toThrow(KilledError);
    expect((await filesIn()).filter((file) => !file.startsWith('.wistia-snapshot'))).toEqual([]);

    const { asked, result } = write(publish);
    await result;
    expect(asked.filter((path) => path.startsWith('stats/')).length).toBeLessThan(
      first.asked.filter((path) => path.startsWith('stats/')).length + 9 - 3,
    );
    expect(await filesIn()).toContain('stats/medias/m3/engagement.json');
    expect(await readdir(out)).not.toContain('.wistia-snapshot');
  });

  test('is not used where something else is published now', async () => {
    await expect(
      writeSnapshot({ token: TOKEN, publish: { medias: '*' } }, { out, days: 10 }, {
        gateway: stubbed({ publish: { medias: '*' } }).gateway,
        progress: () => {
          throw new KilledError();
        },
      }),
    ).rejects.toThrow(KilledError);
    const { result } = write({ medias: [{ id: 'm1', fields: ['play_count'], by_date: false }] });
    await result;
    expect(await read('stats/medias/m1.json')).toEqual({ play_count: 80 });
    expect((await filesIn()).filter((file) => /m2|m3/.test(file))).toEqual([]);
  });

  test('leaves a lock that a later run takes over', async () => {
    await mkdir(join(out, '.wistia-snapshot'), { recursive: true });
    // No process has this number.
    await writeFile(join(out, '.wistia-snapshot/lock'), '4194305');
    await write().result;
    expect(await filesIn()).toContain('medias.json');
  });
});

describe('refuses, and changes nothing,', () => {
  test('while another run is at it', async () => {
    await mkdir(join(out, '.wistia-snapshot'), { recursive: true });
    await writeFile(join(out, '.wistia-snapshot/lock'), String(process.ppid));
    await expect(write().result).rejects.toThrow(/Another snapshot is being written/);
  });

  test('where a file of the site’s own would be overwritten', async () => {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'medias.json'), '"mine"');
    await expect(write().result).rejects.toThrow(/medias\.json was not written by a snapshot/);
    expect(await read('medias.json')).toBe('mine');
    expect(await filesIn()).not.toContain('stats/account.json');
  });

  test.each(['no JSON', '{"files":["../../etc/passwd"]}', '{"files":["/etc/passwd"]}'])(
    'a list that no snapshot wrote: %s',
    async (text) => {
      await mkdir(out, { recursive: true });
      await writeFile(join(out, 'snapshot.json'), text);
      await expect(write().result).rejects.toThrow(/not a snapshot's list/);
    },
  );

  test('a folder that cannot be made', async () => {
    await mkdir(join(out, '..'), { recursive: true });
    await writeFile(out, 'a file');
    await expect(write().result).rejects.toThrow(/cannot be written/);
  });
});
