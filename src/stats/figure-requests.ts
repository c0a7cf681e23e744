/** Requests for totals: a part of their own, because a page with counts asks for nothing else. */
import { someOf } from './figure-checks.js';
import { accountFields, mediaFields, projectFields } from './figure-fields.js';
import type { AccountStats, MediaStats, ProjectStats } from './figure-fields.js';
import type { StatsRequest } from './requests.js';

const id = encodeURIComponent;

/** `stats/account.json` */
export const accountStats = (): StatsRequest<Partial<AccountStats>> => ({
  path: 'stats/account.json',
  check: someOf(accountFields),
});

/** `stats/projects/{id}.json` */
export const projectStats = (projectId: string): StatsRequest<Partial<ProjectStats>> => ({
  path: `stats/projects/${id(projectId)}.json`,
  check: someOf(projectFields),
});

/** `stats/medias/{id}.json` */
export const mediaStats = (mediaId: string): StatsRequest<Partial<MediaStats>> => ({
  path: `stats/medias/${id(mediaId)}.json`,
  check: someOf(mediaFields),
  batchId: mediaId,
});
