/** Several lists of events as one: for readers who may see what no single list of Wistia holds. */
import type { ViewingEvent } from '../../stats/private-fields.js';

/** A page of one list. */
export interface ListPage {
  /** All of its rows, those that the reader may not see among them. */
  rows: readonly ViewingEvent[];
  /** Those that the reader may see. */
  allowed: readonly ViewingEvent[];
  /** There are no more. */
  isLast: boolean;
}

/** A list, and how far it has been read. */
interface Reading<L> {
  list: L;
  page: number;
  /** The moment of the oldest row so far: what is unread is no newer. */
  oldest: number;
  isLast: boolean;
}

const momentOf = ({ received_at }: ViewingEvent): number => Date.parse(received_at) || 0;

/** Events of the same moment stay in one order, whichever list comes first. */
const newestFirst = (a: ViewingEvent, b: ViewingEvent): number =>
  momentOf(b) - momentOf(a) || (a.event_key < b.event_key ? 1 : -1);

/**
 * The newest `wanted` events of lists that each come newest first. A list is read on only where its
 * unread rows may be among them. An event that comes twice is one.
 * @param mostReads - Pages that are read at most.
 * @returns undefined where they are more than that apart.
 */
export const newestOf = async <L>(
  lists: readonly L[],
  read: (list: L, page: number) => Promise<ListPage>,
  wanted: number,
  mostReads: number,
): Promise<ViewingEvent[] | undefined> => {
  const found = new Map<string, ViewingEvent>();
  let open: Reading<L>[] = lists.map((list) => ({ list, page: 0, oldest: Infinity, isLast: false }));
  for (let reads = 0; ; ) {
    const frontier = Math.max(...open.map(({ oldest }) => oldest));
    const settled = [...found.values()].filter((row) => momentOf(row) > frontier);
    if (!open.length || settled.length >= wanted) return settled.sort(newestFirst).slice(0, wanted);
    const next = open.filter(({ oldest }) => oldest === frontier);
    reads += next.length;
    if (reads > mostReads) return undefined;
    await Promise.all(
      next.map(async (it) => {
        const { rows, allowed, isLast } = await read(it.list, ++it.page);
        for (const row of allowed) found.set(row.event_key, row);
        it.oldest = Math.min(it.oldest, ...rows.map(momentOf));
        it.isLast = isLast;
      }),
    );
    open = open.filter(({ isLast }) => !isLast);
  }
};
