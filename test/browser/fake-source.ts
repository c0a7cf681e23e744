/** A make-believe source: replies by path, and what was asked of it. */
import { MEDIA } from '../sample-figures.js';

type Reply = unknown;

const sources = new Map<string, FakeSource>();
const realFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input), document.baseURI);
  const source = sources.get(url.origin);
  return source ? source.answer(url, init?.signal) : realFetch(input, init);
};

const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'max-age=60' },
  });

export class FakeSource {
  static #count = 0;
  readonly baseUrl: string;
  /** Path and query of every request so far. */
  readonly requests: string[] = [];
  #replies = new Map<string, Reply>();

  constructor() {
    const origin = `https://source-${++FakeSource.#count}.test`;
    this.baseUrl = `${origin}/`;
    sources.set(origin, this);
  }

  /** What `path` answers from now on: a body, a `Response`, or a function of the query that makes one of them. */
  set(path: string, reply: Reply): this {
    this.#replies.set(path, reply);
    return this;
  }

  /** Figures of a media. */
  media(id: string, figures: object): this {
    return this.set(`stats/medias/${id}.json`, { ...MEDIA, ...figures });
  }

  /** `path` waits with its reply until the returned function is called with it. */
  hold(path: string): (reply: Reply) => void {
    let release!: (reply: Reply) => void;
    const held = new Promise<Reply>((resolve) => (release = resolve));
    this.set(path, () => held);
    return release;
  }

  async answer(url: URL, signal?: AbortSignal | null): Promise<Response> {
    const path = url.pathname.slice(1);
    this.requests.push(path + url.search);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    return Promise.race([this.#respond(path, url.searchParams), aborted]);
  }

  async #respond(path: string, query: URLSearchParams): Promise<Response> {
    let reply = this.#replies.get(path);
    if (path === 'stats/medias.json') {
      const ids = query.getAll('hashed_ids[]');
      const all = ids.map((id) => [id, this.#replies.get(`stats/medias/${id}.json`)]);
      reply = Object.fromEntries(all.filter(([, figures]) => figures));
    }
    if (typeof reply === 'function') reply = await (reply as (query: URLSearchParams) => unknown)(query);
    if (reply instanceof Response) return reply.clone();
    return reply === undefined ? new Response('', { status: 404 }) : json(reply);
  }
}
