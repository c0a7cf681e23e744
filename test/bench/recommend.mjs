/** How good the recommendations are, beside three peers on the same splits, and what the model costs. */
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { madeViewing } from './made-viewing.mjs';

export const title = 'Recommendations: quality on made events (NDCG@10), and the cost of the model';

const execute = promisify(execFile);
const root = new URL('../../', import.meta.url).pathname;
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;
const costs = new URL('recommend-process.mjs', import.meta.url).pathname;
const LIMIT = 10;

const csv = (rows) =>
  `visitor,media,percent_viewed,received_at\n${rows
    .map(([visitor, media, share, time]) => `${visitor},${media},${share},${new Date(time).toISOString()}`)
    .join('\n')}\n`;

const ndcg = (list, hidden) => {
  const gain = (rank) => 1 / Math.log2(rank + 2);
  let sum = 0;
  list.slice(0, LIMIT).forEach((media, rank) => (sum += hidden.has(media) ? gain(rank) : 0));
  let ideal = 0;
  for (let rank = 0; rank < Math.min(LIMIT, hidden.size); rank++) ideal += gain(rank);
  return sum / ideal;
};

/** EASE in its closed form: the inverse of the co-watch matrix, dense. */
const ease = (histories, ridge = 200) => {
  const medias = [...new Set([...histories.values()].flat())];
  const number = new Map(medias.map((media, i) => [media, i]));
  const n = medias.length;
  const matrix = Array.from({ length: n }, () => new Float64Array(n));
  for (const list of histories.values()) {
    const ids = list.map((media) => number.get(media));
    for (const i of ids) for (const j of ids) matrix[i][j]++;
  }
  for (let i = 0; i < n; i++) matrix[i][i] += ridge;
  // Gauss and Jordan, in place: it is symmetric and positive definite.
  for (let p = 0; p < n; p++) {
    const pivot = 1 / matrix[p][p];
    const row = matrix[p];
    row[p] = 1;
    for (let j = 0; j < n; j++) row[j] *= pivot;
    for (let i = 0; i < n; i++) {
      if (i === p) continue;
      const other = matrix[i];
      const factor = other[p];
      other[p] = 0;
      for (let j = 0; j < n; j++) other[j] -= factor * row[j];
    }
  }
  return (history) => {
    const scores = new Float64Array(n);
    const known = history.map((media) => number.get(media)).filter((id) => id !== undefined);
    for (const i of known) for (let j = 0; j < n; j++) scores[j] -= matrix[i][j] / matrix[j][j];
    for (const i of known) scores[i] = -Infinity;
    return Array.from(scores.keys())
      .sort((a, b) => scores[b] - scores[a])
      .slice(0, LIMIT)
      .map((i) => medias[i]);
  };
};

const byVisitor = (rows) => {
  const found = new Map();
  for (const row of rows) found.set(row[0], [...(found.get(row[0]) ?? []), row]);
  return found;
};

/** A fifth of the visitors is never trained on; a fifth of what they watched is hidden. */
const strongSplit = (rows) => {
  const train = [];
  const history = [];
  const hidden = new Map();
  [...byVisitor(rows)].forEach(([visitor, own], n) => {
    if (n % 5 || own.length < 5) return void train.push(...own);
    const away = own.filter((_, i) => i % 5 === n % 4);
    hidden.set(visitor, new Set(away.map(([, media]) => media)));
    history.push(...own.filter((row) => !away.includes(row)));
  });
  return { train, history, hidden };
};

/** The last tenth of each visitor is hidden. */
const temporalSplit = (rows) => {
  const train = [];
  const hidden = new Map();
  for (const [visitor, own] of byVisitor(rows)) {
    const kept = own.length < 5 ? own.length : own.length - Math.max(1, Math.round(own.length / 10));
    train.push(...own.slice(0, kept));
    if (kept < own.length) hidden.set(visitor, new Set(own.slice(kept).map(([, media]) => media)));
  }
  return { train, history: train, hidden };
};

const judge = async ({ train, history, hidden }, folder) => {
  const files = { train: join(folder, 'train.csv'), history: join(folder, 'history.csv') };
  await writeFile(files.train, csv(train));
  await writeFile(files.history, csv(history));
  const args = [cli, 'recommend', '--train', files.train, '--history', history === train ? files.train : files.history];
  const { stdout } = await execute(process.execPath, [...args, '--limit', String(LIMIT)], { maxBuffer: 1 << 28 });
  const ours = new Map(stdout.trim().split('\n').map((line) => JSON.parse(line)).map((it) => [it.visitor, it.media_ids]));

  const trained = new Map([...byVisitor(train)].map(([visitor, own]) => [visitor, own.map(([, media]) => media)]));
  const asked = new Map([...byVisitor(history)].map(([visitor, own]) => [visitor, own.map(([, media]) => media)]));
  const counts = new Map();
  for (const list of trained.values()) for (const media of list) counts.set(media, (counts.get(media) ?? 0) + 1);
  const popular = [...counts].sort((a, b) => b[1] - a[1]).map(([media]) => media);
  const dense = ease(trained);
  const sum = { ours: 0, popularity: 0, ease: 0 };
  for (const [visitor, away] of hidden) {
    const known = asked.get(visitor) ?? [];
    sum.ours += ndcg(ours.get(visitor) ?? [], away);
    sum.popularity += ndcg(popular.filter((media) => !known.includes(media)), away);
    sum.ease += ndcg(dense(known), away);
  }
  return Object.fromEntries(Object.entries(sum).map(([name, value]) => [name, value / hidden.size]));
};

const quality = async (print, folder) => {
  const rows = [...madeViewing({ events: 40_000, videos: 500, perVisitor: 20 })];
  const splits = [
    ['people never trained on', strongSplit(rows), 0.97],
    ['the last tenth of each', temporalSplit(rows), 1.05],
  ];
  for (const [name, split, goal] of splits) {
    const { ours, popularity, ease: dense } = await judge(split, folder);
    const ratio = ours / dense;
    print(`${name}: ours, EASE, popularity`, [ours, dense, popularity].map((it) => it.toFixed(3)).join(', '));
    print(`${name}: ours ÷ EASE`, ratio.toFixed(2), `≥ ${goal}`, ratio >= goal);
  }
};

/** A process of its own, which holds nothing but the log and the training. */
const measured = async (folder) => {
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
  const { stdout } = await execute(process.execPath, ['--expose-gc', costs, outfile, '1000000', '20000'], { maxBuffer: 1 << 20 });
  return JSON.parse(stdout);
};

const cost = async (print, folder) => {
  const { seconds, megabytes, bytes, median, late } = await measured(folder);
  print('training on 1,000,000 events of 20,000 videos, CPU', `${seconds.toFixed(1)} s`, '≤ 2.5 s', seconds <= 2.5);
  print('peak of the whole process, with all events', `${megabytes.toFixed(0)} MB`, '≤ 200 MB', megabytes <= 200);
  print('model, bytes a video', bytes.toFixed(0), '≤ 800', bytes <= 800);
  print('answer, median', `${median.toFixed(3)} ms`, '≤ 0.1 ms', median <= 0.1);
  print('answer, 99 of 100 within', `${late.toFixed(3)} ms`, '≤ 0.5 ms', late <= 0.5);
};

export const run = async (print) => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-recommend-'));
  try {
    await quality(print, folder);
    await cost(print, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};
