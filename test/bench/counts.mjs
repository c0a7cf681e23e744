/**
 * What counts cost a page: the first paint of 1000 against plain spans, a vanilla shadow element and a
 * bare Lit element; the requests they make; the memory they take and give back.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

export const title = '1000 counts';

const REPETITIONS = 18;
const PAINT_GOAL = 3; // × spans
const HEAP_GOAL = 1000; // bytes a count
const LEAK_GOAL = 1; // byte an element, over bare Lit's own
const HEAP_COUNT = 10_000;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const figures = (id) => ({ play_count: 1000 + Number(id.slice(1)), load_count: 3000 });

/** The script, the page and figures of any media `m…`; counts the requests for figures. */
const serve = async () => {
  const script = await readFile(here('../../dist/wistia-widgets.js'));
  const bundle = await build({
    entryPoints: [here('counts-page.mjs')],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
  });
  const page = `<!doctype html><html lang="en"><title>counts</title>
    <script src="/wistia-widgets.js"></script><main></main><footer>.</footer>
    <script src="/page.js"></script></html>`;
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const json = (body) => {
      asked.push(request.url);
      response.setHeader('Cache-Control', 'max-age=600').end(JSON.stringify(body));
    };
    // Finer clocks for a page that shares its process with nobody.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    const id = /^\/stats\/medias\/(m\d+)\.json$/.exec(pathname)?.[1];
    if (pathname === '/') response.setHeader('Content-Type', 'text/html').end(page);
    else if (pathname === '/wistia-widgets.js') {
      response.setHeader('Content-Type', 'text/javascript').end(script);
    } else if (pathname === '/page.js') {
      response.setHeader('Content-Type', 'text/javascript').end(bundle.outputFiles[0].text);
    } else if (pathname === '/stats/medias.json') {
      const ids = searchParams.getAll('hashed_ids[]');
      json(Object.fromEntries(ids.map((one) => [one, figures(one)])));
    } else if (id) json(figures(id));
    else response.writeHead(404).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, asked, address: `http://127.0.0.1:${server.address().port}/` };
};

const paint = async (open, print) => {
  const page = await open();
  const times = await page.evaluate((n) => firstPaints(n), REPETITIONS);
  const empty = median(times.empty);
  const net = (name) => median(times[name]) - empty;
  const spans = net('spans');
  const ratio = (name) => `${(net(name) / spans).toFixed(2)} × spans`;
  print('first paint of an empty frame', `${empty.toFixed(1)} ms`);
  print('first paint of 1000 spans, net', `${spans.toFixed(1)} ms`);
  print('first paint of 1000 vanilla shadow elements', ratio('shadow'));
  print('first paint of 1000 bare Lit elements', ratio('lit'));
  print(
    'first paint of 1000 counts',
    ratio('counts'),
    `≤ ${PAINT_GOAL.toFixed(1)} × spans`,
    net('counts') / spans <= PAINT_GOAL,
  );
  await page.close();
};

const requests = async (open, asked, print) => {
  for (const [medias, goal] of [
    [1, 1],
    [1000, 10],
  ]) {
    const page = await open();
    asked.length = 0;
    await page.evaluate((ids) => mount('wistia-play-count', 1000, ids), medias);
    print(
      `fetches for 1000 elements of ${medias === 1 ? 'one media' : `${medias} medias`}`,
      String(asked.length),
      `≤ ${goal}`,
      asked.length <= goal,
    );
    await page.close();
  }
};

/** Memory as the page's own protocol counts it, after garbage collection. */
const meter = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return async () => {
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { heap: usedSize, nodes, listeners: jsEventListeners };
  };
};

const mountAndUnmount = async (page, tag, count) => {
  await page.evaluate(([t, n]) => mount(t, n), [tag, count]);
  await page.evaluate(() => unmount());
};

const memory = async (open, print) => {
  const heap = {};
  const leak = {};
  let before;
  let after;
  for (const tag of ['bare-lit', 'wistia-play-count']) {
    const page = await open();
    const measure = await meter(page);
    await mountAndUnmount(page, tag, 100);
    const empty = await measure();
    await page.evaluate(([t, n]) => mount(t, n), [tag, HEAP_COUNT]);
    heap[tag] = ((await measure()).heap - empty.heap) / HEAP_COUNT;
    await page.evaluate(() => unmount());
    before = await measure();
    for (let i = 0; i < 5; i++) await mountAndUnmount(page, tag, HEAP_COUNT);
    after = await measure();
    leak[tag] = (after.heap - before.heap) / (5 * HEAP_COUNT);
    await page.close();
  }
  const count = heap['wistia-play-count'];
  print('heap of a bare Lit element', `${heap['bare-lit'].toFixed(0)} B`);
  print('heap of a count', `${count.toFixed(0)} B`, `≤ ${HEAP_GOAL} B`, count <= HEAP_GOAL);
  print('heap growth over 50,000 bare Lit elements', `${leak['bare-lit'].toFixed(2)} B each`);
  const over = leak['wistia-play-count'] - Math.max(leak['bare-lit'], 0);
  print(
    'heap growth over 50,000 counts, over bare Lit',
    `${over.toFixed(2)} B each`,
    `≤ ${LEAK_GOAL} B`,
    over <= LEAK_GOAL,
  );
  for (const name of ['nodes', 'listeners']) {
    const grown = after[name] - before[name];
    print(`${name} left behind by 50,000 counts`, String(grown), '0', grown <= 0);
  }
};

export const run = async (print) => {
  const { server, asked, address } = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
  const open = async () => {
    const page = await browser.newPage();
    await page.goto(address);
    return page;
  };
  try {
    await paint(open, print);
    await requests(open, asked, print);
    await memory(open, print);
  } finally {
    await browser.close();
    server.close();
  }
};
