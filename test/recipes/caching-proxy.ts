/**
 * The gateway's cache as an HTTP proxy: freshness, one load a key, ETags, 304 and HEAD are the
 * gateway's own; what a proxy of foreign replies needs besides is here.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asAsked } from '../../src/gateway/answer.js';
import { Cache } from '../../src/gateway/cache.js';
import type { Loaded } from '../../src/gateway/cache.js';

/** A foreign reply as it is kept. */
interface Stored {
  status: number;
  headers: [string, string][];
  body: Buffer;
  /** Age in ms when it came, and when that was. */
  age: number;
  at: number;
  fresh: number;
}

const HOP = /^(connection|keep-alive|transfer-encoding|te|trailer|upgrade|proxy-.*)$/;
const CONDITIONS = /^(if-.*|range|accept-encoding|host)$/;
/** What a 304 does not change: the body that is kept stays the one that these are about. */
const OF_THE_BODY = /^(content-(encoding|length|md5|range)|etag)$/;
const UNDERSTOOD = new Set([200, 203, 204, 300, 301, 302, 303, 307, 308, 404, 405, 410, 414, 501, 599]);

/** The directives of a Cache-Control, of which the first one of a name counts. */
const directives = (header: string | undefined): Map<string, string> => {
  const found = new Map<string, string>();
  for (const [, name, quoted, plain] of (header ?? '').matchAll(
    /([\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,;]*)))?/g,
  )) {
    const key = name!.toLowerCase();
    if (!found.has(key)) found.set(key, quoted ?? plain ?? '');
  }
  return found;
};

const get = (headers: readonly [string, string][], name: string): string | undefined => {
  const values = headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length ? values.join(', ') : undefined;
};

/** Seconds as a header writes them; undefined where it is none. */
const seconds = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Math.min(Number(text), 2 ** 31) : undefined;

/** Milliseconds that a reply is fresh after it was made; 0 where it may not be kept. */
const lifetime = (
  status: number,
  headers: readonly [string, string][],
  authorized: boolean,
  now: number,
): number => {
  const control = directives(get(headers, 'cache-control'));
  if (control.has('no-store') || control.has('private') || control.has('no-cache')) return 0;
  if (get(headers, 'vary')?.includes('*')) return 0;
  if (authorized && !['public', 's-maxage', 'must-revalidate'].some((name) => control.has(name))) {
    return 0;
  }
  if (!UNDERSTOOD.has(status)) return 0;
  for (const name of ['s-maxage', 'max-age']) {
    if (control.has(name)) return 1000 * (seconds(control.get(name)) ?? 0);
  }
  const expires = headers.filter(([name]) => name === 'expires').map(([, value]) => value);
  if (expires.length !== 1) return 0;
  const date = Date.parse(get(headers, 'date') ?? '') || now;
  return Math.max(0, (Date.parse(expires[0]!) || 0) - date);
};

export class CachingProxy {
  #cache = new Cache({
    maxEntries: 10_000,
    stale: 0,
    staleIfError: 0,
    patience: 30_000,
    now: () => Date.now(),
    random: Math.random,
  });
  /** What was kept last under a key, for asking whether it still holds. */
  #stored = new Map<string, Stored>();
  /** Headers that an address's replies vary by. */
  #varies = new Map<string, string[]>();
  /** How often an address was made invalid. */
  #generation = new Map<string, number>();
  #server: Server;

  private constructor(private readonly origin: string) {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => {
        response.writeHead(502).end();
      });
    }).listen(0, '127.0.0.1');
    // Closed after some seconds, a connection could end just when a slow client asks the next on it.
    this.#server.keepAliveTimeout = 0;
  }

  static async start(origin: string): Promise<CachingProxy> {
    const proxy = new CachingProxy(origin);
    await new Promise((done) => proxy.#server.once('listening', done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const own = directives(request.headers['cache-control']);
    if (method !== 'GET' && method !== 'HEAD') {
      const reply = await this.#ask(request, false);
      // What was changed there is not what is kept here.
      if (reply.status < 400) this.#invalidate(url, reply.headers);
      this.#send(response, reply, method);
      return;
    }
    if (own.has('no-store') || request.headers.range) {
      this.#send(response, await this.#ask(request, false), method);
      return;
    }
    const key = this.#key(request);
    const load = () => this.#load(key, request);
    const before = await this.#cache.get<Stored>(key, load);
    // The reply may have told that it varies by something.
    const kept = this.#key(request) === key ? before : undefined;
    const stored = (kept ?? before).value!;
    if (this.#key(request) !== key && stored.fresh > 0) {
      await this.#cache.get<Stored>(this.#key(request), async () => {
        this.#stored.set(this.#key(request), stored);
        return { value: stored, fresh: stored.fresh - stored.age };
      });
    }
    this.#send(response, stored, method, request);
  }

  async #load(key: string, request: IncomingMessage): Promise<Loaded<Stored>> {
    const known = this.#stored.get(key);
    let reply = await this.#ask(request, true, known);
    if (reply.status === 304 && known) {
      const news = reply.headers.filter(([name]) => !OF_THE_BODY.test(name));
      const names = new Set(news.map(([name]) => name));
      const headers = [...known.headers.filter(([name]) => !names.has(name)), ...news];
      const { age, at } = reply;
      const fresh = lifetime(known.status, headers, 'authorization' in request.headers, at);
      reply = { ...known, headers, age, at, fresh };
    }
    if (reply.fresh > 0 || get(reply.headers, 'etag') || get(reply.headers, 'last-modified')) {
      const control = directives(get(reply.headers, 'cache-control'));
      const forbidden = control.has('no-store') || control.has('private');
      if (!forbidden && UNDERSTOOD.has(reply.status)) this.#stored.set(key, reply);
    }
    const vary = get(reply.headers, 'vary');
    if (vary) {
      const names = vary.split(',').map((name) => name.trim().toLowerCase());
      this.#varies.set(request.url!, names);
    }
    return { value: reply, fresh: reply.fresh - reply.age };
  }

  /** Asks the origin; `whole`: without the client's own conditions, and whether what is known still holds. */
  async #ask(request: IncomingMessage, whole: boolean, known?: Stored): Promise<Stored> {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (HOP.test(name) || name === 'content-length') continue;
      if (whole ? CONDITIONS.test(name) : name === 'host') continue;
      headers.set(name, Array.isArray(value) ? value.join(', ') : value!);
    }
    headers.set('accept-encoding', 'identity');
    const etag = known && get(known.headers, 'etag');
    const modified = known && get(known.headers, 'last-modified');
    if (etag) headers.set('if-none-match', etag);
    if (modified) headers.set('if-modified-since', modified);
    const { method = 'GET' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = await fetch(this.origin + request.url, {
      method: whole ? 'GET' : method,
      headers,
      redirect: 'manual',
      ...(chunks.length && { body: Buffer.concat(chunks) }),
    });
    const at = Date.now();
    const kept = [...reply.headers].filter(([name]) => !HOP.test(name)) as [string, string][];
    const age = 1000 * (seconds(get(kept, 'age')?.split(',')[0]!.trim()) ?? 0);
    const fresh = lifetime(reply.status, kept, 'authorization' in request.headers, at);
    const body = Buffer.from(await reply.arrayBuffer());
    return { status: reply.status, headers: kept, body, age, at, fresh };
  }

  #send(response: ServerResponse, stored: Stored, method: string, request?: IncomingMessage): void {
    const age = Math.floor((stored.age + Date.now() - stored.at) / 1000);
    const headers: Record<string, string> = {};
    for (const [name, value] of stored.headers) {
      headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
    }
    const etag = headers.etag;
    if (age > 0 || 'age' in headers) headers.age = String(age);
    const asked = {
      method,
      ifNoneMatch: etag !== undefined && stored.status === 200 ? request?.headers['if-none-match'] : undefined,
    };
    const written = asAsked(
      {
        status: stored.status,
        headers: { ...headers, ...(etag !== undefined && { ETag: etag }) },
        body: new Uint8Array(stored.body),
      },
      asked,
    );
    delete written.headers.ETag;
    if (written.status === 304 && etag !== undefined) written.headers.etag = etag;
    const since = request?.headers['if-modified-since'];
    const modified = headers['last-modified'];
    const unchanged =
      since !== undefined &&
      modified !== undefined &&
      request?.headers['if-none-match'] === undefined &&
      stored.status === 200 &&
      Date.parse(modified) <= Date.parse(since);
    response.writeHead(unchanged ? 304 : written.status, written.headers);
    response.end(unchanged || written.body === null ? undefined : Buffer.from(written.body as Uint8Array));
  }

  #key(request: IncomingMessage): string {
    const { url = '/' } = request;
    const generation = this.#generation.get(url) ?? 0;
    const varying = (this.#varies.get(url) ?? []).map((name) => {
      const value = request.headers[name];
      return `${name}=${Array.isArray(value) ? value.join() : (value ?? '')}`;
    });
    return [url, generation, ...varying].join(' ');
  }

  #invalidate(url: string, headers: readonly [string, string][]): void {
    const urls = new Set([url]);
    for (const name of ['location', 'content-location']) {
      const other = get(headers, name);
      if (other === undefined || !URL.canParse(other, this.origin + url)) continue;
      const target = new URL(other, this.url + url);
      if (target.origin === this.url || target.origin === this.origin) {
        urls.add(target.pathname + target.search);
      }
    }
    for (const each of urls) this.#generation.set(each, (this.#generation.get(each) ?? 0) + 1);
  }
}
