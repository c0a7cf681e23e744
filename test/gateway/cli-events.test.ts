/** Viewing events at the command line: the store, its key, and what the operator is told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLine } from './command-line.js';
import { ago, CANARIES, sent, viewed, withEvents } from './eventful.js';
import { listed } from './stub.js';

const { folder, run, config } = commandLine('cli-events');
const token = { WISTIA_API_TOKEN: 'canary-token' };
const KEY = { WISTIA_EVENTS_KEY: 'a key that only the tests know' };

const rows = [
  ...Array.from({ length: 120 }, (_, n) => viewed(`Viewer${n}`, 'm1', ago(20 + n / 10))),
  viewed('Viewer3', 'm2', ago(2), { percent_viewed: 'canary', visitor_key: 'Canary visitor' }),
];
const wistia = createServer((request, response) => {
  const url = new URL(request.url!, 'http://wistia.test');
  const answer = withEvents(rows, [listed('m1', 'p1', { created: ago(40) }), listed('m2')]);
  void Promise.resolve(answer(url.pathname.replace(/^\/v1\//, ''), url, {})).then(async (reply) =>
    response.writeHead(reply.status).end(await reply.text()),
  );
});
let apiUrl: string;
beforeAll(async () => {
  await new Promise<void>((done) => wistia.listen(0, '127.0.0.1', done));
  apiUrl = `http://127.0.0.1:${(wistia.address() as AddressInfo).port}/v1/`;
});
afterAll(() => void wistia.close());

const gatewayWith = async (events: object, environment: Record<string, string> = {}) => {
  const file = await config({ apiUrl, timeout: 60, publish: { medias: '*' }, events: { days: 60, ...events } });
  return run(['gateway', '--config', file, '--port', '0'], { ...token, ...environment });
};

const started = async (events: object, environment?: Record<string, string>) => {
  const gateway = await gatewayWith(events, environment);
  const [, url] = await gateway.said(/(http:\S+)/);
  return { ...gateway, url: url! };
};

const landmark = async (url: string, at: number, visitor: string): Promise<unknown> =>
  (await fetch(`${url}landmarks/m1.json?at=${at}&visitor=${sent(visitor)}`)).json();

test('makes the store and, apart from it, a key that its owner alone can read, and says so', async () => {
  const first = await started({ store: 'data.sqlite' });
  const key = join(folder, '.config/wistia-widgets/events.key');
  await expect.poll(first.err).toContain(`Made the key that viewers are hashed with: ${key}.`);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  await expect
    .poll(() => landmark(first.url, 120, 'Viewer0'))
    .toEqual({ at: 120, reached: true, yours: true });
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  // The next run goes on with both.
  const second = await started({ store: 'data.sqlite' });
  expect(second.err()).not.toContain('Made the key');
  await expect
    .poll(() => landmark(second.url, 120, 'Viewer0'))
    .toEqual({ at: 120, reached: true, yours: true });
});

test('writes nothing that names a person to disk, log or terminal', async () => {
  const gateway = await started({ store: 'private.sqlite', keyFile: 'keys/private.key' });
  await expect.poll(gateway.err).toMatch(/percent_viewed/);
  await expect
    .poll(() => landmark(gateway.url, 1, 'Viewer119'))
    .toMatchObject({ yours: true });
  const replies = await Promise.all(
    ['medias.json', `landmarks/m1.json?at=1&visitor=${sent('Viewer3')}`].map(async (path) =>
      (await fetch(gateway.url + path)).text(),
    ),
  );
  gateway.child.kill('SIGTERM');
  await gateway.ended;
  const files = readdirSync(folder).filter((name) => name.startsWith('private'));
  expect(files).toContain('private.sqlite');
  const written = files.map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(written.join()).toContain('m1');
  for (const text of [...written, gateway.out(), gateway.err(), ...replies]) {
    expect(text).not.toMatch(CANARIES);
    expect(text).not.toContain('Viewer3');
    expect(text).not.toContain(sent('Viewer3'));
  }
});

test('takes the key from the environment, and then makes none', async () => {
  const gateway = await started({ store: 'env.sqlite', keyFile: 'keys/unused.key' }, KEY);
  expect(gateway.err()).not.toContain('Made the key');
  expect(existsSync(join(folder, 'keys/unused.key'))).toBe(false);
});

test('refuses a store that was written with another key, and keeps the store', async () => {
  const first = await started({ store: 'other.sqlite' }, KEY);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  const before = readFileSync(join(folder, 'other.sqlite'));
  const refused = await gatewayWith({ store: 'other.sqlite', keyFile: 'keys/other.key' });
  expect(await refused.ended).toBe(2);
  expect(refused.err()).toMatch(/written with another hash key.*\n$/);
  expect(readFileSync(join(folder, 'other.sqlite'))).toEqual(before);
  // A key that was made for nothing is taken away again.
  expect(existsSync(join(folder, 'keys/other.key'))).toBe(false);
});

test.each<[string, () => object, Record<string, string>, RegExp]>([
  [
    'a file that is no database',
    () => {
      writeFileSync(join(folder, 'broken.sqlite'), 'this is no database'.repeat(500));
      return { store: 'broken.sqlite' };
    },
    KEY,
    /^The event store \S+broken\.sqlite cannot be used: .* The file is left as it was; repair it, or name another\.\n$/,
  ],
  ['a folder that does not exist', () => ({ store: 'no/such/folder.sqlite' }), KEY, /^The event store \S+ cannot be used/],
  [
    'a key that others can read',
    () => {
      writeFileSync(join(folder, 'open.key'), 'x'.repeat(40));
      chmodSync(join(folder, 'open.key'), 0o644);
      return { store: 'a.sqlite', keyFile: 'open.key' };
    },
    {},
    /^The key of the event store, \S+open\.key, may be read by others than its owner: take that away with "chmod 600 \S+"\.\n$/,
  ],
  [
    'a key that is too short',
    () => ({ store: 'a.sqlite' }),
    { WISTIA_EVENTS_KEY: 'short' },
    /^The hash key is too short: give at least 16 random characters\.\n$/,
  ],
  [
    'a database that does not answer',
    () => ({ store: 'postgres://ann:canary@127.0.0.1:9/events' }),
    KEY,
    /^The event store postgres:\/\/127\.0\.0\.1:9\/events cannot be used: .*ECONNREFUSED.*\n$/,
  ],
])('does not start with %s, and says why in a sentence', async (_, events, environment, why) => {
  const refused = await gatewayWith(events(), environment);
  expect(await refused.ended).toBe(2);
  expect(refused.err()).toMatch(why);
  expect(refused.err()).not.toContain('canary');
  expect(refused.out()).toBe('');
});

test('a store that another gateway uses is refused, and that one goes on', async () => {
  const first = await started({ store: 'shared.sqlite' }, KEY);
  const second = await gatewayWith({ store: 'shared.sqlite' }, KEY);
  expect(await second.ended).toBe(2);
  expect(second.err()).toMatch(/is in use by process \d+\. Stop that one first, or name another file\.\n$/);
  expect(await (await fetch(`${first.url}healthz`)).text()).toBe('ok');
});

test('killed and started again, it goes on with its store', async () => {
  const first = await started({ store: 'killed.sqlite' }, KEY);
  await expect
    .poll(() => landmark(first.url, 1, 'Viewer119'))
    .toMatchObject({ yours: true });
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await started({ store: 'killed.sqlite' }, KEY);
  await expect
    .poll(() => landmark(second.url, 1, 'Viewer119'))
    .toMatchObject({ yours: true });
  rmSync(join(folder, 'killed.sqlite'), { force: true });
});
