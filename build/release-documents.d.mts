/** What the build writes into `dist/integrity.json`. */
export interface Release {
  version: string;
  /** Values of `integrity` by the scripts' paths in `dist/`. */
  files: Record<string, string>;
}

/** What an entry weighs, in bytes. */
export interface Weight {
  name: string;
  gzip: number;
  brotli: number;
}

/** A tag that loads one version of the script and no other. */
export function pinnedTag(release: Release): string;

/** The README with the tag of this release. */
export function withPinnedTag(readme: string, release: Release): string;

/** The table of entries' sizes. */
export function sizesTable(weights: Weight[]): string;

/** The document with these sizes in its table. */
export function withSizes(document: string, weights: Weight[]): string;

/** The rows of such a table. */
export function readSizes(document: string): Weight[];
