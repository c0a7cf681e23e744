/** Visitors and viewing events: read of Wistia for one reader, and kept nowhere. */
import { eventFields, visitorFields } from '../../stats/private-fields.js';
import type { ViewingEvent, Visitor } from '../../stats/private-fields.js';
import { list, object } from '../../stats/schema.js';
import type { Check } from '../../stats/schema.js';
import type { CatalogueRow } from '../catalogue.js';
import { badRequest, forbidden, notFound, Problem } from '../problem.js';
import { UpstreamError } from '../upstream-error.js';
import type { Upstream } from '../upstream.js';
import { newestOf } from './merged-events.js';
import type { ListPage } from './merged-events.js';
import { eventFor, visitorFor } from './personal-data.js';
import type { EventQuery, VisitorQuery } from './private-parameters.js';
import type { Reader, Scope } from './reader.js';

const visitor = object(visitorFields);
const event = object(eventFields);

const PER_PAGE = 100; // Wistia gives no more
/** Lists of events that are asked side by side for one page of a limited token. */
const MOST_LISTS = 20;
/** Pages of them that are read after the first of each. */
const MOST_FURTHER = 19;
const GATE = 'identified_by_email_gate';
/** Share of the budget that readers leave to the public. */
const RESERVED = 0.2;

const pathOf = (path: string, parameters: object): string =>
  `${path}?${new URLSearchParams(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )}`;

/** A list of events, as Wistia can tell it: of a video, a visitor, both or neither. */
type EventList = Pick<EventQuery, 'media_id' | 'visitor_key'>;

/** Who played last first. */
const lastActiveFirst = (a: Visitor, b: Visitor): number =>
  (Date.parse(b.last_active_at ?? '') || 0) - (Date.parse(a.last_active_at ?? '') || 0) ||
  (a.visitor_key < b.visitor_key ? -1 : 1);

/** Gives a reader what the token opens, and throws a Problem for everything else. */
export class PrivateRecords {
  #personal: boolean;

  constructor(
    private readonly upstream: Upstream,
    private readonly reader: Reader,
    /** The videos that the token is limited to, as far as Wistia's list says which they are. */
    private readonly catalogue: () => Promise<readonly CatalogueRow[]>,
  ) {
    this.#personal = reader.scopes.has('personal');
  }

  async visitors(query: VisitorQuery): Promise<Visitor[]> {
    this.#need('visitors');
    if (query.search !== undefined) this.#need('personal');
    const { visitors } = this.reader;
    if (!visitors) this.#needWhole();
    const rows = visitors ? await this.#named(visitors, query) : await this.#visitorPage(query);
    return rows.map((row) => visitorFor(row, this.#personal));
  }

  async visitor(key: string): Promise<Visitor> {
    this.#need('visitors');
    const { visitors } = this.reader;
    if (!visitors) this.#needWhole();
    // Whether there is somebody of another key is not looked up, and takes no longer to say.
    else if (!visitors.has(key)) throw notFound();
    return visitorFor(await this.#visitor(key), this.#personal);
  }

  async events(query: EventQuery): Promise<Partial<ViewingEvent>[]> {
    this.#need('events');
    const { page, per_page, media_id, visitor_key, ...days } = query;
    const { visitors } = this.reader;
    if (visitor_key !== undefined && visitors?.has(visitor_key) === false) throw notFound();
    if (media_id !== undefined && !(await this.#allowsMedia(media_id))) throw notFound();
    const lists = await this.#lists({ media_id, visitor_key });
    const rows = await this.#pageOf(lists, { page, per_page, ...days });
    return rows.map((row) => eventFor(row, this.#personal));
  }

  async event(key: string): Promise<Partial<ViewingEvent>> {
    this.#need('events');
    const path = `stats/events/${encodeURIComponent(key)}.json`;
    const row = await this.#ask(path, event, 'stats/events/{key}.json');
    if (!(await this.#allows(row, {}))) throw notFound();
    return eventFor(row, this.#personal);
  }

  /** The lists of Wistia that together hold what the reader may see, and as little else as can be. */
  async #lists({ media_id, visitor_key }: EventList): Promise<EventList[]> {
    const { limits, medias, visitors } = this.reader;
    const ofLimits = async () => medias ?? limits!.published(await this.catalogue()).medias;
    const ids = media_id === undefined && limits ? await ofLimits() : [media_id];
    const keys = visitor_key === undefined && visitors ? [...visitors] : [visitor_key];
    const lists = ids.flatMap((id) => keys.map((key) => ({ media_id: id, visitor_key: key })));
    // Of too many videos, what everybody watched is looked through.
    return lists.length > MOST_LISTS ? keys.map((key) => ({ media_id, visitor_key: key })) : lists;
  }

  /** A page of several lists as one. A list that holds just what the reader may see is Wistia's own. */
  async #pageOf(lists: EventList[], { page, per_page, ...days }: EventQuery): Promise<readonly ViewingEvent[]> {
    const { limits, visitors } = this.reader;
    const [only] = lists;
    if (lists.length === 1 && (!limits || only!.media_id) && (!visitors || only!.visitor_key)) {
      return (await this.#eventPage({ page, per_page, ...only, ...days })).allowed;
    }
    const newest = await newestOf(
      lists,
      (list, nth) => this.#eventPage({ page: nth, per_page: PER_PAGE, ...list, ...days }),
      page * per_page,
      lists.length + MOST_FURTHER,
    );
    if (!newest) {
      throw badRequest(
        'The events that this token opens lie too deep among the others: name a video with media_id, a visitor with visitor_key, or days with start_date and end_date.',
      );
    }
    return newest.slice((page - 1) * per_page);
  }

  async #eventPage(query: EventQuery): Promise<ListPage> {
    const path = 'stats/events.json';
    const rows = await this.#ask(pathOf(path, query), list(event), path);
    const may = await Promise.all(rows.map((row) => this.#allows(row, query)));
    const allowed = rows.filter((_, nth) => may[nth]);
    return { rows, allowed, isLast: rows.length < query.per_page };
  }

  /** Whether a limited reader may see an event. What was asked for and what came are two things. */
  async #allows(row: ViewingEvent, { media_id, visitor_key }: EventList): Promise<boolean> {
    const { limits, visitors } = this.reader;
    if (visitors && (row.visitor_key === null || !visitors.has(row.visitor_key))) return false;
    if ((limits || visitors) && visitor_key && row.visitor_key !== visitor_key) return false;
    if ((limits || visitors) && media_id && row.media_id !== media_id) return false;
    return this.#allowsMedia(row.media_id);
  }

  async #allowsMedia(id: string): Promise<boolean> {
    const { limits } = this.reader;
    return !limits || Boolean(await limits.media(id, this.catalogue));
  }

  async #visitor(key: string): Promise<Visitor> {
    const path = `stats/visitors/${encodeURIComponent(key)}.json`;
    const row = await this.#ask(path, visitor, 'stats/visitors/{key}.json');
    if (this.reader.visitors && row.visitor_key !== key) throw notFound();
    return row;
  }

  #visitorPage(query: VisitorQuery): Promise<Visitor[]> {
    const path = 'stats/visitors.json';
    return this.#ask(pathOf(path, query), list(visitor), path);
  }

  /** A page of the visitors that the token names. Wistia tells one, or all. */
  async #named(keys: ReadonlySet<string>, query: VisitorQuery): Promise<Visitor[]> {
    const { filter, search, page, per_page } = query;
    const known = await Promise.all(
      [...keys].map((key) =>
        this.#visitor(key).catch((error: unknown) => {
          if (error instanceof Problem && error.status === 404) return undefined;
          throw error;
        }),
      ),
    );
    const may = async (row: Visitor | undefined): Promise<boolean> => {
      if (!row) return false;
      const { name, email } = row.visitor_identity;
      if (search !== undefined && search !== name && search !== email) return false;
      if (filter !== GATE) return filter === undefined || Boolean(filter === 'has_name' ? name : email);
      // Where somebody is known from is not in the row. Who is known from a gate has an address.
      if (!email) return false;
      const same = await this.#visitorPage({ filter, search: email, page: 1, per_page: PER_PAGE });
      return same.some((other) => other.visitor_key === row.visitor_key);
    };
    const fits = await Promise.all(known.map(may));
    const rows = known.flatMap((row, nth) => (row && fits[nth] ? [row] : [])).sort(lastActiveFirst);
    return rows.slice((page - 1) * per_page, page * per_page);
  }

  #need(scope: Scope): void {
    if (this.reader.scopes.has(scope)) return;
    throw forbidden(`The token does not open this: it needs the scope "${scope}".`);
  }

  #needWhole(): void {
    if (!this.reader.limits) return;
    throw forbidden(
      'The token is limited to some videos, and visitors are not told by video: ask for events, or for a token that names visitors.',
    );
  }

  async #ask<T>(path: string, check: Check<T>, told: string): Promise<T> {
    const { used, limit } = this.upstream.budget;
    if (used > limit * (1 - RESERVED)) {
      throw new UpstreamError('busy', 'What is left of the budget is for the public.');
    }
    try {
      return await this.upstream.get(path, check, told);
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'absent') throw notFound();
      throw error;
    }
  }
}
