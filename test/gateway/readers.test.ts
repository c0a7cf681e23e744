import fc from 'fast-check';
import { exportSPKI, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type { ReaderKey } from '../../src/gateway/index.js';
import { createGateway } from '../../src/gateway/index.js';
import { event, keys, NEVER, PERSONAL, publicJwk, SECRET, token, visitor, withPeople } from './signed.js';
import type { Making } from './signed.js';
import { account, engagement, media, project, stubbed } from './stub.js';

const ORIGIN = 'https://tools.example.com';

const open = (config = {}) => {
  const stub = stubbed({ readers: { keys }, origins: [ORIGIN], ...config }, withPeople);
  const as = (bearer: string) => async (path: string, init: RequestInit = {}) =>
    stub.get(path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${bearer}` } });
  return { ...stub, as };
};

const everything = 'stats visitors events personal';
const rowsOf = async (reply: Response) => (await reply.json()) as Record<string, unknown>[];

describe('a token that is not accepted', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { scope: everything };
  const made = (making: Making) => () => token(claims, making);
  const later = Math.floor(Date.now() / 1000) + 3600;
  const other = async () => (await generateKeyPair('EdDSA')).privateKey;
  const pem = async (key: CryptoKey) => new TextEncoder().encode(await exportSPKI(key));
  const confused = async () => {
    const jwk = { ...publicJwk, key_ops: ['verify'] };
    const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', true, ['verify']);
    return token(claims, { kid: 'new', alg: 'HS256', key: await pem(key) });
  };
  const tampered = async () => {
    const [head, , signature] = (await token({ scope: 'events', medias: ['m1'] })).split('.');
    return `${head}.${part({ scope: everything, aud: 'wistia-widgets', exp: later })}.${signature}`;
  };

  test.each<[string, () => Promise<string> | string]>([
    ['of alg none', () => `${part({ alg: 'none', kid: 'old' })}.${part({ ...claims, aud: 'wistia-widgets', exp: later })}.`],
    ['of alg none, signed', async () => `${part({ alg: 'none', kid: 'old' })}.${(await token(claims)).split('.').slice(1).join('.')}`],
    ['of another secret', made({ key: new TextEncoder().encode('another secret of a reader, long enough') })],
    ['of another key', async () => token(claims, { kid: 'new', key: await other() })],
    ['of a key that is no longer there', made({ kid: 'older' })],
    ['that names the algorithm of the other key', async () => token(claims, { kid: 'old', alg: 'EdDSA', key: await other() })],
    ['signed with the public key as if it were a secret', confused],
    ['that has expired', made({ expires: new Date(Date.now() - 1000) })],
    ['that never expires', made({ expires: null })],
    ['for another audience', made({ audience: 'another-service' })],
    ['not good yet', () => token({ ...claims, nbf: later })],
    ['with other claims than were signed', tampered],
    ['with limits that are no list', () => token({ ...claims, medias: 'm1' })],
    ['with limits that are no ids', () => token({ ...claims, projects: ['../p1'] })],
    ['with a scope that is no text', () => token({ scope: ['events'] } as never)],
    ['that is none', () => 'sandbox'],
    ['that is empty', () => ''],
    ['of endless length', () => 'a'.repeat(9000)],
  ])('%s gets 401 with no detail, and Wistia is not asked', async (_, make) => {
    const { as, asked, log } = open({ publish: { account: true } });
    const get = as(await make());
    for (const path of ['stats/visitors.json', 'stats/account.json', 'nothing']) {
      const reply = await get(path, { headers: { Origin: ORIGIN } });
      expect(reply.status).toBe(401);
      expect(await reply.json()).toEqual({
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
      });
      expect(reply.headers.get('Cache-Control')).toBe('no-store');
      expect(reply.headers.get('WWW-Authenticate')).toBe('Bearer');
      expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    }
    expect(asked).toEqual([]);
    expect(log).toEqual([]);
  });

  test('is any, where there are no keys', async () => {
    const { get } = stubbed();
    const headers = { Authorization: `Bearer ${await token(claims)}` };
    expect((await get('stats/visitors.json', { headers })).status).toBe(401);
    expect((await get('stats/visitors.json')).status).toBe(404);
  });

  test('is any that was changed in a single place', async () => {
    const { as, asked } = open();
    const good = await token(claims);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 2),
        fc.constantFrom(...'abcXYZ019-_.'),
        async (at, sign) => {
          // The last sign of a part holds bits that mean nothing.
          fc.pre(good[at] !== sign && good[at + 1] !== '.');
          const reply = await as(good.slice(0, at) + sign + good.slice(at + 1))('stats/events.json');
          expect(reply.status).toBe(401);
        },
      ),
      { numRuns: 300 },
    );
    expect(asked).toEqual([]);
  });
});

describe('a token that is accepted', () => {
  test.each(['old', 'new'])('may be of any key in use: %s', async (kid) => {
    const { as } = open();
    const get = as(await token({ scope: 'events' }, { kid }));
    expect((await get('stats/events.json')).status).toBe(200);
  });

  test('of a public key may be checked by its PEM', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const pem: ReaderKey = { kid: 'new', alg: 'EdDSA', publicKey: await exportSPKI(publicKey) };
    const { as } = open({ readers: { keys: [pem], audience: 'our tools' } });
    const made = await token({ scope: 'events' }, { kid: 'new', key: privateKey, audience: 'our tools' });
    expect((await as(made)('stats/events.json')).status).toBe(200);
  });

  test.each<[string, string[]]>([
    ['', []],
    ['visitors', ['visitors.json', 'visitors/A1.json']],
    ['events', ['events.json', 'events/1390862572596e0.8447021404281259.json']],
    ['visitors events', ['visitors.json', 'visitors/A1.json', 'events.json', 'events/1390862572596e0.8447021404281259.json']],
    ['stats personal openid', []],
  ])('opens what its scope says: %j', async (scope, expected) => {
    const { as, asked } = open();
    const get = as(await token({ scope }));
    for (const path of ['visitors.json', 'visitors/A1.json', 'events.json', 'events/1390862572596e0.8447021404281259.json']) {
      const before = asked.length;
      const reply = await get(`stats/${path}`);
      expect(reply.status, path).toBe(expected.includes(path) ? 200 : 403);
      expect(reply.headers.get('Cache-Control')).toMatch(/no-store/);
      expect(asked.length - before).toBe(expected.includes(path) ? 1 : 0);
    }
  });

  test('reads rows as Wistia has them, with the personal scope', async () => {
    const { as, asked } = open();
    const get = as(await token({ scope: everything }));
    const [first] = await rowsOf(await get('stats/visitors.json?page=2&per_page=50&filter=has_email&search=jim%40example.com'));
    const { phone: _, ...known } = visitor('A1');
    expect(first).toEqual(known);
    expect(asked.at(-1)).toBe('stats/visitors.json?page=2&per_page=50&filter=has_email&search=jim%40example.com');
    const [viewing] = await rowsOf(
      await get('stats/events.json?media_id=m1&visitor_key=A1&start_date=2024-01-01&end_date=2024-02-01&per_page=1&page=3'),
    );
    const { iframe_heatmap_url: __, ...all } = event('8', 'm1');
    expect(viewing).toEqual({ ...all, media_url: null, thumbnail: null });
    expect(asked.at(-1)).toBe(
      'stats/events.json?page=3&per_page=1&media_id=m1&visitor_key=A1&start_date=2024-01-01&end_date=2024-02-01',
    );
    expect(await (await get('stats/events/7.json')).json()).toMatchObject({ event_key: '7', ip: event('7', 'm1').ip });
    expect(await (await get('stats/visitors/A1.json')).json()).toEqual(known);
  });

  test('reads nothing personal without it, and no heatmap’s token with it', async () => {
    const { as } = open();
    const paths = ['stats/visitors.json', 'stats/visitors/A1.json', 'stats/events.json', 'stats/events/7.json'];
    const all = async (scope: string) => {
      const get = as(await token({ scope }));
      return (await Promise.all(paths.map(async (path) => (await get(path)).text()))).join('\n');
    };
    const text = await all('visitors events');
    for (const secret of [...PERSONAL, ...NEVER]) expect(text).not.toContain(secret);
    expect(text).toContain('"embed_url":"https://www.example.com/learn/"');
    const whole = await all('visitors events personal');
    for (const secret of NEVER) expect(whole).not.toContain(secret);
    expect(whole).toContain(PERSONAL[0]);
  });

  test('cannot find out whose address it is by a search', async () => {
    const { as, asked } = open();
    const get = as(await token({ scope: 'visitors' }));
    expect((await get('stats/visitors.json?search=jim%40example.com')).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('is answered for itself alone, also by HEAD, and public pages’ caches tell the two apart', async () => {
    const { as, get } = open({ publish: { account: true } });
    const bearer = await token({ scope: everything });
    for (const path of ['stats/account.json', 'stats/events.json', 'stats/medias/m1.json', 'stats/medias/m9.json']) {
      const reply = await as(bearer)(path, { headers: { Origin: ORIGIN } });
      expect(reply.headers.get('Cache-Control')).toMatch(/^(private, )?no-store$/);
      expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
      const head = await as(bearer)(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([reply.status, '']);
    }
    for (const path of ['stats/account.json', 'stats/medias/m1.json']) {
      const reply = await get(path);
      expect(reply.headers.get('Vary')).toMatch(/\bAuthorization\b/);
      expect(reply.headers.get('Cache-Control')).toMatch(/^public/);
    }
  });

  test('does not open anything for those who come without it', async () => {
    const { as, get, gateway } = open();
    const bearer = await token({ scope: everything });
    for (const path of ['stats/medias/m1.json', 'stats/events.json', 'stats/visitors.json']) {
      expect((await as(bearer)(path)).status).toBe(200);
      expect((await get(path)).status).toBe(404);
      expect(gateway.ready(`/${path}`, { method: 'GET' })).toBeUndefined();
    }
  });

  test('may be sent from the pages of listed origins', async () => {
    const { get } = open();
    const preflight = async (origin: string) =>
      (await get('stats/events.json', { method: 'OPTIONS', headers: { Origin: origin } })).headers;
    expect((await preflight(ORIGIN)).get('Access-Control-Allow-Headers')).toMatch(/\bAuthorization\b/);
    expect((await preflight('https://evil.example')).get('Access-Control-Allow-Headers')).toBeNull();
  });

  test('leaves a part of the budget to the public', async () => {
    const { as, get } = open({ budget: 10, publish: { account: true } });
    const reader = as(await token({ scope: 'events' }));
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await reader('stats/events.json')).status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(9);
    expect(statuses.at(-1)).toBe(503);
    expect((await get('stats/account.json')).status).toBe(200);
  });
});

describe('figures', () => {
  test('of everything are open to the scope "stats"', async () => {
    const { as } = open();
    const get = as(await token({ scope: 'stats' }));
    expect(await (await get('stats/account.json')).json()).toEqual(account);
    expect(await (await get('stats/projects/p1.json')).json()).toEqual(project);
    expect(await (await get('stats/medias/m1.json')).json()).toEqual(media);
    expect(await (await get('medias.json')).json()).toHaveLength(3);
  });

  test('are open as far as the token’s limits and what is published go', async () => {
    const { as } = open({ publish: { medias: [{ id: 'm2', fields: ['play_count'] }] } });
    const get = as(await token({ scope: 'stats', projects: ['p2'], medias: ['m1'] }));
    const status = async (path: string) => (await get(path)).status;
    expect(await (await get('stats/medias/m1.json')).json()).toEqual(media);
    expect(await (await get('stats/medias/m1/engagement.json')).json()).toEqual(engagement);
    expect(await (await get('stats/medias/m2.json')).json()).toEqual({ play_count: 80 });
    expect(await status('stats/medias/m3.json')).toBe(200);
    expect(await status('stats/projects/p2/by_date.json')).toBe(200);
    expect(await status('stats/projects/p1.json')).toBe(404);
    expect(await status('stats/account.json')).toBe(404);
    expect(await status('stats/medias/m4.json')).toBe(404);
    const catalogue = await rowsOf(await get('medias.json'));
    expect(catalogue.map(({ hashed_id }) => hashed_id).sort()).toEqual(['m1', 'm2', 'm3']);
    const batch = await get('stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2&hashed_ids[]=m4');
    expect(await batch.json()).toEqual({ m1: media, m2: { play_count: 80 } });
  });

  test('stay as the public has them without the scope', async () => {
    const { as } = open({ publish: { account: true } });
    const get = as(await token({ scope: 'events', medias: ['m1'] }));
    expect((await get('stats/account.json')).status).toBe(200);
    expect((await get('stats/medias/m1.json')).status).toBe(404);
  });
});

describe('a token’s limits', () => {
  const idsIn = async (reply: Response) => (await rowsOf(reply)).map(({ media_id }) => media_id);

  test('hold for lists of events', async () => {
    const { as, asked } = open();
    const one = as(await token({ scope: 'events', medias: ['m1'] }));
    expect(new Set(await idsIn(await one('stats/events.json')))).toEqual(new Set(['m1']));
    expect(asked).toEqual(['stats/events.json?page=1&per_page=100&media_id=m1']);
    expect((await one('stats/events.json?media_id=m2')).status).toBe(404);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['videos', { medias: ['m1', 'm4'] }, ['m1', 'm4']],
    ['a project', { projects: ['p1'] }, ['m1', 'm2']],
    ['a project and a video', { projects: ['p2'], medias: ['m4'] }, ['m3', 'm4']],
  ])('hold for lists of several: %s', async (_, limits, expected) => {
    const { as } = open();
    const get = as(await token({ scope: 'events', ...limits }));
    const seen: unknown[] = [];
    const names: unknown[] = [];
    for (let page = 1; page <= 7; page++) {
      const rows = await rowsOf(await get(`stats/events.json?per_page=20&page=${page}`));
      expect(rows.length).toBe(page < 7 ? 20 : rows.length);
      seen.push(...rows.map(({ event_key }) => event_key));
      names.push(...rows.map(({ media_id }) => media_id));
    }
    expect(new Set(names)).toEqual(new Set(expected));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(120);
    expect((await get('stats/events.json?per_page=20&page=8')).status).toBe(200);
  });

  test('hold for single events', async () => {
    const { as, get: anybody } = open();
    const get = as(await token({ scope: 'events', medias: ['m1'] }));
    expect((await get('stats/events/4.json')).status).toBe(200);
    const other = await get('stats/events/5.json');
    expect(other.status).toBe(404);
    expect(await other.text()).toBe(await (await anybody('nothing')).text());
  });

  test('hold where Wistia answers with more than it was asked for', async () => {
    const { as, answer } = open();
    answer((path, url, init) => {
      url.searchParams.delete('media_id');
      return withPeople(path, url, init);
    });
    const get = as(await token({ scope: 'events', medias: ['m2'] }));
    expect(new Set(await idsIn(await get('stats/events.json')))).toEqual(new Set(['m2']));
  });

  test('close the lists of people, who cannot be told apart by video', async () => {
    const { as, asked } = open();
    const get = as(await token({ scope: everything, medias: ['m1'] }));
    expect((await get('stats/visitors.json')).status).toBe(403);
    expect((await get('stats/visitors/A1.json')).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('that are empty leave nothing', async () => {
    const { as, asked } = open();
    const get = as(await token({ scope: everything, medias: [] }));
    expect((await get('stats/medias/m1.json')).status).toBe(404);
    expect(await rowsOf(await get('stats/events.json?per_page=1'))).toEqual([]);
    expect(asked.every((path) => path.startsWith('stats/events.json'))).toBe(true);
  });

  test('are said where what is asked for lies too deep', async () => {
    const { as, answer } = open();
    answer((_path, url) => {
      const rows = Array.from({ length: 100 }, (_, i) => event(`${url.search}${i}`, 'm9'));
      return new Response(JSON.stringify(rows));
    });
    const reply = await as(await token({ scope: 'events', medias: ['m1', 'm2'] }))('stats/events.json');
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain('media_id');
  });
});

describe('parameters', () => {
  test.each([
    ['visitors.json?page=0', 'page'],
    ['visitors.json?page=01', 'page'],
    ['visitors.json?per_page=101', 'per_page'],
    ['visitors.json?per_page=1e1', 'per_page'],
    ['visitors.json?filter=has_phone', 'filter'],
    ['visitors.json?search=', 'search'],
    [`visitors.json?search=${'a'.repeat(400)}`, 'search'],
    ['visitors.json?media_id=m1', 'media_id'],
    ['visitors.json?page=1&page=2', 'page'],
    ['visitors/A1.json?page=1', 'page'],
    ['events.json?media_id=..%2Fx', 'media_id'],
    ['events.json?visitor_key=', 'visitor_key'],
    ['events.json?visitor_key=%2E%2E', 'visitor_key'],
    ['events.json?start_date=2024-02-30', 'start_date'],
    ['events.json?start_date=2024-02-02&end_date=2024-02-01', 'start_date'],
    ['events.json?filter=has_name', 'filter'],
    ['events/7.json?public_token=x', 'public_token'],
  ])('%s is refused by name, and Wistia is not asked', async (path, name) => {
    const { as, asked } = open();
    const reply = await as(await token({ scope: everything }))(`stats/${path}`);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain(name);
    expect(asked).toEqual([]);
  });

  test('that are not known are refused, whatever they are', async () => {
    const { as, asked } = open();
    const get = as(await token({ scope: everything }));
    const known = ['page', 'per_page', 'filter', 'search', 'media_id', 'visitor_key', 'start_date', 'end_date'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('visitors.json', 'events.json', 'visitors/A1.json', 'events/7.json'),
        fc.webQueryParameters({ size: 'small' }).filter((text) => {
          const names = [...new URLSearchParams(text).keys()];
          return names.length > 0 && names.some((name) => !known.includes(name));
        }),
        async (path, query) => {
          expect((await get(`stats/${path}?${query}`)).status).toBe(400);
        },
      ),
      { numRuns: 200 },
    );
    expect(asked).toEqual([]);
  });

  test('of keys in paths are ids of that kind, or nothing is there', async () => {
    const { as, asked } = open();
    const get = as(await token({ scope: everything }));
    for (const key of ['..', '.a', '%2e%2e', 'a%2fb', 'a b', "a'b", 'a'.repeat(300)]) {
      for (const kind of ['visitors', 'events']) {
        expect((await get(`stats/${kind}/${key}.json`)).status, key).toBe(404);
      }
    }
    expect((await get('stats/events/7/iframe.html?public_token=x')).status).toBe(404);
    expect(asked).toEqual([]);
  });
});

test('what the operator is told of a fault names neither a key nor what was searched for', async () => {
  const { as, answer, log } = open();
  answer(() => new Response('{"visitor_key": 3}'));
  const get = as(await token({ scope: everything }));
  for (const path of ['visitors/KEY9.json', 'events/KEY9.json', 'visitors.json?search=canary%40example.com', 'events.json?visitor_key=KEY9']) {
    expect((await get(`stats/${path}`)).status).toBe(502);
  }
  expect(log.length).toBe(4);
  expect(JSON.stringify(log)).not.toMatch(/KEY9|canary/);
  expect(log.map(({ endpoint }) => endpoint)).toEqual([
    'stats/visitors/{key}.json',
    'stats/events/{key}.json',
    'stats/visitors.json',
    'stats/events.json',
  ]);
});

describe('keys in the configuration', () => {
  const problems = (readers: unknown): string => {
    try {
      createGateway({ token: 't', readers } as never);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test.each<[unknown, RegExp]>([
    [{ keys: [] }, /^readers\.keys should be a list of at least one key/],
    [{ keys: [{ kid: 'a', alg: 'RS256' }] }, /^readers\.keys\[0\]\.alg should be HS256 or EdDSA/],
    [{ keys: [{ kid: 'a b', alg: 'HS256', secret: SECRET }] }, /^readers\.keys\[0\]\.kid should be/],
    [{ keys: [{ kid: 'a', alg: 'HS256', secret: 'canary' }] }, /^readers\.keys\[0\]\.secret should be a secret of at least 32/],
    [{ keys: [{ kid: 'a', alg: 'EdDSA', publicKey: { ...publicJwk, d: 'canary' } }] }, /publicKey should be a public key/],
    [{ keys: [{ kid: 'a', alg: 'EdDSA', publicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' }] }, /publicKey should be a public key/],
    [{ keys: [{ kid: 'a', alg: 'EdDSA', publicKey: '-----BEGIN PRIVATE KEY-----canary' }] }, /publicKey should be a public key/],
    [{ keys: [keys[0], { ...keys[1], kid: 'new' }] }, /^readers\.keys\[1\] should be a key with a name of its own/],
    [{ keys, audience: '' }, /^readers\.audience should be a name/],
  ])('that cannot be used are refused, and not shown: %j', (readers, sentence) => {
    expect(problems(readers)).toMatch(sentence);
    expect(problems(readers)).not.toMatch(/canary/);
  });
});
