import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { findPlayer } from '../player/index.js';
import type { Player } from '../player/index.js';
import { StatsController } from '../stats/controller.js';
import type { Engagement } from '../stats/fields.js';
import { catalogue, mediaEngagement, mediaStats } from '../stats/requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { ChartCursor } from './chart-cursor.js';
import { ChartElement, chartStyles } from './chart-element.js';
import { cursorStyles } from './cursor-styles.js';
import { define } from './define.js';
import { engagementGeometry } from './engagement-geometry.js';
import type { Curve, EngagementGeometry } from './engagement-geometry.js';
import { EngagementReading } from './engagement-reading.js';
import { engagementStyles } from './engagement-styles.js';
import { EngagementView } from './engagement-view.js';
import { formatNumber } from './number-format.js';

type Reply = Partial<Engagement>;

/** `detail` of `wistia-seek`. */
export interface WistiaSeekDetail {
  /** Seconds from the start of the video. */
  time: number;
}

/** From so many cells on the reply may be scaled, and only the duration tells the time. */
const MOST_CELLS = 1000;

/**
 * Engagement and rewatch curves over a video's time.
 *
 * ```html
 * <wistia-engagement-graph media-id="993554ba94"></wistia-engagement-graph>
 * ```
 *
 * With `scale="percent"` a curve shows the share of the plays still watching: views without rewatches
 * (`engagement_data` less `rewatch_data`), divided by `play_count` of `stats/medias/{id}`. Where that is
 * not published, the plays are taken from the reply itself: by definition, `engagement` is the average
 * of that share. Where that is not published either, 100% is the most viewed moment, and words say so.
 *
 * @element wistia-engagement-graph
 * @attr {string} media-id - Hashed id of the video.
 * @attr {string} base-url - Address of this element's source, where it differs from the page's.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) fetches when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @attr {'percent'|'count'} scale - Share of the plays still watching (default), or views.
 * @attr {boolean} no-rewatch - Leaves the rewatch curve out.
 * @attr {string} player - Id of the player to follow and to seek; by default the one on the page with that media.
 * @attr {number} duration - Seconds of the video, for one above 1000 s without a player on the page or a published catalogue.
 * @fires {CustomEvent<WistiaSeekDetail>} wistia-seek - Somebody chose a moment; cancelable. By default the player goes there.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - A new reply has come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @slot - Fallback, shown until there is a graph, and again if there never is one.
 * @slot loading - Instead of the fallback while loading.
 * @slot empty - Instead of the fallback where the video was not played yet.
 * @slot error - Instead of the fallback after an error.
 * @csspart summary - The sentence above the graph.
 * @csspart plot - The graph, with its axes.
 * @csspart tooltip - What stands at the cursor.
 * @csspart legend - The row of buttons below.
 * @csspart legend-item - A button that shows or hides a curve.
 * @cssprop [--wistia-accent=#2949e5] - Colour of the views.
 * @cssprop [--wistia-again=#de7420] - Colour of the rewatches.
 * @cssprop [--wistia-soft] - Colour of axis labels and small print; by default a softer text colour.
 * @cssprop [--wistia-line=#8883] - Colour of the grid.
 * @cssprop [--wistia-graph-height=20em] - Height of the whole element, also while it loads.
 * @cssState loading - No value yet.
 * @cssState ready - Shows a graph.
 * @cssState stale - Shows the last good graph; the newest fetch failed.
 * @cssState empty - The video was not played yet.
 * @cssState error - No graph, and an error.
 */
export class WistiaEngagementGraph extends ChartElement<Reply> {
  static override styles = [chartStyles, cursorStyles, engagementStyles];

  static override properties: PropertyDeclarations = {
    scale: {},
    noRewatch: { type: Boolean, attribute: 'no-rewatch' },
    player: {},
    duration: { type: Number },
  };

  /** `percent` (default): share of the plays still watching; `count`: views. */
  declare scale?: 'percent' | 'count';
  /** Leaves the rewatch curve out. */
  declare noRewatch?: boolean;
  /** Id of the player to follow and to seek. */
  declare player?: string;
  /** Seconds of the video, where nothing else tells. */
  declare duration?: number;

  // What is not published of these is done without. They are asked for together with the reply.
  readonly #media = new StatsController(this, () =>
    this.stats.client && this.mediaId ? mediaStats(this.mediaId) : undefined,
  );
  readonly #catalogue = new StatsController(this, () =>
    this.#isScaled && !this.#knownDuration ? catalogue() : undefined,
  );
  #reply: Reply = {};
  #reading?: EngagementReading | undefined;
  #geometry?: EngagementGeometry | undefined;
  /** What `#reading` and `#geometry` were made from. */
  #readFrom: unknown[] = [];
  #laidFrom: unknown[] = [];
  #view!: EngagementView;
  #player?: Player | undefined;
  #letGo?: (() => void) | undefined;
  #hidden = new Set<Curve>();
  #cursor?: ChartCursor;

  protected override wanted(): StatsRequest<Reply> {
    if (!this.mediaId) throw new RangeError('media-id is missing: it names the video.');
    return mediaEngagement(this.mediaId);
  }

  protected override received(reply: Reply): 'ready' | 'empty' {
    if (!reply.engagement_data) {
      throw new RangeError(
        'engagement_data is not published there: publish it, or take the graph out.',
      );
    }
    this.#reply = reply;
    if (!reply.engagement_data.some((views) => views > 0)) return 'empty';
    this.#read();
    return 'ready';
  }

  protected override forget(): void {
    super.forget();
    this.#reply = {};
    this.#cursor?.reset();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo?.();
    this.#player = this.#letGo = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.isConnected && (changed.has('player') || changed.has('mediaId'))) this.#follow();
  }

  #follow(): void {
    this.#letGo?.();
    this.#player = undefined;
    const { player: id, mediaId } = this;
    if (!mediaId) return;
    this.#letGo = findPlayer({ id: id || undefined, mediaId }, (change, player) => {
      this.#player = player;
      if (/found|ready|media|lost/.test(change)) this.requestUpdate();
      else this.#placePlayhead();
    });
  }

  get #scale(): 'percent' | 'count' {
    return this.scale === 'count' ? 'count' : 'percent';
  }

  get #isScaled(): boolean {
    return (this.#reply.engagement_data?.length ?? 0) >= MOST_CELLS;
  }

  get #knownDuration(): number | undefined {
    const { duration } = this;
    return duration! > 0 && duration! < Infinity ? duration : this.#player?.duration;
  }

  #read(): void {
    const reply = this.#reply;
    const plays = this.#media.value?.play_count;
    const duration = this.#isScaled
      ? (this.#knownDuration ??
        this.#catalogue.value?.find(({ hashed_id }) => hashed_id === this.mediaId)?.duration ??
        undefined)
      : undefined;
    const language = this.language();
    const withRewatches = !this.noRewatch;
    const from = [reply, plays, duration, language, withRewatches];
    if (from.every((value, i) => value === this.#readFrom[i])) return;
    this.#reading = new EngagementReading({ reply, plays, duration, language, withRewatches });
    this.#readFrom = from;
    this.#cursor?.keepInside();
  }

  protected override build(): HTMLElement {
    this.#laidFrom = [];
    this.#view = new EngagementView((curve) => {
      if (!this.#hidden.delete(curve)) this.#hidden.add(curve);
      this.requestUpdate();
    });
    this.#cursor = new ChartCursor(this.#view.plot, {
      count: () => this.#reading!.views.length,
      indexAt: (share) => this.#geometry?.x.at(share * this.plotWidth),
      rightToLeft: () => this.rightToLeft,
      begin: () => this.#playing,
      moved: () => this.#placeCursor(),
      choose: () => this.#choose(),
    });
    return this.#view.tree;
  }

  protected override write(): void {
    this.#view.write(this.#reading!, this.#scale, this.#hidden);
  }

  protected override draw(): void {
    const { plotWidth: width, plotHeight: height, rightToLeft } = this;
    const reading = this.#reading!;
    const scale = this.#scale;
    const hidden = this.#hidden;
    const language = this.language();
    const from = [width, height, rightToLeft, reading, scale, language, ...hidden];
    const same =
      from.length === this.#laidFrom.length && from.every((value, i) => value === this.#laidFrom[i]);
    if (!same) {
      const geometry = engagementGeometry({
        reading,
        scale,
        hidden,
        width,
        height,
        rightToLeft,
        percent: (share) => formatNumber(share, 'percent', language),
        compact: (count) => formatNumber(count, 'compact', language),
      });
      // Without room, as in a hidden tab, the last drawing waits for it.
      if (!geometry) return;
      this.#laidFrom = from;
      this.#geometry = geometry;
      this.#view.draw(geometry, width, height);
    }
    this.#placePlayhead();
    this.#placeCursor();
  }

  protected override rows(): (string | number)[][] {
    return this.#reading!.rows();
  }

  protected override sentence(): string {
    return this.#reading!.summary().join(' · ');
  }

  protected override fileName(): string {
    return `engagement-${this.mediaId}`;
  }

  /** The cell that the player shows; undefined before it was started, or where it cannot be known. */
  get #playing(): number | undefined {
    const player = this.#player;
    const seconds = this.#reading?.cellSeconds;
    return player && seconds && player.state !== 'beforeplay'
      ? player.currentTime / seconds
      : undefined;
  }

  #placePlayhead(): void {
    const at = this.#playing;
    if (this.#geometry) {
      this.#view.placePlayhead(at === undefined ? undefined : this.#geometry.x.edge!(at));
    }
  }

  #placeCursor(): void {
    const geometry = this.#geometry;
    const { index, shown } = this.#cursor!;
    if (geometry) this.#view.placeCursor(geometry, this.#reading!, index, shown);
  }

  #choose(): void {
    const seconds = this.#reading!.cellSeconds;
    if (seconds === undefined) return;
    const time = this.#cursor!.index * seconds;
    const player = this.#player;
    if (this.tell<WistiaSeekDetail>('wistia-seek', { time }, true) && player) {
      player.currentTime = time;
    }
  }
}

define('wistia-engagement-graph', WistiaEngagementGraph);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-engagement-graph': WistiaEngagementGraph;
  }
  interface GlobalEventHandlersEventMap {
    'wistia-seek': CustomEvent<WistiaSeekDetail>;
  }
}
