/** A folder on a web server that knows nothing but files, below a path of its own. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface StaticHost {
  /** Ends in the path. */
  url: string;
  close(): Promise<void>;
}

/** @param path Begins and ends with a slash */
export const serveFolder = async (folder: string, path: string): Promise<StaticHost> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://host');
    const file = normalize(decodeURIComponent(pathname.slice(path.length)) || 'index.html');
    const read = pathname.startsWith(path) ? readFile(join(folder, file)) : Promise.reject(new Error('elsewhere'));
    void read.then(
      (body) => response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
