/** A site that embeds the built scripts: its pages, the figures it has, a browser that visits it. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser, openPage } from '../open-browser.js';

const dist = new URL('../../dist/', import.meta.url);
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json' };

/** How many plays each folder's source tells of: the number on the page says which one was asked. */
export const PLAYS: Record<string, number> = { one: 1111, two: 2222, three: 3333 };

/** Writes a page in pieces; between them it waits until the page has fetched `/continue`. */
export const PAUSE = '<!-- pause -->';

export interface Site {
  /** On the next page, answers to such paths wait until what it gives is called. */
  hold(paths: RegExp): () => void;
  /** Opens a page with this markup, sent with these headers. */
  visit(
    markup: string,
    headers?: Record<string, string>,
    options?: BrowserContextOptions,
  ): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  page: Page;
  /** What the console was told: warnings, errors, and what the widgets have to say. */
  told: string[];
  /** Paths that were asked for, in order. */
  asked: string[];
  /** The number that the first count shows, once it shows one. */
  number(): Promise<string>;
}

/** `/one/…`, `/two/…`, `/three/…`: a copy of `dist/` and a source each; the second is of another version. */
const answer = async (
  folder: string,
  file: string,
  query: URLSearchParams,
): Promise<string | Buffer | undefined> => {
  const plays = PLAYS[folder];
  if (plays === undefined) return undefined;
  if (/^stats\/(account|medias\/\w+)\.json$/.test(file)) return JSON.stringify({ play_count: plays });
  if (file === 'stats/visitors.json') return '[]';
  if (file === 'medias.json') {
    const video = { duration: 60, thumbnail: null, project_id: null, created: null };
    return JSON.stringify([{ hashed_id: 'a', name: `Video of ${folder}`, ...video }]);
  }
  if (file.endsWith('/by_date.json')) {
    // The asker's today: at midnight it is not ours.
    const date = query.get('end_date');
    return JSON.stringify([{ date, load_count: plays, play_count: plays, hours_watched: plays }]);
  }
  // The third folder is one that somebody has copied a single file into.
  if (folder === 'three' && /^wistia-widgets-/.test(file)) return undefined;
  const body = await readFile(new URL(file, dist)).catch(() => undefined);
  if (folder !== 'two' || !body) return body;
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  return body.toString().replaceAll(version, '99.0.0');
};

/** Answers that wait. */
interface Held {
  paths: RegExp;
  over: Promise<void>;
}

/** A host of one page, which writes down what it is asked for: what another page asks late is none of its business. */
const openHost = async (markup: string, headers: Record<string, string>, held?: Held) => {
  const asked: string[] = [];
  let proceed = (): void => {};

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    asked.push(pathname);
    if (pathname === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
      const pieces = markup.split(PAUSE);
      for (const [index, piece] of pieces.entries()) {
        response.write(piece);
        if (index < pieces.length - 1) await new Promise<void>((done) => (proceed = done));
      }
      response.end();
      return;
    }
    if (pathname === '/continue') proceed();
    if (held?.paths.test(pathname)) await held.over;
    const [, folder, file] = /^\/(\w+)\/(.+)$/.exec(pathname) ?? [];
    const body = folder && (await answer(folder, file!, searchParams));
    response.writeHead(body ? 200 : pathname === '/continue' ? 204 : 404, {
      'Content-Type': TYPES[extname(pathname)] ?? 'text/plain',
    });
    response.end(body);
  };

  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, close };
};

export const openSite = async (): Promise<Site> => {
  const browser = await openBrowser();
  let leave = async (): Promise<void> => {};
  let held: Held | undefined;

  return {
    hold(paths) {
      let release = (): void => {};
      held = { paths, over: new Promise((done) => (release = done)) };
      return release;
    },
    async visit(body, headers = {}, options = {}) {
      await leave();
      const markup = `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
      const host = await openHost(markup, headers, held);
      held = undefined;
      const page = await openPage(browser, options);
      leave = async () => {
        await page.close();
        await host.close();
      };
      const told: string[] = [];
      page.on('console', (message) => {
        const text = message.text();
        if (text.startsWith('wistia-widgets') || /^(warning|error)$/.test(message.type())) {
          told.push(text);
        }
      });
      page.on('pageerror', (error) => told.push(String(error)));
      await page.goto(host.url);
      return {
        page,
        told,
        asked: host.asked,
        async number() {
          const value = page.locator('wistia-play-count [part=value]').first();
          await value.waitFor();
          return (await value.textContent())!;
        },
      };
    },
    async close() {
      await leave();
      await browser.close();
    },
  };
};
