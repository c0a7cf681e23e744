import type { PropertyDeclarations, PropertyValues } from '@lit/reactive-element';
import { findPlayer, isTrackingRefused } from '../player/index.js';
import type { Player } from '../player/index.js';
import type { RankRules, Viewing } from '../recommend/rank.js';
import { DEFAULT_THRESHOLD, STARTED } from '../recommend/watched.js';
import type { Recommendation } from '../stats/fields.js';
import { sayOnce } from '../stats/page-registry.js';
import { recommendations } from '../stats/requests.js';
import type { StatsRequest } from '../stats/requests.js';
import { closestAcross, sourceOf } from '../stats/source.js';
import { define } from './define.js';
import { recommendationWords } from './english/recommendations.js';
import { wordsFor } from './languages.js';
import { forgetPageViewings, pageViewings } from './page-viewing.js';
import { PageVisitor } from './page-visitor.js';
import { RankedHere } from './ranked-here.js';
import type { RenderItem } from './recommendation-card.js';
import { RecommendationsView } from './recommendations-view.js';
import { recommendationsStyles } from './recommendations-styles.js';
import { forgetRemembered, rememberViewings, rememberedViewings } from './remembered-viewings.js';
import { StatsElement } from './stats-element.js';
import type { StatsElementState } from './stats-element.js';
import { webAddress } from './web-address.js';

export type { Recommendation } from '../stats/fields.js';
export type { RenderItem } from './recommendation-card.js';

/** `detail` of `wistia-select`. */
export interface WistiaSelectDetail {
  /** What was chosen. */
  item: Recommendation;
}

const DEFAULT_LIMIT = 4;
const CAROUSEL_LIMIT = 12;
const MOST = 50;

/** Sources that were found to make no recommendations: snapshots. */
const snapshots = new Set<string>();

const ids = (text: string | undefined): string[] => text?.split(/[\s,]+/).filter(Boolean) ?? [];

/**
 * Videos that this visitor has not watched.
 *
 * ```html
 * <wistia-recommendations limit="4" href-template="/videos/{media_id}"></wistia-recommendations>
 * ```
 *
 * Who the visitor is tells a Wistia player on the page, where tracking is allowed; the source learns only
 * the SHA-256 of that key. Without one, the list is the one that a new visitor gets. From a snapshot, the
 * page ranks by itself, with what was watched on it and, where `remember` asks for that, before.
 *
 * @element wistia-recommendations
 * @attr {string} visitor-key - Key of the visitor, where a page knows it; by default the one of a player on the page.
 * @attr {string} project-id - Only videos of this project.
 * @attr {string} media-ids - Only these videos, separated by spaces; with `repeat`, in this order.
 * @attr {number} limit - Most videos: 4, in a carousel 12, if not said.
 * @attr {'unwatched'|'popular'|'repeat'} strategy - What the visitor has not watched (default); what is watched most; or the same few again and again until the visitor converts, then the next.
 * @attr {string} pin - Videos that come first, in this order, unless they were watched.
 * @attr {string} exclude - Videos that never come.
 * @attr {number} watched-threshold - Share from which a video counts as watched, 0 to 1; 0.8 by default.
 * @attr {'include'|'exclude'|'only'} unfinished - Videos that the visitor has started: listed (default), left out, or nothing but these.
 * @attr {'grid'|'list'|'carousel'} layout - How the videos are laid out; `grid` by default.
 * @attr {string} href-template - Where a video is; `/videos/{media_id}` by default. `{media_id}` and `{name}` are filled in, percent-encoded.
 * @attr {string} target-player - Id of a player that plays what is chosen, instead of following the link.
 * @attr {boolean} remember - Keeps in this browser, and nowhere else, which videos were watched on this page.
 * @attr {string} base-url - Address of this element's source, where it differs from the page's.
 * @attr {'lazy'|'eager'} loading - `lazy` (default) fetches when near the viewport.
 * @attr {number} refresh - Seconds between refetches while the page is visible.
 * @fires {CustomEvent<WistiaSelectDetail>} wistia-select - Somebody chose a video; cancelable. By default the target player plays it, or the link is followed.
 * @fires {CustomEvent<WistiaLoadDetail>} wistia-load - A new list has come.
 * @fires {CustomEvent<WistiaErrorDetail>} wistia-error - The newest attempt failed.
 * @slot - Fallback, shown until there is a list, and again if there never is one.
 * @slot loading - Instead of the fallback while loading.
 * @slot empty - Instead of the fallback where nothing is left to recommend.
 * @slot error - Instead of the fallback after an error.
 * @csspart list - The list.
 * @csspart item - A place of the list.
 * @csspart link - The link, or button, that a card is.
 * @csspart thumbnail - The picture.
 * @csspart duration - The length, on the picture.
 * @csspart progress - The bar of a video that was started.
 * @csspart name - The name.
 * @csspart reason - Why it is recommended.
 * @csspart button - The carousel's buttons; also `previous` and `next`.
 * @csspart message - What is said when nothing is left.
 * @cssprop [--wistia-accent=#2949e5] - Colour of the progress and of what plays now.
 * @cssprop [--wistia-soft] - Colour of the reasons; by default a softer text colour.
 * @cssprop [--wistia-line=#8883] - Colour of what stands in for a card while loading.
 * @cssprop [--wistia-card-size=12.5rem] - Least width of a card in the grid; its width in the carousel.
 * @cssprop [--wistia-card-gap=1.25rem] - Space between cards.
 * @cssprop [--wistia-card-radius=0.5rem] - Rounding of the pictures.
 * @cssprop [--wistia-thumbnail-ratio=16/9] - Width by height of the pictures.
 * @cssState loading - No list yet.
 * @cssState ready - Shows a list.
 * @cssState stale - Shows the last good list; the newest fetch failed.
 * @cssState empty - Nothing is left to recommend.
 * @cssState error - No list, and an error.
 */
export class WistiaRecommendations extends StatsElement<Recommendation[]> {
  static override styles = recommendationsStyles;

  static override properties: PropertyDeclarations = {
    visitorKey: { attribute: 'visitor-key' },
    mediaIds: { attribute: 'media-ids' },
    limit: { type: Number },
    strategy: {},
    pin: {},
    exclude: {},
    watchedThreshold: { type: Number, attribute: 'watched-threshold' },
    unfinished: {},
    layout: {},
    hrefTemplate: { attribute: 'href-template' },
    targetPlayer: { attribute: 'target-player' },
    remember: { type: Boolean },
    renderItem: { attribute: false },
  };

  /** Key of the visitor; by default the one of a player on the page. */
  declare visitorKey?: string;
  /** Only these videos, separated by spaces. */
  declare mediaIds?: string;
  /** Most videos; 4 by default, in a carousel 12. */
  declare limit?: number;
  /** `unwatched` (default), `popular` or `repeat`. */
  declare strategy?: 'unwatched' | 'popular' | 'repeat';
  /** Videos that come first, separated by spaces. */
  declare pin?: string;
  /** Videos that never come, separated by spaces. */
  declare exclude?: string;
  /** Share from which a video counts as watched, 0 to 1; 0.8 by default. */
  declare watchedThreshold?: number;
  /** Videos that were started: `include` (default), `exclude` or `only`. */
  declare unfinished?: 'include' | 'exclude' | 'only';
  /** `grid` (default), `list` or `carousel`. */
  declare layout?: 'grid' | 'list' | 'carousel';
  /** Where a video is: `/videos/{media_id}` by default. */
  declare hrefTemplate?: string;
  /** Id of a player that plays what is chosen. */
  declare targetPlayer?: string;
  /** Keeps in this browser which videos were watched. */
  declare remember?: boolean;
  /** Draws an item instead of the card: gives text, or a node, which lands in the page's own tree. */
  declare renderItem?: RenderItem | undefined;

  readonly #visitor = new PageVisitor(this, () => this.#noteWatched());
  readonly #here = new RankedHere(this, () =>
    this.#ranksHere ? { history: this.#history(), rules: this.#rules() } : undefined,
  );
  #ranksHere = false;
  /** What is listed: the reply without what has been finished since. */
  #items: Recommendation[] = [];
  #view?: RecommendationsView | undefined;
  #player?: Player | undefined;
  #letGo?: (() => void) | undefined;
  #target?: string | undefined;
  #noted = '';

  /** The videos that are listed now, best first. */
  get items(): readonly Recommendation[] {
    return this.#items;
  }

  /** Forgets what was watched, in this browser (`remember`) and on this page. */
  clearWatched(): void {
    forgetRemembered();
    forgetPageViewings();
    this.requestUpdate();
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const message = this.renderRoot.querySelector('[part=message]');
    if (message) message.textContent = wordsFor(this.language(), recommendationWords).nothingLeft;
  }

  protected override waits(): boolean {
    return wordsFor.isUnderWay(this.language());
  }

  override refetch(): void {
    if (this.#ranksHere) this.#here.refetch();
    else super.refetch();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
    this.#view?.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo?.();
    this.#letGo = this.#target = this.#player = undefined;
    this.#view?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // How much room a page's own design takes, only the page knows.
    if (this.renderItem) this.renderRoot?.querySelector('.absence > .list')?.remove();
    this.#here.refresh = this.refresh;
    if (this.isConnected) this.#follow();
    // One person's list is not the next one's to see.
    if (this.#visitor.look(this.visitorKey)) this.forget();
  }

  /** Follows the target player. */
  #follow(): void {
    const target = this.targetPlayer || undefined;
    if (target === this.#target) return;
    this.#target = target;
    this.#letGo?.();
    this.#letGo = this.#player = undefined;
    if (!target) return;
    const root = this.getRootNode() as Document | ShadowRoot;
    this.#letGo = findPlayer(
      { id: target },
      (change, player) => {
        this.#player = player;
        if (/found|media|lost/.test(change)) this.requestUpdate();
      },
      root.getElementById(target) ? root : document,
    );
  }

  #noteWatched(): void {
    if (!this.remember) return;
    if (isTrackingRefused()) return forgetRemembered();
    // A step at a time: storage is slow.
    const noted = pageViewings()
      .map(({ media_id, share, converted }) => `${media_id}${Math.floor(share * 20)}${converted}`)
      .join();
    if (noted !== this.#noted) rememberViewings(pageViewings());
    this.#noted = noted;
  }

  protected override wanted(): StatsRequest<Recommendation[]> | undefined {
    if (this.stats.error?.status === 404 && this.stats.client) {
      snapshots.add(this.stats.client.baseUrl);
    }
    const rules = this.#rules();
    this.#ranksHere = snapshots.has(sourceOf(this).baseUrl);
    if (this.#ranksHere || this.#visitor.isPending) return undefined;
    const { exclude = [], limit = 0, strategy } = rules;
    const finished = strategy === 'repeat' ? [] : this.#finished(pageViewings());
    const visitor = this.#visitor.hash;
    return recommendations({
      ...rules,
      visitor,
      // What an unknown visitor has watched is said to nobody: more is asked for, and left out here.
      limit: visitor ? limit : Math.min(MOST, limit + this.#finished(this.#history()).length),
      exclude: visitor ? [...new Set([...exclude, ...finished])] : exclude,
    });
  }

  protected override answer() {
    return this.#ranksHere ? this.#here : super.answer();
  }

  protected override forget(): void {
    super.forget();
    this.#items = [];
  }

  protected override received(reply: Recommendation[]): 'ready' | 'empty' {
    const rules = this.#rules();
    const { mediaIds, exclude = [], limit, strategy, unfinished } = rules;
    const history = this.#history();
    const gone = new Set([
      ...exclude,
      ...(strategy === 'repeat' ? [] : this.#finished(history)),
    ]);
    const shares = new Map(history.map(({ media_id, share }) => [media_id, share]));
    this.#items = reply
      .filter(({ media_id, reason }, at) => {
        if (gone.has(media_id) || (mediaIds && !mediaIds.includes(media_id))) return false;
        if (reply.findIndex((item) => item.media_id === media_id) !== at) return false;
        return unfinished !== 'exclude' || reason.kind !== 'continue';
      })
      .slice(0, limit)
      .map((item) => {
        const share = Math.max(item.reason.share ?? 0, shares.get(item.media_id) ?? 0);
        return share < STARTED ? item : { ...item, reason: { ...item.reason, share } };
      });
    return this.#items.length ? 'ready' : 'empty';
  }

  protected override absence(state: Exclude<StatsElementState, 'ready'>): Node {
    this.#view?.disconnect();
    this.#view = undefined;
    return RecommendationsView.absence(state, super.absence(state) as HTMLSlotElement, {
      layout: this.#layout,
      limit: this.renderItem ? 0 : this.#limit,
    });
  }

  protected override renderValue(root: ShadowRoot): void {
    if (!this.#view || this.#view.layout !== this.#layout) {
      this.#view?.disconnect();
      this.#view = new RecommendationsView(this, this.#layout, {
        rightToLeft: () => closestAcross(this, '[dir]')?.getAttribute('dir') === 'rtl',
        select: (item, event) => this.#select(item, event),
      });
      root.replaceChildren(this.#view.tree);
      if (this.isConnected) this.#view.connect();
    }
    const player = this.#player;
    const language = this.language();
    this.#view.show(this.#items, {
      renderItem: this.renderItem,
      language,
      words: wordsFor(language, recommendationWords),
      playing: player?.mediaId,
      href: (item) => (player && !this.hrefTemplate ? undefined : this.#href(item)),
    });
  }

  #select(item: Recommendation, event: MouseEvent): void {
    // A new tab, or a download, is the browser's business.
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!this.tell<WistiaSelectDetail>('wistia-select', { item }, true)) {
      event.preventDefault();
      return;
    }
    const player = this.#player;
    if (!player || !isPlain) return;
    event.preventDefault();
    if (player.mediaId === item.media_id) player.play();
    else player.replaceWithMedia(item.media_id, true);
    player.element.scrollIntoView({ block: 'nearest' });
    this.requestUpdate();
  }

  #href({ media_id, name }: Recommendation): string | undefined {
    const template = this.hrefTemplate || '/videos/{media_id}';
    const values: Record<string, string> = { media_id, name };
    const href = template.replace(/\{(media_id|name)\}/g, (_, key: string) =>
      encodeURIComponent(values[key]!),
    );
    const address = webAddress(href);
    if (address === undefined) {
      sayOnce(
        `<wistia-recommendations>: href-template="${template}" is no address of a page: write an http or https address, or a path like /videos/{media_id}.`,
      );
    }
    return address;
  }

  get #layout(): 'grid' | 'list' | 'carousel' {
    const { layout } = this;
    return layout === 'list' || layout === 'carousel' ? layout : 'grid';
  }

  get #limit(): number {
    const limit = Math.floor(this.limit ?? NaN);
    const standard = this.#layout === 'carousel' ? CAROUSEL_LIMIT : DEFAULT_LIMIT;
    return limit > 0 ? Math.min(limit, MOST) : standard;
  }

  get #threshold(): number {
    const threshold = this.watchedThreshold ?? NaN;
    return threshold >= 0 && threshold <= 1 ? threshold : DEFAULT_THRESHOLD;
  }

  #rules(): RankRules {
    const { pin, exclude, mediaIds, projectId, strategy, unfinished } = this;
    const threshold = this.#threshold;
    const some = (text: string | undefined) => (ids(text).length ? ids(text) : undefined);
    return {
      limit: this.#limit,
      strategy: strategy === 'popular' || strategy === 'repeat' ? strategy : undefined,
      pin: some(pin),
      exclude: some(exclude),
      mediaIds: some(mediaIds),
      projectId: projectId || undefined,
      watchedThreshold: threshold === DEFAULT_THRESHOLD ? undefined : threshold,
      unfinished: unfinished === 'exclude' || unfinished === 'only' ? unfinished : undefined,
    };
  }

  /** What was watched on this page and, where that is asked for and allowed, before. */
  #history(): Viewing[] {
    const rows = new Map<string, Viewing>();
    const before = this.remember && !isTrackingRefused() ? rememberedViewings() : [];
    for (const viewing of [...before, ...pageViewings()]) {
      const known = rows.get(viewing.media_id);
      rows.set(viewing.media_id, {
        ...viewing,
        share: Math.max(viewing.share, known?.share ?? 0),
        converted: viewing.converted || known?.converted,
      });
    }
    return [...rows.values()];
  }

  #finished(history: readonly Viewing[]): string[] {
    return history.filter(({ share }) => share >= this.#threshold).map(({ media_id }) => media_id);
  }
}

define('wistia-recommendations', WistiaRecommendations);

declare global {
  interface HTMLElementTagNameMap {
    'wistia-recommendations': WistiaRecommendations;
  }
  interface GlobalEventHandlersEventMap {
    'wistia-select': CustomEvent<WistiaSelectDetail>;
  }
}
