/** What real replies hold besides what is documented, and what is done with it. */
import { describe, expect, it } from 'vitest';
import {
  catalogueFields,
  dataApiMediaFields,
  dayFields,
  engagementFields,
  mediaFields,
} from '../../src/stats/fields.js';
import { eventFields, identityFields, visitorFields } from '../../src/stats/private-fields.js';
import { byDate, mediaEngagement, mediaStats, related } from '../../src/stats/requests.js';
import { ShapeError, object, someOf } from '../../src/stats/schema.js';

const event = (fields: object) =>
  object(eventFields)(
    { received_at: '2014-01-27T22:42:53Z', event_key: 'e', percent_viewed: 0, media_id: 'm', ...fields },
    '',
  );

const media = (fields: object) => someOf(mediaFields)(fields, '');

describe('shares', () => {
  it.each([
    [0, 0],
    [0.44, 0.44],
    [0.22457664233576624, 0.22457664233576624],
    [1, 1],
    // Integers from 0 to 100, as the Data API has them.
    [44, 0.44],
    [100, 1],
    [2, 0.02],
    [99.5, 0.995],
    // Sums of floats, a hair over the whole.
    [1.0000000000000002, 1],
  ])('play_rate, engagement and percent_viewed %d is %d', (given, expected) => {
    expect(media({ play_rate: given, engagement: given })).toEqual({
      play_rate: expected,
      engagement: expected,
    });
    expect(event({ percent_viewed: given }).percent_viewed).toBe(expected);
    expect(someOf(engagementFields)({ engagement: given }, '').engagement).toBe(expected);
  });

  it.each([-0.1, 100.1, NaN, Infinity, '0.44', null, [0.44], {}, true])('%j is none', (given) => {
    expect(() => media({ play_rate: given })).toThrow(ShapeError);
  });
});

describe('hours_watched', () => {
  it.each([0, 21, 21.9, 1234.567890123])('may be %d', (hours) => {
    expect(media({ hours_watched: hours }).hours_watched).toBe(hours);
  });

  it('a zero below zero is a zero: a page would show its sign', () => {
    const { hours_watched } = media(JSON.parse('{"hours_watched": -0}') as object);
    expect(Object.is(hours_watched, 0)).toBe(true);
  });
});

describe('engagement', () => {
  it('of an unplayed video is empty', () => {
    const empty = { engagement: 0, engagement_data: [], rewatch_data: [] };
    expect(mediaEngagement('m').check(empty, '')).toEqual(empty);
  });

  it('of a long video has 1000 cells', () => {
    const cells = Array.from({ length: 1000 }, (_, i) => i);
    const long = { engagement: 0.5, engagement_data: cells, rewatch_data: cells };
    expect(mediaEngagement('m').check(long, '')).toEqual(long);
  });

  it('names the cell that does not fit', () => {
    const reply = { engagement: 0.5, engagement_data: [1, 2, null] };
    expect(() => mediaEngagement('m').check(reply, '')).toThrow(
      'engagement_data[2] should be a number from 0 up, but is null',
    );
  });
});

describe('by_date', () => {
  const day = (date: string, play_count: number) => ({
    date,
    load_count: 1,
    play_count,
    hours_watched: 0,
  });
  const newest = [day('2026-03-03', 0), day('2026-03-02', 2), day('2026-03-01', 1)];

  it('is sorted, whichever order the endpoint has', () => {
    const oldest = [...newest].reverse();
    expect(byDate({}).check(newest, '')).toEqual(oldest);
    expect(byDate({}).check(oldest, '')).toEqual(oldest);
  });

  it('keeps zero days, such as today’s', () => {
    expect(byDate({}).check(newest, '').at(-1)).toEqual(day('2026-03-03', 0));
  });

  it('is trimmed to the days that were asked for: a snapshot has one file for all', () => {
    const range = { start: '2026-03-02', end: '2026-03-02' };
    expect(byDate({ mediaId: 'm' }, range).check(newest, '')).toEqual([day('2026-03-02', 2)]);
    expect(byDate({}, { start: '2027-01-01', end: '2027-01-02' }).check(newest, '')).toEqual([]);
  });

  it('may leave out fields that are not published, but not the date', () => {
    expect(byDate({}).check([{ date: '2026-03-01', play_count: 1 }], '')).toEqual([
      { date: '2026-03-01', play_count: 1 },
    ]);
    expect(() => byDate({}).check([{ play_count: 1 }], '')).toThrow(
      '[0].date should be a date such as 2012-10-05, but is missing',
    );
  });

  it.each(['2026-02-30', '2026-13-01', '2026-3-1', 'yesterday', '', 20260301, null, ['2026-03-01'], {}])(
    'a date is none that is %j',
    (date) => {
      expect(() => object(dayFields)({ ...day('', 1), date }, '')).toThrow(
        /^date should be a date such as 2012-10-05, but is /,
      );
    },
  );

  it('a time behind the date is left out', () => {
    expect(byDate({}).check([day('2026-03-01T00:00:00Z', 1)], '')).toEqual([day('2026-03-01', 1)]);
  });
});

describe('events', () => {
  it.each([
    ['', ''],
    ['pre-roll-email', 'pre-roll-email'],
    [3, '3'],
    [0, '0'],
    [null, ''],
    [undefined, ''],
  ])('conversion_type %j is %j', (given, expected) => {
    expect(event({ conversion_type: given }).conversion_type).toBe(expected);
  });

  it.each([[{}], [[]], [true]])('conversion_type %j is none', (given) => {
    expect(() => event({ conversion_type: given })).toThrow('conversion_type should be a string');
  });

  it.each([
    ['', {}],
    [{}, {}],
    [{ url: 'https://example.com/' }, { url: 'https://example.com/' }],
    [null, {}],
    [undefined, {}],
    [[1], {}],
  ])('conversion_data %j is %j', (given, expected) => {
    expect(event({ conversion_data: given }).conversion_data).toEqual(expected);
  });

  it.each(['2014-01-27T22:42:53Z', '2014-01-27T22:42:53.123Z'])('received_at may be %s', (at) => {
    expect(event({ received_at: at }).received_at).toBe(at);
    expect(Date.parse(event({ received_at: at }).received_at)).not.toBeNaN();
  });

  it('what is not known of a viewer is null', () => {
    const { email, ip, org, city, lat, lon, thumbnail, visitor_key } = event({ email: null, lat: null });
    expect([email, ip, org, city, lat, lon, thumbnail, visitor_key]).toEqual(Array(8).fill(null));
  });

  it('takes places south and west', () => {
    expect(event({ lat: -34.5, lon: -58.5 })).toMatchObject({ lat: -34.5, lon: -58.5 });
  });

  it('text stays text, markup and all', () => {
    const media_name = '<img src=x onerror=alert(1)>';
    const media_url = 'javascript:alert(1)';
    expect(event({ media_name, media_url })).toMatchObject({ media_name, media_url });
  });

  it('fields that nobody documented are left out', () => {
    expect(event({ user_agent_details: { browser: 'b' }, phone: '1' })).not.toHaveProperty('phone');
    expect(media({ play_count: 1, revenue: 2 })).toEqual({ play_count: 1 });
  });

  it.each(['1355282055737f0.4801975437439978', '1760645_0f8fad5b-d9cb-469f-a165-70867728950e'])(
    'event_key may be %s',
    (event_key) => {
      expect(event({ event_key }).event_key).toBe(event_key);
    },
  );
});

describe('visitors', () => {
  const visitor = {
    visitor_key: 'AAAABBBBCCCCDDDDEEEEFFFF0000111122223333',
    created_at: '2012-12-12T01:51:36Z',
    load_count: 3,
    play_count: 2,
  };

  it.each([
    [{ name: '', email: null }, { name: '', email: null }],
    [{ name: null }, { name: null, email: null }],
    [
      { name: 'N', email: 'n@example.com', org: { name: 'O', title: 3 }, phone: '1' },
      { name: 'N', email: 'n@example.com', org: { name: 'O', title: null } },
    ],
  ])('identity %j is %j', (given, expected) => {
    expect(object(identityFields)(given, '')).toEqual(expected);
    expect(object(visitorFields)({ ...visitor, visitor_identity: given }, '')).toMatchObject({
      visitor_identity: expected,
      last_active_at: null,
      last_event_key: null,
    });
  });

  it('an error tells the kind of a value, never the value', () => {
    const identity = { name: 'Visitor One', email: ['one@example.com'] };
    const check = (): unknown => object(visitorFields)({ ...visitor, visitor_identity: identity }, '');
    expect(check).toThrow('visitor_identity.email should be a string, but is an array');
    try {
      check();
    } catch (error) {
      expect(JSON.stringify(error) + (error as Error).message).not.toMatch(/one@example|Visitor One/);
    }
  });
});

describe('the catalogue', () => {
  it.each([null, undefined, 12.5])('a duration may be %j', (duration) => {
    const row = object(catalogueFields)({ hashed_id: 'm', name: 'N', duration }, '');
    expect(row.duration).toBe(duration ?? null);
    const own = object(dataApiMediaFields)({ hashed_id: 'm', name: null, duration }, '');
    expect(own).toMatchObject({ duration: duration ?? null, name: null, archived: false, project: null });
  });
});

describe('paths', () => {
  it.each([
    ['a/b', 'stats/medias/a%2Fb.json'],
    ['a b', 'stats/medias/a%20b.json'],
    ['a?b=c#d', 'stats/medias/a%3Fb%3Dc%23d.json'],
    ['<ü>', 'stats/medias/%3C%C3%BC%3E.json'],
  ])('an id %j is percent-encoded', (id, path) => {
    expect(mediaStats(id).path).toBe(path);
    expect(related(id).path).toBe(path.replace('stats/medias', 'related'));
  });
});
