/** The Data API's lists: videos and projects. */
import type { Account } from './account.js';
import { choice, pageOf, paging } from './parameters.js';
import type { Media, Project } from './medias.js';
import { thumbnailOf } from './pictures.js';

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, '+00:00');

/** Wistia says "project" or, newer, "folder", and spells its id in two ways. */
const projectOf = (account: Account, { project: index }: Media) => {
  const { id, name, hashed_id } = account.projects[index]!;
  return index % 2
    ? { folder: { id, name, hashedId: hashed_id } }
    : { project: { id, name, hashed_id } };
};

/** A media as `medias.json` words it. */
export const mediaReply = (account: Account, media: Media, origin: string) => ({
  id: media.id,
  name: media.name,
  type: media.type,
  archived: media.archived,
  created: iso(media.created),
  updated: iso(media.created + 36e5),
  duration: media.duration,
  hashed_id: media.hashed_id,
  description: media.description,
  progress: media.status === 'ready' ? 1 : 0.35,
  status: media.status,
  section: media.genre % 2 ? 'More of it' : null,
  thumbnail: thumbnailOf(media, origin),
  tags: media.tags.map((name) => ({ name })),
  ...projectOf(account, media),
});

const orders = {
  id: (media: Media) => media.id,
  name: (media: Media) => media.name,
  created: (media: Media) => media.created,
  updated: (media: Media) => media.created,
};
type Order = keyof typeof orders;

/** The medias that a list request asks for. */
export const listMedias = (account: Account, query: URLSearchParams): Media[] => {
  const page = paging(query);
  const ids = query.getAll('hashed_ids[]');
  const tags = query.getAll('tags[]');
  const type = query.get('type');
  const name = query.get('name');
  const projectId = query.get('project_id');
  const project = projectId ? account.projects.indexOf(account.project(projectId)!) : undefined;
  const archived = choice(query, 'archived', ['true', 'false']);
  const order = orders[choice(query, 'sort_by', Object.keys(orders) as Order[]) ?? 'id'];
  // 1 is ascending, 0 descending.
  const direction = choice(query, 'sort_direction', ['0', '1']) === '0' ? -1 : 1;
  const wanted = account.medias.filter(
    (media) =>
      (!ids.length || ids.includes(media.hashed_id)) &&
      tags.every((name) => media.tags.includes(name)) &&
      (!type || media.type === type) &&
      (!name || media.name === name) &&
      (archived === undefined || media.archived === (archived === 'true')) &&
      (project === undefined || media.project === project),
  );
  const compare = (a: Media, b: Media): number =>
    order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.id - b.id;
  return pageOf(
    wanted.sort((a, b) => direction * compare(a, b)),
    page,
  );
};

const projectReply = (account: Account, project: Project) => ({
  id: project.id,
  name: project.name,
  description: '',
  hashedId: project.hashed_id,
  mediaCount: account.sumsOf(project).length,
  created: iso(project.created),
  updated: iso(project.created),
  anonymousCanUpload: false,
  anonymousCanDownload: false,
  public: false,
  publicId: project.hashed_id,
});

/** `projects.json` */
export const listProjects = (account: Account, query: URLSearchParams) =>
  pageOf(account.projects, paging(query)).map((project) => projectReply(account, project));
