/** Either kind of embed, as a selector. */
export const EMBED = 'wistia-player,[class*=wistia_async_]';
