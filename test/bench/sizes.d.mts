import type { Weight } from '../../build/release-documents.mjs';

/** Each entry's bytes. Files that come one by one are compressed one by one. */
export function weigh(): Promise<Weight[]>;
