/**
 * From scores to a list that may be shown: the rules that an operator sets, the visitor's own history
 * and the reason of each place. The gateway and the page run this same code.
 */
import { createdAt } from './video-index.js';
import type { RankedVideo, VideoIndex } from './video-index.js';
import { DEFAULT_THRESHOLD, STARTED } from './watched.js';

/** A video that may be recommended, and how strongly. */
export interface Candidate {
  media_id: string;
  /** Any finite number; more is better. Scores are compared within one list only. */
  score: number;
  /** The video of the visitor's history that speaks for it most, if any does. */
  because?: string | undefined;
  /** What else speaks for it: `popular` (default), or that it is new. */
  kind?: 'popular' | 'new' | undefined;
}

/** One viewing of the visitor; several of the same video are read together. */
export interface Viewing {
  media_id: string;
  /** Share watched, 0 to 1. */
  share: number;
  /** When, in ms since 1970. */
  time: number;
  /** The viewing ended in a conversion. */
  converted?: boolean | undefined;
}

/**
 * | strategy | |
 * |---|---|
 * | `unwatched` | what the visitor has not watched: unfinished ones, then the best by score, then popular and new ones |
 * | `popular` | what is watched most, without what this visitor has watched |
 * | `repeat` | the same ordered few, watched or not, until the visitor converts; then the next few |
 */
export type Strategy = 'unwatched' | 'popular' | 'repeat';

/** What an operator, or a page, asks of a list. */
export interface RankRules {
  /** Most videos in the list; 6 by default. */
  limit?: number | undefined;
  /** `unwatched` by default. */
  strategy?: Strategy | undefined;
  /** Ids that come first, in this order; with `repeat`, first in the sequence. */
  pin?: readonly string[] | undefined;
  /** Ids that never come. */
  exclude?: readonly string[] | undefined;
  /** Only these; with `repeat`, in this order. */
  mediaIds?: readonly string[] | undefined;
  /** Only videos of this project. */
  projectId?: string | undefined;
  /** Share from which a video counts as watched, 0 to 1; 0.8 by default. */
  watchedThreshold?: number | undefined;
  /** Videos that the visitor has started: listed (default), left out, or nothing but these. */
  unfinished?: 'include' | 'exclude' | 'only' | undefined;
  /** 0 (default): by score alone. Up to 1: the less often a project has come, the sooner it comes again. */
  diversity?: number | undefined;
  /** The clock, in ms since 1970. With it, a list of four or more keeps its last place for a new video that nobody has watched. */
  now?: number | undefined;
}

/** Everything that a list is made from. */
export interface RankInput<V extends RankedVideo = RankedVideo> {
  /** The published videos; nothing else is ever listed. */
  videos: VideoIndex<V>;
  /** Scored for this visitor, best first. */
  candidates?: readonly Candidate[] | undefined;
  /** Every video that somebody has watched, the most watched first; any measure of it is the score. */
  popular?: readonly Candidate[] | undefined;
  history?: readonly Viewing[] | undefined;
  rules?: RankRules | undefined;
}

/** Why a video is in the list. */
export interface Reason {
  kind: 'because_watched' | 'popular' | 'new' | 'repeat' | 'pinned' | 'continue';
  /** Of `because_watched`: the video watched before. */
  media_id?: string;
  /** Its name. */
  name?: string;
  /** How much of the recommended video the visitor has watched, 0 to 1; only where it was started. */
  share?: number;
}

/** One place of the list. */
export interface RankedItem<V extends RankedVideo = RankedVideo> {
  media_id: string;
  name: string;
  /** Seconds; null where it is not known. */
  duration: number | null;
  thumbnail: V['thumbnail'];
  /** As the candidates have it; 0 for a video without a score. */
  score: number;
  reason: Reason;
}

export const DEFAULT_LIMIT = 6;
/** Unfinished videos take at most this part of a list. */
const UNFINISHED_PART = 0.5;
/** So many times the limit is looked through for other projects. */
const DIVERSITY_DEPTH = 5;
const NEW_MS = 30 * 864e5;
/** So many of the newest are looked at for one without viewers. */
const MOST_NEW = 20;
/** A shorter list has no place to give to a video that nobody has watched. */
const LEAST_WITH_NEW = 4;

/** What the visitor has watched, and how often that ended in a conversion. */
const readHistory = (history: readonly Viewing[]) => {
  const shares = new Map<string, number>();
  const times = new Map<string, number>();
  let conversions = 0;
  for (const { media_id, share, time, converted } of history) {
    shares.set(media_id, Math.max(shares.get(media_id) ?? 0, share || 0));
    times.set(media_id, Math.max(times.get(media_id) ?? 0, time || 0));
    if (converted) conversions++;
  }
  return { shares, times, conversions };
};

/** The best first, where each project that has come already counts for less. Ties stay in order. */
const diversified = <V extends RankedVideo>(
  ordered: readonly V[],
  count: number,
  diversity: number,
): V[] => {
  // By place, not by score: scores of different models have different scales.
  const pool = ordered.map((video, place) => ({ video, worth: 1 / (place + 2) }));
  const taken = new Map<string | null, number>();
  const chosen: V[] = [];
  while (chosen.length < count && pool.length) {
    let best = 0;
    let bestWorth = -1;
    for (const [at, { video, worth }] of pool.entries()) {
      const now = worth * (1 - diversity) ** (taken.get(video.project_id) ?? 0);
      if (now > bestWorth) [best, bestWorth] = [at, now];
    }
    const { video } = pool.splice(best, 1)[0]!;
    taken.set(video.project_id, (taken.get(video.project_id) ?? 0) + 1);
    chosen.push(video);
  }
  return chosen;
};

/**
 * The list for one visitor: never a video twice, never an excluded, unpublished or (but for `repeat`)
 * watched one; the same input gives the same list.
 */
export const rank = <V extends RankedVideo>(input: RankInput<V>): RankedItem<V>[] => {
  const { videos, candidates = [], popular = [], history = [], rules = {} } = input;
  const { strategy = 'unwatched', pin = [], mediaIds, projectId, now } = rules;
  const { unfinished = 'include', watchedThreshold = DEFAULT_THRESHOLD } = rules;
  const limit = Math.max(0, Math.floor(rules.limit ?? DEFAULT_LIMIT)) || 0;
  const diversity = Math.min(1, Math.max(0, rules.diversity ?? 0)) || 0;
  const repeats = strategy === 'repeat';
  const { shares, times, conversions } = readHistory(history);

  const listed = new Map<string, RankedItem<V>>();
  const excluded = new Set(rules.exclude);
  const only = mediaIds && new Set(mediaIds);

  const isWatched = (id: string): boolean => shares.has(id) && shares.get(id)! >= watchedThreshold;
  const isStarted = (id: string): boolean => shares.get(id)! >= STARTED && !isWatched(id);

  /** The video, if it may be listed and is not yet. */
  const allowed = (id: string): V | undefined => {
    const video = videos.get(id);
    return video &&
      !listed.has(id) &&
      !excluded.has(id) &&
      (!only || only.has(id)) &&
      (!projectId || video.project_id === projectId) &&
      (repeats ||
        (!isWatched(id) &&
          (unfinished === 'include' || (unfinished === 'only') === isStarted(id))))
      ? video
      : undefined;
  };

  const list = (video: V, kind: Reason['kind'], score = 0, because?: V): void => {
    const { hashed_id: id, name, duration, thumbnail } = video;
    const started = isStarted(id);
    const reason: Reason =
      started && strategy === 'unwatched' && kind !== 'pinned'
        ? { kind: 'continue' }
        : because
          ? { kind, media_id: because.hashed_id, name: because.name }
          : { kind };
    if (started) reason.share = shares.get(id)!;
    listed.set(id, { media_id: id, name, duration, thumbnail, score, reason });
  };

  /** Lists the allowed ones of `ordered` until the list is `length` long. */
  const listBest = (
    ordered: readonly Candidate[],
    length: number,
    add: (video: V, candidate: Candidate) => void,
  ): void => {
    const found = new Map<V, Candidate>();
    const wanted = length - listed.size;
    const enough = diversity ? wanted * DIVERSITY_DEPTH : wanted;
    for (const candidate of ordered) {
      if (found.size >= enough) break;
      const video = allowed(candidate.media_id);
      if (video && !found.has(video)) found.set(video, candidate);
    }
    const best = [...found.keys()];
    for (const video of diversity ? diversified(best, wanted, diversity) : best) {
      add(video, found.get(video)!);
    }
  };

  if (repeats) {
    // In an order that nobody's views change, the visitor's own least of all.
    const sequence = mediaIds ?? videos.newest.map(({ hashed_id }) => hashed_id);
    for (const id of [...pin, ...sequence]) {
      const video = allowed(id);
      if (video) list(video, 'repeat');
    }
    const all = [...listed.values()];
    const from = all.length ? (conversions * limit) % all.length : 0;
    return [...all.slice(from), ...all.slice(0, from)].slice(0, limit);
  }

  const scoreOf = (id: string): number | undefined =>
    candidates.find(({ media_id }) => media_id === id)?.score;

  for (const id of pin) {
    const video = listed.size < limit && allowed(id);
    if (video) list(video, 'pinned', scoreOf(id));
  }

  if (strategy === 'unwatched' && unfinished !== 'exclude') {
    const part = unfinished === 'only' ? 1 : UNFINISHED_PART;
    const length = listed.size + Math.floor((limit - listed.size) * part);
    const started = [...shares.keys()].filter(isStarted);
    started.sort((a, b) => times.get(b)! - times.get(a)! || (a < b ? -1 : 1));
    for (const id of started) {
      const video = listed.size < length && allowed(id);
      if (video) list(video, 'continue', scoreOf(id));
    }
  }

  // A video that nobody has watched has no score, and without a place would never get one.
  const isUnseen = (video: V): boolean =>
    [popular, candidates, history].every((rows) =>
      rows.every(({ media_id }) => media_id !== video.hashed_id),
    );
  const unseen =
    now !== undefined && limit >= LEAST_WITH_NEW && listed.size < limit
      ? videos.newest.find(
          (video, at) =>
            at < MOST_NEW &&
            now - createdAt(video) < NEW_MS &&
            allowed(video.hashed_id) &&
            isUnseen(video),
        )
      : undefined;
  const length = unseen ? limit - 1 : limit;

  if (strategy === 'unwatched') {
    listBest(candidates, length, (video, { score, because, kind = 'popular' }) => {
      // What is not published is not named either.
      const reason = because === undefined ? undefined : videos.get(because);
      list(video, reason ? 'because_watched' : kind, score, reason);
    });
  }
  listBest(popular, length, (video, { score, kind = 'popular' }) => list(video, kind, score));
  if (unseen) list(unseen, 'new');
  for (const { hashed_id } of videos.newest) {
    if (listed.size >= limit) break;
    const video = allowed(hashed_id);
    if (video) list(video, 'new');
  }
  return [...listed.values()];
};
