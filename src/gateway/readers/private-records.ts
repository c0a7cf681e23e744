/** Visitors and viewing events: read of Wistia for one reader, and kept nowhere. */
import { eventFields, visitorFields } from '../../stats/private-fields.js';
import type { ViewingEvent, Visitor } from '../../stats/private-fields.js';
import { list, object } from '../../stats/schema.js';
import type { Check } from '../../stats/schema.js';
import type { CatalogueRow } from '../catalogue.js';
import { badRequest, forbidden, notFound } from '../problem.js';
import { UpstreamError } from '../upstream-error.js';
import type { Upstream } from '../upstream.js';
import { eventFor, visitorFor } from './personal-data.js';
import type { EventQuery, VisitorQuery } from './private-parameters.js';
import type { Reader, Scope } from './reader.js';

const visitor = object(visitorFields);
const event = object(eventFields);

const PER_PAGE = 100; // Wistia gives no more
/** Pages of all events that are looked through for those of a limited token. */
const MOST_PAGES = 20;
/** Share of the budget that readers leave to the public. */
const RESERVED = 0.2;

const pathOf = (path: string, parameters: object): string =>
  `${path}?${new URLSearchParams(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  )}`;

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
    this.#needWhole();
    if (query.search !== undefined) this.#need('personal');
    const path = 'stats/visitors.json';
    const rows = await this.#ask(pathOf(path, query), list(visitor), path);
    return rows.map((row) => visitorFor(row, this.#personal));
  }

  async visitor(key: string): Promise<Visitor> {
    this.#need('visitors');
    this.#needWhole();
    const path = `stats/visitors/${encodeURIComponent(key)}.json`;
    const row = await this.#ask(path, visitor, 'stats/visitors/{key}.json');
    return visitorFor(row, this.#personal);
  }

  async events(query: EventQuery): Promise<Partial<ViewingEvent>[]> {
    this.#need('events');
    const { limits, onlyMedia } = this.reader;
    const { media_id = onlyMedia } = query;
    if (limits && media_id !== undefined && !(await this.#allows(media_id))) throw notFound();
    const rows =
      limits && media_id === undefined
        ? await this.#eventsWithin(query)
        : await this.#eventPage({ ...query, media_id });
    return rows.map((row) => eventFor(row, this.#personal));
  }

  async event(key: string): Promise<Partial<ViewingEvent>> {
    this.#need('events');
    const path = `stats/events/${encodeURIComponent(key)}.json`;
    const row = await this.#ask(path, event, 'stats/events/{key}.json');
    if (!(await this.#allows(row.media_id))) throw notFound();
    return eventFor(row, this.#personal);
  }

  async #eventPage(query: EventQuery): Promise<ViewingEvent[]> {
    const path = 'stats/events.json';
    const { media_id } = query;
    const rows = await this.#ask(pathOf(path, query), list(event), path);
    // What was asked for and what came are two things, where somebody may not read all.
    return this.reader.limits ? rows.filter((row) => !media_id || row.media_id === media_id) : rows;
  }

  /** A page of the events of several videos. Wistia tells those of one or of all. */
  async #eventsWithin({ page, per_page, ...query }: EventQuery): Promise<ViewingEvent[]> {
    const found = new Map<string, ViewingEvent>();
    for (let nth = 1; nth <= MOST_PAGES; nth++) {
      const rows = await this.#eventPage({ ...query, page: nth, per_page: PER_PAGE });
      for (const row of rows) {
        if (await this.#allows(row.media_id)) found.set(row.event_key, row);
      }
      if (rows.length < PER_PAGE || found.size >= page * per_page) {
        return [...found.values()].slice((page - 1) * per_page, page * per_page);
      }
    }
    throw badRequest(
      `The events of this token's videos are too far apart among the ${MOST_PAGES * PER_PAGE} newest: name a video with media_id, or days with start_date and end_date.`,
    );
  }

  async #allows(mediaId: string): Promise<boolean> {
    const { limits } = this.reader;
    return !limits || Boolean(await limits.media(mediaId, this.catalogue));
  }

  #need(scope: Scope): void {
    if (this.reader.scopes.has(scope)) return;
    throw forbidden(`The token does not open this: it needs the scope "${scope}".`);
  }

  #needWhole(): void {
    if (!this.reader.limits) return;
    throw forbidden(
      'The token is limited to some videos, and who a visitor is cannot be: ask for events.',
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
