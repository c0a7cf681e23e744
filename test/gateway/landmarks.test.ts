/** `landmarks/{media_id}.json`: who was the thousandth viewer, told to nobody but that viewer. */
import { expect, test } from 'vitest';
import { ago, eventful, sent, viewed, withEvents } from './eventful.js';
import type { Eventful, Viewed } from './eventful.js';
import { listed, stubbed } from './stub.js';

/** Made after the history begins: every viewer is known. */
const recent = listed('m1', 'p1', { created: ago(50) });
const medias = [recent, listed('m2', 'p1', { created: ago(500) })];
const people = ['ann', 'bob', 'cem', 'dee', 'eli'];

/** They watched one after the other, the first one twice. */
const rows = (media = 'm1'): Viewed[] => [
  ...people.map((visitor, n) => viewed(visitor, media, ago(40 - n))),
  viewed('ann', media, ago(1)),
  viewed('gus', media, ago(45), { percent_viewed: 0 }),
];

const ask = async (
  { get }: Pick<Eventful, 'get'>,
  at: number,
  visitor?: string,
  media = 'm1',
): Promise<unknown> => {
  const who = visitor === undefined ? '' : `&visitor=${sent(visitor)}`;
  return (await get(`landmarks/${media}.json?at=${at}${who}`)).json();
};

test('tells the Nth different viewer, and everybody else that it was not them', async () => {
  const gateway = await eventful(rows(), medias);
  await gateway.caughtUp();
  for (const [n, visitor] of people.entries()) {
    for (let at = 1; at <= 5; at++) {
      expect(await ask(gateway, at, visitor)).toEqual({ at, reached: true, yours: at === n + 1 });
    }
  }
  expect(await ask(gateway, 3, 'nobody knows')).toEqual({ at: 3, reached: true, yours: false });
  expect(await ask(gateway, 6, 'ann')).toEqual({ at: 6, reached: false, yours: false });
  expect(await ask(gateway, 3)).toEqual({ at: 3, reached: true, yours: null });
});

test('knows a viewer once the pull has seen them', async () => {
  const all = rows();
  const gateway = await eventful(all, medias);
  await gateway.caughtUp();
  expect(await ask(gateway, 6, 'zoe')).toEqual({ at: 6, reached: false, yours: false });
  all.push(viewed('zoe', 'm1', new Date().toISOString()));
  await gateway.looked();
  expect(await ask(gateway, 6, 'zoe')).toEqual({ at: 6, reached: true, yours: true });
});

test('does not know who it was where the history begins after the video', async () => {
  const gateway = await eventful(rows('m2'), medias);
  await gateway.caughtUp();
  expect(await ask(gateway, 2, 'bob', 'm2')).toEqual({ at: 2, reached: true, yours: null });
  expect(await ask(gateway, 6, 'bob', 'm2')).toEqual({ at: 6, reached: null, yours: null });
});

test('takes nobody for the Nth while earlier viewers may still come', async () => {
  const all = rows();
  let hold = Promise.resolve();
  let release = () => {};
  const asked: string[] = [];
  // Many viewers came at once, and the page with the earlier of them takes its time.
  const gateway = await eventful(all, medias, { timeout: 60 }, async (path, url, init) => {
    if (path === 'stats/events.json') {
      asked.push(url.searchParams.get('page')!);
      if (url.searchParams.get('page') === '2') await hold;
    }
    return withEvents(all, medias)(path, url, init);
  });
  await gateway.caughtUp();
  hold = new Promise((done) => (release = done));
  const now = Date.now();
  for (let n = 0; n < 150; n++) {
    all.push(viewed(`new${n}`, 'm1', new Date(now - 60_000 + n).toISOString()));
  }
  const before = gateway.gateway.health().events!.sessions;
  await expect.poll(() => gateway.gateway.health().events!.sessions).toBeGreaterThan(before);
  // `new50` is the first of those that came in already.
  expect(await ask(gateway, 6, 'new50')).toEqual({ at: 6, reached: true, yours: null });
  release();
  await expect.poll(() => ask(gateway, 6, 'new50')).toMatchObject({ yours: false });
  expect(await ask(gateway, 6, 'new0')).toEqual({ at: 6, reached: true, yours: true });
});

test('says the same, in the same shape, of visitors that nobody knows', async () => {
  const gateway = await eventful(rows(), medias);
  await gateway.caughtUp();
  const replies = await Promise.all(
    ['cem', 'nobody knows'].map((who) => gateway.get(`landmarks/m1.json?at=5&visitor=${sent(who)}`)),
  );
  const [known, unknown] = replies.map(({ status, headers }) => ({ status, headers: [...headers] }));
  expect(known).toEqual(unknown);
  expect(await replies[0]!.text()).toBe(await replies[1]!.text());
  expect(replies[0]!.headers.get('Cache-Control')).toBe('private, no-store');
  expect(replies[0]!.headers.has('ETag')).toBe(false);
});

test('may be kept by everybody where nobody asks for themself', async () => {
  const gateway = await eventful(rows(), medias);
  const { headers } = await gateway.get('landmarks/m1.json?at=5');
  expect(headers.get('Cache-Control')).toMatch(/^public, max-age=\d+/);
});

test.each([
  ['', /parameter at is missing/],
  ['?at=0', /at is "0", which is not a whole number/],
  ['?at=1e3', /at is "1e3"/],
  ['?at=5&at=6', /"at" is given more than once/],
  [`?at=5&visitor=ann`, /parameter visitor is not the SHA-256/],
  [`?at=5&who=${sent('ann')}`, /"who" is not known here/],
])('%s is refused with the parameter’s name', async (query, why) => {
  const gateway = await eventful([]);
  const reply = await gateway.get(`landmarks/m1.json${query}`);
  expect(reply.status).toBe(400);
  const text = await reply.text();
  expect(text.replaceAll('\\"', '"')).toMatch(why);
  expect(text).not.toContain(sent('ann'));
});

test('does not exist for what is not published, or not with its landmarks', async () => {
  const publish = { medias: [{ id: 'm1', landmarks: false }, 'm3'] };
  const gateway = await eventful(rows(), medias, { publish });
  for (const id of ['m1', 'm2', 'm3', 'm9']) {
    expect((await gateway.get(`landmarks/${id}.json?at=1`)).status, id).toBe(404);
  }
});

test('without a store of events nothing is known', async () => {
  const { get } = stubbed({ publish: { medias: true } });
  expect(await ask({ get }, 1, 'ann')).toEqual({ at: 1, reached: null, yours: null });
});
