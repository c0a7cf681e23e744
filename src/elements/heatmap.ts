import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { paletteColours } from '../charts/palette.js';
import { cellScale } from '../charts/scale.js';
import type { IndexScale } from '../charts/scale.js';
import { cellSeconds } from '../charts/video-time.js';
import type { PlayerChange, PlayerTarget } from '../player/index.js';
import type { Engagement } from '../stats/fields.js';
import { sayOnce } from '../stats/page-registry.js';
import { mediaEngagement } from '../stats/requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { chartStyles } from './chart-element.js';
import { svgDocument } from './chart-image.js';
import { cursorStyles } from './cursor-styles.js';
import { define } from './define.js';
import { heatmapWords } from './english/heatmap.js';
import { wordsFor } from './languages.js';
import { eventFrame } from './event-heatmap.js';
import type { EventHeatmap } from './event-heatmap.js';
import { HeatmapReading } from './heatmap-reading.js';
import { heatmapStyles } from './heatmap-styles.js';
import { HeatmapView } from './heatmap-view.js';
import type { RenderCell } from './heatmap-view.js';
import { drawn } from './nodes.js';
import { hasLightText } from './text-colour.js';
import { VideoChart } from './video-chart.js';

export type { WistiaSeekDetail } from './video-chart.js';
export type { HeatmapCell, RenderCell } from './heatmap-view.js';

/** What this viewer has watched so far, as the player tells it. The vector grows while it plays. */
export interface WatchedSoFar {
  /** How often each second was watched. */
  secondsWatchedVector: readonly number[];
}

/** Longest video whose seconds are listed: a day. */
const LONGEST = 86_400;
/** More often nobody watches a second. */
const MOST_TIMES = 1e6;

const FIELDS = ['rewatch_data', 'engagement_data'] as const;

type Value = Partial<Engagement> | WatchedSoFar | EventHeatmap;

/**
 * A strip over a video's time, coloured by views.
 *
 * ```html
 * <wistia-heatmap media-id="993554ba94"></wistia-heatmap>
 * <wistia-heatmap live></wistia-heatmap>
 * <wistia-heatmap event-key="1760645_6f6e…" public-token="p5j1mnpakv"></wistia-heatmap>
 * <wistia-heatmap media-id="993554ba94" palette="purple" glyph="🐱"></wistia-heatmap>
 * ```
 *
 * It has one of three sources. With `media-id`: the views of all viewers (`engagement_data` of
 * `stats/medias/{id}/engagement`), in even shades, and in a colour of its own what is viewed most: nine tenths of the most viewed cell, and more. With `live`: what this viewer
 * has watched so far, from the player on the page (`secondsWatchedVector`): not at all, once, twice, more
 * often. With `event-key`: Wistia's own page about one viewing, in a frame, which needs `public-token`.
 *
 * @element wistia-heatmap
 * @attr {string} media-id - Hashed id of the video. With `live`: of the player that is meant.
 * @attr {boolean} live - Shows what this viewer has watched so far.
 * @attr {string} event-key - Key of a viewing whose heatmap Wistia shows in a frame.
 * @attr {string} public-token - The account's public token, for `event-key`. It is made to be public; an API token is not.
 * @attr {string} base-url - Address of this element's source, where it differs from the page's. With `event-key`: of Wistia's API, `https://api.wistia.com/v1` by default.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) starts when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @attr {'engagement_data'|'rewatch_data'} field - With `media-id`: all views (default), or rewatches, for what is replayed most.
 * @attr {string} palette - `wistia` (default), `blue`, `purple`, `cividis` or `heat`, all safe for colour-blind eyes; or two to four colours of one's own, from not viewed to viewed most, such as `#eee #99f #22e #e72`.
 * @attr {string} glyph - Builds the strip out of this sign, in the palette's colours: `🐱`.
 * @attr {'thin'} layout - `thin`: a bare strip, such as the one below a player's progress bar.
 * @attr {string} player - Id of the player to follow and to seek; by default the one on the page with that media, and with `live` the only one.
 * @attr {number} duration - Seconds of the video, for one above 1000 s without a player on the page or a published catalogue.
 * @fires {CustomEvent<WistiaSeekDetail>} wistia-seek - Somebody chose a moment; cancelable. By default the player goes there.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - A new reply has come, the first of another video in the player, or the frame.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @slot - Fallback, shown until there is a strip, and again if there never is one.
 * @slot loading - Instead of the fallback while loading; with `live` while there is no player.
 * @slot empty - Instead of the fallback where the video was not played yet.
 * @slot error - Instead of the fallback after an error.
 * @csspart legend - The line above the strip.
 * @csspart legend-item - A text in it, with its colours.
 * @csspart plot - The strip, with playhead and cursor.
 * @csspart strip - The strip alone.
 * @csspart cell - A cell of `renderCell`.
 * @csspart playhead - Where the player is.
 * @csspart tooltip - What stands at the cursor.
 * @csspart frame - Wistia's page about one viewing.
 * @cssprop [--wistia-heatmap-height=3.5em] - Height of the whole element, also while it loads; `70px` with `event-key`, `6px` where it is thin.
 * @cssprop [--wistia-heatmap-radius=4px] - Rounding of the strip.
 * @cssprop [--wistia-accent=#2949e5] - Colour of the playhead.
 * @cssprop [--wistia-soft] - Colour of the legend; by default a softer text colour.
 * @cssState loading - No value yet.
 * @cssState ready - Shows a strip.
 * @cssState stale - Shows the last good strip; the newest fetch failed.
 * @cssState empty - The video was not played yet.
 * @cssState error - No strip, and an error.
 */
export class WistiaHeatmap extends VideoChart<Value> {
  static override styles = [chartStyles, cursorStyles, heatmapStyles];

  static override properties: PropertyDeclarations = {
    live: { type: Boolean },
    eventKey: { attribute: 'event-key', reflect: true },
    publicToken: { attribute: 'public-token' },
    field: {},
    palette: {},
    glyph: {},
    layout: { reflect: true },
    renderCell: { attribute: false },
  };

  /** Shows what this viewer has watched so far. */
  declare live?: boolean;
  /** Key of a viewing whose heatmap Wistia shows in a frame. */
  declare eventKey?: string;
  /** The account's public token, for `eventKey`. */
  declare publicToken?: string;
  /** What is counted: all views (default), or those that were not the first of a play. */
  declare field?: 'engagement_data' | 'rewatch_data';
  /** Name of a palette, or two to four colours of one's own, from not viewed to viewed most. */
  declare palette?: string;
  /** Builds the strip out of this sign. */
  declare glyph?: string;
  /** `thin`: a bare strip. */
  declare layout?: 'thin';
  /** Draws each cell; as many as squares fit side by side. */
  declare renderCell?: RenderCell | undefined;

  /** Near the viewport, or not to wait for that. */
  #near = false;
  #event?: EventHeatmap | undefined;
  #frame?: HTMLIFrameElement | undefined;
  #watched?: (WatchedSoFar & { mediaId: string | undefined }) | undefined;
  #reading?: HeatmapReading | undefined;
  #views: readonly number[] = [];
  #colours: readonly string[] = [];
  #view?: HeatmapView | undefined;

  protected override wanted(): StatsRequest<Partial<Engagement>> | undefined {
    // Asked for only there, also where no reply is wanted.
    this.#near = true;
    if (this.eventKey || this.live) return undefined;
    if (!this.mediaId) {
      throw new RangeError(
        'media-id is missing: it names the video whose views are shown. Or take live, for what this viewer has watched, or event-key, for one viewing.',
      );
    }
    return mediaEngagement(this.mediaId);
  }

  protected override answer(): ReturnType<VideoChart<Value>['answer']> {
    const value = this.eventKey ? this.#event : this.live ? this.#watched : undefined;
    return value && this.#near ? { client: this.stats.client, value, error: undefined } : this.stats;
  }

  protected override received(value: Value): 'ready' | 'empty' {
    if ('eventKey' in value) {
      this.#reading = undefined;
      this.#frame ??= eventFrame(value, wordsFor(this.language(), heatmapWords));
      return 'ready';
    }
    this.#frame = undefined;
    const language = this.language();
    const words = wordsFor(language, heatmapWords);
    if ('secondsWatchedVector' in value) {
      const { secondsWatchedVector: views } = value;
      const seconds = cellSeconds(views.length, this.#liveDuration) ?? 1;
      this.#views = views;
      this.#reading = new HeatmapReading({ counts: 'watched', views, cellSeconds: seconds, words, language });
    } else {
      const [counts, other] = this.field === 'rewatch_data' ? FIELDS : [...FIELDS].reverse();
      const views = value[counts!];
      if (!views) {
        throw new RangeError(
          `${counts} is not published there: publish it, or take the heatmap out.`,
        );
      }
      this.#views = views;
      if (![...views, ...(value.engagement_data ?? [])].some((count) => count > 0)) return 'empty';
      this.#reading = new HeatmapReading({
        counts: counts!,
        views,
        others: value[other!],
        cellSeconds: cellSeconds(views.length, this.knownDuration),
        words,
        language,
      });
    }
    this.cursor?.keepInside();
    return 'ready';
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { eventKey, publicToken, baseUrl } = this;
    const hasChanged = (...names: string[]) => names.some((name) => changed.has(name));
    if (hasChanged('eventKey', 'publicToken', 'live') || (eventKey && hasChanged('baseUrl'))) {
      this.forget();
      this.#frame = undefined;
      this.#event = eventKey ? { eventKey, publicToken, baseUrl } : undefined;
    }
    if (this.live) this.#look();
  }

  protected override playerTarget(): PlayerTarget | undefined {
    if (this.eventKey) return undefined;
    const { player: id, mediaId, live } = this;
    return live || mediaId ? { id: id || undefined, mediaId: mediaId || undefined } : undefined;
  }

  protected override heard(change: PlayerChange): void {
    super.heard(change);
    if (!this.live) return;
    const before = this.#watched;
    this.#look();
    if (this.#watched !== before) this.requestUpdate();
    else if (change === 'progress' && before && this.#view?.tree.isConnected) {
      // As often as the player tells, and without a round of updates.
      this.received(before);
      this.write();
      this.draw();
    }
  }

  get #liveDuration(): number | undefined {
    return this.linked?.duration ?? (this.duration! > 0 ? this.duration : undefined);
  }

  /** Looks at what the player says that was watched. Another video is another value. */
  #look(): void {
    const { linked } = this;
    let vector = (linked?.secondsWatchedVector ?? []).map((count) => Math.min(count, MOST_TIMES));
    // A player that has not been played, or does not tell, still has a length.
    if (linked && !vector.length) {
      vector = new Array<number>(Math.ceil(Math.min(this.#liveDuration ?? 0, LONGEST))).fill(0);
    }
    if (!linked || !vector.length) this.#watched = undefined;
    else if (this.#watched && this.#watched.mediaId === linked.mediaId) {
      this.#watched.secondsWatchedVector = vector;
    } else this.#watched = { mediaId: linked.mediaId, secondsWatchedVector: vector };
  }

  protected override get cells(): number {
    return this.#views.length;
  }

  protected override get mayBeScaled(): boolean {
    return !this.live && super.mayBeScaled;
  }

  protected override get cellSeconds(): number | undefined {
    return this.#reading?.cellSeconds;
  }

  get #scale(): IndexScale {
    const { cells, plotWidth: width, rightToLeft } = this;
    return cellScale(cells, rightToLeft ? width : 0, rightToLeft ? 0 : width);
  }

  protected override cellAt(share: number): number | undefined {
    return this.plotWidth ? this.#scale.at(share * this.plotWidth) : undefined;
  }

  protected override renderValue(root: ShadowRoot): void {
    const frame = this.#frame;
    if (frame) {
      if (root.firstChild !== frame) root.replaceChildren(frame);
      return;
    }
    if (root.firstChild !== this.#view?.tree) root.replaceChildren();
    super.renderValue(root);
  }

  protected override build(): HTMLElement {
    const view = new HeatmapView(() => this.requestUpdate());
    this.#view = view;
    this.addCursor(view.plot);
    return view.tree;
  }

  protected override write(): void {
    const colours = this.#palette(hasLightText(this.#view!.plot));
    if (colours.join() !== this.#colours.join()) this.#colours = colours;
    this.#view!.write(this.#reading!, this.#colours);
  }

  #palette(dark: boolean): readonly string[] {
    try {
      return paletteColours(this.palette || undefined, dark);
    } catch (cause) {
      sayOnce(`<${this.localName}>: ${(cause as Error).message}`);
      return paletteColours(undefined, dark);
    }
  }

  protected override draw(): void {
    const { plotWidth: width, plotHeight: height, rightToLeft, glyph, renderCell } = this;
    // Without room, as in a hidden tab, the last drawing waits for it.
    if (!width || !height) return;
    const levels = this.#colours.length;
    const drawing = { reading: this.#reading!, levels, rightToLeft, width, height };
    this.#view!.draw({ ...drawing, glyph, renderCell });
    this.placePlayhead();
    this.placeCursor();
  }

  protected override placePlayhead(): void {
    const at = this.playing;
    if (this.#view && this.plotWidth) {
      this.#view.placePlayhead(at === undefined ? undefined : this.#scale.edge!(at));
    }
  }

  protected override placeCursor(): void {
    const { index, shown } = this.cursor!;
    this.#view!.placeCursor(this.#reading!, index, shown, this.#scale.position(index));
  }

  /** The strip as an SVG document of its own; empty while nothing is shown. */
  override toSVG(): string {
    const picture = this.#picture();
    if (!picture) return '';
    const { plotWidth: width, plotHeight: height } = this;
    const image = drawn('image', { width, height, href: picture.toDataURL() });
    return svgDocument(width, height, this.sentence(), image);
  }

  protected override picture(): Promise<HTMLCanvasElement | undefined> {
    return Promise.resolve(this.#picture());
  }

  #picture(): HTMLCanvasElement | undefined {
    const { plotWidth: width, plotHeight: height } = this;
    const view = this.#view;
    if (!view?.tree.isConnected || !width || !height) return undefined;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * 2);
    canvas.height = Math.round(height * 2);
    const context = canvas.getContext('2d')!;
    context.imageSmoothingEnabled = view.canvas.height > 1;
    context.drawImage(view.canvas, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  protected override rows(): (string | number)[][] {
    return this.#reading?.rows() ?? [];
  }

  protected override sentence(): string {
    return this.#reading!.summary();
  }

  protected override fileName(): string {
    return `heatmap-${this.mediaId ?? this.linked?.mediaId ?? 'live'}`;
  }
}

define('wistia-heatmap', WistiaHeatmap);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-heatmap': WistiaHeatmap;
  }
}
