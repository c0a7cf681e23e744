import type { CatalogueQuery, CatalogueRow } from '../catalogue.js';
import type { Allowed, AskCatalogue, Policy } from '../publication.js';

/** What somebody may read of their own, and what everybody may. */
export class WidenedPolicy implements Policy {
  constructor(
    private readonly own: Policy,
    private readonly published: Policy,
  ) {}

  get account(): Allowed | undefined {
    return this.own.account ?? this.published.account;
  }

  get hasMedias(): boolean {
    return this.own.hasMedias || this.published.hasMedias;
  }

  get catalogueQueries(): CatalogueQuery[] {
    const queries = [...this.own.catalogueQueries, ...this.published.catalogueQueries];
    const all = queries.find((query) => !Object.keys(query).length);
    return all ? [all] : queries;
  }

  mayHaveMedia(id: string): boolean {
    return this.own.mayHaveMedia(id) || this.published.mayHaveMedia(id);
  }

  mayHaveProject(id: string): boolean {
    return this.own.mayHaveProject(id) || this.published.mayHaveProject(id);
  }

  async media(id: string, catalogue: AskCatalogue): Promise<Allowed | undefined> {
    return (await this.own.media(id, catalogue)) ?? this.published.media(id, catalogue);
  }

  async project(id: string, catalogue: AskCatalogue): Promise<Allowed | undefined> {
    return (await this.own.project(id, catalogue)) ?? this.published.project(id, catalogue);
  }

  listed(row: CatalogueRow): Allowed | undefined {
    return this.own.listed(row) ?? this.published.listed(row);
  }
}
