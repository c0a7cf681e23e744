/** Answers everybody who comes with a signed token. */
import type { Hono } from 'hono';
import { LRUCache } from 'lru-cache';
import type { Settings } from '../config.js';
import { unauthorized } from '../problem.js';
import type { Policy } from '../publication.js';
import type { Replies } from '../replies.js';
import { ReaderKeys } from './reader-keys.js';
import { readerOf } from './reader.js';
import type { Reader } from './reader.js';

/** What {@link Readers} stands on. */
export interface ReaderParts {
  published: Policy;
  /** Replies that nobody keeps. */
  replies: Replies;
  /** The tree of URLs as a reader sees it. */
  treeFor: (reader: Reader) => Hono;
}

/** Readers whose tree is kept at hand. */
const MOST_TREES = 200;

/** The token of a request that brings one. */
export const bearerOf = (request: Request): string | undefined =>
  /^Bearer\b *(.*)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];

/** Takes requests with a token: answers what it opens, and 401 where it is not accepted. */
export class Readers {
  #keys: ReaderKeys;
  #trees = new LRUCache<string, Hono>({ max: MOST_TREES });

  /** @param config - Without it no token is accepted. */
  constructor(
    config: Settings['readers'],
    private readonly parts: ReaderParts,
  ) {
    this.#keys = new ReaderKeys(config?.keys ?? [], config?.audience ?? '');
  }

  async answer(request: Request, token: string): Promise<Response> {
    const { published, replies, treeFor } = this.parts;
    let tree: Hono | undefined;
    try {
      // Asked each time: a token expires.
      const claims = await this.#keys.verify(token);
      tree = this.#trees.get(token);
      if (!tree) this.#trees.set(token, (tree = treeFor(readerOf(claims, published))));
    } catch {
      return replies.refuse(request, unauthorized());
    }
    return tree.fetch(request);
  }
}
