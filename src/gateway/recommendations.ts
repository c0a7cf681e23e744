/** Answers `recommendations.json` and `related/{media_id}.json`, of published videos only. */
import type { Model, Offer } from '../recommend/model.js';
import { DEFAULT_LIMIT, rank } from '../recommend/rank.js';
import type { Candidate, RankedItem, RankRules } from '../recommend/rank.js';
import { createdAt, VideoIndex } from '../recommend/video-index.js';
import type { RelatedMedia } from '../stats/fields.js';
import type { CatalogueRow } from './catalogue.js';
import type { Settings } from './config.js';
import type { Session } from './events/viewing-history.js';
import type { Policy } from './publication.js';
import type { Watching } from './watching.js';
import type { WistiaData } from './wistia-data.js';

/** What is asked of a list. */
export interface RecommendationQuery extends RankRules {
  /** The asker's SHA-256, as the page sends it. */
  visitor?: string | undefined;
}

/** The published videos, looked up in the ways that answers need; made once a catalogue. */
class Shelf {
  readonly index: VideoIndex<CatalogueRow>;
  /** Any id of a project, and the one that its videos are listed under. */
  readonly projects = new Map<string, string | null>();
  #offers = new WeakMap<Model, Map<string | undefined, Offered>>();

  constructor(readonly rows: readonly CatalogueRow[]) {
    this.index = new VideoIndex(rows);
    for (const row of rows) for (const id of row.projects) this.projects.set(id, row.project_id);
  }

  /** What a model may recommend of it, or of one project. */
  offered(model: Model, project: string | undefined): Offered {
    let offers = this.#offers.get(model);
    if (!offers) {
      offers = new Map<string | undefined, Offered>();
      this.#offers.set(model, offers);
    }
    let offered = offers.get(project);
    if (!offered) {
      offered = new Offered(
        model,
        project === undefined ? this.rows : this.rows.filter((row) => row.project_id === project),
      );
      offers.set(project, offered);
    }
    return offered;
  }
}

const POPULAR_DEPTH = 500;
const POPULAR_FOR = 500; // ms that a list of the popular is used again

/** What a model may recommend, and of these the popular. */
class Offered {
  readonly offer: Offer;
  #popular: Candidate[] = [];
  #until = 0;

  constructor(
    private readonly model: Model,
    rows: readonly CatalogueRow[],
  ) {
    this.offer = model.offer(
      rows.map((row) => ({ media: row.hashed_id, created: createdAt(row) || undefined })),
    );
  }

  /** For nobody in particular, best first. */
  popular(now: number): Candidate[] {
    if (now >= this.#until) {
      // What is new and what nobody has watched has places of its own.
      this.#popular = candidatesOf(this.model, [], this.offer, POPULAR_DEPTH, now).filter(
        ({ kind, score }) => kind === 'popular' && score > 0,
      );
      this.#until = now + POPULAR_FOR;
    }
    return this.#popular;
  }
}

const candidatesOf = (
  model: Model,
  history: readonly Session[],
  offer: Offer,
  limit: number,
  now: number,
): Candidate[] =>
  model.scores(history, { offer, limit, now }).map(({ media_id, score, kind, because }) => ({
    media_id,
    score: rounded(score),
    because,
    kind: kind === 'new' ? kind : 'popular',
  }));

/** As exact as it means something. */
const rounded = (score: number): number => Number(score.toPrecision(4));

/** So many times the limit is scored where projects are mixed. */
const DIVERSITY_DEPTH = 5;

/** Answers within one policy: what its readers may not see is neither recommended nor named. */
export class Recommendations {
  #shelves = new WeakMap<readonly CatalogueRow[], Shelf>();

  constructor(
    private readonly policy: Policy,
    private readonly data: WistiaData,
    private readonly settings: Settings['recommendations'],
    private readonly watching: Watching,
  ) {}

  /** What the asker has not watched, best first. Who is not known gets what somebody new gets. */
  async list({ visitor, ...asked }: RecommendationQuery): Promise<RankedItem[]> {
    const shelf = await this.#shelf();
    const { settings } = this;
    const history = await this.watching.historyOf(visitor);
    const project = asked.projectId;
    const projectId = project === undefined ? undefined : shelf.projects.get(project);
    if (project !== undefined && typeof projectId !== 'string') return [];
    const now = Date.now();
    const rules: RankRules = {
      limit: DEFAULT_LIMIT,
      watchedThreshold: settings.watchedThreshold,
      diversity: settings.diversity,
      ...asked,
      projectId: projectId ?? undefined,
      now,
      pin: [...settings.pin, ...(asked.pin ?? [])],
      exclude: [...settings.exclude, ...(asked.exclude ?? [])],
    };
    const scored = this.#scored(shelf, history, rules, now);
    const list = rank({ videos: shelf.index, history, rules, ...scored });
    for (const { reason } of list) {
      // Never up to what would be all of it.
      if (reason.share !== undefined) reason.share = Math.floor(reason.share * 100) / 100;
    }
    return list;
  }

  /** What people watched who watched this one; only pairs that enough people stand behind. */
  async related(id: string): Promise<RelatedMedia[]> {
    const { index } = await this.#shelf();
    await this.watching.events?.ready;
    return this.watching.learning.model
      .related(id, { minViewers: this.settings.minViewers })
      .filter(({ media_id }) => index.get(media_id))
      .map(({ media_id, score }) => ({ media_id, score: rounded(score) }));
  }

  #scored(
    shelf: Shelf,
    history: readonly Session[],
    rules: RankRules,
    now: number,
  ): { candidates?: Candidate[]; popular?: Candidate[] } {
    const { strategy, mediaIds, limit = DEFAULT_LIMIT, diversity } = rules;
    if (strategy === 'repeat') return {};
    const { model } = this.watching.learning;
    const rows = mediaIds?.map((id) => shelf.index.get(id)).filter((row) => row !== undefined);
    const offered = rows ? new Offered(model, rows) : shelf.offered(model, rules.projectId);
    const popular = offered.popular(now);
    if (strategy === 'popular') return { popular };
    const spare = rules.exclude!.length + rules.pin!.length;
    const depth = limit * (diversity ? DIVERSITY_DEPTH : 1) + spare;
    const candidates = candidatesOf(model, history, offered.offer, depth, now);
    return {
      // What nothing speaks for comes by its age, and what is new with its score or in its own place.
      candidates: candidates.filter(({ kind, score }, at) => score > 0 && (kind !== 'new' || at < limit)),
      popular,
    };
  }

  async #shelf(): Promise<Shelf> {
    const { value = [] } = await this.data.catalogue();
    let shelf = this.#shelves.get(value);
    if (!shelf) {
      shelf = new Shelf(value.filter((row) => this.policy.listed(row)?.catalogue));
      this.#shelves.set(value, shelf);
    }
    return shelf;
  }
}
