/**
 * Make-believe viewing events: videos in series and kinds, released over two years; people with a taste
 * for a few kinds, who go on with what they began and turn to what is new. The same every time.
 */
const DAY = 864e5;
const START = Date.UTC(2024, 0, 1);
const SPAN = 730 * DAY;

const seeded = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Places 0 to n - 1, the first far more often than the last. */
const skewed = (n, random) => Math.floor(n * random() ** 2.5);

/**
 * @param events about how many views
 * @param perVisitor how many of them a visitor has, on average
 * @param news how often a visitor turns to one of the latest videos, 0 to 1
 * @yields views as [visitor, media, share, time], oldest first for each visitor
 */
export function* madeViewing({ events, videos, perVisitor, news = 0.1, seed = 1 }) {
  const random = seeded(seed);
  const kinds = Math.max(2, Math.round(videos / 60));
  const ofKind = Array.from({ length: kinds }, () => []);
  for (let video = 0; video < videos; video++) ofKind[Math.floor(random() * kinds)].push(video);
  // The number of a video is the order of its release.
  const released = (time) => Math.max(20, Math.ceil((videos * (time - START)) / SPAN));
  const favourites = Array.from({ length: videos }, (_, i) => i).sort(() => random() - 0.5);
  let made = 0;
  for (let visitor = 0; made < events; visitor++) {
    const tastes = Array.from({ length: 3 }, () => skewed(kinds, random));
    const length = Math.max(2, Math.round(perVisitor * (0.2 + -0.8 * Math.log(1 - random()))));
    let time = START + SPAN * random() * 0.95;
    const watched = new Set();
    let kind = tastes[0];
    let last = 0;
    for (let tries = 0; watched.size < length && tries < length * 4; tries++) {
      const there = released(time);
      const chance = random();
      let video;
      if (chance < 0.3) {
        video = ofKind[kind][ofKind[kind].indexOf(last) + 1];
      } else if (chance < 0.8) {
        kind = tastes[Math.floor(random() * 3)];
        video = ofKind[kind][skewed(ofKind[kind].length, random)];
      } else if (chance < 0.8 + news) video = there - 1 - skewed(Math.min(there, 200), random);
      else video = favourites[skewed(videos, random)];
      if (video === undefined || video >= there || watched.has(video)) continue;
      watched.add(video);
      last = video;
      time += random() < 0.8 ? random() * 36e5 : random() * 5 * DAY;
      if (time > START + SPAN) break;
      made++;
      yield [`v${visitor}`, `m${video}`, random() < 0.6 ? 1 : Math.round(random() * 100) / 100, Math.round(time)];
    }
  }
}
