/** What the ranking knows of a video: a row of the tree's `medias.json`. */
export interface RankedVideo {
  hashed_id: string;
  name: string;
  /** Seconds; null where it is not known. */
  duration: number | null;
  thumbnail: { url: string; width: number | null; height: number | null } | null;
  project_id: string | null;
  /** ISO 8601. */
  created: string | null;
}

/** The published videos, by id and by age: made once a catalogue, used for every answer. */
export class VideoIndex<V extends RankedVideo = RankedVideo> {
  readonly #byId: ReadonlyMap<string, V>;
  /** Newest first; videos of the same moment, or of an unknown one, by id. */
  readonly newest: readonly V[];

  /** @param videos - Of two with the same id, the later row counts. */
  constructor(videos: Iterable<V>) {
    this.#byId = new Map(Array.from(videos, (video) => [video.hashed_id, video]));
    this.newest = Array.from(this.#byId.values(), (video) => ({ video, time: createdAt(video) }))
      .sort((a, b) => b.time - a.time || (a.video.hashed_id < b.video.hashed_id ? -1 : 1))
      .map(({ video }) => video);
  }

  /** Undefined for what is not published. */
  get(id: string): V | undefined {
    return this.#byId.get(id);
  }
}

/** When the video was made, in ms since 1970; 0 where it is not known. */
export const createdAt = ({ created }: RankedVideo): number => Date.parse(created ?? '') || 0;
