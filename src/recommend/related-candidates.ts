import type { Candidate, Viewing } from './rank.js';

/** Even an abandoned viewing says more than none: shares below this count as much as this. */
const SHARE_FLOOR = 0.5;
/** After so many later videos, a video of the history counts half. */
const HALF_LIFE = 8;
/** Older videos of the history say nothing any more. */
export const HISTORY_DEPTH = 12;

/** The visitor's newest videos, each once, the last watched first: those whose related videos count. */
export const recentVideos = (history: readonly Viewing[]): Viewing[] => {
  const latest = new Map<string, Viewing>();
  for (const viewing of history) {
    const known = latest.get(viewing.media_id);
    latest.set(viewing.media_id, {
      ...viewing,
      share: Math.max(viewing.share, known?.share ?? 0),
      time: Math.max(viewing.time, known?.time ?? 0),
    });
  }
  return [...latest.values()]
    .sort((a, b) => b.time - a.time || (a.media_id < b.media_id ? -1 : 1))
    .slice(0, HISTORY_DEPTH);
};

/**
 * Candidates from published lists of related videos, where there is no model at hand: each video of the
 * history adds its list, by the share watched and how recently that was.
 *
 * @param history - As {@link recentVideos} gives it.
 * @param relatedTo - The list of a video, as `related/{media_id}.json` has it; undefined where there is none.
 * @returns best first, each with the video that speaks for it most
 */
export const relatedCandidates = (
  history: readonly Viewing[],
  relatedTo: (id: string) => readonly { media_id: string; score: number }[] | undefined,
): Candidate[] => {
  const sums = new Map<string, { score: number; most: number; because: string }>();
  history.forEach(({ media_id: because, share }, age) => {
    const weight = Math.max(SHARE_FLOOR, Math.min(share, 1)) * 0.5 ** (age / HALF_LIFE);
    for (const { media_id, score } of relatedTo(because) ?? []) {
      const part = weight * score;
      const sum = sums.get(media_id) ?? { score: 0, most: -Infinity, because };
      sum.score += part;
      if (part > sum.most) [sum.most, sum.because] = [part, because];
      sums.set(media_id, sum);
    }
  });
  return Array.from(sums, ([media_id, { score, because }]) => ({ media_id, score, because })).sort(
    (a, b) => b.score - a.score || (a.media_id < b.media_id ? -1 : 1),
  );
};
