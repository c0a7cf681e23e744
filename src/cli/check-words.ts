/** A configuration's publication in words. */
import type { Settings } from '../gateway/config.js';
import { Publication } from '../gateway/publication.js';
import type { Allowed } from '../gateway/publication.js';

/** What `wistia-widgets check` says. */
export interface Explained {
  /** Headings, each with its lines. */
  parts: [heading: string, lines: string[]][];
  warnings: string[];
}

const or = (list: readonly string[]): string =>
  list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;

const daysOf = ({ days, byDate }: Allowed): string => {
  if (!byDate.length) return 'no days';
  if (!days) return `${or(byDate)} by day, all days`;
  const { start_date, end_date, last } = days;
  const bounds = [
    last && `no further back than ${last}`,
    start_date && `from ${start_date}`,
    end_date && `up to ${end_date}`,
  ].filter(Boolean);
  return `${or(byDate)} by day, ${bounds.join(', ') || 'all days'}`;
};

const isNothing = ({ show, byDate, engagement }: Allowed): boolean =>
  !show.length && !byDate.length && !engagement.length;

/** What may be read of one thing. */
export const allowedWords = (allowed: Allowed | undefined, isMedia: boolean): string => {
  if (!allowed || isNothing(allowed)) return 'nothing';
  const { show, engagement, catalogue } = allowed;
  const parts = [show.length ? or(show) : 'no totals', daysOf(allowed)];
  if (isMedia) {
    parts.push(engagement.length ? 'engagement over the video’s time' : 'no engagement curve');
    if (!catalogue) parts.push('not in the list of videos');
  }
  return parts.join('; ');
};

/** Where rules let through less than they seem to. */
const doubts = (name: string, allowed: Allowed | undefined, today: string): string[] => {
  if (!allowed) return [];
  const { days } = allowed;
  const found: string[] = [];
  if (isNothing(allowed)) {
    found.push(`${name} is named, but none of its fields can be read: check "fields".`);
  }
  if (days?.end_date && days.end_date < today && !days.start_date) {
    found.push(`${name} has no days after ${days.end_date}, which is over.`);
  }
  if (days?.start_date && days.start_date > today) {
    found.push(`${name} has no days before ${days.start_date}, which is yet to come.`);
  }
  return found;
};

/** Explains a configuration, without asking Wistia. */
export const explain = (settings: Settings, today: string): Explained => {
  const { publish, origins, readers, apiUrl } = settings;
  const publication = new Publication(publish);
  const { projects, medias } = publication.rules;
  const parts: Explained['parts'] = [];
  const warnings: string[] = [];
  const say = (heading: string, rules: [name: string, allowed: Allowed | undefined][], isMedia: boolean) => {
    if (!rules.length) return;
    parts.push([heading, rules.map(([name, allowed]) => `${name}: ${allowedWords(allowed, isMedia)}`)]);
    for (const [name, allowed] of rules) warnings.push(...doubts(name, allowed, today));
  };

  say('The account', publication.account ? [['sums of everything', publication.account]] : [], false);
  say(
    'Projects',
    [
      ...[...projects.ids].map(([id, it]): [string, Allowed | undefined] => [`project ${id}`, it]),
      ...(projects.all ? [['every other project', projects.all] as [string, Allowed]] : []),
    ],
    false,
  );
  const others = medias.ids.size + medias.tags.size + medias.projects.size ? 'every other' : 'every';
  say(
    'Videos',
    [
      ...[...medias.ids].map(([id, it]): [string, Allowed | undefined] => [`video ${id}`, it]),
      ...[...medias.tags].map(([tag, it]): [string, Allowed | undefined] => [
        `videos with the tag "${tag}"`,
        it,
      ]),
      ...[...medias.projects].map(([id, it]): [string, Allowed | undefined] => [
        `videos of the project ${id}`,
        it,
      ]),
      ...(medias.all ? [[`${others} video`, medias.all] as [string, Allowed]] : []),
    ],
    true,
  );

  parts.push([
    'Who',
    [
      origins === '*'
        ? 'pages of any site'
        : origins.length
          ? `pages of ${or(origins)}, and of the gateway's own address`
          : "pages of the gateway's own address only: name others in \"origins\"",
      'any program: what is published is public',
    ],
  ]);
  if (readers) {
    const names = readers.keys.map(({ kid, alg }) => `"${kid}" (${alg})`);
    parts.push([
      'Signed readers',
      [
        `whoever has a token signed by ${or(names)} for "${readers.audience}": what its scope says, which may be everything, people included`,
      ],
    ]);
  }

  if (!publication.account && !publication.hasMedias && ![...projects.ids.values(), projects.all].some(Boolean)) {
    warnings.push('Nothing is published: name in "publish" what the public may read.');
  }
  if (medias.all) {
    warnings.push(
      'Every video is published, also each that is uploaded from now on: name projects or tags if only some are meant.',
    );
  }
  if (projects.all) {
    warnings.push('Every project is published, also each that is made from now on.');
  }
  if (medias.tags.size && medias.all === undefined) {
    warnings.push('Whoever may tag a video at Wistia can publish it: tags are rights now.');
  }
  if (origins === '*') warnings.push('Pages of any site may show the figures: list your own in "origins".');
  for (const id of [...projects.repeated, ...medias.repeated]) {
    warnings.push(`"${id}" is named more than once: the last rule holds.`);
  }
  const { protocol, hostname } = new URL(apiUrl);
  if (protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(hostname)) {
    warnings.push('apiUrl is not encrypted: the token can be read on the way.');
  }
  return { parts, warnings };
};
