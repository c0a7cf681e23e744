/**
 * An address as a link or an image may have it: http, https, or relative to the page. Undefined for all
 * others, `javascript:` among them.
 */
export const webAddress = (address: string): string | undefined => {
  try {
    // A server knows nothing of the page that it writes for, and needs not.
    const { protocol } = new URL(address, globalThis.document?.baseURI ?? 'http://a');
    // A page that was opened from a disk has its relative addresses there too.
    return /^(https?|file):$/.test(protocol) ? address : undefined;
  } catch {
    return undefined;
  }
};
