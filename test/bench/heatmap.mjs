/** What a heatmap costs a page: first paint and update of 1000 cells, beside one `putImageData`. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

export const title = 'Heatmap: 1000 cells';

const REPETITIONS = 18;
const MANY = 50;
const PAINT_GOAL = 1.5; // × one putImageData
const UPDATES_GOAL = 1000; // a second

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

const engagement = {
  engagement_data: Array.from({ length: 1000 }, (_, i) => Math.round(1000 - i / 2 + 80 * Math.sin(i / 9))),
};

const serve = async () => {
  const bundle = await build({
    entryPoints: [here('heatmap-page.mjs')],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  const files = {
    '/': [
      'text/html',
      `<!doctype html><html lang="en"><title>heatmap</title><script src="/wistia-widgets.js"></script>
      <header></header><main></main><footer>.</footer><script type="module" src="/page.js"></script></html>`,
    ],
    '/wistia-widgets.js': ['text/javascript', await readFile(here('../../dist/wistia-widgets.js'))],
    '/page.js': ['text/javascript', bundle.outputFiles[0].text],
    '/stats/medias/m0/engagement.json': ['application/json', JSON.stringify(engagement)],
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url, 'http://localhost').pathname];
    if (!file) return response.writeHead(404).end();
    const [type, body] = file;
    // Finer clocks for a page that shares its process with nobody.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Cache-Control', 'max-age=600');
    response.setHeader('Content-Type', type).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
};

export const run = async (print) => {
  const { server, address } = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
  const open = async () => {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => globalThis.updatesPerSecond);
    return page;
  };
  try {
    const page = await open();
    // One strip costs less than the clock can tell from an empty frame, so frames are compared whole.
    const one = await page.evaluate((n) => firstPaints(1, n), REPETITIONS);
    const base = median(one.putImageData);
    print('a frame with nothing new', `${median(one.empty).toFixed(1)} ms`);
    print('a frame with one putImageData', `${base.toFixed(1)} ms`);
    print('a frame with 1000 rectangles', `${(median(one.rectangles) / base).toFixed(2)} × putImageData`);
    const ratio = median(one.heatmap) / base;
    print('a frame with one heatmap, first paint', `${ratio.toFixed(2)} × putImageData`, `≤ ${PAINT_GOAL} ×`, ratio <= PAINT_GOAL);
    await page.close();

    const second = await open();
    const many = await second.evaluate(([count, n]) => firstPaints(count, n), [MANY, REPETITIONS]);
    const net = (name) => (median(many[name]) - median(many.empty)) / MANY;
    print(`${MANY} at once, net: putImageData`, `${net('putImageData').toFixed(2)} ms each`);
    for (const name of ['rectangles', 'heatmap']) {
      const times = (net(name) / net('putImageData')).toFixed(1);
      print(`${MANY} at once, net: ${name}`, `${net(name).toFixed(2)} ms each, ${times} ×`);
    }
    await second.close();

    const third = await open();
    const rate = await third.evaluate((n) => updatesPerSecond(n), 2000);
    print('updates of a live heatmap', `${Math.round(rate)} a second`, `≥ ${UPDATES_GOAL}`, rate >= UPDATES_GOAL);
    await third.close();
  } finally {
    await browser.close();
    server.close();
  }
};
