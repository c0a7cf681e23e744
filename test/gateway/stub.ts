/** A make-believe Wistia of a few lines, for tests that decide themselves what it answers. */
import { createGateway } from '../../src/gateway/index.js';
import type {
  EventsRuntime,
  Gateway,
  GatewayConfig,
  LogEntry,
  UpstreamCall,
} from '../../src/gateway/index.js';
import { ACCOUNT as account, MEDIA as media } from '../sample-figures.js';

export const TOKEN = 'canary_token_7b1f';

export { account, media };
export const project = { ...account, number_of_videos: 8 };
export const engagement = { engagement: 0.75, engagement_data: [154, 152], rewatch_data: [13, 17] };

export const json = (value: unknown, init?: ResponseInit): Response =>
  new Response(JSON.stringify(value), {
    headers: { 'Content-Type': 'application/json' },
    ...init,
  });

/** The rows of a by_date request: one a day, with figures that tell the day. */
export const days = (url: URL): unknown[] => {
  const rows = [];
  const end = Date.parse(url.searchParams.get('end_date')!);
  for (let day = Date.parse(url.searchParams.get('start_date')!); day <= end; day += 864e5) {
    const date = new Date(day);
    rows.push({
      date: date.toISOString().slice(0, 10),
      load_count: date.getUTCDate() * 10,
      play_count: date.getUTCDate(),
      hours_watched: date.getUTCMonth() + 1,
    });
  }
  return rows;
};

/** A row of the Data API's list. */
export const listed = (hashed_id: string, projectId = 'p1', more: object = {}) => ({
  id: 1,
  hashed_id,
  name: `Video ${hashed_id}`,
  type: 'Video',
  duration: 60.5,
  created: '2024-01-02T03:04:05+00:00',
  updated: '2024-01-02T03:04:05+00:00',
  status: 'ready',
  archived: false,
  thumbnail: { url: `https://embed.example/${hashed_id}.jpg`, width: 640, height: 360 },
  project: { id: 77, name: 'A project', hashedId: projectId },
  ...more,
});

export type Answer = (path: string, url: URL, init: RequestInit) => Response | Promise<Response>;

const tagged = (...names: string[]) => ({ tags: names.map((name) => ({ name })) });
const videos = [
  listed('m1', 'p1', tagged('site')),
  listed('m2', 'p1', tagged('internal')),
  listed('m3', 'p2', tagged('site', 'internal')),
];

/** What a healthy Wistia answers; `medias` is its list of videos. */
export const healthy =
  (medias: unknown[] = videos): Answer =>
  (path, url) => {
    if (path === 'medias.json') {
      const ids = url.searchParams.getAll('hashed_ids[]');
      const projectId = url.searchParams.get('project_id');
      const tag = url.searchParams.get('tags[]');
      const page = Number(url.searchParams.get('page'));
      const rows = (medias as (ReturnType<typeof listed> & { tags?: unknown })[])
        .filter((row) => !tag || JSON.stringify(row.tags).includes(`"${tag}"`))
        .filter((row) => !ids.length || ids.includes(row.hashed_id))
        .filter(
          ({ project }) => !projectId || [project.hashedId, `${project.id}`].includes(projectId),
        );
      return json(rows.slice((page - 1) * 100, page * 100));
    }
    if (path.endsWith('/by_date.json')) return json(days(url));
    if (path.endsWith('/engagement.json')) return json(engagement);
    if (path === 'stats/account.json') return json(account);
    if (path.startsWith('stats/projects/')) return json(project);
    if (path.startsWith('stats/medias/')) return json(media);
    return json({ error: 'Not found' }, { status: 404 });
  };

export interface Stubbed {
  gateway: Gateway;
  /** Asks the gateway for a path below its root. */
  get: (path: string, init?: RequestInit) => Promise<Response>;
  /** Paths, with their queries, that Wistia was asked for. */
  asked: string[];
  log: LogEntry[];
  /** What whoever counts requests to Wistia is told of them. */
  calls: UpstreamCall[];
  /** Changes what Wistia answers from now on. */
  answer: (answer: Answer) => void;
}

/** A gateway in front of a stub. */
export const stubbed = (
  config: Partial<GatewayConfig> = {},
  first: Answer = healthy(),
  events?: EventsRuntime,
): Stubbed => {
  let current = first;
  const asked: string[] = [];
  const log: LogEntry[] = [];
  const calls: UpstreamCall[] = [];
  const gateway = createGateway(
    { token: TOKEN, apiUrl: 'https://wistia.test/v1/', ...config },
    {
      log: (entry) => log.push(entry),
      onUpstream: (call) => calls.push(call),
      events,
      script: { body: 'console.log("widgets")', version: '1.2.3' },
      async fetch(text, init) {
        const url = new URL(text);
        const path = url.pathname.replace(/^\/v1\//, '');
        asked.push(path + url.search);
        return current(path, url, init);
      },
    },
  );
  return {
    gateway,
    get: (path, init) => gateway(new Request(`https://stats.example/${path}`, init)),
    asked,
    log,
    calls,
    answer: (answer) => (current = answer),
  };
};

/** A fetch that never answers, but can be aborted. */
export const hang: Answer = (_path, _url, { signal }) =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });
