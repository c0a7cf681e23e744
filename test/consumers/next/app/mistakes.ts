/** What the types do not let through on a server. */
import { renderToString } from 'wistia-widgets/server';

export const mistakes = () => [
  // @ts-expect-error: milliseconds
  renderToString('wistia-play-count', { timeout: 'long' }),
  // @ts-expect-error: an attribute is not another option
  renderToString('wistia-play-count', { mediaId: '993554ba94' }),
];
