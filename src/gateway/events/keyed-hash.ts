/** Keyed hashes, so that nobody who gets hold of the database can look a person up in it. */
export interface KeyedHash {
  /** Of an `event_key`. */
  event(eventKey: string): Promise<string>;
  /** Of a `visitor_key` as the API gives it. */
  visitorKey(visitorKey: string): Promise<string>;
  /** Of what a page sends: the SHA-256 of the visitor key, base64url. */
  visitor(sha256: string): Promise<string>;
  /** Tells two keys apart without telling either. */
  fingerprint(): Promise<string>;
}

/** Bytes as base64url without padding. */
export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '');

const utf8 = new TextEncoder();

type Sign = (kind: string, text: string) => Promise<string>;

const signer = async (secret: string): Promise<Sign> => {
  if (secret.length < 16) {
    throw new RangeError('The hash key is too short: give at least 16 random characters.');
  }
  const key = await crypto.subtle.importKey(
    'raw',
    utf8.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  // The kind goes in too: an event's hash can never equal a visitor's.
  return async (kind, text) => {
    const mac = await crypto.subtle.sign('HMAC', key, utf8.encode(`${kind}:${text}`));
    return base64url(new Uint8Array(mac, 0, 16));
  };
};

/** Takes hashes made under the keys before one that was added to theirs. */
export const rehash = async (
  secret: string,
): Promise<{ event(hash: string): Promise<string>; visitor(hash: string): Promise<string> }> => {
  const sign = await signer(secret);
  return { event: (hash) => sign('event', hash), visitor: (hash) => sign('visitor', hash) };
};

/**
 * HMAC-SHA-256 under `secret`, cut to 128 bits. Of several keys, each on a line of its own, each hashes
 * what the one before it made: so a key that may have leaked is made useless by one after it.
 * @throws RangeError where a key is shorter than 16 characters.
 */
export const keyedHash = async (secret: string): Promise<KeyedHash> => {
  const signers = await Promise.all(secret.trim().split(/\s*\n\s*/).map(signer));
  const sign: Sign = async (kind, text) => {
    let hash = text;
    for (const one of signers) hash = await one(kind, hash);
    return hash;
  };
  const visitor = (sha256: string) => sign('visitor', sha256);
  return {
    event: (eventKey) => sign('event', eventKey),
    visitorKey: async (visitorKey) =>
      visitor(
        base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(visitorKey)))),
      ),
    visitor,
    fingerprint: () => sign('fingerprint', ''),
  };
};
