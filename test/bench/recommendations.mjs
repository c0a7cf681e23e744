/** Recommendations from a warm model, in process: 20,000 videos, a million viewing events. */
import { createHash } from 'node:crypto';

export const title = 'Recommendations: answers of a gateway with 20,000 videos and 1,000,000 events';

const VIDEOS = 20_000;
const VISITORS = 120_000;
const EVENTS = 1_000_000;
const BATCH = 2_000;
const ASKED = 2_000;

const DAY = 864e5;
const sha = (text) => createHash('sha256').update(text).digest('base64url');
const idOf = (n) => `video${n}`;

/** The same numbers each time. */
const random = (seed) => () => {
  seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
  return ((seed ^ (seed >>> 16)) >>> 0) / 2 ** 32;
};

const catalogue = Array.from({ length: VIDEOS }, (_, n) => ({
  id: n,
  hashed_id: idOf(n),
  name: `Video ${n}`,
  type: 'Video',
  duration: 100,
  created: new Date(Date.now() - (n % 900) * DAY).toISOString(),
  updated: new Date().toISOString(),
  status: 'ready',
  archived: false,
  thumbnail: { url: `https://pictures.example/${n}.jpg`, width: 640, height: 360 },
  project: { id: n % 50, name: 'Project', hashedId: `project${n % 50}` },
}));

/** A Wistia without new events. */
const wistia = async (address) => {
  const url = new URL(address);
  const page = Number(url.searchParams.get('page'));
  const rows = url.pathname.endsWith('/v1/medias.json') ? catalogue.slice((page - 1) * 100, page * 100) : [];
  return new Response(JSON.stringify(rows), { headers: { 'Content-Type': 'application/json' } });
};

const fill = async ({ store, hash }) => {
  const draw = random(7);
  const visitors = await Promise.all(Array.from({ length: VISITORS }, (_, n) => hash.visitor(sha(`visitor${n}`))));
  const now = Date.now();
  for (let from = 0; from < EVENTS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i) => {
      const who = Math.floor(draw() ** 2 * VISITORS);
      // Each has a corner of the catalogue, with its own hits.
      const corner = (who * 7919) % VIDEOS;
      const media = (corner + Math.floor(draw() ** 3 * 2000)) % VIDEOS;
      return {
        event: `e${from + i}`,
        visitor: visitors[who],
        media: idOf(media),
        share: Math.round(draw() * 100) / 100,
        time: now - Math.floor(draw() * 700 * DAY),
        converted: draw() < 0.02 ? 1 : 0,
      };
    });
    await store.add(batch, from + BATCH >= EVENTS ? { oldest: '2000-01-01', newest: new Date().toISOString().slice(0, 10) } : undefined);
  }
};

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const ms = (value) => `${value.toFixed(3)} ms`;

/** Times of answers in ms, sorted. */
const timed = async (gateway, visitors) => {
  const times = [];
  for (const visitor of visitors) {
    const request = new Request(`http://stats.example/recommendations.json?visitor=${visitor}`);
    const start = performance.now();
    const reply = await gateway.fetch(request);
    times.push(performance.now() - start);
    if (reply.status !== 200) throw new Error(`The gateway answered with ${reply.status}.`);
    await reply.arrayBuffer();
  }
  return times.sort((a, b) => a - b);
};

export const run = async (print) => {
  const [{ createGateway }, { openEvents }] = await Promise.all([
    import('../../dist/gateway.js'),
    import('../../dist/events.js'),
  ]);
  const events = await openEvents({ store: ':memory:' });
  await fill(events);
  const config = { token: 't', publish: { medias: '*' }, events: { store: ':memory:' } };
  const started = performance.now();
  // The longest time for which nothing else could be done meanwhile.
  let longest = 0;
  let last = started;
  const watch = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  const gateway = createGateway(config, { events, fetch: wistia, log: () => {} });
  while ((gateway.health().learning?.sessions ?? 0) < EVENTS * 0.9) await new Promise((done) => setTimeout(done, 50));
  clearInterval(watch);
  const { seconds, bytes } = gateway.health().learning;
  print('events read and learnt after the start', `${((performance.now() - started) / 1000).toFixed(1)} s`);
  print('work of learning', `${seconds.toFixed(2)} s`);
  print('bytes learnt a video', `${Math.round(bytes / VIDEOS)} B`, '≤ 800 B', bytes / VIDEOS <= 800);
  print('longest turn that held up answers meanwhile', ms(longest));

  const known = Array.from({ length: ASKED }, (_, n) => sha(`visitor${(n * 53) % VISITORS}`));
  const unknown = Array.from({ length: ASKED }, (_, n) => sha(`stranger${n}`));
  await timed(gateway, [...known.slice(0, 300), ...unknown.slice(0, 300)]);
  // One after the other, so that both meet the same machine.
  const mixed = { known: [], unknown: [] };
  for (let n = 0; n < ASKED; n += 50) {
    mixed.known.push(...(await timed(gateway, known.slice(n, n + 50))));
    mixed.unknown.push(...(await timed(gateway, unknown.slice(n, n + 50))));
  }
  for (const times of Object.values(mixed)) times.sort((a, b) => a - b);
  const [half, most] = [quantile(mixed.known, 0.5), quantile(mixed.known, 0.99)];
  print('answer for a known visitor, median', ms(half), '< 1 ms', half < 1);
  print('… and 99 of 100 within', ms(most), '< 5 ms', most < 5);
  const other = quantile(mixed.unknown, 0.5);
  print('answer for a visitor that nobody knows, median', ms(other), '< 1 ms', other < 1);
  print('known against unknown, median', `${(half / other).toFixed(2)} ×`);
  await gateway.close();
  await events.close();
};
