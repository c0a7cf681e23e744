/** Whatever the seed, every figure is the sum of the same viewing sessions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../demo/sandbox/index.js';
import { ask, askAll, EVERY_DAY, makeClock, NOW, smallSandbox } from './sandbox-client.js';

const DAY = 864e5;
type Row = { load_count: number; play_count: number; hours_watched: number };

const total = (rows: Row[]): Row => ({
  load_count: rows.reduce((sum, row) => sum + row.load_count, 0),
  play_count: rows.reduce((sum, row) => sum + row.play_count, 0),
  hours_watched: rows.reduce((sum, row) => sum + row.hours_watched, 0),
});

const expectSame = (a: Row, b: Row): void => {
  expect(a.load_count).toBe(b.load_count);
  expect(a.play_count).toBe(b.play_count);
  expect(a.hours_watched).toBeCloseTo(b.hours_watched, 8);
};

/** Counts one video's figures second by second, as slowly and plainly as can be. */
const recount = ({ account }: Sandbox, media: number) => {
  const { seconds } = account.medias[media]!;
  const views = Array<number>(seconds).fill(0);
  const rewatches = Array<number>(seconds).fill(0);
  const loaders = new Set<number>();
  const players = new Set<number>();
  let loads = 0;
  const shares: number[] = [];
  for (let index = 0; index < account.sessions.length; index++) {
    if (account.sessions.media(index) !== media) continue;
    loads++;
    const visitor = account.sessions.visitor(index);
    loaders.add(visitor);
    const watched = account.sessions.watched(index);
    if (!watched.length) continue;
    players.add(visitor);
    const seen = new Set<number>();
    for (let i = 0; i < watched.length; i += 2) {
      for (let second = watched[i]!; second < watched[i + 1]!; second++) {
        views[second]!++;
        if (seen.has(second)) rewatches[second]!++;
        seen.add(second);
      }
    }
    shares.push(seen.size / seconds);
  }
  const plays = shares.length;
  return {
    loads,
    plays,
    visitors: loaders.size,
    playRate: loads ? players.size / loaders.size : 0,
    engagement: plays ? shares.reduce((a, b) => a + b, 0) / plays : 0,
    hours: views.reduce((a, b) => a + b, 0) / 3600,
    views,
    rewatches,
  };
};

const scaled = (curve: number[]): number[] =>
  curve.length <= 1000
    ? curve
    : Array.from({ length: 1000 }, (_, cell) => {
        const from = Math.floor((cell * curve.length) / 1000);
        const part = curve.slice(from, Math.floor(((cell + 1) * curve.length) / 1000));
        return Math.round(part.reduce((a, b) => a + b, 0) / part.length);
      });

/** Accounts of any seed and several sizes. */
const accounts = fc.record({
  seed: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  videos: fc.integer({ min: 1, max: 30 }),
  visitors: fc.integer({ min: 1, max: 40 }),
  now: fc.integer({ min: NOW - 400 * DAY, max: NOW }).map((time) => () => new Date(time)),
});
const runs = { numRuns: 12 };

describe('for any seed and size', () => {
  test('a video’s figures are those of its sessions', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (options) => {
        const sandbox = smallSandbox(options);
        for (const media of sandbox.account.medias) {
          const want = recount(sandbox, media.index);
          const reply = await ask(sandbox, `stats/medias/${media.hashed_id}.json`);
          expect(reply.load_count).toBe(want.loads);
          expect(reply.play_count).toBe(want.plays);
          expect(reply.visitors).toBe(want.visitors);
          expect(reply.hours_watched).toBe(want.hours);
          // Some videos' shares are rounded to whole percents.
          expect(Math.abs(reply.play_rate - want.playRate)).toBeLessThanOrEqual(0.005 + 1e-9);
          expect(Math.abs(reply.engagement - want.engagement)).toBeLessThanOrEqual(0.005 + 1e-9);
          const curves = await ask(sandbox, `stats/medias/${media.hashed_id}/engagement.json`);
          expect(curves.engagement).toBe(reply.engagement);
          expect(curves.engagement_data).toEqual(want.plays ? scaled(want.views) : []);
          expect(curves.rewatch_data).toEqual(want.plays ? scaled(want.rewatches) : []);
        }
      }),
      runs,
    );
  });

  test('projects are the sums of their videos, and the account is the sum of all', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (options) => {
        const sandbox = smallSandbox(options);
        const { account } = sandbox;
        const account_ = await ask(sandbox, 'stats/account.json');
        const ofProjects = [];
        for (const [index, project] of account.projects.entries()) {
          const videos = account.medias.filter((media) => media.project === index);
          const figures = await Promise.all(
            videos.map(({ hashed_id }) => ask(sandbox, `stats/medias/${hashed_id}.json`)),
          );
          const reply = await ask(sandbox, `stats/projects/${project.hashed_id}.json`);
          expectSame(reply, total(figures));
          expect(reply.number_of_videos).toBe(videos.length);
          ofProjects.push(reply);
        }
        expectSame(account_, total(ofProjects));
      }),
      runs,
    );
  });

  test('once a day has settled, the days sum up to the totals', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (options) => {
        const clock = makeClock(options.now().getTime());
        const sandbox = smallSandbox({ ...options, now: clock.now });
        clock.time += DAY;
        const days = `start_date=2022-01-01&end_date=${clock.now().toISOString().slice(0, 10)}`;
        const { account } = sandbox;
        const things = [
          'stats/account',
          ...account.projects.map(({ hashed_id }) => `stats/projects/${hashed_id}`),
          ...account.medias.slice(0, 5).map(({ hashed_id }) => `stats/medias/${hashed_id}`),
        ];
        for (const thing of things) {
          const rows = await ask(sandbox, `${thing}/by_date.json?${days}`);
          expectSame(total(rows), await ask(sandbox, `${thing}.json`));
        }
      }),
      runs,
    );
  });

  test('visitors’ loads and plays sum up to the account’s', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (options) => {
        const sandbox = smallSandbox(options);
        const visitors = await askAll(sandbox, 'stats/visitors.json');
        expect(new Set(visitors.map((v) => v.visitor_key)).size).toBe(options.visitors);
        const { load_count, play_count } = await ask(sandbox, 'stats/account.json');
        expect(visitors.reduce((sum, v) => sum + v.load_count, 0)).toBe(load_count);
        expect(visitors.reduce((sum, v) => sum + v.play_count, 0)).toBe(play_count);
      }),
      runs,
    );
  });

  test('events are the plays of the last two years, each with its share', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (options) => {
        const sandbox = smallSandbox(options);
        const { account } = sandbox;
        const now = options.now();
        const since = new Date(now).setUTCFullYear(now.getUTCFullYear() - 2);
        const byKey = new Map(
          (await askAll(sandbox, 'stats/events.json')).map((event) => [event.event_key, event]),
        );
        let recent = 0;
        for (let index = 0; index < account.sessions.length; index++) {
          const plays = account.sessions.watched(index).length > 0;
          if (plays && account.sessions.time(index) >= since) recent++;
        }
        expect(byKey.size).toBe(recent);

        const { hashed_id, index, roundsShares } = account.medias[0]!;
        const whole = recount(sandbox, index);
        const events = [...byKey.values()].filter((event) => event.media_id === hashed_id);
        if (events.length === whole.plays && !roundsShares) {
          const mean = events.reduce((sum, e) => sum + e.percent_viewed, 0) / events.length;
          const { engagement } = await ask(sandbox, `stats/medias/${hashed_id}.json`);
          if (events.length) expect(mean).toBeCloseTo(engagement, 10);
        }
      }),
      runs,
    );
  });
});

test('older plays than the events tell of still count in the totals', async () => {
  const sandbox = smallSandbox({ visitors: 300 });
  const events = await askAll(sandbox, 'stats/events.json');
  const { play_count } = await ask(sandbox, 'stats/account.json');
  expect(new Set(events.map((event) => event.event_key)).size).toBeLessThan(play_count);
  const oldest = events.map((event) => event.received_at).sort()[0]!;
  expect(oldest >= '2024-03-18').toBe(true);
  const before = await ask(
    sandbox,
    'stats/account/by_date.json?start_date=2023-01-01&end_date=2024-03-17',
  );
  expect(total(before).play_count).toBeGreaterThan(0);
});

test('a visitor’s last event is the visitor’s newest play', async () => {
  const sandbox = smallSandbox();
  const visitors = await askAll(sandbox, 'stats/visitors.json');
  const active = visitors.filter((visitor) => visitor.last_active_at > '2024-06-01');
  expect(active.length).toBeGreaterThan(20);
  for (const { visitor_key, last_event_key, last_active_at } of active) {
    const [newest] = await ask(sandbox, `stats/events.json?visitor_key=${visitor_key}&per_page=1`);
    expect(newest.event_key).toBe(last_event_key);
    expect(newest.received_at.slice(0, 19)).toBe(last_active_at.slice(0, 19));
  }
});

test('nothing happens before its video came out or after now', () => {
  const { account } = smallSandbox({ visitors: 400 });
  for (let index = 0; index < account.sessions.length; index++) {
    const time = account.sessions.time(index);
    expect(time).toBeLessThan(NOW);
    expect(time).toBeGreaterThanOrEqual(account.medias[account.sessions.media(index)]!.created);
    if (index) expect(time).toBeGreaterThanOrEqual(account.sessions.time(index - 1));
  }
});

test('the days read as viewing does', async () => {
  const sandbox = smallSandbox({ visitors: 2000, videos: 40 });
  const rows: (Row & { date: string })[] = await ask(
    sandbox,
    `stats/account/by_date.json?${EVERY_DAY}`,
  );
  rows.reverse();
  const lastTwoYears = rows.slice(-730);
  const weekdayOf = (date: string): number => new Date(date).getUTCDay();
  const loadsOn = (...weekdays: number[]): number =>
    total(lastTwoYears.filter(({ date }) => weekdays.includes(weekdayOf(date)))).load_count /
    weekdays.length;
  expect(loadsOn(2, 3)).toBeGreaterThan(1.4 * loadsOn(0, 6));
  // It grows.
  expect(total(lastTwoYears.slice(-300)).load_count).toBeGreaterThan(
    1.4 * total(lastTwoYears.slice(0, 300)).load_count,
  );
  // Few visitors do much of the watching.
  const plays = sandbox.account.visitors.map((visitor) => visitor.plays).sort((a, b) => b - a);
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  expect(sum(plays.slice(0, 200))).toBeGreaterThan(0.3 * sum(plays));
});

test('people leave as a video goes on, and some moments are watched again', async () => {
  const sandbox = smallSandbox({ visitors: 2000, videos: 40 });
  const { engagement_data: views, rewatch_data: again } = await ask(
    sandbox,
    'stats/medias/993554ba94/engagement.json',
  );
  expect(views).toHaveLength(138);
  expect(views.at(-1)).toBeLessThan(0.7 * views[0]);
  const first = views.map((count: number, second: number) => count - again[second]);
  expect(first[60]).toBeLessThan(first[10]);
  const peak = Math.max(...again);
  const middle = [...again].sort((a: number, b: number) => a - b)[69];
  expect(peak).toBeGreaterThan(3 * middle);
});

test('tastes make some videos be watched by the same people', () => {
  const { account } = smallSandbox({ visitors: 2000, videos: 40 });
  const watchers = account.medias.map(() => new Set<number>());
  for (let index = 0; index < account.sessions.length; index++) {
    if (!account.sessions.watched(index).length) continue;
    watchers[account.sessions.media(index)]!.add(account.sessions.visitor(index));
  }
  const likeness = (sameGenre: boolean): number => {
    const ratios = [];
    for (const a of account.medias) {
      for (const b of account.medias.slice(0, a.index)) {
        const [left, right] = [watchers[a.index]!, watchers[b.index]!];
        if ((a.genre === b.genre) !== sameGenre || left.size < 50 || right.size < 50) continue;
        const both = [...left].filter((visitor) => right.has(visitor)).length;
        ratios.push(both / Math.sqrt(left.size * right.size));
      }
    }
    return ratios.reduce((x, y) => x + y, 0) / ratios.length;
  };
  expect(likeness(true)).toBeGreaterThan(1.4 * likeness(false));
});
