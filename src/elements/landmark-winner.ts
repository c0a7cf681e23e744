import type { ReactiveController } from '@lit/reactive-element';
import { StatsGroup } from '../stats/group.js';
import { landmark } from '../stats/landmark.js';
import type { Landmark } from '../stats/landmark.js';
import type { StatsRequest } from '../stats/requests.js';
import { PageVisitor } from './page-visitor.js';
import type { WistiaLandmarkDetail, WistiaPlayCount } from './play-count.js';
import { slot } from './stats-element.js';

/** The landmarks that a number has reached, and what was told of each. */
type Reached = ReadonlyMap<number, WistiaLandmarkDetail>;

/**
 * Finds out whether whoever looks at the page was a landmark's viewer, the thousandth person to watch,
 * say: shows the slot `winner` to that person, and tells the page.
 */
export class LandmarkWinner implements ReactiveController {
  readonly #visitor: PageVisitor;
  readonly #replies: StatsGroup<Landmark>;
  #won = new Set<WistiaLandmarkDetail>();

  constructor(
    private readonly host: WistiaPlayCount,
    private readonly reached: () => Reached | undefined,
  ) {
    host.addController(this);
    this.#visitor = new PageVisitor(host);
    this.#replies = new StatsGroup(host, () =>
      [...this.#landmarks().keys()].map((at) => this.#request(at)),
    );
    host.requestUpdate();
  }

  /** Called by the host. */
  hostUpdate(): void {
    this.#visitor.look();
  }

  /** Called by the host. */
  hostUpdated(): void {
    const { host } = this;
    const root = host.renderRoot;
    const shown = root.querySelector('[name=winner]');
    let isWinner = false;
    for (const [at, detail] of this.#landmarks()) {
      if (!this.#replies.value(this.#request(at))?.yours) continue;
      isWinner = true;
      if (this.#won.has(detail)) continue;
      this.#won.add(detail);
      host.dispatchEvent(
        new CustomEvent<WistiaLandmarkDetail>('wistia-landmark', {
          bubbles: true,
          composed: true,
          detail: { ...detail, yours: true },
        }),
      );
    }
    if (!isWinner) shown?.remove();
    else if (!shown) root.append(slot('winner'));
  }

  /** Those that somebody can have won: what is counted is people's viewing of a video, all of it. */
  #landmarks(): Reached {
    const { host } = this;
    const { mediaId, startDate, endDate, last, field = '' } = host;
    const isWinnable =
      this.#visitor.hash && mediaId && !startDate && !endDate && !last && /^$|count|visitors/.test(field);
    return (isWinnable && this.reached()) || new Map();
  }

  #request(at: number): StatsRequest<Landmark> {
    return landmark(this.host.mediaId!, at, this.#visitor.hash);
  }
}
