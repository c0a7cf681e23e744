import type { CatalogueMedia } from '../stats/fields.js';

/** A video and its plays. */
export interface CountedVideo {
  /** Hashed id. */
  mediaId: string;
  plays: number;
  /** `@id` by which the page's own description of the video is meant. */
  id?: string | undefined;
  /** What the catalogue says of it, where there is no such description. */
  listed?: CatalogueMedia | undefined;
}

/** What search engines read of a video's plays: schema.org's `InteractionCounter`, as JSON-LD. */
export const videoObject = ({ mediaId, plays, id, listed }: CountedVideo): string =>
  JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    // What is undefined is left out.
    '@id': id || undefined,
    identifier: mediaId,
    name: listed?.name,
    thumbnailUrl: listed?.thumbnail?.url,
    uploadDate: listed?.created ?? undefined,
    duration: listed?.duration ? `PT${Math.round(listed.duration)}S` : undefined,
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: { '@type': 'WatchAction' },
      userInteractionCount: plays,
    },
    // Nothing in it ends the script that it stands in, also where a page is saved or copied as markup.
  }).replace(/</g, '\\u003c');

/** Attributes that say what is counted. */
interface Counted {
  mediaId?: string;
  field?: string;
  startDate?: string;
  endDate?: string;
  last?: string;
}

/** Whether a count is one that schema.org has a word for: all plays of a video. */
export const isWatchCount = ({ mediaId, field, startDate, endDate, last }: Counted): boolean =>
  !!mediaId && /^(play_count)?$/.test(field ?? '') && !startDate && !endDate && !last;
