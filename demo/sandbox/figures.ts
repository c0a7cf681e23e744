/** The replies that hold figures: account, project, media, by_date and engagement. */
import { dayOf, together } from './account.js';
import type { Account } from './account.js';
import type { Counts, MediaSums } from './media-sums.js';
import type { Media, Project } from './medias.js';

const DAY = 864e5;
const MOST_CELLS = 1000;

const counted = ({ loads, plays, seconds }: Counts) => ({
  load_count: loads,
  play_count: plays,
  hours_watched: seconds / 3600,
});

const totals = (sums: readonly MediaSums[]) => counted(together(sums.map(({ total }) => total)));

/** `stats/account` */
export const accountFigures = (account: Account) => totals(account.sumsOf());

/** `stats/projects/{id}` */
export const projectFigures = (account: Account, project: Project) => {
  const sums = account.sumsOf(project);
  return { ...totals(sums), number_of_videos: sums.length };
};

const shareOf = (media: Media, share: number): number =>
  media.roundsShares ? Math.round(share * 100) / 100 : share;

/** `stats/medias/{id}` */
export const mediaFigures = (account: Account, media: Media) => {
  const sums = account.sums[media.index]!;
  const { load_count, play_count, hours_watched } = counted(sums.total);
  return {
    load_count,
    play_count,
    play_rate: shareOf(media, sums.playRate),
    hours_watched,
    engagement: shareOf(media, sums.engagement),
    visitors: sums.loaders,
  };
};

/**
 * `…/by_date`, oldest first. Days settle overnight: until then today's row is zero.
 * @param now milliseconds since 1970
 */
export const figuresByDate = (
  sums: readonly MediaSums[],
  { start, end }: { start: number; end: number },
  now: number,
) => {
  const rows = [];
  for (let day = start; day <= end; day++) {
    const counts = day < dayOf(now) ? sums.map((media) => media.day(day)) : [];
    const date = new Date(day * DAY).toISOString().slice(0, 10);
    rows.push({ date, ...counted(together(counts)) });
  }
  return rows;
};

/** A curve by second, scaled down to 1000 cells where it has more: each the mean of its seconds. */
const scaled = (curve: readonly number[]): number[] => {
  if (curve.length <= MOST_CELLS) return [...curve];
  const edge = (cell: number): number => Math.floor((cell * curve.length) / MOST_CELLS);
  return Array.from({ length: MOST_CELLS }, (_, cell) => {
    const part = curve.slice(edge(cell), edge(cell + 1));
    return Math.round(part.reduce((a, b) => a + b, 0) / part.length);
  });
};

/** `stats/medias/{id}/engagement`; both arrays are empty for a video that nobody played. */
export const engagementFigures = (account: Account, media: Media) => {
  const sums = account.sums[media.index]!;
  const { views, rewatches } = sums.total.plays ? sums.curves() : { views: [], rewatches: [] };
  return {
    engagement: shareOf(media, sums.engagement),
    engagement_data: scaled(views),
    rewatch_data: scaled(rewatches),
  };
};
