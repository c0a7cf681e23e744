/** Registers the stand-in as `<wistia-player>`, where the real player has not come first. */
import { StandInPlayer } from './stand-in-player.js';

if (!customElements.get('wistia-player')) customElements.define('wistia-player', StandInPlayer);

export { StandInPlayer };
