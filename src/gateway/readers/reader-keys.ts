import { jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { ReaderKey } from '../config.js';

/** Longer than any token that the command line makes. */
const LONGEST_TOKEN = 8_000;
/** The newer name of the same algorithm. */
const ALGORITHMS = { HS256: ['HS256'], EdDSA: ['EdDSA', 'Ed25519'] };

const encoder = new TextEncoder();

const PEM = /^\s*-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----\s*$/;
/** What a public key of Ed25519 begins with (RFC 8410), in latin-1. */
const PREFIX = '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00';
const KEY_LENGTH = 32;

/** `x` of the JWK that a PEM file describes; undefined where it is no public key of Ed25519. */
export const publicKeyOf = (pem: string): string | undefined => {
  const [, base64] = PEM.exec(pem) ?? [];
  try {
    const der = atob((base64 ?? '').replace(/\s/g, ''));
    if (!der.startsWith(PREFIX) || der.length !== PREFIX.length + KEY_LENGTH) return undefined;
    const key = btoa(der.slice(PREFIX.length));
    return key.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  } catch {
    return undefined;
  }
};

const material = (key: ReaderKey) => {
  if (key.alg === 'HS256') return encoder.encode(key.secret);
  const { publicKey } = key;
  const x = typeof publicKey === 'string' ? publicKeyOf(publicKey)! : publicKey.x;
  return { kty: 'OKP', crv: 'Ed25519', x };
};

/** The keys that readers' tokens may be signed with, by `kid`: several while one replaces another. */
export class ReaderKeys {
  #keys: Map<string, { algorithms: string[]; material: ReturnType<typeof material> }>;

  constructor(
    keys: readonly ReaderKey[],
    private readonly audience: string,
  ) {
    this.#keys = new Map(
      keys.map((key) => [
        key.kid,
        { algorithms: ALGORITHMS[key.alg], material: material(key) },
      ]),
    );
  }

  /** The claims of a token that is signed by one of the keys, for this audience, and not expired. Rejects otherwise. */
  async verify(token: string): Promise<JWTPayload> {
    if (token.length > LONGEST_TOKEN) throw new RangeError('The token is too long.');
    const { payload } = await jwtVerify(
      token,
      ({ kid, alg }) => {
        const key = this.#keys.get(kid ?? '');
        // The algorithm is the key's own, whatever the token says of itself.
        if (!key?.algorithms.includes(alg)) throw new RangeError('There is no such key.');
        return key.material;
      },
      { audience: this.audience, requiredClaims: ['exp'] },
    );
    return payload;
  }
}
