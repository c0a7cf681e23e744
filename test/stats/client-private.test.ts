/** Replies that are for the asker alone: `private, no-store`. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { statsClient } from '../../src/stats/client.js';
import { recommendations } from '../../src/stats/requests.js';
import { FakeSource, json } from './fake-source.js';
import { Watching, fakeClock, pass } from './watching.js';

const row = (media_id: string) => ({
  media_id,
  name: media_id,
  score: 1,
  reason: { kind: 'popular' },
});

describe('a reply that nobody may keep', () => {
  let source: FakeSource;

  beforeEach(() => {
    fakeClock();
    source = new FakeSource();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const asking = async (visitor: string, cacheControl: string) => {
    const request = recommendations({ visitor });
    source.set(request.path, () => json([row(visitor)], { 'Cache-Control': cacheControl }));
    const watching = new Watching(statsClient(source.baseUrl), request);
    await pass();
    expect(watching.value![0]!.media_id).toBe(visitor);
    return watching;
  };

  it('is forgotten with the last who looks at it', async () => {
    const [one, two] = [
      await asking('me', 'private, no-store'),
      await asking('me', 'private, no-store'),
    ];
    one.stop();
    await pass();
    expect(one.client.peek(one.request).value).toBeDefined();
    two.stop();
    await pass();
    expect(one.client.peek(one.request)).toEqual({});
  });

  it('is another one for every visitor', async () => {
    const me = await asking('me', 'private, no-store');
    await asking('you', 'private, no-store');
    expect(me.value![0]!.media_id).toBe('me');
  });

  it('is unlike others, which the next one finds', async () => {
    const one = await asking('anybody', 'max-age=60');
    one.stop();
    await pass();
    expect(one.client.peek(one.request).value).toBeDefined();
  });
});
