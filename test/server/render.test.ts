/** Widgets as markup: what a reader without scripts, a search engine and the page's script get. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchReplies, renderToString, styleSheets, styleSources } from '../../src/server/index.js';
import type { RenderOptions } from '../../src/server/index.js';

afterEach(() => void vi.restoreAllMocks());

const HOSTILE = '</script></template><img src=x onerror=alert(1)>"\'&<!--';

const days = Array.from({ length: 30 }, (_, i) => ({
  date: `2012-03-${String(i + 1).padStart(2, '0')}`,
  play_count: 10 + i,
}));

const card = (media_id: string, name: string) => ({
  media_id,
  name,
  duration: 75,
  thumbnail: { url: 'https://pictures.example/a.jpg?image_crop_resized=200x120', width: 200, height: 120 },
  score: 1,
  reason: { kind: 'popular' },
});

const replies = {
  'stats/account.json': { play_count: 1234567, hours_watched: 12.25 },
  'stats/medias/a.json': { play_count: 128402 },
  'stats/medias/a/engagement.json': {
    engagement: 0.5,
    engagement_data: Array.from({ length: 60 }, (_, i) => 100 - i),
    rewatch_data: Array.from({ length: 60 }, (_, i) => (i === 6 ? 9 : 0)),
  },
  'stats/medias/a/by_date.json?start_date=2012-03-01&end_date=2012-03-30': days,
  'recommendations.json?limit=4': [card('b', HOSTILE), card('c', 'Second')],
  'medias.json': [
    { hashed_id: 'a', name: HOSTILE, duration: 90.4, thumbnail: null, project_id: null, created: '2024-01-31' },
  ],
};

const rendered = (tag: string, options: RenderOptions = {}) => renderToString(tag, { replies, ...options });

const media = { 'media-id': 'a' };
const march = { ...media, 'start-date': '2012-03-01', 'end-date': '2012-03-30' };

/** The markup without what only a script or a style sheet would read. */
const readable = (markup: string): string =>
  markup
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const dataOf = (markup: string) =>
  JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(markup)![1]!) as {
    replies: Record<string, unknown>;
    fetchedAt: number;
    maxAge: number;
  };

describe('a count', () => {
  test('stands in a declarative shadow root, with its reply beside it and its fallback outside', async () => {
    const markup = await rendered('wistia-play-count', {
      attributes: media,
      fallback: 'many plays',
      fetchedAt: 5000,
      maxAge: 300,
    });
    expect(markup).toMatch(
      /^<wistia-play-count media-id="a"><template shadowrootmode="open">.*<\/template>many plays<\/wistia-play-count>$/s,
    );
    expect(markup).toContain('<span part="value">128,402</span>');
    expect(dataOf(markup)).toEqual({
      replies: { 'stats/medias/a.json': { play_count: 128402 } },
      fetchedAt: 5000,
      maxAge: 300,
    });
  });

  test('that rolls up in a browser has its last number here', async () => {
    const markup = await rendered('wistia-play-count', { attributes: { ...media, 'count-up': '' } });
    expect(markup).toContain('<span part="value">128,402</span>');
  });

  test.each([
    ['de', { format: 'compact' }, '1,2 Mio.'],
    ['en', { format: 'compact' }, '1.2M'],
    ['fr', { field: 'hours_watched' }, '12,3'],
  ])('speaks %s', async (lang, attributes, text) => {
    const markup = await rendered('wistia-play-count', { attributes, lang });
    expect(readable(markup).replace(/&nbsp;/g, ' ')).toBe(text);
  });

  test('speaks its own language before that of the page', async () => {
    const attributes = { ...media, lang: 'de' };
    expect(await rendered('wistia-play-count', { attributes, lang: 'en' })).toContain('128.402');
  });

  test('sums days', async () => {
    expect(readable(await rendered('wistia-play-count', { attributes: march }))).toBe('735');
  });

  test('has its label’s slot where there may be a label', async () => {
    const html = '<span slot="label">plays</span>';
    const markup = await rendered('wistia-play-count', { attributes: media, html });
    expect(markup).toContain('<slot name="label"></slot>');
    expect(markup).toContain(`</template>${html}</wistia-play-count>`);
  });

  test('writes no field that it does not know: what else a reply holds stays on the server', async () => {
    const secret = { play_count: 7, owner_email: 'someone@example.com' };
    const markup = await rendered('wistia-play-count', {
      attributes: media,
      replies: { 'stats/medias/a.json': secret },
    });
    expect(markup).not.toContain('someone');
  });
});

describe('without a figure', () => {
  const attributes = { 'media-id': 'unknown' };

  test.each(['wistia-play-count', 'wistia-engagement-graph', 'wistia-heatmap', 'wistia-trend', 'wistia-recommendations', 'wistia-visitors', 'wistia-events'])(
    '<%s> is its fallback, as text',
    async (tag) => {
      const markup = await rendered(tag, { attributes, replies: {}, fallback: HOSTILE });
      expect(markup.startsWith(`<${tag} media-id="unknown">&lt;/script&gt;`)).toBe(true);
      expect(markup).not.toContain('<template');
      expect(markup.match(/</g)).toHaveLength(2);
    },
  );

  test('a reply of an unexpected shape is told, and is not written', async () => {
    const told = vi.fn();
    const markup = await rendered('wistia-play-count', {
      attributes: media,
      replies: { 'stats/medias/a.json': { play_count: 'many' } },
      onError: told,
    });
    expect(markup).toBe('<wistia-play-count media-id="a"></wistia-play-count>');
    expect(told.mock.calls.map(([error]) => (error as Error).message).join()).toMatch(/play_count should be/);
  });

  test('the console is told of what went wrong, in a sentence', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await rendered('wistia-engagement-graph');
    await rendered('wistia-play-count', { attributes: { ...media, field: 'visitors' } });
    expect(warn.mock.calls.flat().join('\n')).toMatch(/<wistia-engagement-graph>: media-id is missing/);
    expect(warn.mock.calls.flat().join('\n')).toMatch(/<wistia-play-count>: .*visitors/);
  });
});

describe('charts', () => {
  test('an engagement graph has its curves, its axes, its sentence and its table', async () => {
    const markup = await rendered('wistia-engagement-graph', { attributes: media });
    expect(markup).toMatch(/<path class="curve views" d="M[^"]+"/);
    expect(readable(markup)).toMatch(/^50% watched on average/);
    expect(readable(markup)).toContain('0:30');
    expect(markup.match(/<tr>/g)!.length).toBeGreaterThan(15);
  });

  test('a trend has its line, its dates and its sentence', async () => {
    const markup = await rendered('wistia-trend', { attributes: march, lang: 'de' });
    expect(markup).toMatch(/<path class="line" d="M[^"]+"/);
    expect(readable(markup)).toContain('735');
    expect(readable(markup)).toMatch(/März/);
  });

  test('a sparkline is a picture in a sentence, with words in its place', async () => {
    const markup = await rendered('wistia-trend', { attributes: { ...march, type: 'sparkline' } });
    expect(markup).toMatch(/<figure [^>]*role="img"/);
    expect(markup).toMatch(/aria-label="[^"]*735/);
  });

  test('a heatmap has its strip in colours, and says when most was watched', async () => {
    const markup = await rendered('wistia-heatmap', { attributes: media });
    expect(new Set(markup.match(/fill="rgb\([\d,]+\)"/g)).size).toBeGreaterThan(4);
    expect(readable(markup)).toContain('most watched at 0:00');
  });

  test('reads from right to left where the page does', async () => {
    const of = async (dir: 'ltr' | 'rtl') =>
      /<path class="curve views" d="M([\d.]+)/.exec(
        await rendered('wistia-engagement-graph', { attributes: media, dir }),
      )![1]!;
    expect(Number(await of('rtl'))).toBeGreaterThan(Number(await of('ltr')));
  });

  test.each(['wistia-engagement-graph', 'wistia-heatmap', 'wistia-trend'])(
    '<%s> has nothing that a reader without scripts could press in vain',
    async (tag) => {
      const markup = await rendered(tag, { attributes: march });
      expect(markup).not.toMatch(/tabindex|role="slider"|<button(?![^>]* disabled)/);
    },
  );

  test('a long video’s length goes with its tag, and the catalogue stays on the server', async () => {
    const engagement_data = Array.from({ length: 1000 }, (_, i) => 1000 - i);
    const markup = await rendered('wistia-engagement-graph', {
      attributes: media,
      replies: {
        'stats/medias/a/engagement.json': { engagement_data },
        'medias.json': [{ ...replies['medias.json'][0], duration: 2400, name: 'A secret title' }],
      },
    });
    expect(markup).toMatch(/^<wistia-engagement-graph media-id="a" duration="2400">/);
    expect(readable(markup)).toContain('30:00');
    expect(markup).not.toContain('secret');
  });
});

describe('recommendations', () => {
  test('are links that work without a script, whatever their names are', async () => {
    const markup = await rendered('wistia-recommendations', {
      attributes: { 'href-template': '/watch/{media_id}' },
    });
    expect(markup).toContain('href="/watch/b"');
    expect(markup).toContain('href="/watch/c"');
    expect(readable(markup)).toContain('Second');
    expect(markup).not.toContain('<img src=x');
    expect(markup.match(/<\/script>/g)).toHaveLength(1);
    expect(dataOf(markup).replies['recommendations.json?limit=4']).toHaveLength(2);
  });

  test('link nowhere but to pages', async () => {
    const attributes = { 'href-template': 'javascript:alert({media_id})' };
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(await rendered('wistia-recommendations', { attributes })).not.toMatch(/(href|src)="javascript:/);
  });

  test('say so where nothing is left', async () => {
    const markup = await rendered('wistia-recommendations', {
      replies: { 'recommendations.json?limit=4': [] },
      lang: 'en',
    });
    expect(readable(markup)).toMatch(/\w/);
    expect(markup).toContain('part="message"');
  });
});

test('a source is there before its script, around the widgets in it', async () => {
  const html = await rendered('wistia-play-count', { attributes: media });
  const markup = await rendered('wistia-stats-source', { attributes: { 'base-url': '/stats/' }, html });
  expect(markup).toMatch(/^<wistia-stats-source base-url="\/stats\/"><template shadowrootmode="open"><style>/);
  expect(markup).toContain(`<slot></slot></template>${html}</wistia-stats-source>`);
});

describe('style sheets', () => {
  const sheet = (markup: string) => /<style[^>]*>(.*?)<\/style>/s.exec(markup)![1]!;

  test('have a nonce, or a hash that a policy can name', async () => {
    const sources = await styleSources();
    for (const tag of ['wistia-play-count', 'wistia-heatmap', 'wistia-trend']) {
      const markup = await rendered(tag, { attributes: march, nonce: 'a"b' });
      expect(markup).toContain('<style nonce="a&quot;b">');
      expect(sheet(markup)).toBe(styleSheets[tag]);
      const hash = createHash('sha256').update(sheet(markup)).digest('base64');
      expect(sources[tag]).toBe(`'sha256-${hash}'`);
    }
  });

  test.each(['wistia-engagement-graph', 'wistia-heatmap', 'wistia-trend', 'wistia-recommendations', 'wistia-play-count'])(
    'where none may come with <%s>, words alone do',
    async (tag) => {
      const attributes = tag === 'wistia-recommendations' ? {} : march;
      const markup = await rendered(tag, { attributes, styles: 'none' });
      expect(markup).not.toMatch(/<(style|svg|img|table|button)\b/);
      expect(readable(markup).length).toBeGreaterThan(2);
    },
  );

  test('no markup holds an inline style, which a strict policy blocks', async () => {
    for (const tag of Object.keys(styleSheets)) {
      const attributes = tag === 'wistia-recommendations' ? {} : march;
      expect(await rendered(tag, { attributes })).not.toMatch(/<[^>]+ style=/);
    }
  });
});

describe('data for search engines', () => {
  const blockOf = (markup: string) =>
    /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(markup)?.[1];

  test('say how often the video was watched, and what it is', async () => {
    const markup = await rendered('wistia-play-count', {
      attributes: { ...media, 'structured-data': true },
    });
    // Outside of the template, where every reader of markup looks.
    expect(markup).toMatch(/<\/template><script type="application\/ld\+json">/);
    expect(JSON.parse(blockOf(markup)!)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'VideoObject',
      identifier: 'a',
      name: HOSTILE,
      uploadDate: '2024-01-31',
      duration: 'PT90S',
      interactionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: { '@type': 'WatchAction' },
        userInteractionCount: 128402,
      },
    });
    expect(blockOf(markup)).not.toContain('<');
  });

  test('are part of the page’s own description, where that is named', async () => {
    const markup = await rendered('wistia-play-count', {
      attributes: { ...media, 'structured-data': '#video' },
    });
    expect(JSON.parse(blockOf(markup)!)).toMatchObject({ '@id': '#video' });
    expect(markup).not.toContain('uploadDate');
  });

  test.each([{}, march, { ...media, field: 'load_count' }])(
    'there are none where not all plays of one video are counted: %o',
    async (attributes) => {
      const markup = await rendered('wistia-play-count', {
        attributes: { ...attributes, 'structured-data': true },
        replies: { ...replies, 'stats/medias/a.json': { play_count: 3, load_count: 5 } },
      });
      expect(markup).toContain('part="value"');
      expect(blockOf(markup)).toBeUndefined();
    },
  );
});

describe('fetching', () => {
  const source = (bodies: Record<string, unknown>, headers = {}) => {
    const asked: string[] = [];
    const fetch = async ({ url }: Request): Promise<Response> => {
      const path = url.replace('https://stats.example.com/', '');
      asked.push(path);
      return Object.hasOwn(bodies, path)
        ? Response.json(bodies[path], { headers })
        : new Response('', { status: 404 });
    };
    return { asked, fetch, baseUrl: 'https://stats.example.com' };
  };

  test('asks for what the widget shows and for nothing else, each once', async () => {
    const { asked, ...from } = source(replies, { 'Cache-Control': 'max-age=20' });
    const markup = await renderToString('wistia-engagement-graph', { attributes: media, ...from });
    expect(asked.sort()).toEqual(['stats/medias/a.json', 'stats/medias/a/engagement.json']);
    expect(markup).toContain('class="curve views"');
    expect(dataOf(markup).maxAge).toBe(20);
  });

  test('does not ask for what is at hand', async () => {
    const { asked, ...from } = source({});
    await rendered('wistia-engagement-graph', { attributes: media, ...from });
    expect(asked).toEqual([]);
  });

  test('a source that does not answer in time, or refuses, leaves the fallback', async () => {
    const told = vi.fn();
    const hangs = (request: Request) =>
      new Promise<Response>((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason)),
      );
    const options = { attributes: media, fallback: 'many', baseUrl: 'https://stats.example.com/', onError: told };
    const plain = '<wistia-play-count media-id="a">many</wistia-play-count>';
    expect(await renderToString('wistia-play-count', { ...options, fetch: hangs, timeout: 5 })).toBe(plain);
    expect(await renderToString('wistia-play-count', { ...options, ...source({}) })).toBe(plain);
    expect(told.mock.calls.map(([error]) => (error as Error).message)).toEqual([
      'https://stats.example.com/stats/medias/a.json did not answer in 5 ms.',
      expect.stringMatching(/^https:\/\/stats.example.com\/stats\/medias\/a.json answered 404/),
    ]);
  });

  test('many widgets’ replies can be fetched at once, each path once', async () => {
    const { asked, ...from } = source(replies);
    const found = await fetchReplies(
      [
        ['wistia-play-count', media],
        ['wistia-engagement-graph', media],
        ['wistia-play-count'],
        ['wistia-visitors'],
      ],
      from,
    );
    expect(asked.sort()).toEqual(['stats/account.json', 'stats/medias/a.json', 'stats/medias/a/engagement.json']);
    expect(Object.keys(found).sort()).toEqual(asked);
  });
});

describe('a call that is wrong is refused in a sentence', () => {
  test.each([
    ['play-count', {}, /"play-count" is no widget: write the whole tag/],
    ['script', {}, /is no widget/],
    ['wistia-play-count', { attributes: { 'a><script>': '1' } }, /is no attribute/],
    ['wistia-play-count', { attributes: { onclick: 'x' } }, /"onclick" is no attribute/],
    ['wistia-play-count', { baseUrl: '/stats/' }, /"\/stats\/" is no source: baseUrl must be a whole/],
  ])('%s %o', async (tag, options, message) => {
    await expect(renderToString(tag, options)).rejects.toThrow(message);
    await expect(renderToString(tag, options)).rejects.toBeInstanceOf(TypeError);
  });
});
