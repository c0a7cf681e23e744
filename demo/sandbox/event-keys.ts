/** Event keys, made from the session, so that they need no table, in Wistia's old and new form. */
import { hash, hashHex } from './random.js';
import type { Sessions } from './sessions.js';

const SALT = 0x6576656e;
const KILOSECOND = 1e6;

/** The key of a session with a play. */
export const eventKey = (seed: number, index: number, time: number): string => {
  if (hash(seed ^ SALT, index) % 3 === 0) {
    const letter = 'abcdef'[hash(seed ^ SALT, index, 1) % 6]!;
    const first = 1 + (hash(seed ^ SALT, index, 2) % 9);
    const digits = `${hash(seed ^ SALT, index, 3)}${hash(seed ^ SALT, index, 4)}`;
    return `${time}${letter}0.${first}${digits.padEnd(15, '7').slice(0, 15)}`;
  }
  const hex = hashHex(seed ^ SALT, index, 32);
  const variant = '89ab'[hash(seed ^ SALT, index, 5) % 4]!;
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
  return `${Math.floor(time / KILOSECOND)}_${uuid}`;
};

/** The index of the session with this event key. */
export const sessionWithKey = (
  seed: number,
  sessions: Sessions,
  key: string,
): number | undefined => {
  const old = /^(\d{1,15})[a-f]0\.\d+$/.exec(key);
  const young = /^(\d{1,12})_[0-9a-f-]{36}$/.exec(key);
  if (!old && !young) return undefined;
  // A key tells about when it was made: only sessions of that time need a look.
  const from = old ? Number(old[1]) : Number(young![1]) * KILOSECOND;
  const to = from + (old ? 1 : KILOSECOND);
  for (let nth = sessions.playsBefore(from); nth < sessions.plays; nth++) {
    const index = sessions.play(nth);
    const time = sessions.time(index);
    if (time >= to) return undefined;
    if (eventKey(seed, index, time) === key) return index;
  }
  return undefined;
};
