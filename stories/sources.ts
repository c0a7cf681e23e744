/**
 * Sources that are in some state for good: a story's element reads `base-url="https://error.stories.test/"`
 * and is in trouble. Replies that tell figures come from the snapshot beside the stories.
 */

/** The addresses, by the state that they bring an element into. */
export const source = {
  /** Real figures, as files. */
  data: './stats/',
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
} as const;

const json = (body: unknown): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

/** `stats/medias/{id}/engagement.json` and the like, without anything in it. */
const emptied = (path: string): unknown => {
  if (/by_date/.test(path)) return [];
  if (/engagement/.test(path)) return { engagement: 0, engagement_data: [], rewatch_data: [] };
  if (/^(medias|recommendations|related)/.test(path)) return [];
  return { load_count: 0, play_count: 0, hours_watched: 0 };
};

const answered = new Set<string>();

/** Makes the page answer for those addresses by itself. */
export const answerStories = (): void => {
  const { fetch } = globalThis;
  const fromSnapshot = (path: string) => fetch(new URL(`./stats/${path}`, document.baseURI));
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), document.baseURI);
    if (!url.hostname.endsWith('.stories.test')) return fetch(input, init);
    const path = url.pathname.slice(1);
    switch (url.hostname.split('.')[0]) {
      case 'loading':
        return new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal!.reason as Error));
        });
      case 'empty':
        return json(emptied(path));
      case 'stale':
        if (answered.has(path)) return new Response('', { status: 403 });
        answered.add(path);
        return fromSnapshot(path);
      case 'offline':
        throw new TypeError('Failed to fetch');
      case 'hostile':
        return json({ play_count: 'NaN', engagement_data: ['<img src=x onerror=alert(1)>'] });
      default:
        return new Response('', { status: 403 });
    }
  };
};
