/** The gateway in time that the bench makes pass: ten times the load that Wistia allows, and an hour without Wistia. */
import FakeTimers from '@sinonjs/fake-timers';
import { createGateway } from '../../dist/gateway.js';
import { worstMinute } from '../gateway/worst-minute.mjs';

export const title = 'Gateway, in time made to pass: ten times the load, and an hour of outage';

const LIMIT = 600;
const BUDGET = 599; // the largest that a configuration may name
const LOAD = 10 * LIMIT; // requests a minute
const MINUTES = 10;
const KEYS = 1000;
const HOUR = 60;
const FIGURES = { load_count: 100, play_count: 40, hours_watched: 2.5, number_of_videos: 3 };

const reply = (body, init) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' }, ...init });

const gatewayOf = (count, cache, fetch) => {
  const ids = Array.from({ length: count }, (_, i) => `v${i}`);
  const gateway = createGateway(
    {
      token: 'bench',
      budget: BUDGET,
      // Of projects by their ids, because they need no list of videos.
      publish: { projects: ids.map((id) => ({ id, medias: false })) },
      cache,
    },
    { fetch, log: () => {} },
  );
  return (i) => gateway(new Request(`https://stats.example/stats/projects/${ids[i % count]}.json`));
};

const tenTimesTheLoad = async (clock, print) => {
  const calls = [];
  // Nothing is kept for longer than a second: every request wants a call.
  const ask = gatewayOf(2 * LOAD, { fresh: 1, stale: 0, staleIfError: 0 }, async () => {
    calls.push(clock.now);
    return reply(FIGURES);
  });
  let asked = 0;
  const statuses = {};
  const wait = 60_000 / (LOAD / 10);
  for (let passed = 0; passed < MINUTES * 60_000; passed += wait) {
    for (let n = 0; n < 10; n++) {
      void ask(asked++).then(({ status }) => (statuses[status] = (statuses[status] ?? 0) + 1));
    }
    await clock.tickAsync(wait);
  }
  await clock.tickAsync(60_000);
  const worst = worstMinute(calls);
  print(`calls in the worst minute, at ${LOAD} requests a minute for ${MINUTES}`, String(worst), `≤ ${LIMIT}`, worst <= LIMIT);
  const told = (statuses[200] ?? 0) + (statuses[503] ?? 0);
  print('requests answered: with figures, or told when to come back', `${told} of ${asked}`, 'all', told === asked);
};

const anHourOfOutage = async (clock, print) => {
  let down = false;
  let calls = 0;
  const ask = gatewayOf(KEYS, undefined, async () => {
    calls++;
    return down ? new Response('out of order', { status: 500 }) : reply(FIGURES);
  });
  for (let i = 0; i < KEYS; i++) {
    const known = ask(i);
    await clock.tickAsync(200);
    await known;
  }
  down = true;
  calls = 0;
  let answered = 0;
  for (let minute = 0; minute < HOUR; minute++) {
    await clock.tickAsync(60_000);
    for (let i = 0; i < KEYS; i++) {
      const answer = await ask(i);
      const { play_count } = answer.status === 200 ? await answer.json() : {};
      if (play_count === FIGURES.play_count) answered++;
    }
  }
  const asked = HOUR * KEYS;
  print(`an hour of outage, ${KEYS} keys a minute: answered with figures`, `${answered} of ${asked}`, 'all', answered === asked);
  print('attempts to reach Wistia in this hour', String(calls));
};

export const run = async (print) => {
  const clock = FakeTimers.install({
    now: Date.UTC(2024, 5, 15, 12),
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  try {
    await tenTimesTheLoad(clock, print);
    await anHourOfOutage(clock, print);
  } finally {
    clock.uninstall();
  }
};
