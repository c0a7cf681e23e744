/** A process of its own that learns from a million made events, and tells time, memory and answers. */
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { madeViewing } from './made-viewing.mjs';

const root = new URL('../../', import.meta.url).pathname;
const folder = await mkdtemp(join(root, 'node_modules/.bench-recommend-'));
const outfile = join(folder, 'recommend.mjs');
await build({
  stdin: {
    contents: "export { train } from './src/recommend/train.js'; export { ViewingLog } from './src/recommend/viewing-log.js';",
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  outfile,
});
const { train, ViewingLog } = await import(outfile);
await rm(folder, { recursive: true });

const [events, videos] = process.argv.slice(2).map(Number);
const log = new ViewingLog();
let last = 0;
for (const [visitor, media, share, time] of madeViewing({ events, videos, perVisitor: 16 })) {
  log.add({ visitor, media, share, time });
  last = Math.max(last, time);
}
globalThis.gc?.();
const before = process.memoryUsage().rss;
let peak = before;
const cpu = process.cpuUsage();
const model = train(log);
peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
const { user, system } = process.cpuUsage(cpu);

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
