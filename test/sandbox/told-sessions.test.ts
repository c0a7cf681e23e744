/** Sessions that a test or a demo tells, and those that arrive with the clock. */
import { describe, expect, test } from 'vitest';
import { FIRST_PROJECT_ID } from '../../demo/sandbox/index.js';
import { ask, askAll, control, makeClock, ORIGIN, smallSandbox } from './sandbox-client.js';

const ID = '993554ba94';
const KEY = 'ABCDEF0123456789ABCDEF0123456789ABCDEF01';
const DAY = 864e5;

describe('a told session', () => {
  test('is counted everywhere', async () => {
    const clock = makeClock();
    const sandbox = smallSandbox({ now: clock.now });
    const figures = async () => ({
      account: await ask(sandbox, 'stats/account.json'),
      project: await ask(sandbox, `stats/projects/${FIRST_PROJECT_ID}.json`),
      media: await ask(sandbox, `stats/medias/${ID}.json`),
      curves: await ask(sandbox, `stats/medias/${ID}/engagement.json`),
    });
    const before = await figures();
    const response = await control(sandbox, 'POST', 'sessions', {
      media_id: ID,
      visitor_key: KEY,
      watched: [
        [0, 60],
        [20, 30],
      ],
      conversion: 'sign-up',
    });
    expect(response.status).toBe(201);
    const { visitor_key, event } = (await response.json()) as {
      visitor_key: string;
      event: { event_key: string };
    };
    expect(visitor_key).toBe(KEY);
    const after = await figures();
    for (const thing of ['account', 'project', 'media'] as const) {
      expect(after[thing].load_count).toBe(before[thing].load_count + 1);
      expect(after[thing].play_count).toBe(before[thing].play_count + 1);
      expect(after[thing].hours_watched).toBeCloseTo(before[thing].hours_watched + 70 / 3600, 9);
    }
    expect(after.media.visitors).toBe(before.media.visitors + 1);
    const gained = (name: 'engagement_data' | 'rewatch_data') =>
      after.curves[name].map((views: number, s: number) => views - before.curves[name][s]);
    const within = (from: number, to: number) =>
      Array.from({ length: 138 }, (_, second) => Number(second >= from && second < to));
    const again = within(20, 30);
    expect(gained('rewatch_data')).toEqual(again);
    expect(gained('engagement_data')).toEqual(within(0, 60).map((n, s) => n + again[s]!));

    const [newest] = await ask(sandbox, 'stats/events.json?per_page=1');
    expect(newest).toEqual(event);
    expect(newest).toMatchObject({
      visitor_key: KEY,
      media_id: ID,
      percent_viewed: 60 / 138,
      conversion_type: 'sign-up',
      conversion_data: {},
    });
    expect(await ask(sandbox, `stats/visitors/${KEY}.json`)).toMatchObject({
      load_count: 1,
      play_count: 1,
      last_event_key: event.event_key,
    });
    // Its day is zero until it has settled.
    const day = `stats/medias/${ID}/by_date.json?start_date=2026-03-18&end_date=2026-03-18`;
    expect((await ask(sandbox, day))[0].play_count).toBe(0);
    clock.time += DAY;
    expect((await ask(sandbox, day))[0].play_count).toBeGreaterThanOrEqual(1);
  });

  test('without anything watched is a load, and no event', async () => {
    const sandbox = smallSandbox();
    const before = await ask(sandbox, `stats/medias/${ID}.json`);
    const { visitor_key, event } = sandbox.addSession({ media_id: ID });
    expect(event).toBeNull();
    expect(await ask(sandbox, `stats/medias/${ID}.json`)).toMatchObject({
      load_count: before.load_count + 1,
      play_count: before.play_count,
      visitors: before.visitors + 1,
    });
    expect(await ask(sandbox, `stats/events.json?visitor_key=${visitor_key}`)).toEqual([]);
    expect(await ask(sandbox, `stats/visitors/${visitor_key}.json`)).toMatchObject({
      load_count: 1,
      play_count: 0,
      last_active_at: null,
    });
  });

  test('of a visitor who is known already makes no second one', async () => {
    const sandbox = smallSandbox();
    const known = (await ask(sandbox, 'stats/visitors.json?per_page=100'))[9];
    sandbox.addSession({ media_id: ID, visitor_key: known.visitor_key, watched: [[0, 5]] });
    expect(await ask(sandbox, `stats/visitors/${known.visitor_key}.json`)).toMatchObject({
      load_count: known.load_count + 1,
      play_count: known.play_count + 1,
      created_at: known.created_at,
    });
    expect(await askAll(sandbox, 'stats/visitors.json')).toHaveLength(60);
  });

  test.each([
    [true, 'post-roll-link', {}],
    ['sign-up', 'sign-up', {}],
    [7, 7, {}],
    [{ type: 'gate', data: { a: 1 } }, 'gate', { a: 1 }],
    [{ data: '' }, 'post-roll-link', ''],
    [false, '', ''],
  ])('with the conversion %j', async (conversion, type, data) => {
    const sandbox = smallSandbox();
    const told = { media_id: ID, watched: [[0, 5]], conversion };
    const reply = await control(sandbox, 'POST', 'sessions', told);
    expect(reply.status).toBe(201);
    const [event] = await ask(sandbox, 'stats/events.json?per_page=1');
    expect([event.conversion_type, event.conversion_data]).toEqual([type, data]);
  });

  test('can be told in parts of a second, and ends with the video', async () => {
    const sandbox = smallSandbox();
    const { event } = sandbox.addSession({ media_id: ID, watched: [[130.4, 9999]] });
    expect(event!.percent_viewed).toBe(8 / 138);
  });

  test.each([
    [{}, /"media_id" must be/],
    [{ media_id: 'nosuchid00' }, /"media_id" must be/],
    [{ media_id: ID, visitor_key: '<b>' }, /"visitor_key" must be/],
    [{ media_id: ID, watched: [[5, 1]] }, /"watched" must be a list/],
    [{ media_id: ID, watched: [[-1, 1]] }, /"watched" must be a list/],
    [{ media_id: ID, watched: 'all' }, /"watched" must be a list/],
    [{ media_id: ID, watched: [['0', null]] }, /"watched" must be a list/],
    [{ media_id: ID, watched: [[500, 600]] }, /Nothing of "watched" lies within the 138 seconds/],
    [{ media_id: ID, watched: [[0, 1]], conversion: [] }, /"conversion" must be/],
    [{ media_id: ID, watched: [[0, 1]], conversion: { type: {} } }, /"conversion" must be/],
    [{ media_id: ID, watched: [[0, 1]], conversion: { data: 'x' } }, /"conversion" must be/],
    [null, /A session is an object/],
  ])('that cannot be, %j, changes nothing', async (told, sentence) => {
    const sandbox = smallSandbox();
    const { length } = sandbox.account.sessions;
    const response = await control(sandbox, 'POST', 'sessions', told);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(sentence);
    expect(sandbox.account.sessions.length).toBe(length);
    expect(sandbox.account.visitors.length).toBe(60);
  });

  test('may be told from a page of another site', async () => {
    const sandbox = smallSandbox();
    const asked = await sandbox.fetch(
      new Request(`${ORIGIN}/sandbox/sessions`, { method: 'OPTIONS' }),
    );
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(asked.headers.get('Access-Control-Allow-Headers')).toContain('Content-Type');
  });
});

describe('live viewing', () => {
  test('goes on with the clock, and shows in every figure', async () => {
    const clock = makeClock();
    const sandbox = smallSandbox({ live: true, now: clock.now });
    const before = await ask(sandbox, 'stats/account.json');
    const newest = (await ask(sandbox, 'stats/events.json?per_page=1'))[0];
    clock.time += 10 * 60_000;
    const after = await ask(sandbox, 'stats/account.json');
    // Twenty visits a minute.
    expect(after.load_count - before.load_count).toBeGreaterThan(120);
    expect(after.load_count - before.load_count).toBeLessThan(300);
    const events = await ask(sandbox, 'stats/events.json?per_page=100');
    expect(Date.parse(events[0].received_at)).toBeGreaterThan(clock.time - 60_000);
    expect(events[0].event_key).not.toBe(newest.event_key);
    const medias = await Promise.all(
      sandbox.account.medias.map((media) => ask(sandbox, `stats/medias/${media.hashed_id}.json`)),
    );
    expect(medias.reduce((sum, media) => sum + media.play_count, 0)).toBe(after.play_count);
  });

  test('makes pages of events shift while they are read', async () => {
    const clock = makeClock();
    const sandbox = smallSandbox({ live: true, repeatedEvents: 0, now: clock.now });
    const first = await ask(sandbox, 'stats/events.json?per_page=50&page=1');
    clock.time += 30_000;
    const second = await ask(sandbox, 'stats/events.json?per_page=50&page=2');
    const keys = first.map((event: { event_key: string }) => event.event_key);
    expect(keys).toContain(second[0].event_key);
  });

  test('is the same for the same seed, however often one looks', async () => {
    const [a, b] = [makeClock(), makeClock()];
    const often = smallSandbox({ live: 60, now: a.now });
    const once = smallSandbox({ live: 60, now: b.now });
    for (let i = 0; i < 20; i++) {
      a.time += 15_000;
      await ask(often, 'stats/account.json');
    }
    b.time += 300_000;
    for (const path of ['stats/account.json', 'stats/events.json?per_page=100']) {
      expect(await ask(often, path)).toEqual(await ask(once, path));
    }
  });

  test('stands still unless asked for', async () => {
    const clock = makeClock();
    const sandbox = smallSandbox({ now: clock.now });
    const before = await ask(sandbox, 'stats/account.json');
    clock.time += 3 * DAY;
    expect(await ask(sandbox, 'stats/account.json')).toEqual(before);
  });
});
