/** A process of its own that learns from a million made events, and tells time, memory and answers. */
import { madeViewing } from './made-viewing.mjs';

const [recommend, ...numbers] = process.argv.slice(2);
const [events, videos] = numbers.map(Number);
const { train, ViewingLog } = await import(recommend);
const log = new ViewingLog();
for (const [visitor, media, share, time] of madeViewing({ events, videos, perVisitor: 16 })) {
  log.add({ visitor, media, share, time });
}
// What the making left behind is not the training's.
globalThis.gc();
const cpu = process.cpuUsage();
const model = train(log);
const { user, system } = process.cpuUsage(cpu);
const peak = process.resourceUsage().maxRSS * 1024;

const times = [];
for (const [, history] of log.histories()) {
  const start = performance.now();
  model.scores(history, { limit: 10 });
  times.push(performance.now() - start);
  if (times.length === 3000) break;
}
times.splice(0, 1000); // until the code is warm
times.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    seconds: (user + system) / 1e6,
    megabytes: peak / 1e6,
    bytes: model.bytes / model.size,
    median: times[times.length >> 1],
    late: times[Math.floor(times.length * 0.99)],
  }),
);
