/** What a kit's page needs: a source for its figures, a host for its files, a browser to open it in. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);

const listen = async (listener: RequestListener): Promise<Place> => {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

export interface Place {
  url: string;
  close(): Promise<void>;
}

/** A gateway in front of a sandbox, on an origin of its own, as a site's pages meet it; it also recommends. */
export const openSource = async (): Promise<Place> => {
  const [{ createGateway }, { openEvents }, { serveSandbox }, body, { version }] = await Promise.all([
    import(new URL('gateway.js', dist).href) as Promise<typeof import('../../src/gateway/index.js')>,
    import(new URL('events.js', dist).href) as Promise<typeof import('../../src/gateway/events/open-events.js')>,
    import(new URL('sandbox.js', dist).href) as Promise<typeof import('../../demo/sandbox/serve.js')>,
    readFile(new URL('wistia-widgets.js', dist), 'utf8'),
    readFile(new URL('../../package.json', import.meta.url), 'utf8').then(
      (text) => JSON.parse(text) as { version: string },
    ),
  ]);
  const sandbox = await serveSandbox({ port: 0 });
  const events = await openEvents({ store: ':memory:' });
  const gateway = createGateway(
    {
      token: 'sandbox',
      apiUrl: sandbox.url,
      publish: { account: true, projects: '*', medias: '*' },
      origins: '*',
      events: { store: ':memory:' },
      // The account is in this process: what takes long is this machine.
      timeout: 60,
    },
    { script: { body, version }, events },
  );
  const { url, close } = await listen(getRequestListener((request) => gateway.fetch(request)));
  return {
    url,
    async close() {
      await close();
      await gateway.close();
      await Promise.all([events.close(), sandbox.close()]);
    },
  };
};

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** A host for a folder of files. */
export const openFolder = (folder: string): Promise<Place> =>
  listen((request, response) => {
    const path = new URL(request.url!, 'http://site').pathname;
    const file = path.endsWith('/') ? `${path}index.html` : path;
    readFile(join(folder, file)).then(
      (body) => {
        const type = TYPES[extname(file)] ?? 'text/plain';
        response.writeHead(200, { 'Content-Type': type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });

/** Waits until a page's first count shows a number, and gives it. */
export const shownNumber = async (page: Page): Promise<number> => {
  const value = page.locator('wistia-play-count [part=value]').first();
  await value.waitFor();
  const shown = Number((await value.textContent())!.replace(/\D/g, ''));
  expect(shown).toBeGreaterThan(0);
  return shown;
};
