import type { ReactiveController } from '@lit/reactive-element';
import { StatsController } from '../stats/controller.js';
import type { CatalogueMedia } from '../stats/fields.js';
import { sayOnce } from '../stats/page-registry.js';
import { catalogue } from '../stats/requests.js';
import type { WistiaPlayCount } from './play-count.js';
import { isWatchCount, videoObject } from './video-object.js';

const TYPE = 'application/ld+json';

/**
 * Tells search engines of a video's plays: keeps a block of JSON-LD beside the count's fallback. It is
 * data, never run, so that no policy speaks against it, and it is set as text.
 */
export class StructuredData implements ReactiveController {
  readonly #catalogue: StatsController<CatalogueMedia[]>;
  /** A block that a server has written already says what the video is. */
  #block: HTMLScriptElement | null;
  /** The video of such a block. */
  #of: string | null | undefined;

  constructor(private readonly host: WistiaPlayCount) {
    this.#block = host.querySelector(`:scope > script[type="${TYPE}"]`);
    this.#of = this.#block && host.mediaId;
    this.#catalogue = new StatsController(host, () =>
      host.structuredData === '' && this.#isMeant && this.#of !== host.mediaId ? catalogue() : undefined,
    );
    host.addController(this);
    host.requestUpdate();
  }

  get #isMeant(): boolean {
    return this.host.value !== undefined && isWatchCount(this.host);
  }

  /** Called by the host. */
  hostUpdated(): void {
    const { structuredData: id, mediaId, value } = this.host;
    if (id !== undefined && id !== null && !isWatchCount(this.host)) {
      sayOnce(
        '<wistia-play-count>: structured-data tells search engines of all plays of one video. It needs media-id, and no other field and no days.',
      );
    }
    if (id === undefined || id === null || !this.#isMeant) {
      this.#block?.remove();
      this.#block = this.#of = null;
      return;
    }
    if (this.#of === mediaId) return this.#write(this.#recounted());
    const listed = this.#catalogue.value?.find(({ hashed_id }) => hashed_id === mediaId);
    this.#write(videoObject({ mediaId: mediaId!, plays: value!, id, listed }));
  }

  /** The block, with its number up to date. */
  #recounted(): string {
    const text = this.#block!.textContent;
    return text.replace(/("userInteractionCount":)\d+/, `$1${this.host.value}`);
  }

  #write(json: string): void {
    let block = this.#block;
    if (!block) {
      this.#block = block = document.createElement('script');
      block.type = TYPE;
      block.append('');
      this.host.append(block);
    }
    const text = block.firstChild as Text;
    if (text.data !== json) text.data = json;
  }
}
