/** The visitors' make-believe identities, each made from the seed and the visitor's number. */
import { hash, hashHex, hashUnit } from './random.js';

/** Who a visitor says to be, and where the visitor seems to sit. */
export interface Person {
  visitor_key: string;
  name: string | null;
  email: string | null;
  /** The address was given at a video's e-mail gate. */
  identifiedByEmailGate: boolean;
  ip: string;
  org: string;
  country: string;
  region: string;
  city: string;
  lat: number | null;
  lon: number | null;
  browser: string;
  platform: string;
  mobile: boolean;
  /** Wistia's newer replies say more about a visitor. */
  newerReply: boolean;
}

const givenNames = [
  'Ada', 'Bilal', 'Chiara', 'Dmitri', 'Emeka', 'Fatima', 'Goran', 'Hana', 'Ines', 'Jun', 'Kwame',
  'Leila', 'Mateo', 'Nia', 'Oskar', 'Priya', 'Quentin', 'Rosa', 'Sven', 'Tala', 'Umar', 'Vera',
  'Wanda', 'Xia', 'Yusuf', 'Zoë',
] as const;
const familyNames = [
  'Abara', 'Bergström', 'Castillo', 'Dubois', 'Evans', 'Fischer', 'García', 'Haddad', 'Ivanov',
  'Jensen', 'Kowalski', 'Lindqvist', 'Mbeki', 'Nakamura', "O'Connor", 'Petrov', 'Quispe', 'Rossi',
  'Silva', 'Tanaka', 'Usman', 'Visser', 'Weber', 'Xu', 'Yamada', 'Zhang',
] as const;
const places = [
  ['US', 'WA', 'Seattle', 47.6103, -122.334],
  ['US', 'MA', 'Somerville', 42.3876, -71.0995],
  ['AR', '07', 'Buenos Aires', -34.5875, -58.6725],
  ['DE', 'BE', 'Berlin', 52.5167, 13.4],
  ['KE', '30', 'Nairobi', -1.2841, 36.8155],
  ['IN', 'KA', 'Bengaluru', 12.9833, 77.5833],
  ['JP', '13', 'Tokyo', 35.685, 139.7514],
  ['BR', 'SP', 'São Paulo', -23.5475, -46.6361],
  ['GB', 'ENG', 'Leeds', 53.7965, -1.5478],
  ['EG', '', 'القاهرة', 30.0566, 31.2262],
  ['FR', 'ARA', 'Lyon', 45.7485, 4.8467],
  ['AU', 'VIC', 'Melbourne', -37.814, 144.9633],
] as const;
const orgs = [
  'Example Broadband', 'Sample Telecom', 'Documentation Fibre S.A.', 'Example University', '',
  'Placeholder Mobile', 'Specimen & Sons Ltd.',
] as const;
const networks = ['192.0.2', '198.51.100', '203.0.113'] as const; // kept free for documentation
const browsers = ['Chrome', 'Firefox', 'Safari', 'Edge'] as const;
const platforms = ['Windows', 'macOS', 'Linux', 'Android', 'iOS'] as const;

const pick = <T>(list: readonly T[], draw: number): T => list[draw % list.length]!;

/** Letters that an e-mail address is made of. */
const plain = (name: string): string =>
  name.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();

/** 40 hexadecimal digits in upper case. */
export const visitorKey = (seed: number, visitor: number): string =>
  hashHex(seed ^ 0x76697369, visitor, 40).toUpperCase();

/** The visitor with this number. `key` where it came from outside. */
export const personOf = (seed: number, visitor: number, key?: string): Person => {
  const draw = (what: number): number => hash(seed ^ 0x70656f70, visitor, what);
  const kind = hashUnit(seed ^ 0x6b696e64, visitor);
  const given = pick(givenNames, draw(1));
  const family = pick(familyNames, draw(2));
  const address =
    `${plain(given)}.${plain(family)}.${visitor}@` + (draw(3) % 2 ? 'example.com' : 'example.org');
  const [country, region, city, lat, lon] = pick(places, draw(4));
  const located = draw(5) % 12 > 0;
  return {
    visitor_key: key ?? visitorKey(seed, visitor),
    name: kind < 0.3 ? `${given} ${family}` : kind < 0.7 ? '' : null,
    email: kind < 0.22 || (kind >= 0.3 && kind < 0.36) ? address : null,
    identifiedByEmailGate: kind < 0.08,
    ip: `${pick(networks, draw(6))}.${1 + (draw(7) % 254)}`,
    org: pick(orgs, draw(8)),
    country,
    region,
    city: located ? city : '',
    lat: located ? lat : null,
    lon: located ? lon : null,
    browser: pick(browsers, draw(9)),
    platform: pick(platforms, draw(10)),
    mobile: draw(11) % 3 === 0,
    newerReply: draw(12) % 4 === 0,
  };
};
