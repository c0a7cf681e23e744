/** A list from its first page to its last, for a file. */
import { isPassing } from '../stats/ask.js';
import type { StatsClient, StatsState, StatsWatcher } from '../stats/client.js';
import type { Page } from '../stats/private-requests.js';
import type { StatsRequest } from '../stats/requests.js';

const PER_PAGE = 100;
/** Rows of one file at most: fifty requests, a tenth of what a gateway may ask Wistia in a minute. */
export const MOST_ROWS = 5000;
/** So often a source may say of one page that it cannot be had now. The client waits in between. */
const MOST_FAULTS = 3;

/** The value of a request, once. Rejects with the fault, or with the signal's reason. */
const valueOf = <T>(client: StatsClient, request: StatsRequest<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    let faults = 0;
    const leave = () => {
      client.unwatch(request, watcher);
      signal.removeEventListener('abort', aborted);
    };
    const aborted = () => {
      leave();
      reject(signal.reason as Error);
    };
    const look = ({ value, error }: StatsState<T>): void => {
      if (error && (!isPassing(error.status) || ++faults >= MOST_FAULTS)) {
        leave();
        reject(error);
      } else if (!error && value !== undefined) {
        leave();
        resolve(value);
      }
    };
    const watcher: StatsWatcher<T> = { stateChanged: look };
    signal.addEventListener('abort', aborted);
    look(client.watch(request, watcher));
  });

/** What came of a list. */
export interface AllRows<Row> {
  rows: Row[];
  /** Whether these are all; the most that there may be; or those before a page that could not be had. */
  end: 'all' | 'most' | 'some';
}

/**
 * Asks for one page after the other. A row that comes again on a later page, because others have
 * come before it meanwhile, is one row.
 * @param told - Called with the number of rows so far.
 * @throws StatsError where not even the first page can be had, or the signal's reason.
 */
export const allRows = async <Row>(
  client: StatsClient,
  request: (page: Page) => StatsRequest<Row[]>,
  keyOf: (row: Row) => string,
  told: (count: number) => void,
  signal: AbortSignal,
): Promise<AllRows<Row>> => {
  const found = new Map<string, Row>();
  const rows = (end: AllRows<Row>['end']) => ({ rows: [...found.values()], end });
  for (let page = 1; page * PER_PAGE <= MOST_ROWS; page++) {
    signal.throwIfAborted();
    let some: Row[];
    try {
      some = await valueOf(client, request({ page, perPage: PER_PAGE }), signal);
    } catch (fault) {
      if (signal.aborted || !found.size) throw fault;
      return rows('some');
    }
    for (const row of some) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
    told(found.size);
    if (some.length < PER_PAGE) return rows('all');
  }
  return rows('most');
};
