/**
 * What a page may say of its visitor: the SHA-256 of the visitor key, base64url without padding. The key
 * itself is sent to nobody.
 * @returns undefined where the browser does not offer hashing, as on pages without HTTPS
 */
export const visitorHash = async (visitorKey: string): Promise<string | undefined> => {
  try {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(visitorKey));
    return btoa(String.fromCharCode(...new Uint8Array(digest))).replace(
      /[+/=]/g,
      (sign) => ({ '+': '-', '/': '_' })[sign] ?? '',
    );
  } catch {
    return undefined;
  }
};
