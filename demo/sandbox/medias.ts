/** The videos and projects of the make-believe account. */
import { hash, hashUnit, Random } from './random.js';
import {
  firstTitle,
  hostileTitle,
  longTitle,
  projectNames,
  rightToLeftTitle,
  titlesByGenre,
} from './titles.js';

/** A project (Wistia calls it a folder in newer replies). */
export interface Project {
  id: number;
  hashed_id: string;
  name: string;
  /** Milliseconds since 1970. */
  created: number;
}

/** A video, and how people behave towards it. */
export interface Media {
  /** Its place in the account, from 0. */
  index: number;
  id: number;
  hashed_id: string;
  name: string;
  type: 'Video' | 'Audio' | 'Image';
  /** Seconds; null for a picture and while it is not ready. */
  duration: number | null;
  /** Whole seconds that a player can show: as many cells as the engagement graph has below 1000. */
  seconds: number;
  status: 'ready' | 'processing';
  archived: boolean;
  project: number;
  genre: number;
  /** Milliseconds since 1970. */
  created: number;
  /** Milliseconds since 1970; nobody loads it from then on. */
  archivedAt: number;
  description: string;
  tags: string[];
  /** How much more than others it is loaded. */
  popularity: number;
  /** Share of loads that an average visitor turns into a play. */
  playChance: number;
  /** Text from outside that is no web address. */
  hostile: boolean;
  /** Wistia rounds the shares of some videos to whole percents. */
  roundsShares: boolean;
}

/** The id that all examples use. */
export const FIRST_MEDIA_ID = '993554ba94';
/** The id of the first project, whatever the seed. */
export const FIRST_PROJECT_ID = 'p1introvid';
/** Days of viewing that lie behind the account. */
export const HISTORY_DAYS = 800;
export const GENRES = titlesByGenre.length;

/** Names of tags, the more common first. */
const tagNames = ['on the site', 'for customers', 'internal'];

const DAY = 864e5;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

const hashedId = (seed: number, salt: number): string => {
  let id = '';
  for (let i = 0; i < 10; i++) id += ALPHABET[hash(seed, salt, i) % ALPHABET.length];
  return id;
};

/** The three projects. */
export const makeProjects = (seed: number, now: number): Project[] =>
  projectNames.map((name, index) => ({
    id: 464_427 + index * 1009,
    hashed_id: index === 0 ? FIRST_PROJECT_ID : hashedId(seed, 0x70000000 + index),
    name,
    created: now - (HISTORY_DAYS + 30 - index) * DAY,
  }));

/** What is odd about some of the videos, in the order in which an account gets them. */
const oddities: Partial<Media & { age: number }>[] = [
  { name: 'The long cut: a whole workshop', duration: 3154.62 },
  { name: 'Evening lecture, unedited', duration: 1843.2 },
  { name: 'Seen by nobody yet', playChance: 0, popularity: 0.1, age: 40 },
  { name: 'Last year’s price list, read aloud', archived: true },
  { name: 'Fresh from the camera', status: 'processing', duration: null, age: 0.02 },
  { name: hostileTitle, hostile: true, description: '<b onmouseover=alert(2)>hover</b>' },
  { name: longTitle },
  { name: rightToLeftTitle },
  { name: 'Studio radio, episode one', type: 'Audio', duration: 912.5 },
  { name: 'Team picture', type: 'Image', duration: null, age: 300 },
  { name: 'Brand new this week', age: 5.3, popularity: 1.5 },
];

/** Where the odd ones begin: behind the videos that a demo shows first. */
const firstOddity = (videos: number): number =>
  Math.min(14, Math.max(1, videos - oddities.length));

/** `videos` videos, oldest first but for some. The first is always {@link FIRST_MEDIA_ID}. */
export const makeMedias = (seed: number, videos: number, now: number): Media[] => {
  const random = new Random(seed, 1);
  const taken = new Set([FIRST_MEDIA_ID]);
  const odd = firstOddity(videos);
  return Array.from({ length: videos }, (_, index): Media => {
    const genre = index % GENRES;
    const titles = titlesByGenre[genre]!;
    const nth = Math.floor(index / GENRES);
    const part = Math.floor(nth / titles.length);
    const title = titles[nth % titles.length]! + (part ? `, part ${part + 1}` : '');
    const oddity = oddities[index - odd] ?? {};
    let id = FIRST_MEDIA_ID;
    for (let salt = index; index > 0 && taken.has(id); salt += videos) id = hashedId(seed, salt);
    taken.add(id);

    const draws = {
      duration: Math.round(Math.exp(random.between(3.7, 6.3)) * 100) / 100, // 40 s to 9 min
      popularity: Math.exp(0.8 * random.normal()),
      playChance: random.between(0.35, 0.85),
      jitter: random.unit(),
    };
    // The first stands from the beginning on, the others come out one by one.
    const age = index === 0 ? HISTORY_DAYS + 20 : (oddity.age ?? 0) || HISTORY_DAYS - 10 -
      ((HISTORY_DAYS - 22) * (index - 1 + draws.jitter)) / videos;
    const duration =
      oddity.duration !== undefined ? oddity.duration : index === 0 ? 137.28 : draws.duration;
    return {
      index,
      id: 5_000_000 + index * 311 + (hash(seed, index, 77) % 300),
      hashed_id: id,
      name: index === 0 ? firstTitle : title,
      type: 'Video',
      status: 'ready',
      archived: false,
      project: genre % projectNames.length,
      genre,
      created: Math.floor((now - age * DAY) / 1000) * 1000,
      archivedAt: oddity.archived ? now - 120 * DAY : Infinity,
      description: '',
      // Without a draw, so that the account stays as it was.
      tags: tagNames.filter((_, nth) => hash(seed, index, 79 + nth) % (nth + 3) === 0),
      popularity: index === 0 ? 6 : draws.popularity,
      playChance: index === 0 ? 0.72 : draws.playChance,
      hostile: false,
      roundsShares: index > 0 && hashUnit(seed, index, 78) < 0.3,
      ...oddity,
      duration,
      seconds: Math.ceil(duration ?? 0),
    };
  });
};
