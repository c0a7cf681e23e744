/** Everything of the documentation but the figures: files by their path in the site. */
export function renderSite(): Map<string, string>;
