import type { PropertyDeclarations } from '@lit/reactive-element';
import type { Engagement } from '../stats/fields.js';
import { mediaEngagement, mediaStats } from '../stats/requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { chartStyles } from './chart-element.js';
import { cursorStyles } from './cursor-styles.js';
import { define } from './define.js';
import { engagementWords } from './english/engagement.js';
import { wordsFor } from './languages.js';
import { engagementGeometry } from './engagement-geometry.js';
import type { Curve, EngagementGeometry } from './engagement-geometry.js';
import { EngagementReading } from './engagement-reading.js';
import { engagementStyles } from './engagement-styles.js';
import { EngagementView } from './engagement-view.js';
import { formatNumber } from './number-format.js';
import { VideoChart } from './video-chart.js';

export type { WistiaSeekDetail } from './video-chart.js';

type Reply = Partial<Engagement>;

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
export class WistiaEngagementGraph extends VideoChart<Reply> {
  static override styles = [chartStyles, cursorStyles, engagementStyles];

  static override properties: PropertyDeclarations = {
    scale: {},
    noRewatch: { type: Boolean, attribute: 'no-rewatch' },
  };

  /** `percent` (default): share of the plays still watching; `count`: views. */
  declare scale?: 'percent' | 'count';
  /** Leaves the rewatch curve out. */
  declare noRewatch?: boolean;

  // What is not published of these is done without. They are asked for together with the reply.
  readonly #media = this.beside(() => (this.mediaId ? mediaStats(this.mediaId) : undefined));
  #reply: Reply = {};
  #reading?: EngagementReading | undefined;
  #geometry?: EngagementGeometry | undefined;
  /** What `#reading` and `#geometry` were made from. */
  #readFrom: unknown[] = [];
  #laidFrom: unknown[] = [];
  #view!: EngagementView;
  #hidden = new Set<Curve>();

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
  }

  get #scale(): 'percent' | 'count' {
    return this.scale === 'count' ? 'count' : 'percent';
  }

  protected override get cells(): number {
    // Asked for before the reply is received as well.
    return (this.stats.value ?? this.#reply).engagement_data?.length ?? 0;
  }

  protected override get cellSeconds(): number | undefined {
    return this.#reading?.cellSeconds;
  }

  protected override cellAt(share: number): number | undefined {
    return this.#geometry?.x.at(share * this.plotWidth);
  }

  #read(): void {
    const reply = this.#reply;
    const plays = this.#media.value?.play_count;
    const duration = this.knownDuration;
    const language = this.language();
    const words = wordsFor(language, engagementWords);
    const withRewatches = !this.noRewatch;
    const from = [reply, plays, duration, language, words, withRewatches];
    if (from.every((value, i) => value === this.#readFrom[i])) return;
    this.#reading = new EngagementReading({
      reply,
      plays,
      duration,
      language,
      words,
      withRewatches,
    });
    this.#readFrom = from;
    this.cursor?.keepInside();
  }

  protected override build(): HTMLElement {
    this.#laidFrom = [];
    this.#view = new EngagementView((curve) => {
      if (!this.#hidden.delete(curve)) this.#hidden.add(curve);
      this.requestUpdate();
    });
    this.addCursor(this.#view.plot);
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
    this.placePlayhead();
    this.placeCursor();
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

  protected override placePlayhead(): void {
    const at = this.playing;
    const geometry = this.#geometry;
    if (!geometry) return;
    this.#view.placePlayhead(at === undefined ? undefined : geometry.x.edge!(at), geometry.box);
  }

  protected override placeCursor(): void {
    const geometry = this.#geometry;
    const { index, shown } = this.cursor!;
    if (geometry) this.#view.placeCursor(geometry, this.#reading!, index, shown);
  }
}

define('wistia-engagement-graph', WistiaEngagementGraph);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-engagement-graph': WistiaEngagementGraph;
  }
}
