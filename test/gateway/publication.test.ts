import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Publish } from '../../src/gateway/index.js';
import { account, engagement, healthy, json, listed, media, project, stubbed } from './stub.js';

afterEach(() => void vi.useRealTimers());

const body = async (response: Promise<Response>): Promise<unknown> => (await response).json();
const RANGE = '?start_date=2024-03-01&end_date=2024-03-02';
const march = [
  { date: '2024-03-01', load_count: 10, play_count: 1, hours_watched: 3 },
  { date: '2024-03-02', load_count: 20, play_count: 2, hours_watched: 3 },
];

describe('what is published', () => {
  test('can be read in every reply about it', async () => {
    const { get } = stubbed({ publish: { account: true, projects: ['p1'], medias: ['m1'] } });
    expect(await body(get('stats/account.json'))).toEqual(account);
    expect(await body(get(`stats/account/by_date.json${RANGE}`))).toEqual(march);
    expect(await body(get('stats/projects/p1.json'))).toEqual(project);
    expect(await body(get(`stats/projects/p1/by_date.json${RANGE}`))).toEqual(march);
    expect(await body(get('stats/medias/m1.json'))).toEqual(media);
    expect(await body(get(`stats/medias/m1/by_date.json${RANGE}`))).toEqual(march);
    expect(await body(get('stats/medias/m1/engagement.json'))).toEqual(engagement);
  });

  test('is limited to its fields in every reply, and days keep their date', async () => {
    const { get } = stubbed({
      publish: {
        account: { fields: ['hours_watched'] },
        medias: [{ id: 'm1', fields: ['play_count', 'engagement'] }, 'm2'],
      },
    });
    expect(await body(get('stats/account.json'))).toEqual({ hours_watched: 21.9 });
    expect(await body(get(`stats/account/by_date.json${RANGE}`))).toEqual([
      { date: '2024-03-01', hours_watched: 3 },
      { date: '2024-03-02', hours_watched: 3 },
    ]);
    expect(await body(get('stats/medias/m1.json'))).toEqual({ play_count: 80, engagement: 0.89 });
    expect(await body(get('stats/medias/m1/engagement.json'))).toEqual({ engagement: 0.75 });
    expect(await body(get('stats/medias.json?hashed_ids[]=m1&hashed_ids[]=m2'))).toEqual({
      m1: { play_count: 80, engagement: 0.89 },
      m2: media,
    });
  });

  test('has its series switched off one by one', async () => {
    const { get } = stubbed({
      publish: {
        medias: [
          { id: 'm1', by_date: false },
          { id: 'm2', engagement: false },
        ],
      },
    });
    expect((await get('stats/medias/m1.json')).status).toBe(200);
    expect((await get('stats/medias/m1/by_date.json')).status).toBe(404);
    expect((await get('stats/medias/m1/engagement.json')).status).toBe(200);
    expect((await get('stats/medias/m2/by_date.json')).status).toBe(200);
    expect((await get('stats/medias/m2/engagement.json')).status).toBe(404);
  });

  test('gets its fields from publish.fields where it names none', async () => {
    const { get } = stubbed({
      publish: { fields: ['play_count'], account: true, medias: ['m1', { id: 'm2', fields: '*' }] },
    });
    expect(await body(get('stats/account.json'))).toEqual({ play_count: 400 });
    expect(await body(get('stats/medias/m1.json'))).toEqual({ play_count: 80 });
    expect(await body(get('stats/medias/m2.json'))).toEqual(media);
    expect((await get('stats/medias/m1/engagement.json')).status).toBe(404);
  });

  test.each<[string, Publish, string[]]>([
    ['a list of ids', { medias: ['m1', 'm3'] }, ['m1', 'm3']],
    ['all', { medias: true }, ['m1', 'm2', 'm3']],
    ['a star', { medias: '*' }, ['m1', 'm2', 'm3']],
    ['all but one', { medias: ['*', { id: 'm2', fields: [] }] }, ['m1', 'm3']],
    ['an object of ids', { medias: { ids: ['m2'] } }, ['m2']],
    ['a project’s videos', { medias: [{ project: 'p1' }] }, ['m1', 'm2']],
    ['a project’s videos, by its number', { medias: [{ project: 77 }] }, ['m1', 'm2', 'm3']],
    ['the videos of projects', { medias: { projects: ['p2'] } }, ['m3']],
    ['a published project', { projects: ['p1'] }, ['m1', 'm2']],
    ['all projects', { projects: true }, ['m1', 'm2', 'm3']],
    ['a project without its videos', { projects: [{ id: 'p1', medias: false }] }, []],
    [
      'a project, but one of its videos',
      { projects: ['p1'], medias: [{ id: 'm1', fields: [] }] },
      ['m2'],
    ],
    ['a tag', { medias: [{ tag: 'site' }] }, ['m1', 'm3']],
    ['tags', { medias: { tags: ['none', 'site'] } }, ['m1', 'm3']],
    ['all but a tag’s', { medias: ['*', { tag: 'internal', fields: [] }] }, ['m1']],
    [
      'a tag, but not those that another tag keeps back',
      { medias: [{ tag: 'site' }, { tag: 'internal', fields: [] }] },
      ['m1'],
    ],
    [
      'a project’s, but not those with a tag',
      { projects: ['p1'], medias: [{ tag: 'internal', fields: [] }] },
      ['m1'],
    ],
    [
      'one by its id, whatever its tag',
      { medias: ['m2', { tag: 'internal', fields: [] }] },
      ['m2'],
    ],
    ['nothing', {}, []],
  ])('may be named as %s', async (_, publish, expected) => {
    const { get } = stubbed({ publish });
    const read = [];
    for (const id of ['m1', 'm2', 'm3', 'm4']) {
      const { status } = await get(`stats/medias/${id}.json`);
      expect([200, 404]).toContain(status);
      if (status === 200) read.push(id);
    }
    expect(read).toEqual(expected);
    const catalogue = await get('medias.json');
    if (expected.length) {
      const rows = (await catalogue.json()) as { hashed_id: string }[];
      expect(rows.map(({ hashed_id }) => hashed_id).sort()).toEqual(expected);
      expect(JSON.stringify(rows)).not.toMatch(/site|internal/);
      const ids = ['m1', 'm2', 'm3', 'm4'].map((id) => `hashed_ids[]=${id}`).join('&');
      const batch = await body(get(`stats/medias.json?${ids}`));
      expect(Object.keys(batch as object)).toEqual(expected);
    } else expect(catalogue.status).toBe(404);
  });

  test('as all projects leaves out those that do not exist', async () => {
    const { get, asked } = stubbed({ publish: { projects: '*' } });
    expect((await get('stats/projects/p2.json')).status).toBe(200);
    expect((await get('stats/projects/p9.json')).status).toBe(404);
    expect(asked.filter((path) => path.includes('p9'))).toEqual([]);
  });

  test('is asked of Wistia by years, so that ranges cost what the years cost', async () => {
    const { get, asked } = stubbed({ publish: { account: true } });
    for (let day = 10; day < 28; day++) {
      await get(`stats/account/by_date.json?start_date=2022-12-${day}&end_date=2024-02-${day}`);
    }
    expect(asked.map((path) => path.slice(-4)).sort()).toEqual(['2-31', '2-31', '2-31']);
  });
});

describe('days', () => {
  const rows = async (response: Promise<Response>) =>
    ((await (await response).json()) as { date: string }[]).map(({ date }) => date);
  const span = (start: string, end: string) => `by_date.json?start_date=${start}&end_date=${end}`;

  test('are limited to those that are published, and totals stay totals', async () => {
    const by_date = { start_date: '2024-03-02', end_date: '2024-03-04' };
    const { get } = stubbed({ publish: { account: { by_date }, medias: [{ id: 'm1', by_date }] } });
    for (const path of ['stats/account', 'stats/medias/m1']) {
      expect(await rows(get(`${path}/${span('2024-03-01', '2024-03-31')}`))).toEqual([
        '2024-03-02',
        '2024-03-03',
        '2024-03-04',
      ]);
      expect(await rows(get(`${path}/${span('2024-03-04', '2024-03-05')}`))).toEqual(['2024-03-04']);
    }
    expect(await body(get('stats/account.json'))).toEqual(account);
  });

  test('outside of those are asked of nobody, and none come', async () => {
    const { get, asked } = stubbed({
      publish: { account: { by_date: { start_date: '2024-03-02' } } },
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.nat(300), async (back, length) => {
        const end = Date.parse('2024-03-01') - back * 864e5;
        const day = (time: number) => new Date(time).toISOString().slice(0, 10);
        const range = span(day(end - length * 864e5), day(end));
        expect(await rows(get(`stats/account/${range}`))).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(asked).toEqual([]);
  });

  test('may be the last ones only, and a rule of its own goes before that for all', async () => {
    const { get } = stubbed({
      publish: { by_date: { last: '3d' }, account: true, projects: [{ id: 'p1', by_date: true }] },
    });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-06-15T12:00:00Z') });
    const range = span('2023-01-01', '2024-06-15');
    expect(await rows(get(`stats/account/${range}`))).toHaveLength(3);
    expect((await rows(get(`stats/projects/p1/${range}`))).length).toBeGreaterThan(365);
  });

  test('none of which is published do not exist', async () => {
    const { get } = stubbed({ publish: { by_date: false, account: true } });
    expect((await get('stats/account/by_date.json')).status).toBe(404);
    expect((await get('stats/account.json')).status).toBe(200);
  });
});

describe('the catalogue', () => {
  test('holds the published videos with their public fields', async () => {
    const { get } = stubbed({ publish: { medias: ['m1'] } });
    expect(await body(get('medias.json'))).toEqual([
      {
        hashed_id: 'm1',
        name: 'Video m1',
        duration: 60.5,
        thumbnail: { url: 'https://embed.example/m1.jpg', width: 640, height: 360 },
        project_id: 'p1',
        created: '2024-01-02T03:04:05+00:00',
      },
    ]);
  });

  test('is filtered by project, and a project that nobody knows has no videos', async () => {
    const { get } = stubbed({ publish: { medias: true } });
    const ids = async (query: string) =>
      ((await body(get(`medias.json${query}`))) as { hashed_id: string }[]).map(
        (row) => row.hashed_id,
      );
    expect(await ids('?project_id=p2')).toEqual(['m3']);
    expect(await ids('?project_id=77')).toEqual(['m1', 'm2', 'm3']);
    expect(await ids('?project_id=nobody')).toEqual([]);
  });

  test('leaves out what is archived, not ready, no video, or kept out by its rule', async () => {
    const videos = [
      listed('m1'),
      listed('old', 'p1', { archived: true }),
      listed('queued', 'p1', { status: 'queued' }),
      listed('failed', 'p1', { status: 'failed' }),
      listed('pdf', 'p1', { type: 'PdfDocument' }),
      listed('quiet'),
      listed('sound', 'p1', { type: 'Audio' }),
    ];
    const { get } = stubbed(
      { publish: { medias: ['*', { id: 'quiet', catalogue: false }] } },
      healthy(videos),
    );
    const rows = (await body(get('medias.json'))) as { hashed_id: string }[];
    expect(rows.map((row) => row.hashed_id)).toEqual(['m1', 'sound']);
    expect((await get('stats/medias/old.json')).status).toBe(404);
    expect((await get('stats/medias/quiet.json')).status).toBe(200);
  });

  test.each<[string, Publish]>([
    ['named by its id', { medias: ['m1'] }],
    ['in a published project', { projects: ['p1'] }],
    ['with a published tag', { medias: [{ tag: 'site' }] }],
    ['one of all', { medias: true }],
  ])('and everything else loses a video that is archived at Wistia: %s', async (_, publish) => {
    vi.useFakeTimers();
    const tags = [{ name: 'site' }];
    const { get, answer } = stubbed({ publish }, healthy([listed('m1', 'p1', { tags })]));
    const read = async () => {
      const ask = async (path: string) => (await get(path)).status;
      const figures = await ask('stats/medias/m1.json');
      const series = [await ask('stats/medias/m1/engagement.json'), await ask('stats/medias/m1/by_date.json')];
      return [figures, ...series, ((await body(get('medias.json'))) as unknown[]).length];
    };
    expect(await read()).toEqual([200, 200, 200, 1]);
    answer(healthy([listed('m1', 'p1', { tags, archived: true })]));
    vi.advanceTimersByTime(301_000);
    await read(); // an old reply is shown once more while new ones are fetched
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await read()).toEqual([404, 404, 404, 0]);
  });

  test('is not needed for a video that is named by its id', async () => {
    const { get } = stubbed({ publish: { medias: ['m1'] } }, (path, url, init) =>
      path === 'medias.json'
        ? json({ code: 'unauthorized_scope', error: 'No.' }, { status: 401 })
        : healthy()(path, url, init),
    );
    expect(await body(get('stats/medias/m1.json'))).toEqual(media);
  });

  test('does not take a video’s tag from what was asked for', async () => {
    // An API that does not know the parameter lists everything.
    const { get } = stubbed({ publish: { medias: [{ tag: 'site' }] } }, (path, url, init) => {
      url.searchParams.delete('tags[]');
      return healthy([listed('m1'), listed('m2', 'p1', { tags: ['site'] })])(path, url, init);
    });
    expect((await get('stats/medias/m1.json')).status).toBe(404);
    expect((await get('stats/medias/m2.json')).status).toBe(200);
  });

  test('reads every page, each with the page size that Wistia allows', async () => {
    const videos = Array.from({ length: 250 }, (_, i) => listed(`v${i}`));
    const { get, asked } = stubbed({ publish: { medias: true } }, healthy(videos));
    expect(await body(get('medias.json'))).toHaveLength(250);
    expect(asked.map((path) => /&page=(\d+)&per_page=100$/.exec(path)?.[1])).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('leaves out rows that do not fit, and thumbnails that are no web address', async () => {
    const videos = [
      { ...listed('m1'), duration: -1 },
      listed('m2', 'p1', { thumbnail: { url: 'javascript:alert(1)', width: 1, height: 1 } }),
      listed('m3', 'p1', { folder: { id: 5, hashed_id: 'f5' }, project: undefined, name: null }),
    ];
    const { get, log } = stubbed({ publish: { medias: true } }, () => json(videos));
    expect(await body(get('medias.json'))).toMatchObject([
      { hashed_id: 'm2', thumbnail: null },
      { hashed_id: 'm3', project_id: 'f5', name: '' },
    ]);
    expect(log).toMatchObject([{ endpoint: 'medias.json', field: '[0].duration' }]);
  });
});

describe('what is not published', () => {
  // Explicit ids only: no list of videos is needed to know what is public.
  const publish: Publish = {
    projects: [{ id: 'p1', medias: false, by_date: false }],
    medias: [{ id: 'm1', engagement: false }],
  };
  const open = new Set([
    'stats/projects/p1.json',
    'stats/medias/m1.json',
    'stats/medias/m1/by_date.json',
  ]);

  const segment = fc.constantFrom(
    'stats',
    'account',
    'projects',
    'medias',
    'visitors',
    'events',
    'm1',
    'm2',
    'p1',
    'p2',
    '..',
    '%2e%2e',
    '',
    'by_date.json',
    'engagement.json',
    'm1.json',
    'm1.JSON',
    'M1.json',
    'p1.json',
    'p2.json',
    'account.json',
    'visitors.json',
    'events.json',
    'iframe.html',
    '%6d1.json',
    'm1.json%00',
    'm1%2fengagement.json',
  );
  const path = fc.oneof(
    fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/')),
    fc.webPath().map((text) => text.slice(1)),
    fc.string({ unit: 'grapheme' }).map((text) => `stats/medias/${encodeURIComponent(text)}.json`),
  );
  const query = fc.oneof(
    fc.constant(''),
    fc.webQueryParameters().map((text) => `?${text}`),
    fc.constantFrom(
      '?page=1',
      '?hashed_ids[]=m2',
      '?start_date=2024-01-01',
      '?token=x',
      '?project_id=p1',
    ),
  );

  test('is the same 404 as what does not exist, without a call to Wistia', async () => {
    const { get, asked } = stubbed({ publish });
    const nothing = await get('nothing');
    const expected = { headers: [...nothing.headers], body: await nothing.text() };
    await fc.assert(
      fc.asyncProperty(path, query, async (path, query) => {
        const seen = new URL(`https://stats.example/${path}`).pathname.slice(1);
        const decoded = decodeURI(seen);
        fc.pre(
          ![...open, 'stats/medias.json', 'medias.json', 'healthz', 'wistia-widgets.js'].includes(
            decoded,
          ),
        );
        const response = await get(path + query);
        expect(response.status).toBe(404);
        expect([...response.headers]).toEqual(expected.headers);
        expect(await response.text()).toBe(expected.body);
        expect(asked).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('is refused in every query, also where the path is published', async () => {
    const { get, asked } = stubbed({ publish });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...open, 'medias.json', 'stats/medias.json'),
        fc
          .webQueryParameters({ size: 'small' })
          .filter((text) => new URLSearchParams(text).size > 0),
        async (path, query) => {
          const response = await get(`${path}?${query}`);
          expect(response.status).toBe(400);
          expect(asked).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is absent from a batch, and nothing is asked for it', async () => {
    const { get, asked } = stubbed({ publish });
    expect(await body(get('stats/medias.json?hashed_ids[]=m2&hashed_ids[]=..%2Fx'))).toEqual({});
    expect(asked).toEqual([]);
  });

  test('cannot be told from what Wistia does not know', async () => {
    const { get } = stubbed(
      { publish: { medias: ['gone'] } },
      () => new Response('', { status: 404 }),
    );
    const [gone, secret] = [await get('stats/medias/gone.json'), await get('stats/medias/m2.json')];
    expect([...gone.headers]).toEqual([...secret.headers]);
    expect(await gone.text()).toBe(await secret.text());
  });

  test('stays closed when all is published and only the list of videos is open', async () => {
    const { get, asked } = stubbed({ publish: { medias: true } });
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/), async (id) => {
        fc.pre(!/^m[123]$/.test(id));
        expect((await get(`stats/medias/${id}.json`)).status).toBe(404);
      }),
      { numRuns: 200 },
    );
    // However many ids are tried, the list is read once.
    expect(asked).toHaveLength(1);
  });
});
