/**
 * Registers the stand-in as `<wistia-player>`, where the real player has not come first.
 *
 * ```html
 * <script type="module" src="/player/wistia-player.js"></script>
 * <wistia-player media-id="993554ba94" data-sessions-url="/sandbox/sessions"></wistia-player>
 * ```
 *
 * Beside Wistia's own attributes (`media-id`, `aspect`, `playback-rate`, `do-not-track`) it knows
 * `data-duration` (seconds) and `data-name`, which are otherwise read from `/medias.json`, and
 * `data-sessions-url`, to which it posts what was watched. `older-embeds.js` does the same for
 * `<div class="wistia_embed wistia_async_ID" data-…>`.
 */
import { StandInPlayer } from './stand-in-player.js';

if (!customElements.get('wistia-player')) customElements.define('wistia-player', StandInPlayer);

export { StandInPlayer };
