/** `recommendations.json` and `related/{media_id}.json`: from viewing events to lists. */
import { describe, expect, test } from 'vitest';
import type { GatewayConfig } from '../../src/gateway/index.js';
import { ago, CANARIES, eventful, sent, viewed } from './eventful.js';
import type { Eventful, Viewed } from './eventful.js';
import { healthy, listed, stubbed } from './stub.js';

interface Item {
  media_id: string;
  name: string;
  thumbnail: { url: string } | null;
  score: number;
  reason: { kind: string; media_id?: string; name?: string; share?: number };
}

/** Two kinds of people: who watches cooking goes on with cooking, who watches cars with cars. */
const cooking = ['soup', 'bread', 'cake'];
const cars = ['wheel', 'motor', 'brake'];
const medias = [
  ...cooking.map((id, n) => listed(id, 'kitchen', { created: ago(300 + n) })),
  ...cars.map((id, n) =>
    listed(id, 'garage', {
      created: ago(310 + n),
      project: { id: 88, name: 'Cars', hashedId: 'garage' },
    }),
  ),
  listed('fresh', 'kitchen', { created: ago(1) }),
  listed('old', 'kitchen', { created: ago(900) }),
  listed('shelved', 'kitchen', { archived: true }),
  listed('queued', 'kitchen', { status: 'processing' }),
  listed('evil', 'kitchen', { created: ago(305), thumbnail: { url: 'javascript:alert(1)', width: 1, height: 1 } }),
];

const crowd = (): Viewed[] => {
  const rows: Viewed[] = [];
  for (let n = 0; n < 200; n++) {
    const ids = n % 5 < 3 ? cooking : cars;
    for (const id of ids) rows.push(viewed(`crowd${n}`, id, ago(30 - n / 10)));
  }
  for (let n = 0; n < 20; n++) {
    rows.push(viewed(`crowd${n}`, 'shelved', ago(9)), viewed(`crowd${n}`, 'removed', ago(8)));
  }
  return rows;
};

const publish: GatewayConfig['publish'] = { medias: true };

const learnt = async (rows: Viewed[], config: Partial<GatewayConfig> = {}): Promise<Eventful> => {
  const gateway = await eventful(rows, medias, { publish, ...config });
  await gateway.caughtUp();
  const isLearnt = () => gateway.gateway.health().learning?.sessions ?? 0;
  await expect.poll(isLearnt).toBeGreaterThanOrEqual(rows.length);
  return gateway;
};

const list = async ({ get }: Pick<Eventful, 'get'>, query = ''): Promise<Item[]> => {
  const reply = await get(`recommendations.json${query}`);
  expect(reply.status, query).toBe(200);
  return (await reply.json()) as Item[];
};

const idsOf = (items: Item[]): string[] => items.map(({ media_id }) => media_id);
const of = (visitor: string, more = ''): string => `?visitor=${sent(visitor)}${more}`;

describe('recommendations', () => {
  test('leave out what the visitor has watched, and say because of what the others come', async () => {
    const gateway = await learnt([...crowd(), viewed('ann', 'soup', ago(3))]);
    const items = await list(gateway, of('ann'));
    expect(idsOf(items)).not.toContain('soup');
    expect(items.slice(0, 2).map(({ media_id, reason }) => [media_id, reason])).toEqual(
      expect.arrayContaining([
        ['bread', { kind: 'because_watched', media_id: 'soup', name: 'Video soup' }],
        ['cake', { kind: 'because_watched', media_id: 'soup', name: 'Video soup' }],
      ]),
    );
    const forCars = await list(await learnt([...crowd(), viewed('bob', 'wheel', ago(3))]), of('bob'));
    expect(idsOf(forCars).slice(0, 2).sort()).toEqual(['brake', 'motor']);
  });

  test('have the shape that the element reads', async () => {
    const gateway = await learnt(crowd());
    const [first] = await list(gateway);
    expect(first).toEqual({
      media_id: expect.any(String) as string,
      name: `Video ${first!.media_id}`,
      duration: 60.5,
      thumbnail: { url: `https://embed.example/${first!.media_id}.jpg`, width: 640, height: 360 },
      score: expect.any(Number) as number,
      reason: { kind: 'popular' },
    });
    const evil = (await list(gateway, '?limit=20')).find(({ media_id }) => media_id === 'evil');
    expect(evil!.thumbnail).toBeNull();
  });

  test('are of published videos that can be played, and name no other', async () => {
    const rows = [...crowd(), viewed('ann', 'wheel', ago(3)), viewed('ann', 'shelved', ago(2))];
    const gateway = await learnt(rows, {
      publish: { medias: ['*', { id: 'wheel', catalogue: false }, { id: 'cake', fields: [] }] },
    });
    const items = await list(gateway, of('ann', '&limit=50'));
    expect(idsOf(items).sort()).toEqual(['brake', 'bread', 'evil', 'fresh', 'motor', 'old', 'soup']);
    expect(JSON.stringify(items)).not.toMatch(/wheel|cake|shelved|queued|removed/);
    expect(idsOf(await list(gateway, '?pin=wheel,shelved,cake&limit=50'))).not.toContain('wheel');
  });

  test('begin with what was started and not finished, unless that is not wanted', async () => {
    const rows = [
      ...crowd(),
      viewed('ann', 'soup', ago(5)),
      viewed('ann', 'motor', ago(4), { percent_viewed: 0.456 }),
    ];
    const gateway = await learnt(rows);
    expect((await list(gateway, of('ann')))[0]).toMatchObject({
      media_id: 'motor',
      reason: { kind: 'continue', share: 0.45 },
    });
    expect(idsOf(await list(gateway, of('ann', '&unfinished=only')))).toEqual(['motor']);
    expect(idsOf(await list(gateway, of('ann', '&unfinished=exclude&limit=50')))).not.toContain('motor');
    expect(idsOf(await list(gateway, of('ann', '&watched_threshold=0.4&limit=50')))).not.toContain('motor');
  });

  test('are the popular and the new for somebody new, and no other for who is not known', async () => {
    const gateway = await learnt([...crowd(), viewed('ann', 'soup', ago(3))]);
    const items = await list(gateway);
    expect(cooking).toContain(items[0]!.media_id);
    for (const { media_id, reason } of items) {
      expect(reason).toEqual({ kind: media_id === 'fresh' ? 'new' : 'popular' });
    }
    expect(idsOf(items)).toContain('fresh');
    expect(await list(gateway, of('nobody knows'))).toEqual(items);

    const reply = await gateway.get(`recommendations.json${of('ann')}`);
    const unknown = await gateway.get(`recommendations.json${of('nobody knows')}`);
    const headersOf = ({ status, headers }: Response) => [
      status,
      [...headers].filter(([name]) => name !== 'content-length'),
    ];
    expect(headersOf(reply)).toEqual(headersOf(unknown));
    const [known, other] = [await reply.json(), await unknown.json()] as [Item[], Item[]];
    expect(known).toHaveLength(other.length);
    for (const item of [...known, ...other]) {
      expect(Object.keys(item)).toEqual(Object.keys(items[0]!));
    }
  });

  test('for one visitor may be kept by nobody, those for all for a moment', async () => {
    const gateway = await learnt([...crowd(), viewed('ann', 'soup', ago(3))]);
    for (let again = 0; again < 2; again++) {
      const { headers } = await gateway.get(`recommendations.json${of('ann')}`);
      expect(headers.get('Cache-Control')).toBe('private, no-store');
      expect(headers.has('ETag')).toBe(false);
      const asked = { method: 'GET' };
      expect(gateway.gateway.ready(`/recommendations.json${of('ann')}`, asked)).toBeUndefined();
    }
    const { headers } = await gateway.get('recommendations.json?limit=3');
    expect(headers.get('Cache-Control')).toMatch(/^public, max-age=1,/);
    const head = await gateway.get(`recommendations.json${of('ann')}`, { method: 'HEAD' });
    expect(await head.text()).toBe('');
  });

  test('follow what the page asks for', async () => {
    const gateway = await learnt([...crowd(), viewed('ann', 'soup', ago(3))]);
    expect(await list(gateway, of('ann', '&limit=2'))).toHaveLength(2);
    expect(idsOf(await list(gateway, of('ann', '&exclude=bread,cake&limit=50')))).not.toContain('bread');
    expect(idsOf(await list(gateway, of('ann', '&media_ids=soup,motor,old&limit=50'))).sort()).toEqual(['motor', 'old']);
    expect((await list(gateway, of('ann', '&pin=old')))[0]).toMatchObject({
      media_id: 'old',
      reason: { kind: 'pinned' },
    });
    for (const project of ['garage', '88']) {
      expect(idsOf(await list(gateway, of('ann', `&project_id=${project}&limit=50`))).sort()).toEqual([...cars].sort());
    }
    expect(await list(gateway, '?project_id=nowhere')).toEqual([]);
    expect((await list(gateway, of('ann', '&strategy=popular'))).map(({ reason }) => reason.kind)).not.toContain('because_watched');
  });

  test('follow what the operator has set, whatever the page asks for', async () => {
    const gateway = await learnt(crowd(), {
      recommendations: { pin: ['old'], exclude: ['soup'] },
    });
    const items = await list(gateway, '?pin=soup,motor&limit=50');
    expect(idsOf(items).slice(0, 2)).toEqual(['old', 'motor']);
    expect(idsOf(items)).not.toContain('soup');
  });

  test('repeat the same few until the visitor converts, and then the next', async () => {
    const rows = [...crowd(), viewed('ann', 'soup', ago(3))];
    const gateway = await learnt(rows);
    const query = of('ann', '&strategy=repeat&limit=2&media_ids=soup,bread,motor,brake');
    const few = await list(gateway, query);
    expect(idsOf(few)).toEqual(['soup', 'bread']);
    expect(few[0]!.reason.kind).toBe('repeat');
    rows.push(viewed('ann', 'bread', new Date().toISOString()));
    await gateway.looked();
    expect(idsOf(await list(gateway, query))).toEqual(['soup', 'bread']);
    rows.push(viewed('ann', 'old', new Date().toISOString(), { conversion_type: 'post-roll-link' }));
    await gateway.looked();
    expect(idsOf(await list(gateway, query))).toEqual(['motor', 'brake']);
    expect(idsOf(await list(gateway, query.replace(sent('ann'), sent('zoe'))))).toEqual(['soup', 'bread']);
  });

  test('change with an event that arrives, without new learning', async () => {
    const rows = crowd();
    const gateway = await learnt(rows);
    const { trainedAt } = gateway.gateway.health().learning!;
    expect(idsOf(await list(gateway, of('eve')))).toContain('soup');
    rows.push(viewed('eve', 'soup', new Date().toISOString()));
    await gateway.looked();
    const items = await list(gateway, of('eve'));
    expect(idsOf(items)).not.toContain('soup');
    expect(items[0]!.reason).toMatchObject({ kind: 'because_watched', media_id: 'soup' });
    expect(gateway.gateway.health().learning!.trainedAt).toBe(trainedAt);
  });

  test.each([
    ['visitor=ann', /^The parameter visitor is not the SHA-256 of a visitor key/],
    ['limit=0', /^The parameter limit is "0", which is not a whole number from 1 to 100/],
    ['limit=5.5', /^The parameter limit/],
    ['exclude=a,b/c', /^The parameter exclude has "b\/c", which is not an id/],
    ['pin=a,,b', /^The parameter pin has "", which is not an id/],
    [`media_ids=${'a,'.repeat(300)}a`, /^The parameter media_ids names more than 200 videos/],
    ['project_id=a b', /^The parameter project_id is "a b", which is not an id/],
    ['strategy=random', /^The parameter strategy is "random", which is none of unwatched, popular, repeat/],
    ['watched_threshold=80', /^The parameter watched_threshold is "80", which is not a number from 0 to 1/],
    ['unfinished=maybe', /^The parameter unfinished is "maybe", which is none of include, exclude, only/],
    ['visitor_key=A', /^The parameter "visitor_key" is not known here: known are visitor, project_id/],
    ['limit=1&limit=2', /^The parameter "limit" is given more than once/],
  ])('refuse %s with the parameter’s name', async (query, why) => {
    const gateway = await eventful([]);
    const reply = await gateway.get(`recommendations.json?${query}`);
    expect(reply.status).toBe(400);
    expect(((await reply.json()) as { detail: string }).detail).toMatch(why);
  });

  test('do not exist where no video is published', async () => {
    const gateway = await eventful(crowd(), medias, { publish: { account: true } });
    expect((await gateway.get('recommendations.json')).status).toBe(404);
    expect(gateway.asked.filter((path) => path.startsWith('medias'))).toEqual([]);
  });

  test('are the newest videos where no events are kept, also after what a page pins', async () => {
    const items = await list(stubbed({ publish }, healthy(medias)), of('ann', '&pin=old&limit=3'));
    expect(idsOf(items)).toEqual(['old', 'fresh', 'soup']);
    expect(items.map(({ reason }) => reason.kind)).toEqual(['pinned', 'new', 'new']);
  });

  test.each<[string, Viewed[]]>([
    ['no events', []],
    ['one visitor', [viewed('ann', 'soup', ago(1))]],
    ['events of unknown videos', [viewed('ann', 'gone', ago(1)), viewed('ann', 'soup', ago(2))]],
    [
      'events without visitor, from the future and with odd shares',
      [
        viewed('ann', 'soup', ago(1)),
        viewed('', 'cake', ago(1)),
        viewed('bob', 'cake', ago(-40)),
        viewed('cem', 'cake', ago(1), { percent_viewed: -1 }),
        viewed('dee', 'cake', ago(1), { percent_viewed: 3000 }),
      ],
    ],
  ])('are whole for an account with %s', async (_, rows) => {
    const gateway = await eventful(rows, medias);
    await gateway.caughtUp();
    const items = await list(gateway, of('ann', '&limit=50'));
    const watched = rows.some(({ media_id }) => media_id === 'soup');
    expect(items).toHaveLength(watched ? 8 : 9);
    expect(idsOf(items).includes('soup')).toBe(!watched);
  });

  test('are whole for an account with one video', async () => {
    const gateway = await eventful([viewed('ann', 'm1', ago(1))], [listed('m1')]);
    await gateway.caughtUp();
    expect(idsOf(await list(gateway))).toEqual(['m1']);
    expect(await list(gateway, of('ann'))).toEqual([]);
  });
});

describe('related videos', () => {
  const related = async ({ get }: Eventful, id: string) => {
    const reply = await get(`related/${id}.json`);
    return reply.status === 200 ? ((await reply.json()) as Item[]) : reply.status;
  };

  test('are those that the same people watched, nearest first, for everybody to keep', async () => {
    const gateway = await learnt(crowd());
    expect((await related(gateway, 'soup')) as Item[]).toEqual(
      expect.arrayContaining([
        { media_id: 'bread', score: expect.any(Number) as number },
        { media_id: 'cake', score: expect.any(Number) as number },
      ]),
    );
    expect(idsOf((await related(gateway, 'wheel')) as Item[]).sort()).toEqual(['brake', 'motor']);
    expect(await related(gateway, 'old')).toEqual([]);
    const reply = await gateway.get('related/soup.json');
    expect(reply.headers.get('Cache-Control')).toMatch(/^public, max-age=60,/);
    expect(reply.headers.has('ETag')).toBe(true);
  });

  test('need enough different people behind a pair', async () => {
    const rows: Viewed[] = [];
    for (let n = 0; n < 5; n++) {
      rows.push(viewed(`five${n}`, 'soup', ago(20 + n)), viewed(`five${n}`, 'bread', ago(10 + n)));
      // Four people, one of them many times.
      const who = `four${Math.min(n, 3)}`;
      rows.push(viewed(who, 'wheel', ago(20 + n)), viewed(who, 'motor', ago(10 + n)));
    }
    rows.push(viewed('ann', 'wheel', ago(1)));
    const gateway = await learnt(rows);
    expect(idsOf((await related(gateway, 'soup')) as Item[])).toEqual(['bread']);
    expect(await related(gateway, 'wheel')).toEqual([]);
    // Nor does a list say so.
    expect(JSON.stringify(await list(gateway, of('ann')))).not.toContain('because_watched');
    const open = await learnt(rows, { recommendations: { minViewers: 4 } });
    expect(idsOf((await related(open, 'wheel')) as Item[])).toEqual(['motor']);
  });

  test('are published ones on both sides', async () => {
    const gateway = await learnt(crowd(), {
      publish: { medias: ['*', { id: 'bread', catalogue: false }, { id: 'cake', fields: [] }] },
    });
    expect(await related(gateway, 'soup')).toEqual([]);
    for (const id of ['bread', 'cake', 'shelved', 'queued', 'removed', 'nothing']) {
      expect(await related(gateway, id), id).toBe(404);
    }
    expect((await gateway.get('related/soup.json?limit=3')).status).toBe(400);
  });
});

test('no reply, log or health says anything about a person', async () => {
  const rows = [...crowd(), viewed('ann', 'soup', ago(3))];
  const gateway = await learnt(rows);
  rows.push(viewed('Canary visitor', 'cake', ago(1), { percent_viewed: 'canary' }));
  await gateway.looked();
  expect(JSON.stringify(gateway.log)).toContain('percent_viewed');
  const texts = await Promise.all(
    [
      'medias.json',
      'related/soup.json',
      'recommendations.json',
      `recommendations.json${of('ann')}`,
      `landmarks/soup.json${of('ann', '&at=5')}`,
    ].map(async (path) => (await gateway.get(path)).text()),
  );
  texts.push(JSON.stringify(gateway.log), JSON.stringify(gateway.gateway.health()));
  for (const text of texts) {
    expect(text).not.toMatch(CANARIES);
    expect(text).not.toContain(sent('ann'));
  }
});
