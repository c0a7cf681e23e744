import type { Account } from './account.js';

/** By how often a second was watched: not at all, once, twice, more often. */
const colours = ['#e4e8ef', '#9eaef5', '#2b4fe5', '#e5853b'];
const CELLS = 1000;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The page behind `iframe_heatmap_url`: one strip, coloured by how often this viewer watched each
 * part. It needs neither scripts nor styles, so that the strictest policy shows it.
 */
export const heatmapPage = (account: Account, index: number): string => {
  const media = account.medias[account.sessions.media(index)]!;
  const watched = account.sessions.watched(index);
  const views = new Uint16Array(media.seconds);
  for (let i = 0; i < watched.length; i += 2) {
    for (let second = watched[i]!; second < watched[i + 1]!; second++) views[second]!++;
  }
  const rects: string[] = [];
  for (let from = 0; from < views.length; ) {
    let to = from + 1;
    while (to < views.length && views[to] === views[from]) to++;
    const colour = colours[Math.min(views[from]!, colours.length - 1)]!;
    const [x, width] = [from, to - from].map((s) => ((s / views.length) * CELLS).toFixed(2));
    rects.push(`<rect x="${x}" width="${width}" height="1" fill="${colour}"/>`);
    from = to;
  }
  const title = `Heatmap of one viewing of ${escaped(media.name)}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<svg role="img" aria-label="${title}" width="100%" height="50"
  viewBox="0 0 ${CELLS} 1" preserveAspectRatio="none">
${rects.join('\n')}
</svg>
</body>
</html>
`;
};
