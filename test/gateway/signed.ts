/** Tokens of readers, and a Wistia with people in it, for the tests of the private paths. */
import { generateKeyPair, SignJWT, exportJWK } from 'jose';
import type { JWTPayload } from 'jose';
import type { ReaderKey } from '../../src/gateway/index.js';
import type { Answer } from './stub.js';
import { healthy, json } from './stub.js';

export const SECRET = 'canary_secret_of_a_reader_0123456789abcdef';
const ed25519 = await generateKeyPair('EdDSA', { extractable: true });
export const publicJwk = (await exportJWK(ed25519.publicKey)) as {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
};

export const keys: ReaderKey[] = [
  { kid: 'new', alg: 'EdDSA', publicKey: publicJwk },
  { kid: 'old', alg: 'HS256', secret: SECRET },
];

/** How a token is made, where it is not as it should be. */
export interface Making {
  kid?: string | undefined;
  alg?: string;
  key?: Uint8Array | CryptoKey;
  audience?: string;
  expires?: string | number | Date | null;
}

/** A token. By default one that is good for an hour, of the key that is named. */
export const token = (claims: JWTPayload, making: Making = {}): Promise<string> => {
  const { kid = 'old', audience = 'wistia-widgets', expires = '1h' } = making;
  const isNew = kid === 'new';
  const jwt = new SignJWT(claims)
    .setProtectedHeader({ alg: making.alg ?? (isNew ? 'EdDSA' : 'HS256'), kid })
    .setAudience(audience);
  if (expires !== null) jwt.setExpirationTime(expires);
  return jwt.sign(making.key ?? (isNew ? ed25519.privateKey : new TextEncoder().encode(SECRET)));
};

export const PERSON = {
  name: 'Canary Person',
  email: 'canary@example.com',
  ip: '203.0.113.7',
  city: 'Canarytown',
  org: 'Canary Ltd',
  browser: 'CanaryBrowser',
};
const PUBLIC_TOKEN = 'canary_public_token';

export const visitor = (key: string) => ({
  visitor_key: key,
  created_at: '2024-01-02T03:04:05Z',
  last_active_at: '2024-01-03T03:04:05Z',
  last_event_key: '1355282055737f0.4801975437439978',
  load_count: 3,
  play_count: 2,
  visitor_identity: { name: PERSON.name, email: PERSON.email, org: { name: PERSON.org, title: null } },
  user_agent_details: { browser: PERSON.browser, platform: 'Linux', mobile: false },
  phone: PERSON.ip,
});

export const event = (key: string, media_id: string) => ({
  received_at: '2024-01-27T22:42:53Z',
  event_key: key,
  ip: PERSON.ip,
  country: 'US',
  region: 'WA',
  city: PERSON.city,
  lat: 47.6103,
  lon: -122.334,
  org: PERSON.org,
  email: PERSON.email,
  percent_viewed: 0.2245,
  embed_url: `https://user:pass@www.example.com/learn/?mail=${PERSON.email}#${PERSON.ip}`,
  conversion_type: 'pre-roll-email',
  conversion_data: { email: PERSON.email, name: PERSON.name },
  iframe_heatmap_url: `https://api.wistia.com/v1/stats/events/${key}/iframe.html?public_token=${PUBLIC_TOKEN}`,
  visitor_key: 'B6D1F47963577AF26697138FAB75BD1B7086697B',
  media_id,
  media_name: `Video ${media_id}`,
  media_url: 'javascript:alert(1)',
  thumbnail: { url: 'javascript:alert(2)', width: 1, height: 1 },
  user_agent_details: { browser: PERSON.browser, platform: 'Linux', mobile: false },
});

/** Secrets and personal data that nobody gets without the scope for it. */
export const PERSONAL = [...Object.values(PERSON), 'user:pass', '-122.334', 'WA'];
/** What nobody gets at all. */
export const NEVER = [PUBLIC_TOKEN, SECRET, 'javascript:'];

const medias = ['m1', 'm2', 'm3', 'm4'];

/** 250 events of four videos in turn, and two visitors. */
export const withPeople: Answer = (path, url, init) => {
  const page = Number(url.searchParams.get('page'));
  const perPage = Number(url.searchParams.get('per_page'));
  if (path === 'stats/visitors.json') return json([visitor('A1'), visitor('B2')]);
  if (path.startsWith('stats/visitors/')) return json(visitor('A1'));
  if (path === 'stats/events.json') {
    const mediaId = url.searchParams.get('media_id');
    const all = Array.from({ length: 250 }, (_, i) => event(`${i}`, medias[i % 4]!));
    const rows = all.filter((row) => !mediaId || row.media_id === mediaId);
    return json(rows.slice((page - 1) * perPage, page * perPage));
  }
  if (path.startsWith('stats/events/')) {
    const key = decodeURIComponent(path.slice('stats/events/'.length, -'.json'.length));
    return json(event(key, medias[Number(key) % 4] ?? 'm1'));
  }
  return healthy()(path, url, init);
};
