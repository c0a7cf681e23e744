/** A configuration's publication beside the account that it is about. */
import type { CatalogueRow } from '../gateway/catalogue.js';
import type { Settings } from '../gateway/config.js';
import { Publication } from '../gateway/publication.js';
import { UpstreamError } from '../gateway/upstream-error.js';
import type { WistiaData } from '../gateway/wistia-data.js';
import { allowedWords } from './check-words.js';
import type { Explained } from './check-words.js';

const MOST_SHOWN = 50;
/** Names of videos that were hardly meant for everybody. */
const INTERNAL = /\b(internal|confidential|draft|private|do not (share|publish)|test|wip|rough cut)\b/i;

// What Wistia sends is text: what a terminal would take for a command is left out.
const quoted = (name: string): string => `"${name.replace(/\p{C}+/gu, ' ').slice(0, 80)}"`;

const some = (rows: readonly CatalogueRow[]): string => {
  const names = rows.slice(0, 5).map(({ hashed_id, name }) => `${hashed_id} ${quoted(name)}`);
  return names.join(', ') + (rows.length > names.length ? ` and ${rows.length - names.length} more` : '');
};

/**
 * What of the account the rules match.
 * @throws UpstreamError where Wistia's list of videos cannot be had.
 */
export const explainAccount = async (settings: Settings, data: WistiaData): Promise<Explained> => {
  const publication = new Publication(settings.publish);
  const { projects, medias } = publication.rules;
  const rows = publication.catalogueQueries.length ? ((await data.catalogue()).value ?? []) : [];
  const warnings: string[] = [];
  const byId = new Map(rows.map((row) => [row.hashed_id, row]));

  const shown = rows.filter((row) => publication.listed(row));
  const lines = shown.slice(0, MOST_SHOWN).map((row) => {
    const kept = publication.listed(row);
    return `${row.hashed_id} ${quoted(row.name)}: ${allowedWords(kept, true)}`;
  });
  if (shown.length > lines.length) lines.push(`and ${shown.length - lines.length} more`);

  for (const [id, allowed] of medias.ids) {
    if (!allowed || byId.has(id)) continue;
    warnings.push(
      (await data.isArchived(id))
        ? `The video ${id} is archived at Wistia, and so it is not published.`
        : `The video ${id} is not in the account, or cannot be shown yet: check the id.`,
    );
  }
  for (const [tag, allowed] of medias.tags) {
    if (allowed && !rows.some(({ tags }) => tags.includes(tag))) {
      warnings.push(`No video has the tag "${tag}": tags are matched to the letter.`);
    }
  }
  const named = [...projects.ids, ...medias.projects].filter(([, allowed]) => allowed);
  for (const id of new Set(named.map(([id]) => id))) {
    if (rows.some((row) => row.projects.includes(id))) continue;
    const exists = await data.project(id).then(({ value }) => Boolean(value));
    warnings.push(
      exists
        ? `The project ${id} has no video that can be shown.`
        : `The project ${id} is not in the account: check the id.`,
    );
  }
  const doubtful = shown.filter(({ name, tags }) => [name, ...tags].some((text) => INTERNAL.test(text)));
  if (doubtful.length) {
    warnings.push(`By their names or tags, these were hardly meant for everybody: ${some(doubtful)}.`);
  }
  const heading = `In the account now: ${shown.length} video${shown.length === 1 ? '' : 's'}`;
  return { parts: [[heading, lines]], warnings };
};

/** Why the account could not be looked at. */
export const lookFailed = (error: unknown): string => {
  if (!(error instanceof UpstreamError)) throw error;
  return error.kind === 'denied'
    ? 'The account could not be looked at: check that the token is right and has the permission "Read all folder and media data".'
    : `The account could not be looked at: ${error.message}`;
};
