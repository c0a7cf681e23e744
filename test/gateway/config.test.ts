import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, createGateway, parseConfig } from '../../src/gateway/index.js';
import type { GatewayConfig } from '../../src/gateway/index.js';

const problems = (config: unknown): readonly string[] => {
  try {
    parseConfig(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('a configuration', () => {
  test('needs nothing but a token, and then publishes nothing', () => {
    const settings = parseConfig({ token: 't' });
    expect(settings.publish).toEqual({});
    expect(settings).toMatchObject({
      token: 't',
      apiUrl: 'https://api.wistia.com/v1/',
      basePath: '/',
      origins: [],
      budget: 500,
      timeout: 10,
      timeZone: 'UTC',
      cache: {
        maxEntries: 10_000,
        fresh: 60,
        settled: 86_400,
        catalogue: 300,
        missing: 60,
        stale: 3600,
        staleIfError: 604_800,
      },
      limits: { perClient: 3000, waiting: 5000, connections: 10_000 },
      trustedProxies: [],
      replicas: 1,
      cacheTags: false,
      recommendations: {
        pin: [],
        exclude: [],
        diversity: 0,
        watchedThreshold: 0.8,
        minViewers: 5,
      },
    });
  });

  test('may name a store of events, with the two years that Wistia has', () => {
    expect(parseConfig({ token: 't', events: { store: 'events.sqlite' } }).events).toEqual({
      store: 'events.sqlite',
      days: 730,
      interval: 60,
    });
  });

  test('has mistakes about events and recommendations named, but no password', () => {
    expect(
      problems({
        token: 't',
        events: 'postgres://ann:canary@db.example/events',
        recommendations: { diversity: 2, minViewers: 1, pin: 'm1', watchedThreshold: 80 },
      })
        .slice()
        .sort(),
    ).toEqual([
      'events should be an object, but is "postgres://…@db.example/events".',
      'recommendations.diversity should be a number from 0 to 1, but is 2.',
      'recommendations.minViewers should be a whole number from 2 to 255, but is 1.',
      'recommendations.pin should be a list of ids, but is "m1".',
      'recommendations.watchedThreshold should be a number from 0 to 1, but is 80.',
    ]);
    expect(problems({ token: 't', events: { store: '', days: 1000 } }).slice().sort()).toEqual([
      'events.days should be a whole number from 1 to 730, but is 1000.',
      'events.store should be the name of a SQLite file, or a postgres:// address, but is "".',
    ]);
  });

  test('without a token is refused', () => {
    expect(problems({})).toEqual(['token is missing: the gateway needs a Wistia API token.']);
    expect(() => createGateway({})).toThrow(ConfigError);
  });

  test('has every mistake named with its path, all at once', () => {
    expect(
      problems({
        token: 't',
        apiURL: 'https://api.wistia.com/v1/',
        budget: 600,
        origins: ['https://www.example.com/', 'example.com'],
        timeZone: 'Mars/Olympus',
        basePath: 'wistia',
        cache: { fresh: '60', ttl: 3 },
        publish: {
          account: 'yes',
          projects: 'all',
          medias: ['good', 'not/good', { id: 'm', fields: ['play_count', 'plays'] }, { ids: 'x' }],
          videos: true,
        },
      })
        .slice()
        .sort(),
    ).toEqual(
      [
        expect.stringMatching(/^apiURL is not a setting: known there are apiUrl, publish, /),
        'basePath should be a path that begins and ends with a slash, such as /wistia/, but is "wistia".',
        'budget should be a whole number from 1 to 599, but is 600.',
        'cache.fresh should be a whole number from 1 to 31536000, but is "60".',
        'cache.ttl is not a setting: known there are maxEntries, fresh, settled, catalogue, missing, stale, staleIfError.',
        'origins[0] should be an origin such as https://www.example.com, without a path, but is "https://www.example.com/".',
        'origins[1] should be an origin such as https://www.example.com, without a path, but is "example.com".',
        'publish.account should be true or an object, but is "yes".',
        `publish.medias[1] should be an id of letters, digits, '-' and '_', but is "not/good".`,
        'publish.medias[2].fields[1] should be one of load_count, play_count, play_rate, hours_watched, engagement, visitors, engagement_data, rewatch_data, but is "plays".',
        `publish.medias[3].id should be an id of letters, digits, '-' and '_', but is missing.`,
        'publish.medias[3].ids is not a setting: known there are id, fields, by_date, engagement, catalogue, landmarks.',
        'publish.projects should be true, "*", a list of ids or an object, but is "all".',
        'publish.videos is not a setting: known there are fields, by_date, account, projects, medias.',
        'timeZone should be a time zone such as America/New_York, but is "Mars/Olympus".',
      ].sort(),
    );
  });

  test('has days and tags that cannot be named with their path', () => {
    expect(
      problems({
        token: 't',
        publish: {
          by_date: 'all',
          account: { by_date: { start_date: '2024-02-30', last: '90', until: '2024-01-01' } },
          medias: [
            { tag: ' ' },
            { id: 'm1', by_date: { start_date: '2024-02-02', end_date: '2024-02-01' } },
          ],
        },
      })
        .slice()
        .sort(),
    ).toEqual([
      'publish.account.by_date.last should be days, weeks, months or years such as 30d, 4w, 6m or 1y, but is "90".',
      'publish.account.by_date.start_date should be a date such as 2012-10-05, but is "2024-02-30".',
      'publish.account.by_date.until is not a setting: known there are start_date, end_date, last.',
      'publish.by_date should be true, false, or an object with start_date, end_date or last, but is "all".',
      'publish.medias[0].tag should be the name of a tag, but is "".',
      'publish.medias[1].by_date.end_date should be a day from start_date on, but is {"start_date":"2024-02-02","end_date":"2024-02-01"}.',
    ]);
  });

  test.each([[null], [[]], ['text'], [3]])('that is %j is refused', (config) => {
    expect(problems(config)).toHaveLength(1);
    expect(problems(config)[0]).toMatch(/^The configuration should be an object, but is /);
  });

  test('never shows a token, not even a wrong one', () => {
    expect(problems({ token: 'canary token' }).join()).not.toContain('canary');
    expect(problems({ token: { canary: 1 } }).join()).not.toContain('canary');
  });

  test.each([
    [{ projects: true, medias: '*', account: {} }],
    [{ projects: [1234567, 'abc', { id: 7, medias: false, fields: ['number_of_videos'] }] }],
    [{ medias: ['a', '*', { id: 'b', by_date: false }, { project: 'p', engagement: false }] }],
    [
      {
        medias: { ids: ['a', 'b'], fields: ['play_count'] },
        projects: { ids: '*', catalogue: false },
      },
    ],
    [{ medias: { projects: ['p'], fields: '*' }, fields: ['play_count'] }],
    [{ account: { fields: [], by_date: false } }],
    [{ by_date: { last: '90d' }, medias: { tags: ['on the site'] } }],
    [
      {
        account: { by_date: { start_date: '2024-01-01', end_date: '2024-12-31' } },
        medias: ['*', { tag: 'internal', fields: [] }],
      },
    ],
  ])('may publish in the form %j', (publish) => {
    expect(problems({ token: 't', publish })).toEqual([]);
    expect(() => createGateway({ token: 't', publish } as GatewayConfig)).not.toThrow();
  });

  test('of any shape is either usable or refused with sentences', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            token: fc.anything(),
            publish: fc.oneof(
              fc.anything(),
              fc.record({ account: fc.anything(), projects: fc.anything(), medias: fc.anything() }),
              fc.record({ medias: fc.array(fc.anything()), projects: fc.array(fc.anything()) }),
            ),
            origins: fc.anything(),
            cache: fc.anything(),
          },
          { requiredKeys: [] },
        ),
        (config) => {
          try {
            createGateway(config as GatewayConfig);
          } catch (error) {
            expect(error).toBeInstanceOf(ConfigError);
            for (const problem of (error as ConfigError).problems) expect(problem).toMatch(/\.$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
