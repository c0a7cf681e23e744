import { describe, expect, it } from 'vitest';
import { Playback } from '../../demo/player/playback.js';
import { FIRST_MEDIA_ID, createSandbox } from '../../demo/sandbox/index.js';

describe('what the stand-in player tells the sandbox', () => {
  const sandbox = createSandbox({ visitors: 30, videos: 3, live: 0 });
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    sandbox.fetch(
      new Request(`http://sandbox.test${path}`, {
        ...init,
        headers: { Authorization: 'Bearer sandbox' },
      }),
    );
  const views = async (): Promise<number[]> => {
    const reply = await ask(`/v1/stats/medias/${FIRST_MEDIA_ID}/engagement.json`);
    return ((await reply.json()) as { engagement_data: number[] }).engagement_data;
  };

  it('raises the views of the seconds that were watched, once for each time', async () => {
    const before = await views();
    const playback = new Playback(before.length);
    playback.play();
    playback.advance(3.5);
    playback.seek(1.2);
    playback.advance(1.3);
    playback.pause();
    const posted = await ask('/sandbox/sessions', {
      method: 'POST',
      body: JSON.stringify({
        visitor_key: 'A1'.repeat(20),
        media_id: FIRST_MEDIA_ID,
        watched: playback.takeStretches(),
      }),
    });
    expect(posted.status).toBe(201);
    const after = await views();
    expect(after.map((times, second) => times - before[second]!)).toEqual(
      playback.secondsWatchedVector,
    );
    expect(playback.secondsWatchedVector.slice(0, 5)).toEqual([1, 2, 2, 1, 0]);
  });
});
