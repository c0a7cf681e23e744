/** From a session that somebody watches to the lists that it changes: sandbox, pull, store, answers. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSandbox } from '../../demo/sandbox/index.js';
import type { Sandbox } from '../../demo/sandbox/index.js';
import { openEvents } from '../../src/gateway/events/open-events.js';
import type { OpenedEvents } from '../../src/gateway/events/open-events.js';
import { createGateway } from '../../src/gateway/index.js';
import type { Gateway } from '../../src/gateway/index.js';

let sandbox: Sandbox;
let events: OpenedEvents;
let gateway: Gateway;
/** Milliseconds that the account's clock has been put forward, so that no two sessions are at once. */
let ahead = 0;

beforeAll(async () => {
  const now = () => new Date(Date.now() + ahead);
  sandbox = createSandbox({ visitors: 300, videos: 15, rateLimit: 600, now });
  events = await openEvents({ store: ':memory:' });
  gateway = createGateway(
    {
      token: 'sandbox',
      apiUrl: 'http://wistia.test/v1/',
      publish: { medias: true },
      events: { store: ':memory:', interval: 1 },
    },
    { events, fetch: (url, init) => sandbox.fetch(new Request(url, init)), log: () => {} },
  );
  await vi.waitUntil(() => gateway.health().events?.phase === 'following', { timeout: 100_000 });
});
afterAll(async () => {
  await gateway.close();
  await events.close();
});

const sent = (visitor: string) => createHash('sha256').update(visitor).digest('base64url');

const read = async <T>(path: string): Promise<T> => {
  const reply = await gateway(new Request(`https://stats.example/${path}`));
  expect(reply.status, path).toBe(200);
  return (await reply.json()) as T;
};

interface Item {
  media_id: string;
  reason: { kind: string; media_id?: string };
}
const listFor = (visitor: string) => read<Item[]>(`recommendations.json?visitor=${sent(visitor)}&limit=50`);

test('every play of the account is kept once', async () => {
  const twoYears = Date.now() - 729 * 864e5;
  let plays = 0;
  const { sessions } = sandbox.account;
  for (let n = 0; n < sessions.plays; n++) if (sessions.time(sessions.play(n)) > twoYears) plays++;
  const kept = gateway.health().events!.sessions;
  expect(kept).toBeGreaterThanOrEqual(plays);
  expect(kept).toBeLessThanOrEqual(sessions.plays);
});

test('a video leaves a visitor’s list with the session that watches it, and comes as unfinished before', async () => {
  const [first] = await listFor('somebody');
  const { media_id } = first!;
  sandbox.addSession({ media_id, visitor_key: 'somebody', watched: [[0, 20]] });
  await expect
    .poll(async () => (await listFor('somebody'))[0])
    .toMatchObject({ media_id, reason: { kind: 'continue' } });
  sandbox.addSession({ media_id, visitor_key: 'somebody', watched: [[0, 100_000]] });
  await expect
    .poll(async () => (await listFor('somebody')).map((item) => item.media_id))
    .not.toContain(media_id);
  expect((await listFor('somebody else')).map((item) => item.media_id)).toContain(media_id);
});

test('whoever is a video’s third viewer is told so, and nobody else is', async () => {
  const videos = await read<{ hashed_id: string; name: string }[]>('medias.json');
  const { hashed_id: id } = videos.find(({ name }) => name === 'Seen by nobody yet')!;
  for (const visitor_key of ['one', 'two', 'one', 'three', 'four']) {
    ahead += 2000; // the API tells whole seconds
    sandbox.addSession({ media_id: id, visitor_key, watched: [[0, 5]] });
  }
  const yours = async (visitor: string) =>
    (await read<{ yours: boolean }>(`landmarks/${id}.json?at=3&visitor=${sent(visitor)}`)).yours;
  await expect.poll(() => yours('three')).toBe(true);
  for (const other of ['one', 'two', 'four', 'somebody']) expect(await yours(other)).toBe(false);
});
