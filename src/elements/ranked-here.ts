/** Recommendations where no server makes them: the page ranks what a snapshot has published. */
import type { Candidate, RankRules, Viewing } from '../recommend/rank.js';
import type { VideoIndex } from '../recommend/video-index.js';
import { DEFAULT_THRESHOLD } from '../recommend/watched.js';
import { StatsController } from '../stats/controller.js';
import type { StatsHost } from '../stats/controller.js';
import type { CatalogueMedia, MediaStats, Recommendation, RelatedMedia } from '../stats/fields.js';
import { StatsGroup } from '../stats/group.js';
import { catalogue, mediaStats, related } from '../stats/requests.js';
import { StatsError } from '../stats/stats-error.js';

type Ranking = typeof import('./page-ranking.js');

let ranking: Ranking | undefined;
let loading: Promise<StatsError | undefined> | undefined;

/** It is there, and need not be loaded: on a server. */
export const rankWith = (part: Ranking): void => {
  ranking = part;
};

/** Loads what ranks, once for all. Gives the fault, if there is one; then the next call tries again. */
const loadRanking = (): Promise<StatsError | undefined> =>
  (loading ??= import('./page-ranking.js').then(
    (part) => void (ranking = part),
    () => {
      loading = undefined;
      return new StatsError(
        'setup',
        'the part of the script that ranks in the page could not be loaded: beside wistia-widgets.js belongs wistia-widgets-ranking.js, beside autoload.js the folder chunks.',
      );
    },
  ));

/** So many of the newest videos are asked how often they were played. */
const MOST_COUNTED = 30;
/** With so many times the limit of related videos, no others are needed. */
const ENOUGH = 3;

/** What the page knows when a list is made. */
export interface RankedHereInput {
  history: readonly Viewing[];
  rules: RankRules;
}

/**
 * Ranks in the page, from `medias.json`, `related/{id}.json` of what the visitor has watched, and, where
 * these are too few, the plays of the newest videos.
 */
export class RankedHere {
  readonly #catalogue: StatsController<CatalogueMedia[]>;
  readonly #related: StatsGroup<RelatedMedia[]>;
  readonly #counts: StatsGroup<Partial<MediaStats>>;
  #videos?: VideoIndex<CatalogueMedia>;
  #indexed?: CatalogueMedia[];
  /** The list, and what it was made from. */
  #list?: Recommendation[];
  #madeFrom: unknown[] = [];
  /** What is being watched moves on all the time; the list does so when something is finished. */
  #history: readonly Viewing[] = [];
  #finished?: string | undefined;
  #fault?: StatsError | undefined;
  #isAsked = false;

  /** @param input undefined while the page does not rank */
  constructor(
    private readonly host: StatsHost,
    private readonly input: () => RankedHereInput | undefined,
  ) {
    this.#catalogue = new StatsController(host, () => {
      const rules = this.#input()?.rules;
      if (rules) this.#load();
      return rules && catalogue(rules.projectId);
    });
    this.#related = new StatsGroup(host, () => this.#historyOf().map(({ media_id }) => related(media_id)));
    this.#counts = new StatsGroup(host, () => this.#counted().map(({ hashed_id }) => mediaStats(hashed_id)));
  }

  get client() {
    return this.#catalogue.client;
  }

  get error() {
    return this.#catalogue.error ?? this.#fault;
  }

  set refresh(seconds: number | undefined) {
    this.#catalogue.refresh = seconds;
  }

  refetch(): void {
    this.#finished = undefined;
    this.#isAsked = false;
    this.#catalogue.refetch();
  }

  /** The list, once everything has come that it is made from. The same array as long as that is the same. */
  get value(): Recommendation[] | undefined {
    const input = this.#input();
    const videos = this.#index();
    if (!input || !videos || !ranking) return undefined;
    const watched = this.#historyOf();
    const lists = watched.map(({ media_id }) => related(media_id));
    const counted = this.#counted();
    const counts = counted.map(({ hashed_id }) => mediaStats(hashed_id));
    if (!this.#related.isSettled(lists) || !this.#counts.isSettled(counts)) return this.#list;
    const madeFrom = [
      videos,
      JSON.stringify(input.rules),
      input.history,
      ...lists.map((list) => this.#related.value(list)),
      ...counts.map((count) => this.#counts.value(count)),
    ];
    if (
      !this.#list ||
      madeFrom.length !== this.#madeFrom.length ||
      madeFrom.some((part, i) => part !== this.#madeFrom[i])
    ) {
      this.#madeFrom = madeFrom;
      const popular: Candidate[] = counted.flatMap(({ hashed_id: media_id }, i) => {
        const score = this.#counts.value(counts[i]!)?.play_count ?? 0;
        return score ? { media_id, score } : [];
      });
      this.#list = ranking.rank({
        videos,
        candidates: ranking.relatedCandidates(watched, (id) => this.#related.value(related(id))),
        popular: popular.sort((a, b) => b.score - a.score),
        history: input.history,
        rules: { ...input.rules, now: Date.now() },
      }).map((item) => ({
        ...item,
        reason: { media_id: null, name: null, share: null, ...item.reason },
      }));
    }
    return this.#list;
  }

  /** Loads what ranks, beside the catalogue. */
  #load(): void {
    if (ranking || this.#isAsked) return;
    this.#isAsked = true;
    void loadRanking().then((fault) => {
      this.#fault = fault;
      this.host.requestUpdate();
    });
  }

  #input(): RankedHereInput | undefined {
    const input = this.input();
    if (!input) return undefined;
    const { history, rules } = input;
    const { watchedThreshold = DEFAULT_THRESHOLD } = rules;
    const finished = history
      .filter(({ share, converted }) => share >= watchedThreshold || converted)
      .map(({ media_id, converted }) => `${media_id} ${converted}`)
      .join();
    if (finished !== this.#finished) this.#history = history;
    this.#finished = finished;
    return { history: this.#history, rules };
  }

  #index(): VideoIndex<CatalogueMedia> | undefined {
    const rows = this.#catalogue.value;
    if (ranking && rows && rows !== this.#indexed) {
      this.#videos = new ranking.VideoIndex(rows);
      this.#indexed = rows;
    }
    return rows && this.#videos;
  }

  /** The part of the history whose related videos count. */
  #historyOf(): Viewing[] {
    const input = this.#input();
    if (input?.rules.strategy && input.rules.strategy !== 'unwatched') return [];
    return (input && ranking?.recentVideos(input.history)) || [];
  }

  /** The videos whose plays count. */
  #counted(): CatalogueMedia[] {
    const input = this.#input();
    const videos = this.#index();
    if (!input || !videos || input.rules.strategy === 'repeat') return [];
    const { limit = 0, mediaIds, strategy } = input.rules;
    if (strategy !== 'popular') {
      const lists = this.#historyOf().map(({ media_id }) => related(media_id));
      if (!this.#related.isSettled(lists)) return [];
      const found = lists.flatMap((list) => this.#related.value(list) ?? []);
      if (found.length >= limit * ENOUGH) return [];
    }
    return videos.newest
      .filter(({ hashed_id }) => !mediaIds || mediaIds.includes(hashed_id))
      .slice(0, MOST_COUNTED);
  }
}
