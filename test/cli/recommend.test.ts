/** Batches of recommendations, and their evaluation, at the command line. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEvents } from '../../src/gateway/events/open-events.js';
import { commandLine } from '../gateway/command-line.js';
import { healthy, listed } from '../gateway/stub.js';
import { tastes } from '../recommend/made-events.js';

const { folder, run, config } = commandLine('recommend');

const HEAD = 'visitor,media,percent_viewed,received_at';

let files = 0;
const csv = (...lines: string[]): string => {
  const file = join(folder, `events${files++}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

const line = ({ visitor, media, share, time }: ReturnType<typeof tastes>[number]): string =>
  `${visitor},${media},${share.toFixed(3)},${new Date(time).toISOString()}`;

const train = csv(HEAD, ...tastes().map(line));

interface Line {
  visitor: string;
  media_ids: string[];
}

const recommended = async (...args: string[]): Promise<{ lines: Line[]; err: string }> => {
  const command = run(['recommend', ...args]);
  expect(await command.ended, command.err()).toBe(0);
  const lines = command.out().trim().split('\n').map((json) => JSON.parse(json) as Line);
  return { lines, err: command.err() };
};

/** What is said of a mistake. */
const refused = async (...args: string[]): Promise<string> => {
  const command = run(args);
  expect(await command.ended).toBe(2);
  expect(command.out()).toBe('');
  expect(command.err()).not.toMatch(/\n\s+at /);
  return command.err();
};

test('prints a list for every visitor of a history, known or not, without what they have watched', async () => {
  const history = csv(
    HEAD,
    'somebody,kind1-0,1,2026-03-01T10:00:00Z',
    'somebody,kind1-3,0.9,2026-03-01T11:00:00.250Z',
    'else,never seen,1,2026-03-01T10:00:00+02:00',
    'visitor3,kind3-1,1,2026-03-01T10:00:00Z',
  );
  const { lines } = await recommended('--train', train, '--history', history, '--limit', '6');
  expect(lines.map(({ visitor }) => visitor)).toEqual(['somebody', 'else', 'visitor3']);
  for (const { media_ids: ids } of lines) {
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  }
  const [somebody] = lines;
  expect(somebody!.media_ids.filter((id) => id.startsWith('kind1-'))).toHaveLength(6);
  expect(somebody!.media_ids).not.toContain('kind1-0');
  expect(somebody!.media_ids).not.toContain('kind1-3');
});

test('reads shares as parts of 1 or of 100, quotes, Windows line ends and columns in any order', async () => {
  const plain = tastes().map((event) => ({ ...event, media: `${event.media}, "cut"` }));
  const quoted = csv(
    '\uFEFFreceived_at,note,percent_viewed,media,visitor\r',
    ...plain.map(
      ({ visitor, media, share, time }) =>
        `${new Date(time).toISOString()},x,${(share * 100).toFixed(1)},"${media.replaceAll('"', '""')}",${visitor}\r`,
    ),
  );
  const { lines, err } = await recommended('--train', quoted, '--limit', '3');
  const { lines: expected } = await recommended('--train', train, '--limit', '3');
  expect(lines).toEqual(
    expected.map(({ visitor, media_ids: ids }) => ({ visitor, media_ids: ids.map((id) => `${id}, "cut"`) })),
  );
  expect(err).toBe('');
});

test('says what did not fit, and goes on', async () => {
  const odd = csv(
    HEAD,
    ...tastes().map(line),
    ',kind1-0,1,2026-03-01T10:00:00Z',
    'a,,1,2026-03-01T10:00:00Z',
    'a,kind1-0,1.5,2026-03-01T10:00:00Z',
    'a,kind1-1,-0.5,2026-03-01T10:00:00Z',
    'a,kind1-2,1,2999-03-01T10:00:00Z',
    'a,kind1-4,1,',
    'a,kind1-0,1.5,2026-03-01T10:00:00Z',
  );
  const { lines, err } = await recommended('--train', odd, '--limit', '60');
  expect(lines.at(-1)!.visitor).toBe('a');
  expect(lines.at(-1)!.media_ids).toHaveLength(44);
  for (const sentence of [
    '1 event without a visitor',
    '1 event without a video',
    '3 events with a share below 0 or above 1',
    '1 event from the future',
    '1 event without a time',
    '1 event given twice',
  ]) {
    expect(err).toContain(sentence);
  }
});

test('names the line that cannot be read, and prints nothing', async () => {
  const good = 'a,x,1,2026-03-01T10:00:00Z';
  const broken = csv(HEAD, good, 'a,x,1', good, 'a,x,much,2026-03-01T10:00:00Z', 'a,x,1,yesterday', 'a,"x,1,2026-03-01T10:00:00Z');
  const said = await refused('recommend', '--train', broken);
  expect(said).toContain(`${broken}, line 3: 4 columns are needed, there are 3.`);
  expect(said).toContain('line 5: percent_viewed "much" is no number.');
  expect(said).toContain('line 6: received_at "yesterday" is no time');
  expect(said).toContain('line 7: a quotation mark is not closed.');
  expect(await refused('evaluate', csv('who,what', 'a,x'))).toContain('line 1: there is no column "visitor", "media"');
  expect(await refused('evaluate', csv())).toContain('line 1');
  expect(await refused('recommend', '--train', join(folder, 'nothing.csv'))).toContain('nothing.csv cannot be read');
});

test('evaluates on a file, as a table and for machines', async () => {
  const told = run(['evaluate', train]);
  expect(await told.ended).toBe(0);
  expect(told.out()).toMatch(/our model +0\.\d{4} +0\.\d{4} +\d\.\d{4} +\d\.\d\d\n +popularity/);
  const json = run(['evaluate', train, '--json']);
  expect(await json.ended).toBe(0);
  expect(JSON.parse(json.out())).toMatchObject({
    visitors: 120,
    splits: [{ split: 'temporal', asked: 120, model: {}, popularity: {}, cosine: {} }, { split: 'visitors' }],
  });
});

test('reads the event store of a configuration where no file is named', async () => {
  const store = join(folder, 'events.sqlite');
  const key = 'a key that only the tests know';
  const opened = await openEvents({ store, key });
  await opened.store.add(
    tastes().map(({ visitor, ...event }, n) => ({ event: `e${n}`, visitor: String(visitor), converted: 0, ...event })),
  );
  await opened.close();
  const file = await config({ publish: {}, events: { store } });
  const command = run(['recommend', '--config', file, '--limit', '4'], { WISTIA_EVENTS_KEY: key });
  expect(await command.ended, command.err()).toBe(0);
  const lines = command.out().trim().split('\n');
  expect(lines).toHaveLength(120);
  expect((JSON.parse(lines[0]!) as Line).media_ids).toHaveLength(4);
  expect(command.err()).toBe(
    'WISTIA_API_TOKEN is not set, so the account was not looked at: the lists may hold videos that are archived or not published.\n',
  );
  const evaluated = run(['evaluate', '--config', file, '--json'], { WISTIA_EVENTS_KEY: key });
  expect(await evaluated.ended, evaluated.err()).toBe(0);
  expect(JSON.parse(evaluated.out())).toMatchObject({ visitors: 120 });
  const none = await config({ publish: {}, events: { store: 'not there.sqlite' } });
  expect(await refused('recommend', '--config', none)).toContain('There is no event store not there.sqlite yet');
  expect(await refused('recommend', '--config', await config({ publish: {} }))).toContain('names no event store');
});

test('lists from an event store hold what is published, and nothing archived', async () => {
  const store = join(folder, 'published.sqlite');
  const key = 'a key that only the tests know';
  const opened = await openEvents({ store, key });
  await opened.store.add(
    tastes().map(({ visitor, ...event }, n) => ({ event: `e${n}`, visitor: String(visitor), converted: 0, ...event })),
  );
  await opened.close();
  const ids = [...new Set(tastes().map(({ media }) => media))].sort();
  const medias = ids.map((id) => listed(id, id.split('-')[0], { archived: id === 'kind1-2' }));
  const wistia = createServer((request, response) => {
    const url = new URL(request.url!, 'http://wistia.test');
    void Promise.resolve(healthy(medias)(url.pathname.replace(/^\/v1\//, ''), url, {})).then(async (reply) =>
      response.writeHead(reply.status).end(await reply.text()),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((done) => wistia.once('listening', done));
  const apiUrl = `http://127.0.0.1:${(wistia.address() as AddressInfo).port}/v1/`;
  const file = await config({
    apiUrl,
    timeout: 60,
    publish: { medias: ['*', { id: 'kind1-0', catalogue: false }, { project: 'kind3', fields: [] }] },
    recommendations: { exclude: ['kind1-1'] },
    events: { store },
  });
  const secrets = { WISTIA_EVENTS_KEY: key, WISTIA_API_TOKEN: 'sandbox' };
  const command = run(['recommend', '--config', file, '--limit', '100'], secrets);
  expect(await command.ended, command.err()).toBe(0);
  wistia.close();
  expect(command.err()).toBe('');
  const lines = command.out().trim().split('\n').map((json) => JSON.parse(json) as Line);
  const found = new Set(lines.flatMap(({ media_ids }) => media_ids));
  const hidden = (id: string) => /^kind3|^kind1-[012]$/.test(id);
  expect([...found].sort()).toEqual(ids.filter((id) => !hidden(id)));
  // The account cannot be looked at: nothing is printed, and why.
  const refusal = run(['recommend', '--config', file], secrets);
  expect(await refusal.ended).toBe(2);
  expect(refusal.err()).toMatch(/^The account could not be looked at: .*\n$/);
  expect(refusal.out()).toBe('');
});
