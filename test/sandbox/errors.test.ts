import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../demo/sandbox/index.js';
import { ask, get, makeClock, ORIGIN, smallSandbox } from './sandbox-client.js';

const sandbox = smallSandbox();

const everyPath = [
  'stats/account.json',
  'stats/account/by_date.json',
  'stats/projects/p1introvid.json',
  'stats/projects/p1introvid/by_date.json',
  'stats/medias/993554ba94.json',
  'stats/medias/993554ba94/by_date.json',
  'stats/medias/993554ba94/engagement.json',
  'stats/visitors.json',
  'stats/visitors/AAAA.json',
  'stats/events.json',
  'stats/events/AAAA.json',
  'medias.json',
  'projects.json',
  'no/such/path.json',
];

describe('without the right token', () => {
  test.each(everyPath)('%s is a 401 with its code', async (path) => {
    for (const headers of [
      {},
      { Authorization: 'Bearer wrong' },
      { Authorization: 'sandbox' },
      { Authorization: 'Basic c2FuZGJveDo=' },
    ] as Record<string, string>[]) {
      const response = await get(sandbox, path, headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        code: 'unauthorized_credentials',
        error: expect.any(String),
      });
    }
  });

  test('a token in the query does not help', async () => {
    for (const name of ['access_token', 'api_password', 'token']) {
      expect((await get(sandbox, `stats/account.json?${name}=sandbox`, {})).status).toBe(401);
    }
  });

  test('tokens that may not do everything say so', async () => {
    const code = async (path: string, token: string): Promise<string> => {
      const response = await get(sandbox, path, { Authorization: `Bearer ${token}` });
      return response.status === 200 ? 'ok' : ((await response.json()) as { code: string }).code;
    };
    expect(await code('stats/account.json', 'sandbox-stats')).toBe('ok');
    expect(await code('medias.json', 'sandbox-stats')).toBe('unauthorized_scope');
    expect(await code('medias.json', 'sandbox-data')).toBe('ok');
    expect(await code('stats/account.json', 'sandbox-data')).toBe('unauthorized_scope');
    expect(await code('stats/account.json', 'sandbox-inactive')).toBe('account_inactive');
  });

  test('the token is a setting', async () => {
    const other = smallSandbox({ token: 'another' });
    expect((await get(other, 'stats/account.json')).status).toBe(401);
    const response = await get(other, 'stats/account.json', { Authorization: 'Bearer another' });
    expect(response.status).toBe(200);
  });
});

describe('what is not there', () => {
  test.each([
    ['stats/medias/nosuchid00.json', ''],
    ['stats/medias/nosuchid00/by_date.json', ''],
    ['stats/medias/nosuchid00/engagement.json', ''],
    ['stats/events/1355282055737f0.4801975437439978.json', ''],
    ['stats/events/1760645_00000000-0000-4000-8000-000000000000.json', ''],
    ['stats/events/%3Cscript%3E.json', ''],
    ['stats/projects/nosuchid00.json', 'Project not found.'],
    ['stats/projects/nosuchid00/by_date.json', 'Project not found.'],
    [`stats/visitors/${'0'.repeat(40)}.json`, 'Visitor not found.'],
    ['stats/medias.json', 'Not found.'],
    ['stats/medias/993554ba94/nothing.json', 'Not found.'],
    ['stats/', 'Not found.'],
  ])('%s is a 404, some with an empty body', async (path, sentence) => {
    const response = await get(sandbox, path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe(sentence && JSON.stringify({ error: sentence }));
  });

  test('other methods than GET and HEAD', async () => {
    const request = (method: string): Promise<Response> =>
      sandbox.fetch(
        new Request(`${ORIGIN}/v1/stats/account.json`, {
          method,
          headers: { Authorization: 'Bearer sandbox' },
        }),
      );
    expect((await request('POST')).status).toBe(404);
    expect((await request('DELETE')).status).toBe(404);
    const head = await request('HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('browsers get no leave to call the API from another site', async () => {
    const response = await get(sandbox, 'stats/account.json');
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
  });

  test('outside of the API', async () => {
    const status = async (path: string) => (await sandbox.fetch(new Request(ORIGIN + path))).status;
    expect(await status('/')).toBe(404);
    expect(await status('/v2/stats/account.json')).toBe(404);
    expect(await status('/pictures/../v1/stats/account.json')).toBe(401);
  });
});

describe('parameters that cannot be read', () => {
  test.each([
    ['stats/account/by_date.json?start_date=yesterday', 400, /^\{"error":"start_date/],
    ['stats/medias/993554ba94/by_date.json?end_date=2026-02-30', 400, /^\{"error":"end_date/],
    ['stats/account/by_date.json?start_date=2026-02-02&end_date=2026-02-01', 400, /must not be/],
    ['stats/events.json?start_date=2026-2-1', 400, /^\{"error":"start_date/],
    ['stats/events.json?page=0', 400, /^\{"errors":\["page must/],
    ['stats/visitors.json?per_page=many', 400, /^\{"errors":\["per_page must/],
    ['stats/visitors.json?filter=everybody', 422, /^\{"errors":\{"filter":\["must be one of/],
    ['medias.json?sort_by=colour', 422, /^\{"errors":\{"sort_by"/],
    ['stats/medias/%E0%A4%A.json', 400, /"error"/],
  ])('%s is a %i', async (path, status, body) => {
    const response = await get(sandbox, path);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
  });
});

describe('the limit of requests in a minute', () => {
  test('is a plain text 429 that says when to come back', async () => {
    const clock = makeClock();
    const limited = smallSandbox({ rateLimit: 3, now: clock.now });
    for (let i = 0; i < 3; i++) {
      expect((await get(limited, 'stats/account.json')).status).toBe(200);
      clock.time += 10_000;
    }
    const refused = await get(limited, 'stats/account.json');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Content-Type')).toMatch(/^text\/plain/);
    expect(refused.headers.get('Retry-After')).toBe('30');
    expect(await refused.text()).toBe('Rate limit exceeded\n');
    clock.time += 30_000;
    expect((await get(limited, 'stats/account.json')).status).toBe(200);
    // The minute slides: there is room for one only, until the second has left it too.
    expect((await get(limited, 'stats/account.json')).status).toBe(429);
  });

  test('is 600 unless set, and Infinity takes all', async () => {
    const now = () => new Date(1.7e12);
    const small = { visitors: 5, videos: 2, now };
    const usual = createSandbox(small);
    const statuses = [];
    for (let i = 0; i < 601; i++) statuses.push((await get(usual, 'stats/account.json')).status);
    expect(statuses.lastIndexOf(200)).toBe(599);
    expect(statuses[600]).toBe(429);
    const free = createSandbox({ ...small, rateLimit: Infinity });
    for (let i = 0; i < 700; i++) await ask(free, 'stats/account.json');
  });

  test('does not hold for heatmap pages and pictures', async () => {
    const limited = smallSandbox({ rateLimit: 1 });
    const [event] = await ask(limited, 'stats/events.json');
    expect((await get(limited, 'stats/account.json')).status).toBe(429);
    expect((await limited.fetch(new Request(event.iframe_heatmap_url))).status).toBe(200);
  });
});

describe('the heatmap page', () => {
  test('needs the public token and no other', async () => {
    const [event] = await ask(sandbox, 'stats/events.json');
    const url: string = event.iframe_heatmap_url;
    expect(url).toContain('/iframe.html?public_token=public-sandbox');
    const page = await sandbox.fetch(new Request(url));
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Type')).toMatch(/^text\/html/);
    const html = await page.text();
    expect(html).toMatch(/<svg [^>]*role="img"/);
    expect(html).not.toMatch(/<script|<style|style=/);

    for (const wrong of [
      url.replace('public-sandbox', 'sandbox'),
      url.split('?')[0]!,
    ]) {
      const response = await sandbox.fetch(new Request(wrong));
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'unauthorized_credentials' });
    }
    const unknown = url.replace(/events\/[^/]+/, 'events/1355282055737f0.4801975437439978');
    expect((await sandbox.fetch(new Request(unknown))).status).toBe(404);
  });

  test('shows what was watched, twice where it was watched twice', async () => {
    const box = smallSandbox();
    const { event } = box.addSession({
      media_id: '993554ba94',
      watched: [
        [0, 69],
        [0, 30],
      ],
    });
    const html = await (await box.fetch(new Request(event!.iframe_heatmap_url))).text();
    const widths = [...html.matchAll(/<rect x="([\d.]+)" width="([\d.]+)"/g)].map((m) =>
      m.slice(1).map(Number),
    );
    expect(widths).toEqual([
      [0, 217.39],
      [217.39, 282.61],
      [500, 500],
    ]);
  });

  test('writes a hostile title as text', async () => {
    const { hashed_id } = sandbox.account.medias.find(({ hostile }) => hostile)!;
    const [event] = await ask(sandbox, `stats/events.json?media_id=${hashed_id}&per_page=1`);
    const html = await (await sandbox.fetch(new Request(event.iframe_heatmap_url))).text();
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&#60;img');
  });
});

describe('settings that cannot be', () => {
  test.each([
    [{ seed: 1.5 }, /seed must be a whole number/],
    [{ videos: 0 }, /videos must be a whole number from 1 to 5000/],
    [{ visitors: NaN }, /visitors must be/],
    [{ rateLimit: -1 }, /rateLimit must be a number from 0 up/],
    [{ repeatedEvents: 100 }, /repeatedEvents must be/],
    [{ live: -3 }, /live must be/],
  ])('%j', (options, sentence) => {
    expect(() => createSandbox(options)).toThrow(sentence);
  });
});
