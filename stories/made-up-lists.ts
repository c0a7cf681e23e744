/** Lists that a gateway would make for a visitor, made up of the make-believe account's videos. */
import type { CatalogueMedia, Recommendation } from '../src/stats/fields.js';

export const HOSTILE_TEXT = '"><img src=x onerror="document.title=\'pwned\'"><script>alert(1)</script>\u202e';
export const LONG_TEXT =
  'Everything that we have learnt in ten years about filming people who would rather not be filmed, ' +
  'told by those people in the order in which they forgave us';
/** With a word in it that no narrow card can hold in a line. */
export const LONG_TITLE = `${LONG_TEXT}, with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen`;

type Reason = Partial<Recommendation['reason']> & Pick<Recommendation['reason'], 'kind'>;

const WATCHED = { kind: 'because_watched', media_id: '993554ba94', name: 'How They Work' } as const;

/** Why the first, second and further ones are there. */
const REASONS: readonly Reason[] = [
  WATCHED,
  { kind: 'continue', share: 0.42 },
  WATCHED,
  { kind: 'new' },
  { kind: 'popular' },
  { kind: 'pinned' },
];

const item = (video: CatalogueMedia, reason: Reason, rank: number): Recommendation => ({
  media_id: video.hashed_id,
  name: video.name,
  duration: video.duration,
  thumbnail: video.thumbnail,
  score: 1 / (1 + rank),
  reason: { media_id: null, name: null, share: null, ...reason },
});

const sly = (it: Recommendation): Recommendation => ({
  ...it,
  name: HOSTILE_TEXT,
  thumbnail: { url: 'javascript:alert(1)', width: 640, height: 360 },
  reason: { ...it.reason, name: it.reason.name && HOSTILE_TEXT },
});

const long = (it: Recommendation): Recommendation => ({
  ...it,
  name: LONG_TITLE,
  duration: 36_754,
  reason: { ...it.reason, name: it.reason.name && LONG_TITLE },
});

/** What is recommended; what was watched is not in it. */
export const madeUpList = (
  videos: readonly CatalogueMedia[],
  query: URLSearchParams,
  kind: string,
): Recommendation[] => {
  const ids = (name: string) => query.get(name)?.split(',');
  const [only, without, first = []] = [ids('media_ids'), ids('exclude'), ids('pin')];
  const project = query.get('project_id');
  const strategy = query.get('strategy');
  // Videos of a kind of their own are the sandbox's trouble makers: here they have sources of their own.
  const plain = videos.filter(({ hashed_id, name }) => hashed_id !== WATCHED.media_id && name.length < 40 && /^\w/.test(name));
  const pinned = first.flatMap((id) => plain.find(({ hashed_id }) => hashed_id === id) ?? []);
  const chosen = [...new Set([...pinned, ...plain])].filter(
    ({ hashed_id, project_id }) =>
      !without?.includes(hashed_id) &&
      (!only || only.includes(hashed_id)) &&
      (!project || project_id === project),
  );
  const change = { sly, long }[kind] ?? ((it: Recommendation) => it);
  return chosen.slice(0, Number(query.get('limit') ?? 4)).map((video, at) => {
    const reason: Reason = pinned.includes(video)
      ? { kind: 'pinned' }
      : strategy === 'popular' || strategy === 'repeat'
        ? { kind: strategy }
        : REASONS[at % REASONS.length]!;
    return change(item(video, reason, at));
  });
};
