/** What the site's search knows: each part of a page under its heading, as plain text. */
import { textOf } from './html.mjs';

const words = (markup) => textOf(markup.replace(/<(?:\/|br)/g, ' $&')).replace(/\s+/g, ' ').trim();

/** @param {{page: string, title: string, body: string}[]} pages */
export const searchIndex = (pages) =>
  pages.flatMap(({ page, title, body }) => {
    const [lead, ...parts] = body.replace(/<a class="anchor"[^]*?<\/a>/g, '').split(/<h[23] id="/);
    return [
      { page, title: words(title), heading: '', text: words(lead) },
      ...parts.map((part) => {
        const [, anchor, heading, rest] = /^([^"]+)">([^]*?)<\/h[23]>([^]*)$/.exec(part);
        return { page: `${page}#${anchor}`, title: words(title), heading: words(heading), text: words(rest) };
      }),
    ];
  });
