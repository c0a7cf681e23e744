import { expect, test } from 'vitest';
import { ask, askAll, smallSandbox } from './sandbox-client.js';

const replies = async (options = {}) => {
  const sandbox = smallSandbox(options);
  return Promise.all(
    [
      'stats/account.json',
      'stats/medias/993554ba94/engagement.json',
      'stats/events.json?per_page=100',
      'stats/visitors.json?per_page=100',
      'medias.json?per_page=100',
    ].map((path) => ask(sandbox, path)),
  );
};

test('the same seed makes the same account', async () => {
  expect(await replies({ seed: 7 })).toEqual(await replies({ seed: 7 }));
});

test('another seed makes another account', async () => {
  const [one, two] = [await replies({ seed: 1 }), await replies({ seed: 2 })];
  one.forEach((reply, i) => expect(reply).not.toEqual(two[i]));
});

test('ids do not depend on the day, nor on how many videos and visitors there are', async () => {
  const ids = async (options: object) =>
    (await askAll(smallSandbox(options), 'medias.json')).map((media) => media.hashed_id);
  const usual = await ids({ videos: 40 });
  expect(await ids({ videos: 40, visitors: 5, now: () => new Date('2025-01-01') })).toEqual(usual);
  expect((await ids({ videos: 60 })).slice(0, 40)).toEqual(usual);
  // Pages and tests may hold on to these.
  expect(usual.slice(0, 3)).toEqual(['993554ba94', 'ok7lkjqy3y', '2qz7v4bvm9']);
});

test('ids are of Wistia’s form, and no two are the same', async () => {
  for (const seed of [1, 2, 3]) {
    const medias = await askAll(smallSandbox({ seed, videos: 500, visitors: 5 }), 'medias.json');
    const ids = medias.map((media) => media.hashed_id);
    expect(ids[0]).toBe('993554ba94');
    expect(new Set(ids).size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]{10}$/);
    expect(new Set(medias.map((media) => media.id)).size).toBe(500);
  }
});
