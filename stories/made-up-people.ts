/** Visitors and viewings of people who do not exist: no name, address or place in here is anybody's. */
import { addDays, today } from '../src/stats/calendar-days.js';
import type { ViewingEvent, Visitor } from '../src/stats/private-fields.js';
import { HOSTILE_TEXT, LONG_TITLE } from './made-up-lists.js';

/** Opens everything of the stories' sources. Nobody has signed it, and nothing else takes it. */
export const READER_TOKEN = ['{"alg":"none"}', '{"scope":"visitors events personal"}', '']
  .map((part) => btoa(part).replaceAll('=', ''))
  .join('.');

/** The viewing whose heatmap page lies beside the snapshot, at `STORY_API`. */
export const STORY_EVENT = 'made-up-viewing-0';

const NAMES = [
  'Mara Mustermann',
  'Joe Placeholder',
  'Ann Example',
  null,
  'Jean Untel',
  'Perico de los Palotes',
  null,
  'فلان الفلاني',
  'Nanashi Gombei',
  'Erika Musterfrau',
] as const;
const VISITORS = 31;
const EVENTS = 58;

const moment = (index: number): string =>
  `${addDays(today(), -1 - Math.floor(index / 3))}T${String(18 - (index % 9)).padStart(2, '0')}:${String((index * 17) % 60).padStart(2, '0')}:00Z`;

/** A text of its own where there is one; the sly and the long sources say theirs instead. */
const texts =
  (kind: string) =>
  <T extends string | null>(text: T): T | string =>
    text === null ? text : kind === 'sly' ? HOSTILE_TEXT : kind === 'long' ? LONG_TITLE : text;

const visitorKey = (index: number): string => `nobody${String(index).padStart(2, '0')}-made-up`;

const emailOf = (index: number): string | null =>
  NAMES[index % NAMES.length] ? `visitor-${index}@example.com` : null;

const visitor = (index: number, kind: string): Visitor => {
  const text = texts(kind);
  return {
    visitor_key: visitorKey(index),
    created_at: moment(index * 4 + 30),
    last_active_at: moment(index),
    last_event_key: `made-up-viewing-${index}`,
    load_count: kind === 'long' ? 2 ** 53 - 1 : 3 + ((index * 7) % 20),
    play_count: kind === 'long' ? 2 ** 53 - 1 : 1 + ((index * 5) % 9),
    visitor_identity: {
      name: text(NAMES[index % NAMES.length]!),
      email: text(emailOf(index)),
      org: { name: text('Example Company'), title: text('Nobody') },
    },
    user_agent_details: { browser: text('Firefox'), platform: text('Linux'), mobile: index % 4 === 3 },
  };
};

const event = (index: number, kind: string): ViewingEvent => {
  const text = texts(kind);
  const first = index % 3 === 0;
  return {
    received_at: moment(index),
    event_key: `made-up-viewing-${index}`,
    visitor_key: visitorKey(index % VISITORS),
    embed_url: kind === 'sly' ? 'javascript:alert(1)' : `https://www.example.com/${first ? '' : 'lessons/'}`,
    percent_viewed: [0.93, 0.41, 1, 0.08, 0.66][index % 5]!,
    ip: `192.0.2.${1 + (index % 250)}`,
    org: text('Example Company'),
    country: text('XX'),
    region: text('Anyshire'),
    city: text('Anytown'),
    lat: null,
    lon: null,
    email: text(emailOf(index % VISITORS)),
    media_id: first ? '993554ba94' : 'ok7lkjqy3y',
    media_name: text(first ? 'How They Work' : 'Lights, quickly'),
    media_url: kind === 'sly' ? 'javascript:alert(1)' : 'https://www.example.com/videos/',
    iframe_heatmap_url: null,
    conversion_type: index % 7 === 3 ? 'pre-roll-email' : '',
    conversion_data: {},
    thumbnail: null,
    user_agent_details: { browser: text('Firefox'), platform: text('Linux'), mobile: index % 4 === 3 },
  };
};

const pageOf = <Row>(rows: Row[], query: URLSearchParams): Row[] => {
  const size = Number(query.get('per_page') ?? 100);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return rows.slice(from, from + size);
};

const all = <Row>(count: number, make: (index: number, kind: string) => Row, kind: string): Row[] =>
  Array.from({ length: count }, (_, index) => make(index, kind));

/** What a private path answers; undefined where it is none, or nobody is meant by it. */
export const madeUpPeople = (path: string, query: URLSearchParams, kind: string): unknown => {
  const [, name, key] = /^stats\/(visitors|events)(?:\/([^/]+))?\.json$/.exec(path) ?? [];
  const is = (parameter: string, value: string | null) => {
    const wanted = query.get(parameter);
    return !wanted || wanted === value;
  };
  if (name === 'visitors') {
    const rows = all(VISITORS, visitor, kind);
    if (key) return rows.find((row) => row.visitor_key === decodeURIComponent(key));
    const filter = query.get('filter');
    return pageOf(
      rows.filter(({ visitor_identity: { name, email } }) =>
        (is('search', name) || is('search', email)) && (!filter || name),
      ),
      query,
    );
  }
  if (name === 'events') {
    const rows = all(EVENTS, event, kind);
    if (key) return rows.find((row) => row.event_key === decodeURIComponent(key));
    const [start, end] = [query.get('start_date'), query.get('end_date')];
    return pageOf(
      rows.filter(
        (row) =>
          is('media_id', row.media_id) &&
          is('visitor_key', row.visitor_key) &&
          (!start || row.received_at.slice(0, 10) >= start) &&
          (!end || row.received_at.slice(0, 10) <= end),
      ),
      query,
    );
  }
  return undefined;
};
