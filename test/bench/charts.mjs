/**
 * What charts cost a page: first paint, update, a hundred of them, the cursor; against a bare canvas, a path
 * by hand and other libraries, all in one page and one run.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

export const title = 'Charts: two curves of 1000 cells';

const REPETITIONS = 18;
const CANVAS_GOAL = 1.3; // × a bare canvas
const UPLOT_GOAL = 0.8; // × uPlot
const FRAME = 1000 / 60;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** What a thousand plays make of a thousand cells: each leaves somewhere, some see a part again. */
const engagement = (media) => {
  let seed = media + 1;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const views = new Array(1000).fill(0);
  const again = new Array(1000).fill(0);
  let seen = 0;
  for (let play = 0; play < 1000; play++) {
    const end = random() < 0.4 ? 1000 : Math.floor(1000 * random() ** 1.5);
    for (let i = 0; i < end; i++) views[i]++;
    seen += end;
    if (random() > 0.5) continue;
    const from = Math.floor(end * random() ** (1 + media / 5));
    for (let i = from; i < Math.min(end, from + 30); i++) {
      views[i]++;
      again[i]++;
    }
  }
  return { engagement: seen / 1e6, engagement_data: views, rewatch_data: again };
};

const serve = async () => {
  const script = await readFile(here('../../dist/wistia-widgets.js'));
  const bundle = await build({
    entryPoints: [here('charts-page.mjs')],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    loader: { '.css': 'text' },
    conditions: ['production'],
  });
  const page = `<!doctype html><html lang="en"><title>charts</title>
    <script src="/wistia-widgets.js"></script><header></header><main></main><footer>.</footer>
    <script src="/page.js"></script></html>`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const send = (type, body) => response.setHeader('Content-Type', type).end(body);
    const json = (body) => {
      response.setHeader('Cache-Control', 'max-age=600');
      send('application/json', JSON.stringify(body));
    };
    const figures = { play_count: 1000 };
    const media = /^\/stats\/medias\/m(\d)\/engagement\.json$/.exec(pathname)?.[1];
    // Finer clocks for a page that shares its process with nobody.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (pathname === '/') send('text/html', page);
    else if (pathname === '/wistia-widgets.js') send('text/javascript', script);
    else if (pathname === '/page.js') send('text/javascript', bundle.outputFiles[0].text);
    else if (pathname === '/stats/medias.json') {
      json(Object.fromEntries(searchParams.getAll('hashed_ids[]').map((id) => [id, figures])));
    } else if (media) json(engagement(Number(media)));
    else if (pathname.startsWith('/stats/medias/')) json(figures);
    else response.writeHead(404).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
};

/** Prints medians, net of the empty frame, of everything in `times`. */
const printNet = (print, what, times, unit, goals = {}) => {
  const empty = median(times.empty);
  const net = (name) => median(times[name]) - empty;
  print(`${what}: an empty frame`, `${empty.toFixed(1)} ms`);
  print(`${what}: ${unit}, net`, `${net(unit).toFixed(1)} ms`);
  for (const name of Object.keys(times)) {
    if (name === 'empty' || name === unit) continue;
    const ratio = net(name) / net(unit);
    const goal = name === 'graph' ? goals[unit] : undefined;
    const value = `${ratio.toFixed(2)} × ${unit}`;
    if (goal) print(`${what}: ${name}`, value, `≤ ${goal.toFixed(1)} × ${unit}`, ratio <= goal);
    else print(`${what}: ${name}`, value);
  }
  const beside = goals.uplot && net('graph') / net('uplot');
  if (beside) {
    print(`${what}: graph`, `${beside.toFixed(2)} × uplot`, `≤ ${goals.uplot.toFixed(1)} × uplot`, beside <= goals.uplot);
  }
};

const ALL = ['empty', 'canvas', 'graph', 'lit', 'uplot', 'lightweight', 'chartjs', 'plot', 'echarts'];

const one = async (open, print) => {
  const page = await open();
  const { first, update } = await page.evaluate(([names, n]) => paints(names, 1, n), [ALL, REPETITIONS]);
  await page.close();
  printNet(print, 'first paint', first, 'canvas', { canvas: CANVAS_GOAL, uplot: UPLOT_GOAL });
  printNet(print, 'update', update, 'canvas', { uplot: 1 });
};

const cold = async (open, print) => {
  const times = { empty: [], canvas: [], graph: [], uplot: [] };
  for (let i = 0; i < REPETITIONS; i++) {
    for (const [name, list] of Object.entries(times)) {
      const page = await open();
      list.push(await page.evaluate((variant) => coldPaint(variant), name));
      await page.close();
    }
  }
  printNet(print, 'cold first paint', times, 'canvas', { uplot: 1 });
};

const hundred = async (open, print) => {
  const page = await open();
  const names = ['empty', 'lit', 'graph', 'uplot'];
  const { first, update } = await page.evaluate(([all, n]) => paints(all, 100, n), [names, REPETITIONS / 3]);
  await page.close();
  printNet(print, '100 charts, first paint', first, 'lit', { lit: 1 });
  printNet(print, '100 charts, update', update, 'lit');
};

/** A mouse that goes over ten graphs for some seconds, and over ten empty boxes. */
const cursor = async (open, print) => {
  const dropped = {};
  for (const name of ['empty', 'graph']) {
    const page = await open();
    await page.setViewportSize({ width: 1000, height: 2800 });
    await page.evaluate((variant) => layOut(variant), name);
    await page.evaluate(() => watchFrames());
    for (let row = 0; row < 10; row++) {
      for (let x = 60; x < 900; x += 14) await page.mouse.move(x, 150 + row * 265 + 60 * Math.sin(x / 90));
    }
    const gaps = await page.evaluate(() => stopFrames());
    dropped[name] = gaps.filter((gap) => gap > 1.5 * FRAME).length;
    const rate = 1000 / median(gaps);
    print(`a cursor over ten ${name === 'graph' ? 'graphs' : 'empty boxes'}: frames a second`, rate.toFixed(1));
    print(`  of ${gaps.length} frames, late`, String(dropped[name]));
    if (name === 'graph') {
      const net = dropped.graph - dropped.empty;
      print('  late frames more than over empty boxes', String(Math.max(0, net)), '0', net <= 0);
    }
    await page.close();
  }
};

export const run = async (print) => {
  const { server, address } = await serve();
  const within = async (args, work) => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', ...args],
    });
    const open = async () => {
      const page = await browser.newPage();
      await page.goto(address);
      return page;
    };
    try {
      await work(open);
    } finally {
      await browser.close();
    }
  };
  try {
    // A screen that waits for nothing: at 60 Hz all that takes less than a frame would take a frame.
    await within(['--disable-frame-rate-limit', '--disable-gpu-vsync'], async (open) => {
      await one(open, print);
      await cold(open, print);
      await hundred(open, print);
    });
    await within([], (open) => cursor(open, print));
  } finally {
    server.close();
  }
};
