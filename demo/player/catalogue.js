/** Names and durations of the made-up videos, from the source that the page's widgets read too. */

/** @type {Promise<Map<string, {name?: string, duration?: number}>> | undefined} */
let catalogue;

const load = async () => {
  try {
    const medias = await (await fetch('/medias.json')).json();
    return new Map(medias.map((media) => [media.hashed_id, media]));
  } catch {
    // Without a catalogue there is still a video to play; the next one may find it.
    catalogue = undefined;
    return new Map();
  }
};

/** Same text, same number: 0 to 2^32 - 1. */
export const hash = (text) => {
  let sum = 2166136261;
  for (const sign of text) sum = Math.imul(sum ^ sign.codePointAt(0), 16777619);
  return (sum ^ (sum >>> 15)) >>> 0;
};

/**
 * What is known of a video; what is not is made up from its id.
 * @param {string} mediaId
 * @param {{name?: string | null, duration?: number}} told what the page says itself
 * @returns {Promise<{hashedId: string, name: string, duration: number}>}
 */
export const mediaData = async (mediaId, told) => {
  const media = told.duration > 0 ? {} : ((await (catalogue ??= load())).get(mediaId) ?? {});
  return {
    hashedId: mediaId,
    name: told.name || media.name || `Video ${mediaId}`,
    duration: told.duration > 0 ? told.duration : media.duration || 60 + (hash(mediaId) % 240),
  };
};
