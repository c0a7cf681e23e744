/** Work in the background shares Wistia's budget with the readers, and lets them go first. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SlidingBudget } from '../../src/gateway/budget.js';
import { Upstream } from '../../src/gateway/upstream.js';
import { json } from './stub.js';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2024-06-15T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const upstreamWith = (answer: () => Response = () => json([])) => {
  const left: { path: string; at: number }[] = [];
  const upstream = new Upstream({
    apiUrl: 'https://wistia.test/v1/',
    token: 't',
    budget: new SlidingBudget(10, () => performance.now()),
    timeout: 1000,
    log: () => {},
    now: () => performance.now(),
    random: () => 0.5,
    async fetch(url) {
      left.push({ path: url.replace('https://wistia.test/v1/', ''), at: performance.now() });
      return answer();
    },
  });
  return { upstream, left };
};

const anything = (value: unknown) => value;
const forever = new AbortController().signal;
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

test('leaves a fifth of every minute to the readers', async () => {
  const { upstream, left } = upstreamWith();
  void (async () => {
    for (let page = 0; page < 40; page++) await upstream.getInBackground('events', anything, forever);
  })();
  await seconds(30);
  expect(left).toHaveLength(8);
  // A reader leaves at once.
  await upstream.get('figures', anything);
  expect(left.at(-1)!.path).toBe('figures');
  await seconds(200);
  for (const { at } of left) {
    expect(left.filter((other) => other.at > at - 60_000 && other.at <= at).length).toBeLessThanOrEqual(10);
  }
  expect(left.filter(({ path }) => path === 'events').length).toBeGreaterThan(20);
});

test('waits as long as the readers need the whole budget', async () => {
  const { upstream, left } = upstreamWith();
  for (let n = 0; n < 9; n++) await upstream.get('figures', anything);
  void upstream.getInBackground('events', anything, forever);
  await seconds(50);
  expect(left.filter(({ path }) => path === 'events')).toEqual([]);
  await seconds(15);
  expect(left.filter(({ path }) => path === 'events')).toHaveLength(1);
});

test('waits while Wistia asks to be left alone, and says nothing about it', async () => {
  let answer = () => new Response('', { status: 429, headers: { 'Retry-After': '20' } });
  const { upstream, left } = upstreamWith(() => answer());
  await expect(upstream.get('figures', anything)).rejects.toThrow(/refused/);
  answer = () => json([1]);
  const page = upstream.getInBackground('events', anything, forever);
  await seconds(15);
  expect(left).toHaveLength(1);
  await seconds(10);
  expect(await page).toEqual([1]);
});

test('ends when it is told to', async () => {
  const { upstream } = upstreamWith();
  for (let n = 0; n < 9; n++) await upstream.get('figures', anything);
  const ending = new AbortController();
  const page = upstream.getInBackground('events', anything, ending.signal);
  const ended = expect(page).rejects.toThrow('over');
  ending.abort(new Error('over'));
  await seconds(2);
  await ended;
});
