/** Text and markup of the site's pages. */

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as markup that shows it. */
export const escape = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

/** What a reader sees of markup. */
export const textOf = (markup) =>
  markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name]);

/** A heading's anchor, as GitHub makes it. `taken` are those of the page so far. */
export const anchorOf = (text, taken) => {
  const plain = text.toLowerCase().trim().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
  let anchor = plain;
  for (let count = 1; taken.has(anchor); count++) anchor = `${plain}-${count}`;
  taken.add(anchor);
  return anchor;
};
