/**
 * An address as a link or an image may have it: http, https, or relative to the page. Undefined for all
 * others, `javascript:` among them.
 */
export const webAddress = (address: string): string | undefined => {
  try {
    const { protocol } = new URL(address, document.baseURI);
    // A page that was opened from a disk has its relative addresses there too.
    return /^(https?|file):$/.test(protocol) ? address : undefined;
  } catch {
    return undefined;
  }
};
