import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import type { Player, PlayerChange, PlayerTarget } from '../player/index.js';
import { catalogue } from '../stats/requests.js';
import { ChartCursor } from './chart-cursor.js';
import { ChartElement } from './chart-element.js';
import { followPlayer } from './page-player.js';

/** `detail` of `wistia-seek`. */
export interface WistiaSeekDetail {
  /** Seconds from the start of the video. */
  time: number;
}

/** From so many cells on a reply may be scaled, and only the duration tells the time. */
const MOST_CELLS = 1000;

/**
 * A chart over a video's time. It follows a player on the page, has a cursor for pointers and keys, and
 * seeks. A cell is a second of the video, or a share of it.
 */
export abstract class VideoChart<T> extends ChartElement<T> {
  static override properties: PropertyDeclarations = {
    player: {},
    duration: { type: Number },
  };

  /** Id of the player to follow and to seek; by default the one on the page with that media. */
  declare player?: string;
  /** Seconds of the video, where nothing else tells. */
  declare duration?: number;

  /** The player that is followed. */
  protected linked?: Player | undefined;
  protected cursor?: ChartCursor | undefined;
  readonly #catalogue = this.beside(() =>
    this.mayBeScaled && !this.#toldDuration ? catalogue() : undefined,
  );
  #letGo?: (() => void) | undefined;
  #followed = '';

  /** How many cells the value has; 0 while there is none. */
  protected abstract get cells(): number;

  /** Seconds that a cell stands for; undefined where they cannot be known. */
  protected abstract get cellSeconds(): number | undefined;

  /** The cell at a share of the plot's width, from its left; undefined while nothing is drawn. */
  protected abstract cellAt(share: number): number | undefined;

  /** Brings the cursor's line and words to where `cursor` is. */
  protected abstract placeCursor(): void;

  /** Brings the playhead to where `playing` says. */
  protected abstract placePlayhead(): void;

  /** The player that is meant; undefined where none is. */
  protected playerTarget(): PlayerTarget | undefined {
    const { player: id, mediaId } = this;
    return mediaId ? { id: id || undefined, mediaId } : undefined;
  }

  /** Something happened to the player. */
  protected heard(change: PlayerChange): void {
    if (/found|ready|media|lost/.test(change)) this.requestUpdate();
    else this.placePlayhead();
  }

  /** The cell that the player shows; undefined before it was started, or where it cannot be known. */
  protected get playing(): number | undefined {
    const player = this.linked;
    const seconds = this.cellSeconds;
    return player && seconds && player.state !== 'beforeplay'
      ? player.currentTime / seconds
      : undefined;
  }

  /** Seconds of a video whose cells may be scaled; undefined where that is not known, or needs no knowing. */
  protected get knownDuration(): number | undefined {
    if (!this.mayBeScaled) return undefined;
    const listed = this.#catalogue.value?.find(({ hashed_id }) => hashed_id === this.mediaId);
    return this.#toldDuration ?? listed?.duration ?? undefined;
  }

  get #toldDuration(): number | undefined {
    const { duration } = this;
    return duration! > 0 && duration! < Infinity ? duration : this.linked?.duration;
  }

  /** Whether cells may stand for more than a second, and only the duration tells. */
  protected get mayBeScaled(): boolean {
    return this.cells >= MOST_CELLS;
  }

  protected override forget(): void {
    super.forget();
    this.cursor?.reset();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo?.();
    this.#followed = '';
    this.linked = this.#letGo = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.isConnected) this.#follow();
  }

  #follow(): void {
    const target = this.playerTarget();
    const followed = JSON.stringify(target) ?? '';
    if (followed === this.#followed) return;
    this.#followed = followed;
    this.#letGo?.();
    this.linked = this.#letGo = undefined;
    if (!target) return;
    this.#letGo = followPlayer(target, (change, player) => {
      this.linked = player;
      this.heard(change);
    });
  }

  /** Makes the plot answer to pointers and keys. */
  protected addCursor(plot: HTMLElement): void {
    this.cursor = new ChartCursor(plot, {
      count: () => this.cells,
      indexAt: (share) => this.cellAt(share),
      rightToLeft: () => this.rightToLeft,
      begin: () => this.playing,
      moved: () => this.placeCursor(),
      choose: () => this.#choose(),
    });
  }

  #choose(): void {
    const seconds = this.cellSeconds;
    if (seconds === undefined) return;
    const time = this.cursor!.index * seconds;
    const player = this.linked;
    if (this.tell<WistiaSeekDetail>('wistia-seek', { time }, true) && player) {
      player.currentTime = time;
    }
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'wistia-seek': CustomEvent<WistiaSeekDetail>;
  }
}
