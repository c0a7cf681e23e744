/** The demo's one port: the gateway's tree, the demo pages beside it, and the sandbox behind it. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { SignJWT } from 'jose';
import { privateRecords } from '../build/docs/site-data.mjs';
import { renderSite } from '../build/docs/site.mjs';
import { lazySnapshot } from './snapshot.mjs';

const HOST = '127.0.0.1';

/** The demo's own key, made anew with each start: it opens a make-believe account and nothing else. */
const DEMO_KEY = { kid: 'demo', alg: 'HS256', secret: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex') };

/**
 * What a tool's server does for somebody who is signed in there. The demo signs everybody in: its people
 * are make-believe, and it listens on the loopback interface only.
 */
const readerToken = () =>
  new SignJWT({ scope: 'visitors events personal' })
    .setProtectedHeader({ alg: DEMO_KEY.alg, kid: DEMO_KEY.kid })
    .setAudience('wistia-widgets')
    .setSubject('demo')
    .setExpirationTime('15m')
    .sign(new TextEncoder().encode(DEMO_KEY.secret));
const HTML = 'text/html; charset=utf-8';

const TYPES = {
  '.html': HTML,
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};


/** What is served as a file: the pages, what they load, and the build, of which some load other parts. */
const FILES = /^\/(?:pages|assets|player|dist)(?:\/[\w-][\w.-]*)+$/;

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

const POLICIES = Object.fromEntries(
  ['strict-csp', 'engagement', 'trend'].map((page) => [`/pages/${page}.html`, STRICT]),
);

const DOCS_POLICY = "default-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

/** What pages ask of the make-believe account itself: to note what was watched, and one viewing's heatmap. */
const SANDBOX = /^(?:GET \/pictures\/.*|POST \/sandbox\/sessions|GET \/v1\/stats\/events\/[^/]+\/iframe\.html)$/;

const addressOf = (path) => {
  if (path === '/') return new URL('index.html', import.meta.url);
  // The words of other languages stand beside the script, and what few pages need.
  if (/^\/wistia-widgets-(?:(?:private-)?words-\w+|ranking|structured-data)\.js$/.test(path)) return new URL(`../dist${path}`, import.meta.url);
  if (!FILES.test(path)) return undefined;
  return new URL(path.startsWith('/dist/') ? `..${path}` : `.${path}`, import.meta.url);
};

/** The documentation, rendered when somebody first reads it. */
const lazyDocs = (apiUrl) => {
  let pages;
  let records;
  return async (path) => {
    if (path.startsWith('private/')) {
      records ??= privateRecords(apiUrl);
      return (await records).get(path.slice('private/'.length));
    }
    pages ??= renderSite();
    return pages.get(path || 'index.html');
  };
};

/** The reply for a path that is a file's; undefined for all others. */
const fileReply = async (path, method, made) => {
  const address = addressOf(path);
  const folder = /^\/(?:snapshot|docs)\//.exec(path)?.[0];
  if (!address && !folder) return undefined;
  const body = address
    ? await readFile(address).catch(() => undefined)
    : await made[folder](path.slice(folder.length));
  const type = body && TYPES[extname(address?.pathname ?? (path.endsWith('/') ? 'index.html' : path))];
  if (!type) return new Response('There is no such page.\n', { status: 404 });
  const policy = folder === '/docs/' ? DOCS_POLICY : POLICIES[path];
  return new Response(method === 'HEAD' ? null : body, {
    headers: {
      'Content-Type': type,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      ...(policy && { 'Content-Security-Policy': policy }),
    },
  });
};

const listen = async (server, port) => {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be had (${error.code})`;
    throw new Error(`Port ${port} ${why}: "PORT=8090 npm run demo" takes another one.`, { cause: error });
  }
  return server.address().port;
};

/**
 * Starts the demo on the loopback interface. It needs the build.
 * @param {{port?: number}} [options] 0, the default, takes any free port
 * @returns its address, which ends in a slash, and `close()`, which ends all of it
 * @throws Error with a full sentence where the port cannot be had
 */
export const startDemo = async ({ port = 0 } = {}) => {
  const [{ createGateway }, { openEvents }, { serveSandbox }, body, privateBody, { version }] = await Promise.all([
    import('../dist/gateway.js'),
    import('../dist/events.js'),
    import('../dist/sandbox.js'),
    readFile(new URL('../dist/wistia-widgets.js', import.meta.url), 'utf8'),
    readFile(new URL('../dist/wistia-widgets-private.js', import.meta.url), 'utf8'),
    readFile(new URL('../package.json', import.meta.url), 'utf8').then(JSON.parse),
  ]);

  let reply = () => new Response('The demo is starting.\n', { status: 503 });
  const server = createServer(getRequestListener((request) => reply(request)));
  const url = `http://localhost:${await listen(server, port)}/`;
  // Figures that move while one looks on. Pictures come from the page's own address.
  // A snapshot is written beside the gateway's own reading: no limit that both would share.
  const served = await serveSandbox({
    live: 60,
    rateLimit: Infinity,
    publicUrl: url.slice(0, -1),
  });
  const events = await openEvents({ store: ':memory:' });
  const gateway = createGateway(
    {
      token: 'sandbox',
      apiUrl: served.url,
      publish: { account: true, projects: '*', medias: '*' },
      readers: { keys: [DEMO_KEY] },
      cache: { fresh: 5, catalogue: 60 },
      events: { store: ':memory:', interval: 5 },
      // The account is in this process: what takes long is this machine.
      timeout: 60,
    },
    { script: { body, version, parts: { 'wistia-widgets-private.js': privateBody } }, events },
  );
  const snapshot = lazySnapshot(served.url);
  /** Folders whose files are made rather than read from the disk. */
  const made = { '/snapshot/': snapshot.read, '/docs/': lazyDocs(served.url) };
  reply = async (request) => {
    const { pathname } = new URL(request.url);
    if (SANDBOX.test(`${request.method} ${pathname}`)) return served.sandbox.fetch(request);
    if (pathname === '/demo-reader-token.json') {
      const reader = { token: await readerToken(), api: new URL('v1', url).href };
      return Response.json(reader, { headers: { 'Cache-Control': 'no-store' } });
    }
    // The documentation's figures are the demo's own.
    if (pathname.startsWith('/docs/data/')) {
      return gateway.fetch(new Request(request.url.replace('/docs/data/', '/'), request));
    }
    if (pathname === '/docs') return Response.redirect(new URL('/docs/', url), 308);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    return (isRead && (await fileReply(pathname, request.method, made))) || gateway.fetch(request);
  };

  return {
    url,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await gateway.close();
      await Promise.all([closed, events.close(), served.close(), snapshot.close()]);
    },
  };
};
