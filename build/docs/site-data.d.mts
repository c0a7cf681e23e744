/** Writes the figures of the site's live examples into its folder. */
export function writeSiteData(out: string): Promise<void>;
/** What the private tables show, as JSON files by their path. */
export function privateRecords(apiUrl: string): Promise<Map<string, string>>;
