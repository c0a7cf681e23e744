/** The API's quirks, as Wistia has them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_PROJECT_ID } from '../../demo/sandbox/index.js';
import type { Sandbox } from '../../demo/sandbox/index.js';
import {
  accountFields,
  dataApiMediaFields,
  dayFields,
  engagementFields,
  mediaFields,
  projectFields,
} from '../../src/stats/fields.js';
import { eventFields, visitorFields } from '../../src/stats/private-fields.js';
import { list, object } from '../../src/stats/schema.js';
import type { Check } from '../../src/stats/schema.js';
import { ask, askAll, daysAgo, EVERY_DAY, ORIGIN, smallSandbox, TODAY } from './sandbox-client.js';

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = smallSandbox({ visitors: 400, videos: 40 });
});

const idOf = (name: RegExp): string =>
  sandbox.account.medias.find((media) => name.test(media.name))!.hashed_id;

describe('every reply passes the checks of the client', () => {
  const key = encodeURIComponent;
  const cases: [string, (box: Sandbox) => Promise<string>, Check<unknown>][] = [
    ['account', async () => 'stats/account.json', object(accountFields)],
    [
      'account by date',
      async () => `stats/account/by_date.json?${EVERY_DAY}`,
      list(object(dayFields)),
    ],
    ['project', async () => `stats/projects/${FIRST_PROJECT_ID}.json`, object(projectFields)],
    [
      'project by date',
      async () => `stats/projects/${FIRST_PROJECT_ID}/by_date.json`,
      list(object(dayFields)),
    ],
    ['visitors', async () => 'stats/visitors.json?per_page=100', list(object(visitorFields))],
    [
      'visitor',
      async (box) =>
        `stats/visitors/${(await ask(box, 'stats/visitors.json'))[3].visitor_key}.json`,
      object(visitorFields),
    ],
    ['events', async () => 'stats/events.json?per_page=100', list(object(eventFields))],
    [
      'event',
      async (box) => `stats/events/${key((await ask(box, 'stats/events.json'))[3].event_key)}.json`,
      object(eventFields),
    ],
    ['catalogue', async () => 'medias.json?per_page=100', list(object(dataApiMediaFields))],
  ];
  test.each(cases)('%s', async (_, path, check) => {
    const reply = await ask(sandbox, await path(sandbox));
    expect(() => check(reply, '')).not.toThrow();
  });

  test('every media', async () => {
    for (const { hashed_id } of sandbox.account.medias) {
      const media = await ask(sandbox, `stats/medias/${hashed_id}.json`);
      expect(object(mediaFields)(media, '')).toEqual(media);
      const curves = await ask(sandbox, `stats/medias/${hashed_id}/engagement.json`);
      expect(object(engagementFields)(curves, '')).toEqual(curves);
      const days = await ask(sandbox, `stats/medias/${hashed_id}/by_date.json`);
      expect(list(object(dayFields))(days, '')).toEqual(days);
    }
  });
});

describe('by_date', () => {
  const things = ['stats/account', `stats/projects/${FIRST_PROJECT_ID}`, 'stats/medias/993554ba94'];

  test.each(things)('%s: yesterday and today without dates, today zero', async (thing) => {
    const rows = await ask(sandbox, `${thing}/by_date.json`);
    expect(rows.map((row: { date: string }) => row.date).sort()).toEqual([daysAgo(1), TODAY]);
    expect(rows.find((row: { date: string }) => row.date === TODAY)).toEqual({
      date: TODAY,
      load_count: 0,
      play_count: 0,
      hours_watched: 0,
    });
  });

  test.each(things)('%s: inclusive at both ends, with every day between', async (thing) => {
    const rows = await ask(
      sandbox,
      `${thing}/by_date.json?start_date=${daysAgo(10)}&end_date=${daysAgo(8)}`,
    );
    const dates = rows.map((row: { date: string }) => row.date);
    const oldestFirst = [daysAgo(10), daysAgo(9), daysAgo(8)];
    expect(dates).toEqual(thing === 'stats/account' ? oldestFirst.reverse() : oldestFirst);
  });

  test('days before the first video are there, and zero', async () => {
    const [row] = await ask(
      sandbox,
      'stats/account/by_date.json?start_date=2012-10-08&end_date=2012-10-08',
    );
    expect(row).toEqual({ date: '2012-10-08', load_count: 0, play_count: 0, hours_watched: 0 });
  });

  test('the future has no rows', async () => {
    const rows = await ask(
      sandbox,
      `stats/account/by_date.json?start_date=${daysAgo(1)}&end_date=${daysAgo(-30)}`,
    );
    expect(rows).toHaveLength(2);
  });
});

describe('figures', () => {
  test('above 1000 seconds, engagement has 1000 cells', async () => {
    const long = sandbox.account.medias.filter((media) => media.seconds > 1000);
    expect(long.length).toBeGreaterThanOrEqual(2);
    for (const { hashed_id } of long) {
      const curves = await ask(sandbox, `stats/medias/${hashed_id}/engagement.json`);
      expect(curves.engagement_data).toHaveLength(1000);
      expect(curves.rewatch_data).toHaveLength(1000);
      expect(curves.engagement_data.every(Number.isInteger)).toBe(true);
    }
  });

  test('a video that nobody played has empty curves and integer zeros', async () => {
    const id = idOf(/nobody/);
    const media = await ask(sandbox, `stats/medias/${id}.json`);
    expect(media.load_count).toBeGreaterThan(0);
    expect(media).toMatchObject({ play_count: 0, play_rate: 0, hours_watched: 0, engagement: 0 });
    expect(await ask(sandbox, `stats/medias/${id}/engagement.json`)).toEqual({
      engagement: 0,
      engagement_data: [],
      rewatch_data: [],
    });
  });

  test('shares are from 0 to 1, of some videos in whole percents', async () => {
    const shares: number[] = [];
    for (const { hashed_id } of sandbox.account.medias) {
      const { play_rate, engagement } = await ask(sandbox, `stats/medias/${hashed_id}.json`);
      shares.push(play_rate, engagement);
    }
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    const rounded = (share: number): boolean => String(share).length <= 4;
    expect(shares.filter((share) => share > 0 && rounded(share)).length).toBeGreaterThan(3);
    expect(shares.filter((share) => !rounded(share)).length).toBeGreaterThan(3);
  });

  test('the play rate is neither plays by loads nor plays by visitors', async () => {
    const media = await ask(sandbox, 'stats/medias/993554ba94.json');
    expect(media.play_rate).not.toBeCloseTo(media.play_count / media.load_count, 3);
    expect(media.play_rate).not.toBeCloseTo(media.play_count / media.visitors, 3);
  });
});

describe('lists', () => {
  test.each([
    ['stats/events', 100],
    ['stats/visitors', 100],
    ['medias', 40],
  ])('%s: ten rows by default, at most 100', async (path, most) => {
    expect(await ask(sandbox, `${path}.json`)).toHaveLength(10);
    expect(await ask(sandbox, `${path}.json?per_page=1000`)).toHaveLength(most);
  });

  test('a page behind the end is empty', async () => {
    for (const path of ['stats/events', 'stats/visitors', 'medias', 'projects']) {
      expect(await ask(sandbox, `${path}.json?page=9999&per_page=100`)).toEqual([]);
    }
  });
});

describe('events', () => {
  test('come newest first, and a page repeats the last event of the one before', async () => {
    const one = await ask(sandbox, 'stats/events.json?per_page=20&page=1');
    const two = await ask(sandbox, 'stats/events.json?per_page=20&page=2');
    expect(two[0]).toEqual(one[19]);
    const times = [...one, ...two].map((event) => Date.parse(event.received_at));
    // Some times are told without their milliseconds.
    for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeLessThan(1000);
    const steady = smallSandbox({ visitors: 400, videos: 40, repeatedEvents: 0 });
    const next = await ask(steady, 'stats/events.json?per_page=20&page=2');
    expect(one).not.toContainEqual(next[0]);
  });

  test('no event is lost between pages', async () => {
    const repeated = await askAll(sandbox, 'stats/events.json');
    const steady = smallSandbox({ visitors: 400, videos: 40, repeatedEvents: 0 });
    const once = await askAll(steady, 'stats/events.json');
    const keys = (events: { event_key: string }[]) => events.map((event) => event.event_key);
    expect([...new Set(keys(repeated))]).toEqual(keys(once));
  });

  test('have keys of both forms, and every key leads to its event', async () => {
    const events = await ask(sandbox, 'stats/events.json?per_page=60');
    const keys: string[] = events.map((event: { event_key: string }) => event.event_key);
    expect(keys.some((key) => /^\d{13}[a-f]0\.\d{16}$/.test(key))).toBe(true);
    const newForm = /^\d{7}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    expect(keys.some((key) => newForm.test(key))).toBe(true);
    for (const event of events) {
      const path = `stats/events/${encodeURIComponent(event.event_key)}.json`;
      expect(await ask(sandbox, path)).toEqual(event);
    }
  });

  test('tell the share watched as 0 to 1, with long decimals', async () => {
    const shares = (await ask(sandbox, 'stats/events.json?per_page=100')).map(
      (event: { percent_viewed: number }) => event.percent_viewed,
    );
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(shares.some((share: number) => String(share).length > 12)).toBe(true);
  });

  test('tell times with and without milliseconds, and conversions in every form', async () => {
    const events = await askAll(sandbox, 'stats/events.json');
    const times = events.map((event) => event.received_at);
    expect(times.some((time) => /T\d\d:\d\d:\d\dZ$/.test(time))).toBe(true);
    expect(times.some((time) => /T\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))).toBe(true);
    const kinds = new Set(events.map((event) => typeof event.conversion_type));
    expect([...kinds].sort()).toEqual(['number', 'string']);
    const types = events.map((event) => event.conversion_type);
    expect(types.filter((type) => type === '').length).toBeGreaterThan(0.8 * types.length);
    const data = events.map((event) => JSON.stringify(event.conversion_data));
    expect(data).toContain('""');
    expect(data).toContain('{}');
    expect(data.some((text) => text.includes('@example.'))).toBe(true);
  });

  test('can be had of one media, one visitor, some days', async () => {
    const all = await askAll(sandbox, 'stats/events.json');
    const { media_id, visitor_key } = all[5];
    const keys = (events: { event_key: string }[]) => [
      ...new Set(events.map((event) => event.event_key)),
    ];
    expect(keys(await askAll(sandbox, `stats/events.json?media_id=${media_id}`))).toEqual(
      keys(all.filter((event) => event.media_id === media_id)),
    );
    expect(keys(await askAll(sandbox, `stats/events.json?visitor_key=${visitor_key}`))).toEqual(
      keys(all.filter((event) => event.visitor_key === visitor_key)),
    );
    const [from, to] = [daysAgo(30), daysAgo(20)];
    const some = await askAll(sandbox, `stats/events.json?start_date=${from}&end_date=${to}`);
    expect(some.length).toBeGreaterThan(0);
    const dayOf = (event: { received_at: string }) => event.received_at.slice(0, 10);
    expect(keys(some)).toEqual(keys(all.filter((e) => dayOf(e) >= from && dayOf(e) <= to)));
    expect(await ask(sandbox, 'stats/events.json?media_id=nosuchid00')).toEqual([]);
    expect(await ask(sandbox, `stats/events.json?visitor_key=${'0'.repeat(40)}`)).toEqual([]);
  });

  test('hold hostile text, as anything from outside may', async () => {
    const [event] = await ask(sandbox, `stats/events.json?media_id=${idOf(/onerror/)}`);
    expect(event.media_name).toContain('<img src=x onerror=');
    expect(event.media_url).toMatch(/^javascript:/);
    expect(event.embed_url).toMatch(/^javascript:/);
    expect(event.thumbnail.url).toMatch(/^javascript:/);
  });

  test('some have no e-mail, no place, no organisation, no page', async () => {
    const events = await askAll(sandbox, 'stats/events.json');
    for (const [field, nothing] of [
      ['email', null],
      ['lat', null],
      ['city', ''],
      ['org', ''],
      ['embed_url', ''],
    ] as const) {
      const without = events.filter((event) => event[field] === nothing);
      expect(without.length, field).toBeGreaterThan(0);
      expect(without.length, field).toBeLessThan(events.length);
    }
  });

  test('every address is one that is kept free for documentation', async () => {
    for (const event of await askAll(sandbox, 'stats/events.json')) {
      expect(event.ip).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
      if (event.email) expect(event.email).toMatch(/@example\.(com|org)$/);
    }
  });
});

describe('visitors', () => {
  test('have keys of 40 hexadecimal digits in upper case', async () => {
    for (const visitor of await ask(sandbox, 'stats/visitors.json?per_page=100')) {
      expect(visitor.visitor_key).toMatch(/^[0-9A-F]{40}$/);
      expect(await ask(sandbox, `stats/visitors/${visitor.visitor_key}.json`)).toEqual(visitor);
    }
  });

  test('are known by name, by e-mail, or not at all', async () => {
    const all = await askAll(sandbox, 'stats/visitors.json');
    const names = all.map((visitor) => visitor.visitor_identity.name);
    expect(names).toContain('');
    expect(names).toContain(null);
    const count = async (filter: string): Promise<number> =>
      (await askAll(sandbox, `stats/visitors.json?filter=${filter}`)).length;
    const named = all.filter((visitor) => visitor.visitor_identity.name);
    const mailed = all.filter((visitor) => visitor.visitor_identity.email);
    expect(await count('has_name')).toBe(named.length);
    expect(await count('has_email')).toBe(mailed.length);
    expect(named.length).toBeGreaterThan(mailed.length);
    const gated = await askAll(sandbox, 'stats/visitors.json?filter=identified_by_email_gate');
    expect(gated.length).toBeGreaterThan(0);
    expect(gated.length).toBeLessThan(mailed.length);
    expect(gated.every((visitor) => visitor.visitor_identity.email)).toBe(true);
  });

  test('are found by the exact name or e-mail only', async () => {
    const [visitor] = await ask(sandbox, 'stats/visitors.json?filter=has_email');
    const { email } = visitor.visitor_identity;
    const search = async (text: string) =>
      ask(sandbox, `stats/visitors.json?search=${encodeURIComponent(text)}`);
    expect(await search(email)).toEqual([visitor]);
    expect(await search(email.slice(0, -1))).toEqual([]);
    const [named] = await ask(sandbox, 'stats/visitors.json?filter=has_name');
    const { name } = named.visitor_identity;
    for (const found of await search(name)) expect(found.visitor_identity.name).toBe(name);
    expect(await search(name)).toContainEqual(named);
  });

  test('some never played', async () => {
    const all = await askAll(sandbox, 'stats/visitors.json');
    const idle = all.filter((visitor) => visitor.play_count === 0);
    expect(idle.length).toBeGreaterThan(0);
    for (const { last_active_at, last_event_key } of idle) {
      expect([last_active_at, last_event_key]).toEqual([null, null]);
    }
  });
});

describe('the catalogue', () => {
  const ids = (rows: { hashed_id: string }[]): string[] => rows.map((row) => row.hashed_id);

  test('holds videos that are archived, not ready, or not videos', async () => {
    const rows = await askAll(sandbox, 'medias.json');
    expect(rows.some((row) => row.archived)).toBe(true);
    expect(rows.some((row) => row.status !== 'ready' && row.duration === null)).toBe(true);
    expect(rows.some((row) => row.type === 'Image' && row.duration === null)).toBe(true);
    expect(rows.some((row) => row.name.length > 200)).toBe(true);
    expect(rows.some((row) => /[\u0600-\u06ff]/.test(row.name))).toBe(true);
    expect(rows.some((row) => row.name.includes('<script>'))).toBe(true);
    expect(rows[0]).toMatchObject({ hashed_id: '993554ba94', name: 'How They Work' });
  });

  test('says project or folder, and spells its id in two ways', async () => {
    const rows = await askAll(sandbox, 'medias.json');
    expect(rows.some((row) => row.project?.hashed_id === FIRST_PROJECT_ID)).toBe(true);
    expect(rows.some((row) => typeof row.folder?.hashedId === 'string')).toBe(true);
  });

  test('can be filtered', async () => {
    const all = await askAll(sandbox, 'medias.json');
    const two = [all[3].hashed_id, all[7].hashed_id];
    const query = two.map((id) => `hashed_ids[]=${id}`).join('&');
    expect(ids(await ask(sandbox, `medias.json?${query}`))).toEqual(two);
    const inProject = await askAll(sandbox, `medias.json?project_id=${FIRST_PROJECT_ID}`);
    expect(ids(inProject)).toEqual(
      ids(all.filter((row) => row.project?.hashed_id === FIRST_PROJECT_ID)),
    );
    expect(inProject).toHaveLength(
      (await ask(sandbox, `stats/projects/${FIRST_PROJECT_ID}.json`)).number_of_videos,
    );
    const { id } = inProject[0].project;
    expect(await askAll(sandbox, `medias.json?project_id=${id}`)).toEqual(inProject);
    expect(await ask(sandbox, 'medias.json?project_id=nosuchid00')).toEqual([]);
    expect(ids(await ask(sandbox, 'medias.json?type=Audio'))).toEqual(
      ids(all.filter((row) => row.type === 'Audio')),
    );
    const tagged = all.filter((row) => JSON.stringify(row.tags).includes('"on the site"'));
    expect(tagged.length).toBeGreaterThan(1);
    expect(tagged.length).toBeLessThan(all.length);
    expect(ids(await askAll(sandbox, 'medias.json?tags[]=on%20the%20site'))).toEqual(ids(tagged));
    expect(ids(await ask(sandbox, 'medias.json?archived=true'))).toEqual(
      ids(all.filter((row) => row.archived)),
    );
  });

  test.each(['name', 'created', 'updated'])('can be sorted by %s', async (field) => {
    const up = await askAll(sandbox, `medias.json?sort_by=${field}&sort_direction=1`);
    const values = up.map((row) => row[field]);
    expect(values).toEqual([...values].sort());
    const down = await askAll(sandbox, `medias.json?sort_by=${field}&sort_direction=0`);
    expect(ids(down)).toEqual(ids(up).reverse());
  });

  test('the projects are listed with their number of videos', async () => {
    const projects = await ask(sandbox, 'projects.json');
    expect(projects).toHaveLength(3);
    for (const { hashedId, mediaCount } of projects) {
      const { number_of_videos } = await ask(sandbox, `stats/projects/${hashedId}.json`);
      expect(mediaCount).toBe(number_of_videos);
    }
  });
});

test('pictures are there without a token', async () => {
  const [{ thumbnail }] = await ask(sandbox, 'medias.json');
  expect(thumbnail).toMatchObject({ width: 640, height: 360 });
  const picture = await sandbox.fetch(new Request(thumbnail.url));
  expect(picture.status).toBe(200);
  expect(picture.headers.get('Content-Type')).toBe('image/svg+xml');
  expect(await picture.text()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  const none = await sandbox.fetch(new Request(`${ORIGIN}/pictures/nosuchid00.svg`));
  expect(none.status).toBe(404);
});

test('addresses in replies are those of the public address, where one is set', async () => {
  const behind = smallSandbox({ publicUrl: 'https://demo.example.com/' });
  const [{ thumbnail }] = await ask(behind, 'medias.json');
  expect(thumbnail.url).toMatch(/^https:\/\/demo\.example\.com\/pictures\//);
});

test('the newer base has the same paths without .json, but no project by date', async () => {
  const modern = (path: string): Promise<Response> =>
    sandbox.fetch(
      new Request(`${ORIGIN}/modern/${path}`, {
        headers: { Authorization: 'Bearer sandbox', 'X-Wistia-API-Version': '2026-03' },
      }),
    );
  expect(await (await modern('stats/account')).json()).toEqual(
    await ask(sandbox, 'stats/account.json'),
  );
  expect((await modern(`stats/projects/${FIRST_PROJECT_ID}`)).status).toBe(200);
  expect((await modern(`stats/projects/${FIRST_PROJECT_ID}/by_date`)).status).toBe(404);
});
