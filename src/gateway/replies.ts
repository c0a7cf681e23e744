import { LRUCache } from 'lru-cache';
import { asAsked, askedBy, content, prefersGzip, toResponse, write } from './answer.js';
import type { Asked, Content, Written } from './answer.js';
import type { Settings } from './config.js';
import type { Cors } from './cors.js';
import type { Problem } from './problem.js';
import type { Published } from './published-figures.js';

const MOST_BYTES = 64e6;
const SECOND = 1000;
const LONGEST_RETRY = 60; // seconds
const JSON_TYPE = 'application/json; charset=utf-8';

const none = {};
const nosniff = { 'X-Content-Type-Options': 'nosniff' };

/** The names by which a CDN finds a reply again: `Cache-Tag` at Cloudflare, `Surrogate-Key` at Fastly. */
const cacheTags = (address: string): Record<string, string> => {
  const [, kind, id] =
    /\/(?:stats\/)?(account|medias|projects|related)(?:\/([\w-]+))?(?:\.json|\/)/.exec(
      address.split('?', 1)[0]!,
    ) ?? [];
  const tags = ['wistia'];
  if (kind === 'medias' || kind === 'projects') tags.push(id ? `${kind.slice(0, -1)}-${id}` : kind);
  else if (kind) tags.push(id && kind === 'related' ? `related-${id}` : kind);
  return { 'Cache-Tag': tags.join(), 'Surrogate-Key': tags.join(' ') };
};

/** A published value as a reply. */
interface Answer extends Published {
  readonly content: Content;
  readonly tags: Record<string, string>;
  /** The replies of the current second, whole and compressed, for each set of CORS headers. */
  whole: Map<object, Written>;
  compressed: Map<object, Written>;
  /** Until when they hold, in ms. */
  writtenUntil: number;
}

/** Path and query of an absolute URL, as they were written. */
export const addressOf = (url: string): string => url.slice(url.indexOf('/', 8));

/**
 * Turns values and problems into replies, and keeps those that are fresh ready by their address.
 */
export class Replies {
  /** Only addresses that were answered, each written in the one canonical way, get in. */
  #ready: LRUCache<string, Answer>;
  #afterwards: string;

  constructor(
    private readonly cors: Cors,
    private readonly cache: Settings['cache'],
    private readonly now: () => number,
    private readonly kind: {
      /** All replies are for the asker alone. */
      forOne?: boolean;
      /** Replies carry the tags by which a CDN purges them. */
      tagged?: boolean;
    } = {},
  ) {
    this.#ready = new LRUCache({
      max: cache.maxEntries,
      maxSize: MOST_BYTES,
      sizeCalculation: ({ content }) => 2 * content.length + 1000,
    });
    const { stale, staleIfError } = cache;
    this.#afterwards = `, stale-while-revalidate=${stale}, stale-if-error=${staleIfError}`;
  }

  /**
   * The reply to a path with its query, where a fresh one is at hand; the same object for all of a
   * second.
   */
  ready(address: string, asked: Asked): Written | undefined {
    const answer = this.#ready.get(address);
    if (!answer || this.now() >= answer.freshUntil) return undefined;
    return this.#write(answer, asked);
  }

  /** The reply for a value; `query` is the canonical way to write the request's. */
  give(request: Request, published: Published, query: string): Response {
    if (this.kind.forOne) return this.giveOnce(request, published.value);
    const address = addressOf(request.url);
    const answer: Answer = {
      ...published,
      tags: this.kind.tagged ? cacheTags(address) : none,
      content: content(JSON.stringify(published.value), JSON_TYPE),
      whole: new Map(),
      compressed: new Map(),
      writtenUntil: 0,
    };
    const canonical = address.split('?', 1)[0]! + query;
    if (answer.freshUntil > this.now() && address === canonical) this.#ready.set(address, answer);
    return toResponse(this.#write(answer, askedBy(request)));
  }

  /** The reply for a value that is for the asker alone: nobody may keep it. */
  giveOnce(request: Request, value: unknown): Response {
    const { body, length, type } = content(JSON.stringify(value), JSON_TYPE);
    return new Response(request.method === 'HEAD' ? null : body, {
      headers: {
        'Content-Type': type,
        'Content-Length': String(length),
        'Cache-Control': 'private, no-store',
        ...nosniff,
        ...this.cors.headers(request.headers.get('Origin')),
      },
    });
  }

  /** The reply for a problem. What does not exist is remembered, everything else is not. */
  refuse(request: Request, problem: Problem): Response {
    const isKept = problem.status === 404 && !this.kind.forOne;
    const caching = isKept ? `public, max-age=${this.cache.missing}` : 'no-store';
    return new Response(request.method === 'HEAD' ? null : problem.body, {
      status: problem.status,
      headers: {
        'Content-Type': 'application/problem+json',
        'Cache-Control': caching,
        ...nosniff,
        ...(isKept && this.kind.tagged && cacheTags(addressOf(request.url))),
        ...problem.headers,
        ...this.cors.headers(request.headers.get('Origin')),
      },
    });
  }

  #write(answer: Answer, asked: Asked): Written {
    const now = this.now();
    if (now >= answer.writtenUntil) {
      answer.whole.clear();
      answer.compressed.clear();
      answer.writtenUntil = now + SECOND;
    }
    const gzip = prefersGzip(answer.content, asked);
    const cors = this.cors.headers(asked.origin);
    const forms = gzip ? answer.compressed : answer.whole;
    let written = forms.get(cors);
    if (!written) {
      const age = maxAge(answer, now);
      const caching = `public, max-age=${age}, s-maxage=${age}${this.#afterwards}`;
      const headers = { 'Cache-Control': caching, ...nosniff, ...answer.tags, ...cors };
      written = write(answer.content, headers, gzip);
      forms.set(cors, written);
    }
    return asAsked(written, asked);
  }
}

/**
 * Seconds for which others may keep the answer: what is left of its own freshness, so that no
 * reader sees figures older than the operator allows. That is why there is no `Age`.
 */
const maxAge = ({ freshUntil, retryAt }: Published, now: number): number =>
  freshUntil > now
    ? Math.ceil((freshUntil - now) / SECOND)
    : Math.min(Math.max(Math.ceil((retryAt - now) / SECOND), 1), LONGEST_RETRY);
