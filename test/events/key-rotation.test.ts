/** The key of the hashes is changed, and everybody is recognised all the same. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeNextKey } from '../../src/gateway/events/hash-key.js';
import { openEvents, rotateKey } from '../../src/gateway/events/open-events.js';

let folder: string;
let options: { store: string; keyFile: string };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-rotation-'));
  options = { store: join(folder, 'events.db'), keyFile: join(folder, 'keys/events.key') };
});
afterEach(() => rmSync(folder, { recursive: true }));

const VISITOR = 'E4E7613B5C24CB0F1F7C0A1E4E874635E752263E';

const fill = async () => {
  const { store, hash, close } = await openEvents(options);
  const visitor = await hash.visitorKey(VISITOR);
  const event = await hash.event('1');
  await store.add([{ event, visitor, media: 'm1', share: 1, time: 1, converted: 0 }]);
  await close();
  return { visitor, event };
};

const kept = async () => {
  const { store, hash, close } = await openEvents(options);
  const visitor = await hash.visitorKey(VISITOR);
  const rows = await store.of(visitor);
  const known = await store.add(
    rows.map((row) => ({ ...row, share: 0 })), // nothing is new, nothing is raised
  );
  await close();
  return { visitor, rows, known };
};

test('a visitor and a session are found under the further key, and their old hashes are gone', async () => {
  const before = await fill();
  expect(await rotateKey(options)).toBe(1);
  const { visitor, rows, known } = await kept();
  expect(visitor).not.toBe(before.visitor);
  expect(rows).toHaveLength(1);
  expect(rows[0]!.event).not.toBe(before.event);
  expect(known).toEqual([]);
  expect(readFileSync(options.keyFile, 'utf8').trim().split('\n')).toHaveLength(2);
  expect(statSync(options.keyFile).mode & 0o777).toBe(0o600);
});

test('a session that is told again after that is not doubled', async () => {
  await fill();
  await rotateKey(options);
  const { store, hash, close } = await openEvents(options);
  const [visitor, event] = await Promise.all([hash.visitorKey(VISITOR), hash.event('1')]);
  expect(await store.add([{ event, visitor, media: 'm1', share: 1, time: 1, converted: 0 }])).toEqual([]);
  await close();
});

test('it can be done again', async () => {
  await fill();
  await rotateKey(options);
  await rotateKey(options);
  expect((await kept()).rows).toHaveLength(1);
});

test('the old key opens the store no more', async () => {
  await fill();
  const old = readFileSync(options.keyFile, 'utf8');
  await rotateKey(options);
  writeFileSync(options.keyFile, old);
  await expect(openEvents(options)).rejects.toThrow(/another hash key/);
});

test('cut off before the store was written: the old key goes on', async () => {
  await fill();
  makeNextKey(options.keyFile);
  expect((await kept()).rows).toHaveLength(1);
  expect(await rotateKey(options)).toBe(1);
  expect((await kept()).rows).toHaveLength(1);
});

test('cut off after the store was written: the further key is taken', async () => {
  await fill();
  const old = readFileSync(options.keyFile, 'utf8');
  await rotateKey(options);
  // As it was before the keys were put into their place.
  writeFileSync(`${options.keyFile}.next`, readFileSync(options.keyFile), { mode: 0o600 });
  writeFileSync(options.keyFile, old);
  expect((await kept()).rows).toHaveLength(1);
  expect(existsSync(`${options.keyFile}.next`)).toBe(false);
});

test('a key in the environment cannot be changed from here', async () => {
  await expect(rotateKey({ ...options, key: 'a key of the environment' })).rejects.toThrow(
    /write it into the file of events\.keyFile/,
  );
});
