/** Which videos a gateway of some configuration may recommend. */
import { accountData } from '../gateway/account-data.js';
import { parseConfig } from '../gateway/index.js';
import { Publication } from '../gateway/publication.js';
import { createdAt } from '../recommend/video-index.js';
import type { OfferedMedia } from '../recommend/model.js';
import { lookFailed } from './check-account.js';
import { readConfig } from './config-file.js';
import { OperatorError } from './operator-error.js';

/**
 * Those that are published and can be shown, and are not excluded. Undefined, and said so, where there is
 * no token to look at the account with.
 */
export const offeredVideos = async (file: string): Promise<OfferedMedia[] | undefined> => {
  if (!process.env.WISTIA_API_TOKEN?.trim()) {
    console.error(
      'WISTIA_API_TOKEN is not set, so the account was not looked at: the lists may hold videos that are archived or not published.',
    );
    return undefined;
  }
  const settings = parseConfig(await readConfig(file, process.env));
  const publication = new Publication(settings.publish);
  const exclude = new Set(settings.recommendations.exclude);
  const { value: rows = [] } = await accountData(settings)
    .catalogue()
    .catch((error: unknown) => {
      throw new OperatorError([lookFailed(error)]);
    });
  return rows
    .filter((row) => publication.listed(row)?.catalogue && !exclude.has(row.hashed_id))
    .map((row) => ({ media: row.hashed_id, created: createdAt(row) || undefined }));
};
