/** Whose view a landmark was: a part of its own, because few pages give something away. */
import type { StatsRequest } from './requests.js';
import { amount, flag, object, orNull } from './schema.js';
import type { Shape } from './schema.js';

/** `landmarks/{media_id}.json`: about the asking visitor only; null means "not known". */
export const landmarkFields = {
  at: amount,
  reached: orNull(flag),
  yours: orNull(flag),
};

export type Landmark = Shape<typeof landmarkFields>;

const id = encodeURIComponent;

/** `landmarks/{media_id}.json`: was the asking visitor the Nth different person to watch? */
export const landmark = (
  mediaId: string,
  at: number,
  visitor: string | undefined,
): StatsRequest<Landmark> => ({
  path: `landmarks/${id(mediaId)}.json?at=${at}${visitor ? `&visitor=${id(visitor)}` : ''}`,
  check: object(landmarkFields),
});
