/**
 * The sample replies of the Stats API's documentation, mended where their JSON is not JSON, with
 * documentation values instead of people's.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accountFields, dayFields, engagementFields, mediaFields, projectFields } from '../../src/stats/fields.js';
import { eventFields, visitorFields } from '../../src/stats/private-fields.js';
import { accountStats, byDate, mediaEngagement, mediaStats, projectStats } from '../../src/stats/requests.js';
import { list, object } from '../../src/stats/schema.js';
import type { Check } from '../../src/stats/schema.js';

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`samples/${name}.json`, import.meta.url), 'utf8'));

describe('the sample replies of the documentation', () => {
  it.each<[string, Check<unknown>]>([
    ['account', object(accountFields)],
    ['account-by-date', list(object(dayFields))],
    ['project', object(projectFields)],
    ['project-by-date', list(object(dayFields))],
    ['media', object(mediaFields)],
    ['media-by-date', list(object(dayFields))],
    ['engagement', object(engagementFields)],
    ['visitors', list(object(visitorFields))],
    ['visitor', object(visitorFields)],
  ])('%s passes as it is', (name, check) => {
    expect(check(sample(name), '')).toEqual(sample(name));
  });

  it('events pass, without the fields of the thumbnail that nothing needs', () => {
    const events = list(object(eventFields))(sample('events'), '');
    const [first] = events;
    expect(first).toEqual({
      ...(sample('events') as object[])[0],
      conversion_data: {},
      thumbnail: { url: 'http://embed.example.com/deliveries/48fbdd30.bin', width: 640, height: 360 },
    });
    expect(object(eventFields)(sample('event'), '')).toEqual(first);
    expect(events).toHaveLength(2);
  });

  it.each([
    ['account', accountStats()],
    ['project', projectStats('p')],
    ['media', mediaStats('m')],
    ['engagement', mediaEngagement('m')],
  ])('%s passes the request that asks for it', (name, request) => {
    expect(request.check(sample(name), '')).toEqual(sample(name));
  });

  it.each(['account-by-date', 'project-by-date', 'media-by-date'])(
    '%s passes the request that asks for it, oldest day first',
    (name) => {
      const days = byDate({}).check(sample(name), '');
      const dates = days.map(({ date }) => date);
      expect(dates).toEqual([...dates].sort());
      expect(days).toEqual(expect.arrayContaining(sample(name) as object[]));
      expect(days).toHaveLength(2);
    },
  );
});
