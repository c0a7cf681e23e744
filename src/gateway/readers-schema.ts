/** The setting `readers`: the keys that signed readers' tokens are checked with. */
import * as v from 'valibot';
import { publicKeyOf } from './readers/reader-keys.js';
import { isObject, settings } from './setting-schemas.js';

const keyName = "a key's name of letters, digits, '.', '-' and '_'";
const kid = v.pipe(v.string(keyName), v.regex(/^[\w.-]{1,64}$/, keyName));
const secret = 'a secret of at least 32 characters that are hard to guess';
const publicKey = 'a public key of Ed25519, as PEM or JWK, without its secret part';

const hmacKey = settings({
  kid,
  alg: v.literal('HS256'),
  secret: v.pipe(v.string(secret), v.minLength(32, secret)),
});
const ed25519Key = settings({
  kid,
  alg: v.literal('EdDSA'),
  publicKey: v.lazy((input) =>
    typeof input === 'string'
      ? v.pipe(
          v.string(publicKey),
          v.check((pem) => publicKeyOf(pem) !== undefined, publicKey),
        )
      : v.pipe(
          v.looseObject(
            {
              kty: v.literal('OKP', publicKey),
              crv: v.literal('Ed25519', publicKey),
              x: v.pipe(v.string(publicKey), v.regex(/^[\w-]{43}$/, publicKey)),
            },
            publicKey,
          ),
          v.check((jwk) => !('d' in jwk), publicKey),
        ),
  ),
});
const readerKey = v.lazy((input) => {
  const alg = isObject(input) ? (input as { alg?: unknown }).alg : undefined;
  if (alg === 'HS256') return hmacKey;
  if (alg === 'EdDSA') return ed25519Key;
  return v.looseObject({ alg: v.picklist(['HS256', 'EdDSA'], 'HS256 or EdDSA') }, 'an object');
});
const onlyOnce = 'a key with a name of its own';
const keys = v.pipe(
  v.array(readerKey, 'a list of keys'),
  v.minLength(1, 'a list of at least one key'),
  v.checkItems(
    (key, nth, all) => all.findIndex((other) => other.kid === key.kid) === nth,
    onlyOnce,
  ),
);
const audience = 'a name such as wistia-widgets';

export const readers = v.optional(
  settings({
    keys,
    audience: v.optional(
      v.pipe(v.string(audience), v.minLength(1, audience)),
      'wistia-widgets',
    ),
  }),
);
