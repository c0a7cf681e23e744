/** What the public may read: the configuration's `publish`, in the form that requests ask it. */
import { accountFields, dayFields, engagementFields } from '../stats/fields.js';
import { mediaFields, projectFields } from '../stats/fields.js';
import type { CatalogueQuery, CatalogueRow } from './catalogue.js';
import type { Id, Publish, PublishedDays, PublishedFigures } from './config.js';
import type { PublishedMediaFigures, PublishedProjectFigures } from './config.js';

/**
 * What may be read of one thing: for each of its replies, the fields. An empty list: not that
 * reply.
 */
export interface Allowed {
  readonly show: readonly string[];
  /** Without `date`, which always stays. */
  readonly byDate: readonly string[];
  /** Which days, where not all. */
  readonly days: PublishedDays | undefined;
  readonly engagement: readonly string[];
  /** Whether it stands in `medias.json`. */
  readonly catalogue: boolean;
  /** Whether it has `landmarks`. */
  readonly landmarks: boolean;
}

const figuresByDay = Object.keys(dayFields).filter((name) => name !== 'date');

/**
 * What rules allow, where a thing itself has the fields `show` and rules without fields or days mean
 * those of `otherwise`.
 */
const allowing =
  (show: string[], otherwise: PublishedFigures) =>
  (rule: PublishedMediaFigures): Allowed | undefined => {
    const { fields = otherwise.fields ?? '*', by_date = otherwise.by_date ?? true } = rule;
    const named = (names: string[]) =>
      fields === '*' ? names : names.filter((name) => fields.includes(name));
    if (!fields.length) return undefined;
    return {
      show: named(show),
      byDate: by_date === false ? [] : named(figuresByDay),
      days: by_date === true || by_date === false ? undefined : by_date,
      engagement: rule.engagement === false ? [] : named(Object.keys(engagementFields)),
      catalogue: rule.catalogue !== false,
      landmarks: rule.landmarks !== false,
    };
  };

/** A rule and what it is about. */
interface Named<R> {
  kind: 'id' | 'project' | 'tag' | 'all';
  id: string;
  rule: R;
}

interface Item {
  id?: Id;
  project?: Id;
  tag?: string;
}

type Form<R> =
  | true
  | '*'
  | readonly (Id | (Item & R))[]
  | ({
      ids?: '*' | readonly Id[] | undefined;
      projects?: readonly Id[] | undefined;
      tags?: readonly string[] | undefined;
    } & R)
  | undefined;

/** The many forms of the configuration as one. */
const named = <R extends PublishedFigures>(form: Form<R>): Named<R>[] => {
  const none = {} as R;
  const about = (kind: Named<R>['kind'], id: Id, rule: R) => ({ kind, id: String(id), rule });
  if (!form) return [];
  if (form === true || form === '*') return [about('all', '', none)];
  if (Array.isArray(form)) {
    return form.map((item: Id | (Item & R)) => {
      if (item === '*') return about('all', '', none);
      if (typeof item !== 'object') return about('id', item, none);
      if (item.project !== undefined) return about('project', item.project, item);
      return item.tag === undefined ? about('id', item.id!, item) : about('tag', item.tag, item);
    });
  }
  const { ids, projects = [], tags = [], ...rest } = form as Exclude<typeof form, readonly unknown[]>;
  const rule = rest as unknown as R;
  const others = [
    ...projects.map((id) => about('project', id, rule)),
    ...tags.map((name) => about('tag', name, rule)),
  ];
  // An object without ids is about all, unless it is about projects or tags.
  if (ids === '*' || (!ids && !others.length)) return [about('all', '', rule), ...others];
  return [...(ids ?? []).map((id) => about('id', id, rule)), ...others];
};

/** The rules of one kind of thing, most particular first. */
export class Rules<R> {
  readonly ids = new Map<string, Allowed | undefined>();
  readonly projects = new Map<string, Allowed | undefined>();
  readonly tags = new Map<string, Allowed | undefined>();
  all: Allowed | undefined;
  /** What is named more than once: the last rule holds. */
  readonly repeated = new Set<string>();

  constructor(rules: readonly Named<R>[], allow: (rule: R) => Allowed | undefined) {
    for (const { kind, id, rule } of rules) {
      if (kind === 'all') {
        this.all = allow(rule);
        continue;
      }
      const rulesOfKind = this[`${kind}s`];
      if (rulesOfKind.has(id)) this.repeated.add(id);
      rulesOfKind.set(id, allow(rule));
    }
  }
}

/** Gives the list of videos, and only where the answer depends on it. */
export type AskCatalogue = () => Promise<readonly CatalogueRow[]>;

/** Answers what somebody may read. What is not published and what does not exist look the same. */
export interface Policy {
  readonly account: Allowed | undefined;
  /** Whether any video is published. */
  readonly hasMedias: boolean;
  /** What has to be listed of Wistia's videos to know every published one. */
  readonly catalogueQueries: CatalogueQuery[];
  /** False where no catalogue could make the media public. */
  mayHaveMedia(id: string): boolean;
  /** False where no catalogue could make the project public. */
  mayHaveProject(id: string): boolean;
  media(id: string, catalogue: AskCatalogue): Promise<Allowed | undefined>;
  project(id: string, catalogue: AskCatalogue): Promise<Allowed | undefined>;
  /** What may be read of a video of the catalogue. */
  listed(row: CatalogueRow): Allowed | undefined;
}

/** What the public may read. */
export class Publication implements Policy {
  readonly account: Allowed | undefined;
  #projects: Rules<PublishedProjectFigures>;
  #medias: Rules<PublishedMediaFigures>;
  #index = new WeakMap<readonly CatalogueRow[], Map<string, CatalogueRow>>();

  constructor({ account, projects, medias, ...otherwise }: Publish) {
    const ofAccount = allowing(Object.keys(accountFields), otherwise);
    const ofProject = allowing(Object.keys(projectFields), otherwise);
    const ofMedia = allowing(Object.keys(mediaFields), otherwise);
    this.account = account && ofAccount(account === true ? {} : account);
    const projectRules = named<PublishedProjectFigures>(projects as Form<PublishedProjectFigures>);
    this.#projects = new Rules(projectRules, ofProject);
    // A project's videos are published with it, by its own rule where no closer one is.
    const throughProjects = projectRules
      .filter(({ rule }) => rule.medias !== false)
      .map(({ kind, id, rule }) => ({ kind: kind === 'id' ? 'project' : kind, id, rule }) as const);
    const mediaRules = named<PublishedMediaFigures>(medias as Form<PublishedMediaFigures>);
    this.#medias = new Rules([...throughProjects, ...mediaRules], ofMedia);
  }

  /** The rules, for somebody who explains them. A project's own stand among those of medias, too. */
  get rules(): { projects: Rules<unknown>; medias: Rules<unknown> } {
    return { projects: this.#projects, medias: this.#medias };
  }

  get hasMedias(): boolean {
    const { ids, projects, tags, all } = this.#medias;
    const rules = [...ids.values(), ...projects.values(), ...tags.values()];
    return Boolean(all) || rules.some(Boolean);
  }

  get catalogueQueries(): CatalogueQuery[] {
    const { ids, projects, tags, all } = this.#medias;
    if (all || this.#projects.all) return [{}];
    const explicit = [...ids.keys()].filter((id) => ids.get(id));
    const chunks: CatalogueQuery[] = [];
    for (let i = 0; i < explicit.length; i += 100) chunks.push({ ids: explicit.slice(i, i + 100) });
    for (const [project, may] of projects) if (may) chunks.push({ project });
    for (const [tag, may] of tags) if (may) chunks.push({ tag });
    return chunks;
  }

  mayHaveMedia(id: string): boolean {
    const { ids, projects, tags, all } = this.#medias;
    if (ids.has(id)) return Boolean(ids.get(id));
    return Boolean(all) || [...projects.values(), ...tags.values()].some(Boolean);
  }

  mayHaveProject(id: string): boolean {
    const { ids, all } = this.#projects;
    return Boolean(ids.has(id) ? ids.get(id) : all);
  }

  async media(id: string, catalogue: AskCatalogue): Promise<Allowed | undefined> {
    if (!this.mayHaveMedia(id)) return undefined;
    if (this.#medias.ids.has(id)) return this.#medias.ids.get(id);
    const row = this.#byId(await catalogue()).get(id);
    return row && this.listed(row);
  }

  async project(id: string, catalogue: AskCatalogue): Promise<Allowed | undefined> {
    if (!this.mayHaveProject(id)) return undefined;
    if (this.#projects.ids.has(id)) return this.#projects.ids.get(id);
    const exists = (await catalogue()).some(({ projects }) => projects.includes(id));
    return exists ? this.#projects.all : undefined;
  }

  listed({ hashed_id, projects, tags }: CatalogueRow): Allowed | undefined {
    const rules = this.#medias;
    if (rules.ids.has(hashed_id)) return rules.ids.get(hashed_id);
    const ofTags = [...rules.tags].filter(([name]) => tags.includes(name));
    if (ofTags.length) return ofTags.every(([, may]) => may) ? ofTags[0]![1] : undefined;
    const project = projects.find((id) => rules.projects.has(id));
    return project === undefined ? rules.all : rules.projects.get(project);
  }

  /** Ids of the projects and videos that may be read, given all of the catalogue. */
  published(rows: readonly CatalogueRow[]): { projects: string[]; medias: string[] } {
    const projects = [...this.#projects.ids.keys()].filter((id) => this.#projects.ids.get(id));
    const medias = [...this.#medias.ids.keys()].filter((id) => this.#medias.ids.get(id));
    for (const row of rows) {
      if (this.listed(row)) medias.push(row.hashed_id);
      // A project is known by its hashed id and by its number: a page may hold either.
      projects.push(...row.projects.filter((id) => this.mayHaveProject(id)));
    }
    return { projects: [...new Set(projects)].sort(), medias: [...new Set(medias)].sort() };
  }

  #byId(rows: readonly CatalogueRow[]): Map<string, CatalogueRow> {
    let index = this.#index.get(rows);
    if (!index) {
      index = new Map(rows.map((row) => [row.hashed_id, row]));
      this.#index.set(rows, index);
    }
    return index;
  }
}
