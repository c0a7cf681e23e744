import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Leadership } from '../../src/gateway/events/leadership.js';
import type { Leases } from '../../src/gateway/events/leadership.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

/** Leases as a database keeps them; who is cut off cannot reach it, or hears nothing. */
const shelf = () => {
  let held: { by: string; until: number } | undefined;
  const cut = new Set<string>();
  const silent = new Set<string>();
  const reach = async (gateway: string) => {
    if (cut.has(gateway)) throw new Error('Cannot be reached.');
    if (!silent.has(gateway)) return;
    await new Promise((_, fail) => {
      setTimeout(() => fail(new Error('Said nothing.')), 30_000);
    });
  };
  const leases: Leases = {
    lease: async (_: string, gateway: string, ms: number) => {
      await reach(gateway);
      if (held && held.by !== gateway && held.until > Date.now()) return false;
      held = { by: gateway, until: Date.now() + ms };
      return true;
    },
    resign: async (_: string, gateway: string) => {
      await reach(gateway);
      if (held?.by === gateway) held = undefined;
    },
  };
  return { leases, cut, silent };
};

/** A gateway whose work notes when it began and ended. */
const member = (gateway: string, leases: Leases | undefined, working: Set<string>) => {
  const leadership = new Leadership({ leases, gateway, name: 'events', now: () => Date.now() });
  const end = new AbortController();
  const run = leadership.run(
    (signal) =>
      new Promise((done) => {
        working.add(gateway);
        expect(working.size).toBe(1);
        signal.addEventListener('abort', () => {
          working.delete(gateway);
          done();
        });
      }),
    end.signal,
  );
  return { leadership, run, end: () => end.abort() };
};

test('one works, and another one takes over at once where it ends in good order', async () => {
  const { leases } = shelf();
  const working = new Set<string>();
  const [a, b] = [member('a', leases, working), member('b', leases, working)];
  await seconds(60);
  expect([...working]).toEqual(['a']);
  expect([a.leadership.leads, b.leadership.leads]).toEqual([true, false]);
  a.end();
  await a.run;
  await seconds(5.1);
  expect([...working]).toEqual(['b']);
  b.end();
  await b.run;
  expect(working.size).toBe(0);
});

test.each(['cut', 'silent'] as const)('where the leases are %s for one, it has stopped before another one begins', async (how) => {
  const { leases, ...unreachable } = shelf();
  const lost = unreachable[how];
  const working = new Set<string>();
  const members = [member('a', leases, working), member('b', leases, working)];
  await seconds(7);
  lost.add('a');
  const seen: string[] = [];
  for (let second = 0; second < 30; second++) {
    await seconds(1);
    seen.push([...working].join());
  }
  expect(seen[0]).toBe('a');
  expect(seen).toContain('');
  expect(seen.at(-1)).toBe('b');
  lost.clear();
  await seconds(60);
  expect([...working]).toEqual(['b']);
  for (const each of members) each.end();
  await Promise.all(members.map(({ run }) => run));
});

test('who is cut off for a moment goes on', async () => {
  const { leases, cut } = shelf();
  const working = new Set<string>();
  const only = member('a', leases, working);
  await seconds(6);
  cut.add('a');
  await seconds(5);
  cut.clear();
  await seconds(20);
  expect(only.leadership.leads).toBe(true);
  only.end();
  await only.run;
});

test('without others it is this one', async () => {
  const working = new Set<string>();
  const only = member('a', undefined, working);
  await seconds(0);
  expect(only.leadership.leads).toBe(true);
  only.end();
  await only.run;
  expect(only.leadership.leads).toBe(false);
});
