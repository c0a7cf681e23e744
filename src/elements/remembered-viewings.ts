/** What this browser remembers of the visitor's viewing, where a page has asked for that. It is sent to nobody. */
import type { Viewing } from '../recommend/rank.js';

const KEY = 'wistia-widgets:watched';
const MOST = 200;

// Full, forbidden, or written by somebody else: the page works without.
const attempt = <T>(action: () => T, otherwise: T): T => {
  try {
    return action();
  } catch {
    return otherwise;
  }
};

type Row = [media_id: string, share: number, time: number, converted: number];

const isRow = (row: unknown): row is Row =>
  Array.isArray(row) &&
  typeof row[0] === 'string' &&
  row[1] >= 0 &&
  row[1] <= 1 &&
  Number.isFinite(row[2]);

/** The videos that are remembered, the last watched first. */
export const rememberedViewings = (): Viewing[] =>
  attempt(() => {
    const rows = JSON.parse(localStorage.getItem(KEY)!) as unknown;
    return (Array.isArray(rows) ? rows : [])
      .filter(isRow)
      .map(([media_id, share, time, converted]) => ({ media_id, share, time, converted: !!converted }));
  }, []);

/** Remembers these beside the others. */
export const rememberViewings = (viewings: readonly Viewing[]): void =>
  attempt(() => {
    const rows = new Map<string, Row>();
    for (const { media_id, share, time, converted } of [...rememberedViewings(), ...viewings]) {
      const [, most = 0, latest = 0, before = 0] = rows.get(media_id) ?? [];
      rows.set(media_id, [
        media_id,
        Math.round(Math.max(share, most) * 100) / 100,
        Math.max(time, latest),
        converted ? 1 : before,
      ]);
    }
    const newest = [...rows.values()].sort((a, b) => b[2] - a[2]).slice(0, MOST);
    localStorage.setItem(KEY, JSON.stringify(newest));
  }, undefined);

/** Forgets all of it. */
export const forgetRemembered = (): void => attempt(() => localStorage.removeItem(KEY), undefined);
