import { addDays, dayRange, today } from '../stats/calendar-days.js';
import type { DayRange } from '../stats/calendar-days.js';
import { accountFields, dayFields, engagementFields } from '../stats/fields.js';
import { mediaFields, projectFields } from '../stats/fields.js';
import type {
  AccountStats,
  DayStats,
  Engagement,
  MediaStats,
  ProjectStats,
} from '../stats/fields.js';
import { list, object } from '../stats/schema.js';
import type { Check } from '../stats/schema.js';
import { hash } from './answer.js';
import type { Cache, Cached } from './cache.js';
import { loadCatalogue } from './catalogue.js';
import type { CatalogueQuery, CatalogueRow, Listing } from './catalogue.js';
import type { PublishedDays, Settings } from './config.js';
import type { Log } from './log.js';
import type { SharedLoads } from './shared-loads.js';
import { UpstreamError } from './upstream-error.js';
import type { Upstream } from './upstream.js';

/** The account, a project or a media, as the start of its paths. */
export type Subject = 'stats/account' | `stats/projects/${string}` | `stats/medias/${string}`;

/** Wistia's first year: there are no figures before it. */
const FIRST_DAY = '2006-01-01';
/** Days after which Wistia counts no more plays into a day. */
const SETTLING = 2;

/** A reply made of several: as fresh as the least fresh of them. */
const together = <A, B>(parts: readonly Cached<A>[], value: B | undefined): Cached<B> => ({
  value,
  freshUntil: Math.min(...parts.map((part) => part.freshUntil)),
  retryAt: Math.max(...parts.map((part) => part.retryAt)),
});

/**
 * Everything that the gateway reads of the Wistia account: checked, and through the cache. What is
 * cached is JSON, and nothing of a person, because other gateways may keep it too.
 */
export class WistiaData {
  /** Who publishes other things lists other videos. */
  readonly #listingKey: string;
  #archived = new WeakMap<readonly string[], ReadonlySet<string>>();

  constructor(
    private readonly upstream: Upstream,
    private readonly cache: Cache,
    private readonly settings: Settings,
    private readonly catalogueQueries: readonly CatalogueQuery[],
    private readonly log: Log,
    private readonly now: () => number,
    /** Other gateways' loads, where there are others. */
    private readonly others?: SharedLoads | undefined,
  ) {
    this.#listingKey = `medias.json ${hash(JSON.stringify(catalogueQueries))}`;
  }

  /** A value that needs no asking, good for so many seconds. */
  lasting<T>(value: T, seconds: number): Cached<T> {
    return { value, freshUntil: this.now() + seconds * 1000, retryAt: 0 };
  }

  account(): Promise<Cached<AccountStats>> {
    return this.#reply('stats/account.json', object(accountFields));
  }

  project(id: string): Promise<Cached<ProjectStats>> {
    return this.#reply(`stats/projects/${id}.json`, object(projectFields));
  }

  media(id: string): Promise<Cached<MediaStats>> {
    return this.#reply(`stats/medias/${id}.json`, object(mediaFields));
  }

  engagement(id: string): Promise<Cached<Engagement>> {
    return this.#reply(`stats/medias/${id}/engagement.json`, object(engagementFields));
  }

  /** Yesterday and today, which is what Wistia answers where no dates are given. */
  defaultRange(): DayRange {
    const end = this.today();
    return { start: addDays(end, -1), end };
  }

  /** Today where the account is. */
  today(): string {
    return today(this.settings.timeZone);
  }

  /**
   * The days of a range that Wistia can have figures for, oldest first. They are fetched by
   * calendar year, so that any number of different ranges costs no more than the years they lie in.
   */
  async byDate(subject: Subject, range: DayRange): Promise<Cached<DayStats[]>> {
    const now = this.today();
    const start = range.start < FIRST_DAY ? FIRST_DAY : range.start;
    const end = range.end > now ? now : range.end;
    const years: Promise<Cached<DayStats[]>>[] = [];
    for (
      let year = Number(start.slice(0, 4));
      start <= end && year <= Number(end.slice(0, 4));
      year++
    ) {
      years.push(this.#year(subject, year));
    }
    if (!years.length) return this.lasting([], this.settings.cache.fresh);
    const parts = await Promise.all(years);
    if (parts.some(({ value }) => !value))
      return together<DayStats[], DayStats[]>(parts, undefined);
    const days = parts.flatMap(({ value }) => value!);
    return together(
      parts,
      days.filter(({ date }) => date >= start && date <= end),
    );
  }

  /** The part of a range that may be read; its start is after its end where that is nothing. */
  within(range: DayRange, days: PublishedDays | undefined): DayRange {
    if (!days) return range;
    const { start_date = FIRST_DAY, end_date = range.end, last } = days;
    const recent = last && dayRange(undefined, undefined, last, this.settings.timeZone)!.start;
    const latest = (a: string, b: string) => (a > b ? a : b);
    return {
      start: latest(latest(range.start, start_date), recent || FIRST_DAY),
      end: range.end < end_date ? range.end : end_date,
    };
  }

  /** Every video that may be published, whether or not all of it is. */
  async catalogue(): Promise<Cached<readonly CatalogueRow[]>> {
    const { value, ...lasts } = await this.#listing();
    return { ...lasts, value: value?.rows };
  }

  /**
   * Whether Wistia says that a video is archived. Where its list cannot be read, that is not known:
   * false.
   */
  async isArchived(id: string): Promise<boolean> {
    try {
      const { archived } = (await this.#listing()).value ?? { archived: [] };
      let index = this.#archived.get(archived);
      if (!index) {
        index = new Set(archived);
        this.#archived.set(archived, index);
      }
      return index.has(id);
    } catch (error) {
      if (error instanceof UpstreamError) return false;
      throw error;
    }
  }

  #listing(): Promise<Cached<Listing>> {
    return this.#cached(this.#listingKey, async () => ({
      value: await loadCatalogue(this.upstream, this.catalogueQueries, this.log),
      fresh: this.settings.cache.catalogue,
    }));
  }

  #year(subject: Subject, year: number): Promise<Cached<DayStats[]>> {
    const load = async () => {
      const now = this.today();
      const start = `${year}-01-01`;
      const last = `${year}-12-31`;
      const end = last < now ? last : now;
      const rows = await this.upstream.get(
        `${subject}/by_date.json?start_date=${start}&end_date=${end}`,
        list(object(dayFields)),
      );
      // By day, and each day once, whatever the order that they came in.
      const days = new Map(rows.map((row) => [row.date, row]));
      const value = [...days.values()]
        .filter(({ date }) => date >= start && date <= end)
        .sort((a, b) => (a.date < b.date ? -1 : 1));
      const settled = addDays(last, SETTLING) < now;
      return { value, fresh: settled ? this.settings.cache.settled : this.settings.cache.fresh };
    };
    return this.#cached(`${subject}/by_date.json ${year}`, load);
  }

  #reply<T>(path: string, check: Check<T>): Promise<Cached<T>> {
    const load = async () => ({
      value: await this.upstream.get(path, check),
      fresh: this.settings.cache.fresh,
    });
    return this.#cached(path, load);
  }

  async #cached<T>(
    key: string,
    load: () => Promise<{ value: T; fresh: number }>,
  ): Promise<Cached<T>> {
    const { others } = this;
    const ask = async () => {
      try {
        const { value, fresh } = await load();
        return { value, fresh: fresh * 1000 };
      } catch (error) {
        if (!(error instanceof UpstreamError) || error.kind !== 'absent') throw error;
        return { value: undefined, fresh: this.settings.cache.missing * 1000 };
      }
    };
    if (!others) return this.cache.get<T>(key, ask);
    return this.cache.get<T>(
      key,
      () => others.load(key, ask),
      () => others.recall<T>(key),
    );
  }
}
