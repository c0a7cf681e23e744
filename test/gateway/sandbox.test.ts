/** The gateway in front of the make-believe account: what it publishes is what the account says. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../demo/sandbox/index.js';
import type { Sandbox } from '../../demo/sandbox/index.js';
import { createGateway } from '../../src/gateway/index.js';
import type { Gateway, GatewayConfig, LogEntry } from '../../src/gateway/index.js';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox({ visitors: 300, videos: 12, rateLimit: 600 });
});

const inFront = (config: GatewayConfig = {}): { gateway: Gateway; log: LogEntry[] } => {
  const log: LogEntry[] = [];
  const gateway = createGateway(
    {
      token: 'sandbox',
      apiUrl: 'http://wistia.test/v1/',
      publish: { account: true, projects: true },
      ...config,
    },
    {
      fetch: (url, init) => sandbox.fetch(new Request(url, init)),
      log: (entry) => log.push(entry),
    },
  );
  return { gateway, log };
};

const read = async (gateway: Gateway, path: string): Promise<unknown> => {
  const reply = await gateway(new Request(`https://stats.example/${path}`));
  expect(reply.status, path).toBe(200);
  return reply.json();
};

const wistia = async (path: string): Promise<unknown> => {
  const headers = { Authorization: 'Bearer sandbox' };
  return (await sandbox.fetch(new Request(`http://wistia.test/v1/${path}`, { headers }))).json();
};

interface Row {
  hashed_id: string;
  project_id: string;
}

describe('in front of a whole account', () => {
  test('every published figure is Wistia’s own', async () => {
    const { gateway, log } = inFront();
    expect(await read(gateway, 'stats/account.json')).toEqual(await wistia('stats/account.json'));
    const rows = (await read(gateway, 'medias.json')) as Row[];
    expect(rows.length).toBeGreaterThan(5);
    for (const { hashed_id: id, project_id: project } of rows) {
      for (const path of [
        `stats/medias/${id}.json`,
        `stats/medias/${id}/engagement.json`,
        `stats/projects/${project}.json`,
      ]) {
        expect(await read(gateway, path), path).toEqual(await wistia(path));
      }
    }
    const batch = rows.map(({ hashed_id }) => `hashed_ids[]=${hashed_id}`).join('&');
    const all = (await read(gateway, `stats/medias.json?${batch}`)) as Record<string, unknown>;
    for (const { hashed_id: id } of rows)
      expect(all[id]).toEqual(await wistia(`stats/medias/${id}.json`));
    expect(log).toEqual([]);
  });

  test.each([1, 30, 400, 900])(
    'the figures of %i days are Wistia’s own, oldest first',
    async (count) => {
      const { gateway } = inFront();
      const end = new Date(Date.now() - 2 * 864e5);
      const start = new Date(end.getTime() - (count - 1) * 864e5);
      const [from, to] = [start, end].map((date) => date.toISOString().slice(0, 10));
      const [{ hashed_id: id, project_id: project }] = (await read(gateway, 'medias.json')) as [
        Row,
      ];
      for (const subject of ['account', `projects/${project}`, `medias/${id}`]) {
        const path = `stats/${subject}/by_date.json?start_date=${from}&end_date=${to}`;
        const expected = (await wistia(path)) as { date: string }[];
        expect(expected).toHaveLength(count);
        expect(await read(gateway, path)).toEqual(
          expected.sort((a, b) => (a.date < b.date ? -1 : 1)),
        );
      }
    },
  );

  test('nothing about viewers can be read, whatever is published', async () => {
    const { gateway } = inFront({ publish: { account: true, projects: true, medias: true } });
    const before = sandbox.requests.count;
    const visitors = (await wistia('stats/visitors.json?per_page=5')) as { visitor_key: string }[];
    const events = (await wistia('stats/events.json?per_page=5')) as { event_key: string }[];
    for (const path of [
      'stats/visitors.json',
      'stats/events.json',
      ...visitors.map(({ visitor_key }) => `stats/visitors/${visitor_key}.json`),
      ...events.map(({ event_key }) => `stats/events/${encodeURIComponent(event_key)}.json`),
      ...events.map(
        ({ event_key }) =>
          `stats/events/${encodeURIComponent(event_key)}/iframe.html?public_token=x`,
      ),
    ]) {
      expect((await gateway(new Request(`https://stats.example/${path}`))).status, path).toBe(404);
    }
    expect(sandbox.requests.count - before).toBe(2);
  });
});

test.each<[string, GatewayConfig, RegExp]>([
  ['a wrong token', { token: 'wrong' }, /refused the token \(401 unauthorized_credentials\)/],
  [
    'an address that is not Wistia’s',
    { apiUrl: 'http://wistia.test/elsewhere/' },
    /does not exist \(404\)\. Check apiUrl\./,
  ],
])('with %s readers are told little, and the operator why', async (_, config, why) => {
  const { gateway, log } = inFront({ publish: { account: true }, ...config });
  const reply = await gateway(new Request('https://stats.example/stats/account.json'));
  expect(reply.status).toBe(502);
  expect(await reply.text()).not.toMatch(/token|apiUrl/);
  expect(log[0]!.message).toMatch(why);
});
