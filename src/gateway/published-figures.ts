/** The published part of the tree, as values: policy on one side, Wistia's replies on the other. */
import type { DayRange } from '../stats/calendar-days.js';
import type { Cached } from './cache.js';
import type { CatalogueRow } from './catalogue.js';
import { notFound, Problem } from './problem.js';
import type { Allowed, Policy } from './publication.js';
import { UpstreamError } from './upstream-error.js';
import type { Subject, WistiaData } from './wistia-data.js';

/** A published value and how fresh it is. */
export interface Published {
  value: unknown;
  freshUntil: number;
  retryAt: number;
}

const pick = (from: object, names: readonly string[]): Record<string, unknown> => {
  const picked: Record<string, unknown> = {};
  for (const name of names) picked[name] = (from as Record<string, unknown>)[name];
  return picked;
};

/** Gives what is published and throws the one 404 for everything else. */
export class PublishedFigures {
  constructor(
    private readonly publication: Policy,
    private readonly data: WistiaData,
    /** Seconds for which it is believed that something does not exist. */
    private readonly missing: number,
  ) {}

  account(): Promise<Published> {
    return this.#show(this.publication.account, () => this.data.account());
  }

  async project(id: string): Promise<Published> {
    return this.#show(await this.allowedProject(id), () => this.data.project(id));
  }

  async media(id: string): Promise<Published> {
    return this.#show(await this.allowedMedia(id), () => this.data.media(id));
  }

  async engagement(id: string): Promise<Published> {
    const names = (await this.allowedMedia(id))?.engagement;
    return this.#fields(names, () => this.data.engagement(id));
  }

  async byDate(
    subject: Subject,
    allowed: Allowed | undefined,
    range: DayRange,
  ): Promise<Published> {
    if (!allowed?.byDate.length) throw notFound();
    const names = ['date', ...allowed.byDate];
    const days = this.data.within(range, allowed.days);
    const { value, freshUntil, retryAt } = await this.data.byDate(subject, days);
    if (!value) throw notFound();
    return { value: value.map((day) => pick(day, names)), freshUntil, retryAt };
  }

  /**
   * Many videos by id. What is not published is not in it; what is, but cannot be had now, is
   * `null`.
   * @throws UpstreamError where none can be had.
   */
  async medias(ids: readonly string[]): Promise<Published> {
    if (!this.publication.hasMedias) throw notFound();
    const value: Record<string, unknown> = {};
    // What is left out may be published a moment later.
    let { freshUntil, retryAt } = this.data.lasting(value, this.missing);
    let fault: unknown;
    const parts = await Promise.allSettled(ids.map((id) => this.media(id)));
    parts.forEach((part, i) => {
      if (part.status === 'fulfilled') {
        value[ids[i]!] = part.value.value;
        freshUntil = Math.min(freshUntil, part.value.freshUntil);
        retryAt = Math.max(retryAt, part.value.retryAt);
      } else if (part.reason instanceof UpstreamError) {
        value[ids[i]!] = null;
        freshUntil = 0;
        fault = part.reason;
      } else if (!(part.reason instanceof Problem)) throw part.reason;
    });
    if (fault && !Object.values(value).some(Boolean)) throw fault;
    return { value, freshUntil, retryAt };
  }

  /** The published videos, of one project or all. */
  async catalogue(project: string | undefined): Promise<Published> {
    if (!this.publication.hasMedias) throw notFound();
    const { value = [], freshUntil, retryAt } = await this.data.catalogue();
    const rows = value
      .filter((row) => this.publication.listed(row)?.catalogue)
      .filter(({ projects }) => project === undefined || projects.includes(project))
      .map(({ projects: _, tags: __, ...row }) => row);
    return { value: rows, freshUntil, retryAt };
  }

  allowedProject(id: string): Promise<Allowed | undefined> {
    return this.publication.project(id, () => this.#rows());
  }

  async allowedMedia(id: string): Promise<Allowed | undefined> {
    const allowed = await this.publication.media(id, () => this.#rows());
    // One that is named by its id, too, disappears once it is archived.
    return allowed && !(await this.data.isArchived(id)) ? allowed : undefined;
  }

  async #rows(): Promise<readonly CatalogueRow[]> {
    return (await this.data.catalogue()).value ?? [];
  }

  #show(allowed: Allowed | undefined, ask: () => Promise<Cached<object>>): Promise<Published> {
    return this.#fields(allowed?.show, ask);
  }

  async #fields(
    names: readonly string[] | undefined,
    ask: () => Promise<Cached<object>>,
  ): Promise<Published> {
    if (!names?.length) throw notFound();
    const { value, freshUntil, retryAt } = await ask();
    if (!value) throw notFound();
    return { value: pick(value, names), freshUntil, retryAt };
  }
}
