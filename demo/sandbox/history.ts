import type { Account } from './account.js';
import { dayOf } from './account.js';
import type { Audience } from './audience.js';
import { HISTORY_DAYS } from './medias.js';
import { firstAbove } from './random.js';
import type { Random } from './random.js';
import type { Session } from './sessions.js';

const DAY = 864e5;
/** Visits of an average visitor after the first one. */
const RETURNS = 11;
/** Sunday first. */
const WEEKDAYS = [0.62, 1.1, 1.22, 1.2, 1.12, 0.95, 0.55];
/** From midnight on, by the hour. */
const HOURS = [3, 2, 2, 2, 2, 3, 4, 6, 9, 12, 13, 12, 11, 12, 13, 13, 12, 11, 10, 11, 12, 11, 8, 5];

const runningSums = (weights: readonly number[]): number[] => {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
};
const hours = runningSums(HOURS);

/** A time of day, as a share of the day. */
const timeOfDay = (random: Random): number => {
  const hour = firstAbove(hours, random.unit() * hours.at(-1)!);
  return (hour + random.unit()) / 24;
};

/** Fills the account with its past: it grows, has a weekly rhythm, and ends at `now`. */
export const simulateHistory = (
  account: Account,
  audience: Audience,
  visitors: number,
  random: Random,
  now: number,
): void => {
  const firstDay = dayOf(now) - HISTORY_DAYS + 1;
  const elapsed = now / DAY - dayOf(now);
  const weights = Array.from({ length: HISTORY_DAYS }, (_, day) => {
    const growth = 2 ** ((2 * day) / HISTORY_DAYS);
    const weekday = WEEKDAYS[(firstDay + day + 4) % 7]!; // 1970 began on a Thursday
    const part = day === HISTORY_DAYS - 1 ? elapsed : 1;
    return growth * weekday * part * random.between(0.85, 1.15);
  });
  const sums = runningSums(weights);
  const upTo = (count: number, day: number): number =>
    Math.round((count * (sums[day] ?? 0)) / sums.at(-1)!);

  // A few come again and again, most come once or twice.
  const activity = new Float64Array(visitors);
  let arrived = 0;
  for (let day = 0; day < HISTORY_DAYS; day++) {
    const begin = (firstDay + day) * DAY;
    const end = Math.min(begin + DAY, now);
    audience.offer(begin);
    const today: Session[] = [];
    const visit = (visitor: number): void => {
      const share = timeOfDay(random);
      const time = day === HISTORY_DAYS - 1 ? begin + share * (end - begin) : begin + share * DAY;
      today.push(...audience.visit(visitor, time, end));
    };
    const known = arrived;
    for (const all = upTo(visitors, day); arrived < all; arrived++) {
      const weight = Math.min((1 - random.unit()) ** (-1 / 1.5), 30);
      activity[arrived] = weight + (arrived ? activity[arrived - 1]! : 0);
      visit(arrived);
    }
    const returns =
      upTo(visitors * RETURNS, day) - (day ? upTo(visitors * RETURNS, day - 1) : 0);
    for (let i = 0; i < returns && known > 0; i++) {
      // Half of the visits are by people who came lately.
      const oldest = random.chance(0.5) ? Math.floor(known / 2) : 0;
      const low = oldest ? activity[oldest - 1]! : 0;
      const target = low + random.unit() * (activity[known - 1]! - low);
      visit(Math.min(firstAbove(activity, target, oldest, known), known - 1));
    }
    today.sort((a, b) => a.time - b.time);
    for (const session of today) account.add(session);
  }
};
