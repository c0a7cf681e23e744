/**
 * Sources that are in some state for good: a story's element reads `base-url="https://error.stories.test/"`
 * and is in trouble. Figures come from the snapshot beside the stories; what only a gateway can tell is made up.
 */
import { addDays, today } from '../src/stats/calendar-days.js';
import type { CatalogueMedia } from '../src/stats/fields.js';
import { madeUpList } from './made-up-lists.js';
import { madeUpPeople } from './made-up-people.js';

/** The addresses, by the state that they bring an element into. */
export const source = {
  /** Real figures, as files. */
  data: './stats/',
  /** The same, with what only a gateway can tell. */
  gateway: 'https://gateway.stories.test/',
  /** Never answers. */
  loading: 'https://loading.stories.test/',
  /** Has figures, and none to show. */
  empty: 'https://empty.stories.test/',
  /** Answers once, and then fails. */
  stale: 'https://stale.stories.test/',
  /** Refuses. */
  error: 'https://error.stories.test/',
  /** Cannot be reached. */
  offline: 'https://offline.stories.test/',
  /** Answers with what no source should. */
  hostile: 'https://hostile.stories.test/',
  /** Fits what is expected, with texts and addresses that mean harm. */
  sly: 'https://sly.stories.test/',
  /** Titles and figures as long as they get. */
  long: 'https://long.stories.test/',
} as const;

const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

const refusal = (status: number): Response => new Response('', { status });

/** `stats/medias/{id}/engagement.json` and the like, without anything in it. */
const emptied = (path: string): unknown => {
  if (/by_date/.test(path)) return [];
  if (/engagement/.test(path)) return { engagement: 0, engagement_data: [], rewatch_data: [] };
  if (/^(medias|recommendations|related|stats\/(visitors|events))/.test(path)) return [];
  return { load_count: 0, play_count: 0, hours_watched: 0 };
};

interface Day {
  date: string;
}

/** The snapshot's last day is today, however long it has been lying there. */
const upToToday = (rows: Day[]): Day[] => {
  const last = rows.reduce((day, { date }) => (date > day ? date : day), '');
  const late = last ? Math.round((Date.parse(today()) - Date.parse(last)) / 864e5) : 0;
  return rows.map((row) => ({ ...row, date: addDays(row.date, late) }));
};

const { fetch } = globalThis;
const folder = () => new URL(source.data, document.baseURI).href;
let files: Promise<ReadonlySet<string>> | undefined;

const listed = async (): Promise<ReadonlySet<string>> => {
  const reply = await fetch(`${folder()}snapshot.json`);
  return new Set(((await reply.json()) as { files: string[] }).files);
};

/** A file of the snapshot. For what is not among them, nobody is asked: the console stays clean. */
const fromSnapshot = async (path: string, init?: RequestInit): Promise<Response> => {
  const [file] = path.split('?') as [string];
  if (!(await (files ??= listed())).has(file)) return refusal(404);
  const reply = await fetch(folder() + file, init);
  return file.endsWith('by_date.json') ? json(upToToday((await reply.json()) as Day[])) : reply;
};

/** As a gateway answers, or a snapshot where one can. */
const figures = async (kind: string, path: string, init?: RequestInit): Promise<Response> => {
  const { pathname, searchParams } = new URL(path, 'https://any.test/');
  const name = pathname.slice(1);
  if (name === 'recommendations.json') {
    const videos = await fromSnapshot('medias.json', init);
    return json(madeUpList((await videos.json()) as CatalogueMedia[], searchParams, kind));
  }
  const people = madeUpPeople(name, searchParams, kind);
  if (people) return json(people);
  const reply = await fromSnapshot(path, init);
  return kind === 'long' && reply.ok ? json(lengthened(await reply.json())) : reply;
};

const MOST = 2 ** 53 - 1;

/** Every figure as large as it gets; what is not a count stays. */
const lengthened = (reply: unknown): unknown =>
  JSON.parse(JSON.stringify(reply), (name, value: unknown) =>
    /_count$|^hours_watched$/.test(name) ? MOST : value,
  );

const answered = new Set<string>();

/** What a source answers to a path and its query. */
const answer = async (kind: string, path: string, init?: RequestInit): Promise<Response> => {
  switch (kind) {
    case 'gateway':
    case 'sly':
    case 'long':
      return figures(kind, path, init);
    case 'loading':
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal!.reason as Error));
      });
    case 'empty':
      return json(emptied(path));
    case 'stale': {
      if (answered.has(path)) return refusal(403);
      const reply = await figures(kind, path, init);
      answered.add(path);
      return reply;
    }
    case 'offline':
      throw new TypeError('Failed to fetch');
    case 'hostile':
      return json({ play_count: 'NaN', engagement_data: ['<img src=x onerror=alert(1)>'] });
    default:
      return refusal(403);
  }
};

/** Makes the page answer for those addresses by itself. */
export const answerStories = (): void => {
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), document.baseURI);
    if (url.hostname.endsWith('.stories.test')) {
      return answer(url.hostname.split('.')[0]!, url.pathname.slice(1) + url.search, init);
    }
    const { href } = url;
    return href.startsWith(folder()) ? fromSnapshot(href.slice(folder().length), init) : fetch(input, init);
  };
};
