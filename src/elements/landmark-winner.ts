import type { ReactiveController } from '@lit/reactive-element';
import type { StatsHost } from '../stats/controller.js';
import type { Landmark } from '../stats/fields.js';
import { StatsGroup } from '../stats/group.js';
import { landmark } from '../stats/requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { PageVisitor } from './page-visitor.js';

/** An element that shows how often a video was played. */
export type CountedVideo = StatsHost & HTMLElement & { mediaId?: string };

/** Whether whoever looks at the page was a landmark's viewer: the thousandth person to watch, say. */
export class LandmarkWinner implements ReactiveController {
  readonly #visitor: PageVisitor;
  readonly #replies: StatsGroup<Landmark>;

  /** @param reached - The landmarks that the number has reached. */
  constructor(
    private readonly host: CountedVideo,
    private readonly reached: () => readonly number[],
  ) {
    host.addController(this);
    this.#visitor = new PageVisitor(host);
    this.#replies = new StatsGroup(host, () =>
      this.#visitor.hash ? this.reached().map((at) => this.#request(at)) : [],
    );
  }

  /** Null where nobody can tell, or not yet. */
  yours(at: number): boolean | null {
    return this.#visitor.hash ? (this.#replies.value(this.#request(at))?.yours ?? null) : null;
  }

  /** Called by the host. */
  hostUpdate(): void {
    this.#visitor.look();
  }

  #request(at: number): StatsRequest<Landmark> {
    return landmark(this.host.mediaId ?? '', at, this.#visitor.hash);
  }
}
