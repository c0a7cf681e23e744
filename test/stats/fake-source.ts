/** A make-believe source behind a stubbed fetch: what it answers, and what was asked of it. */
import { vi } from 'vitest';
import { MEDIA } from '../sample-figures.js';

/** What was asked. */
export interface Asked {
  /** Below the base URL, with its query. */
  path: string;
  init: RequestInit;
  aborted: boolean;
}

/** A body, a Response, or what makes one of them; it may throw, or never end. */
export type Reply = unknown | ((path: string) => unknown);

/** A JSON reply; `Cache-Control: max-age=60` unless `headers` say otherwise. */
export const json = (body: unknown, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'max-age=60', ...headers },
  });

/** A reply without a body. */
export const status = (code: number, headers: Record<string, string> = {}): (() => Response) => {
  return () => new Response(null, { status: code, headers });
};

/** No reply at all, as the browser tells it. */
export const unreachable = (): never => {
  throw new TypeError('Failed to fetch');
};

/** A reply that never comes. */
export const hang = (): Promise<never> => new Promise(() => undefined);

let count = 0;

export class FakeSource {
  /** Of its own for every source, so that no client of another test has it. */
  readonly baseUrl = `https://source-${++count}.test/tree/`;
  readonly asked: Asked[] = [];
  #replies = new Map<string, Reply>();

  constructor() {
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.#fetch(url, init));
  }

  /** What `path` answers from now on. */
  set(path: string, reply: Reply): this {
    this.#replies.set(path, reply);
    return this;
  }

  /** The figures of a media. */
  media(id: string, figures: object = {}): this {
    return this.set(`stats/medias/${id}.json`, { ...MEDIA, ...figures });
  }

  /** From now on it answers many medias at once, as a gateway does: by id, without those it does not know. */
  withBatches(): this {
    return this.set('stats/medias.json', (path: string) => {
      const ids = new URLSearchParams(path.split('?')[1]).getAll('hashed_ids[]');
      const known = ids.filter((id) => this.#replies.has(`stats/medias/${id}.json`));
      return Object.fromEntries(known.map((id) => [id, this.#replies.get(`stats/medias/${id}.json`)]));
    });
  }

  /** `path` waits with its reply until the returned function is called with it. */
  hold(path: string): (reply: unknown) => void {
    let release!: (reply: unknown) => void;
    const held = new Promise((resolve) => (release = resolve));
    this.set(path, () => held);
    return release;
  }

  /** Paths that were asked, in order. */
  get paths(): string[] {
    return this.asked.map(({ path }) => path);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const asked: Asked = { path: url.replace(this.baseUrl, ''), init, aborted: false };
    this.asked.push(asked);
    const signal = init.signal!;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        asked.aborted = true;
        reject(signal.reason);
      });
    });
    const reply = await Promise.race([this.#respond(asked.path), aborted]);
    asked.aborted = false;
    return reply;
  }

  async #respond(path: string): Promise<Response> {
    let reply = this.#replies.get(path) ?? this.#replies.get(path.replace(/\?.*/, ''));
    if (typeof reply === 'function') reply = await reply(path);
    if (reply instanceof Response) return reply.clone();
    return reply === undefined ? new Response('', { status: 404 }) : json(reply);
  }
}
