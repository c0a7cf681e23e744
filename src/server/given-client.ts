import type { StatsClient, StatsState, StatsWatcher } from '../stats/client.js';
import type { StatsRequest } from '../stats/requests.js';
import { ShapeError } from '../stats/schema.js';
import { StatsError } from '../stats/stats-error.js';

/** Replies by path and query below the base URL, as the source sends them: `stats/medias/993554ba94.json`. */
export type Replies = Record<string, unknown>;

/** Answers from replies that are there, and takes note of what else is asked for. */
export class GivenClient implements StatsClient {
  /** What was answered, checked. */
  readonly answered: Replies = {};
  /** What was asked for and is not there. */
  readonly missing = new Set<string>();

  constructor(
    readonly baseUrl: string,
    private readonly replies: Replies,
    private readonly faults: ReadonlyMap<string, StatsError>,
    private readonly fetchedAt: number,
  ) {}

  watch<T>({ path, check }: StatsRequest<T>, _watcher?: StatsWatcher<T>): StatsState<T> {
    const error = this.faults.get(path);
    if (error) return { error };
    if (!Object.hasOwn(this.replies, path)) {
      this.missing.add(path);
      return {};
    }
    try {
      const value = check(this.replies[path], '');
      this.answered[path] = value;
      return { value, fetchedAt: this.fetchedAt };
    } catch (cause) {
      const { message, path: field } = cause as ShapeError;
      const url = this.baseUrl + path;
      return { error: new StatsError('shape', `does not fit: ${message}`, url, 200, field) };
    }
  }

  peek<T>(request: StatsRequest<T>): StatsState<T> {
    return this.watch(request);
  }

  // It all happens in one turn: nobody waits, and nothing changes.
  give(): void {}
  refetch(): void {}
  unwatch(): void {}
  wake(): void {}
}
