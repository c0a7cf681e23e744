/** Somebody with a signed token, and what it opens. */
import type { JWTPayload } from 'jose';
import { ID } from '../config.js';
import { Publication } from '../publication.js';
import type { Policy } from '../publication.js';
import { KEY } from './private-parameters.js';
import { WidenedPolicy } from './widened-policy.js';

/**
 * What a token may open:
 * - `stats`: the figures of its videos and projects, published or not;
 * - `visitors`: `stats/visitors.json` and each of its rows;
 * - `events`: `stats/events.json` and each of its rows;
 * - `personal`: names, addresses and places in them, which are taken out otherwise.
 */
export const SCOPES = ['stats', 'visitors', 'events', 'personal'] as const;
export type Scope = (typeof SCOPES)[number];

/** Visitors that one token may name: each of them is a request to Wistia. */
export const MOST_VISITORS = 20;

/** Somebody with a signed token. */
export interface Reader {
  readonly scopes: ReadonlySet<Scope>;
  /** The videos and projects that the token is limited to; undefined where it is not. */
  readonly limits: Publication | undefined;
  /** The videos that it is limited to, where it names no projects. */
  readonly medias: readonly string[] | undefined;
  /** Keys of the visitors that the token is limited to; undefined where it is not. */
  readonly visitors: ReadonlySet<string> | undefined;
  /** The figures that the reader may read. */
  readonly policy: Policy;
}

const listOf = (claim: unknown, pattern: RegExp): string[] | undefined => {
  if (claim === undefined) return undefined;
  if (!Array.isArray(claim)) throw new TypeError('The claim is no list.');
  return claim.map((id: unknown) => {
    if (typeof id !== 'string' || !pattern.test(id)) throw new TypeError('The claim holds no id.');
    return id;
  });
};

/**
 * The reader that a token's claims describe.
 * @throws TypeError where they are of another kind: a limit that is not understood is not left out.
 */
export const readerOf = (claims: JWTPayload, published: Policy): Reader => {
  const { scope = '' } = claims;
  if (typeof scope !== 'string') throw new TypeError('The scope is no text.');
  const names = scope.split(' ');
  const scopes = new Set(SCOPES.filter((name) => names.includes(name)));
  const medias = listOf(claims.medias, ID);
  const projects = listOf(claims.projects, ID);
  const visitors = listOf(claims.visitors, KEY);
  if (visitors && visitors.length > MOST_VISITORS) throw new TypeError('The claim names too many.');
  const limits =
    medias || projects
      ? new Publication({ medias: medias ?? [], projects: projects ?? [] })
      : undefined;
  // Figures are sums over everybody: a token for some people opens those only that it names.
  const own =
    limits ??
    new Publication(visitors ? {} : { account: true, medias: true, projects: true });
  return {
    scopes,
    limits,
    medias: projects ? undefined : medias,
    visitors: visitors && new Set(visitors),
    policy: scopes.has('stats') ? new WidenedPolicy(own, published) : published,
  };
};
