import type { Account, Conversion } from './account.js';
import type { Media } from './medias.js';

/** A viewing session that is told rather than simulated: it happens right now. */
export interface ToldSession {
  media_id: string;
  /** 40 hexadecimal digits, or any key of letters, digits, `-` and `_`. Default: a new visitor. */
  visitor_key?: string;
  /** Stretches in seconds as they were watched, `[[from, to], …]`; empty for no play. */
  watched?: [from: number, to: number][];
  /** True, or what kind of conversion. */
  conversion?: boolean | string | number | Partial<Conversion>;
}

const checkedStretches = (media: Media, watched: unknown): number[] => {
  const refuse = (): never => {
    throw new RangeError(
      '"watched" must be a list of stretches in seconds, each [from, to] with from before to.',
    );
  };
  if (watched === undefined) return [];
  if (!Array.isArray(watched) || watched.length > 10_000) return refuse();
  const stretches = watched.flatMap((stretch: unknown) => {
    if (!Array.isArray(stretch) || stretch.length !== 2) return refuse();
    const [from, to] = stretch as unknown[];
    if (!Number.isFinite(from) || !Number.isFinite(to)) return refuse();
    if ((from as number) < 0 || (to as number) <= (from as number)) return refuse();
    // Whole seconds, because they are what the API counts; what lies behind the end is cut off.
    const end = Math.min(Math.ceil(to as number), media.seconds);
    const begin = Math.floor(from as number);
    return begin < end ? [begin, end] : [];
  });
  if (watched.length && !stretches.length) {
    throw new RangeError(
      `Nothing of "watched" lies within the ${media.seconds} seconds of the video.`,
    );
  }
  return stretches;
};

const conversionOf = (told: unknown): Conversion | undefined => {
  if (told === undefined || told === false) return undefined;
  const isObject = typeof told === 'object' && told !== null && !Array.isArray(told);
  const given: Record<string, unknown> = isObject ? { ...told } : { type: told };
  const { type = true, data = {} } = given;
  const isType = type === true || typeof type === 'number' || (typeof type === 'string' && type);
  const isData = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (!isType || !(isData || data === '')) {
    throw new RangeError('"conversion" must be true, a kind of conversion, or {"type", "data"}.');
  }
  return {
    type: type === true ? 'post-roll-link' : (type as string | number),
    data: data as Conversion['data'],
  };
};

/**
 * Adds a session that happens now, and all figures rise with it.
 * @param now milliseconds since 1970
 * @returns the session's index
 * @throws RangeError with a full sentence where the session cannot be.
 */
export const addToldSession = (account: Account, told: ToldSession, now: number): number => {
  if (typeof told !== 'object' || told === null) {
    throw new RangeError('A session is an object such as {"media_id": "…", "watched": [[0, 10]]}.');
  }
  const { media_id, visitor_key: key } = told;
  const media = typeof media_id === 'string' ? account.media(media_id) : undefined;
  if (!media) throw new RangeError('"media_id" must be the hashed id of a video of the account.');
  if (key !== undefined && !(typeof key === 'string' && /^[\w-]{1,100}$/.test(key))) {
    throw new RangeError('"visitor_key" must be 1 to 100 letters, digits, - and _.');
  }
  const watched = checkedStretches(media, told.watched);
  const conversion = conversionOf(told.conversion);
  const visitor =
    (key === undefined ? undefined : account.visitorNumber(key)) ?? account.newVisitor(key);
  const { sessions } = account;
  // Sessions are kept in the order of time, also where the clock was set back.
  const time = Math.max(now, sessions.length ? sessions.time(sessions.length - 1) : 0);
  const converted = conversion !== undefined;
  const index = account.add({ time, visitor, media: media.index, watched, converted });
  if (conversion) account.conversions.set(index, conversion);
  return index;
};
