/** The right to be forgotten, in a gateway that goes on. */
import { expect, test } from 'vitest';
import { ago, eventful, sent, viewed } from './eventful.js';
import { listed } from './stub.js';

const medias = [listed('m1', 'p1', { created: ago(50) }), listed('m2', 'p1', { created: ago(50) })];

test('whoever is forgotten is a stranger from then on, though Wistia still tells of them', async () => {
  const people = ['ann', 'bob', 'cem', 'dee', 'eli', 'fay'];
  const rows = people.flatMap((visitor, n) => [
    viewed(visitor, 'm1', ago(20 - n)),
    viewed(visitor, 'm2', ago(10 - n)),
  ]);
  const gateway = await eventful(rows, medias);
  await gateway.caughtUp();
  const seen = async (visitor: string) => {
    const reply = await gateway.get(`recommendations.json?visitor=${sent(visitor)}`);
    return ((await reply.json()) as { media_id: string }[]).map(({ media_id }) => media_id).sort();
  };
  const third = async (visitor: string) =>
    (await gateway.get(`landmarks/m1.json?at=3&visitor=${sent(visitor)}`)).json();
  const { visitors } = gateway.gateway.health().events!;
  expect(visitors).toBe(6);
  expect(await seen('cem')).toEqual([]);
  expect(await third('cem')).toMatchObject({ yours: true });

  const { store, hash } = gateway.events;
  expect(await store.forget(await hash.visitorKey('cem'))).toBe(2);
  await expect.poll(() => gateway.gateway.health().events!.visitors).toBe(5);
  // Two more looks at Wistia, which lists the same sessions again.
  await gateway.looked();
  await gateway.looked();
  expect(gateway.gateway.health().events!.visitors).toBe(5);
  expect(await seen('cem')).toEqual(['m1', 'm2']);
  expect(await third('cem')).toMatchObject({ yours: false });
  expect(await third('dee')).toMatchObject({ yours: true });
  // What was learnt is learnt anew, without them.
  await expect.poll(() => gateway.gateway.health().learning?.sessions).toBe(10);
});
