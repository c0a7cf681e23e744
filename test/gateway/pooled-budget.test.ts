/** The budget of gateways that lose each other and find each other again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PooledBudget } from '../../src/gateway/pooled-budget.js';
import type { SharedState } from '../../src/gateway/shared-state.js';
import { PoolModel } from './pool-model.js';
import { worstMinute } from './worst-minute.mjs';

const LONGEST = 3_000;
const HEARTBEAT = 3_000;

const gateways = (count: number, budget: number) => {
  let now = 0;
  const clock = () => now;
  const pool = new PoolModel(clock);
  const shared = pool.shared as unknown as SharedState;
  const names = Array.from({ length: count }, (_, i) => `g${i}`);
  const budgets = names.map(
    (gateway) => new PooledBudget({ shared, gateway, budget, replicas: count, now: clock }),
  );
  const left: number[] = [];
  let refused = 0;
  return {
    pool,
    names,
    budgets,
    left,
    now: clock,
    refused: () => refused,
    async ask(who: number) {
      const wait = await budgets[who]!.reserve(LONGEST);
      if (wait <= LONGEST) left.push(now + wait);
      else refused++;
      return wait;
    },
    /** Time goes by, with the heartbeats that fall into it. */
    async pass(ms: number) {
      for (const end = now + ms; now < end; ) {
        const next = Math.min(end, (Math.floor(now / HEARTBEAT) + 1) * HEARTBEAT);
        now = next;
        if (now % HEARTBEAT === 0) for (const each of budgets) await each.beat();
      }
    },
  };
};

const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ask: fc.nat(2), times: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 6, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 25_000 }) }) },
  { weight: 2, arbitrary: fc.record({ cut: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ heal: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ fail: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ reset: fc.constant(true) }) },
);

test('is kept in every sliding minute by all together, whoever loses whom, and whenever', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 60 }),
      fc.array(happening, { maxLength: 60 }),
      async (count, budget, happenings) => {
        const all = gateways(count, budget);
        await all.pass(HEARTBEAT);
        for (const event of happenings) {
          if ('ask' in event) {
            for (let i = 0; i < event.times; i++) await all.ask(event.ask % count);
          } else if ('pass' in event) await all.pass(event.pass);
          else if ('cut' in event) all.pool.cut.add(`g${event.cut}`);
          else if ('heal' in event) all.pool.cut.delete(`g${event.heal}`);
          else if ('reset' in event) all.pool.reset();
          else for (const name of all.names) all.pool.cut.add(name);
        }
        expect(worstMinute(all.left)).toBeLessThanOrEqual(budget);
      },
    ),
    { numRuns: 500 },
  );
});

test('goes to whoever needs it while all are there', async () => {
  const all = gateways(3, 300);
  await all.pass(HEARTBEAT);
  for (let i = 0; i < 270; i++) expect(await all.ask(0)).toBe(0);
  expect(await all.ask(0)).toBeGreaterThan(LONGEST);
  expect(await all.ask(1)).toBeGreaterThan(LONGEST);
  expect(all.budgets[1]!.used).toBe(270);
  expect(all.budgets[1]!.present).toBe(3);
});

test('is a little at once, and the own share after a good minute, for those who are left alone', async () => {
  const all = gateways(3, 300);
  await all.pass(HEARTBEAT);
  for (let i = 0; i < 270; i++) await all.ask(0);
  for (const name of all.names) all.pool.cut.add(name);
  await all.pass(1);
  const granted = async (who: number) => {
    let count = 0;
    while ((await all.ask(who)) === 0) count++;
    return count;
  };
  expect([await granted(0), await granted(1), await granted(2)]).toEqual([10, 10, 10]);
  expect(all.budgets[0]!.present).toBeUndefined();
  await all.pass(72_000);
  expect([await granted(0), await granted(1), await granted(2)]).toEqual([100, 100, 100]);
  expect(worstMinute(all.left)).toBeLessThanOrEqual(300);
  // Back together: what was asked alone counts.
  all.pool.cut.clear();
  await all.pass(HEARTBEAT);
  expect(await all.ask(1)).toBeGreaterThan(LONGEST);
  expect(all.budgets[1]!.used).toBe(300);
  await all.pass(61_000);
  expect(await granted(2)).toBe(270);
});

test('shrinks for the others by the share of one that is cut off', async () => {
  const all = gateways(3, 300);
  await all.pass(HEARTBEAT);
  all.pool.cut.add('g2');
  await all.pass(12_000);
  let granted = 0;
  while ((await all.ask(0)) === 0) granted++;
  expect(granted).toBe(180);
});
