/**
 * What the older embed gives for its player: the same playback, spoken to through functions and bound
 * events instead of an element.
 */
import { StandInPlayer } from './stand-in-player.js';

/** Same player under a tag that nobody takes for a `<wistia-player>`. */
class OlderStandIn extends StandInPlayer {}
customElements.define('stand-in-older-player', OlderStandIn);

/** Events of the element, and what the older embed calls them and tells with them. */
const EVENTS = {
  play: ['play', () => []],
  pause: ['pause', () => []],
  ended: ['end', () => []],
  seeked: ['seek', (player) => [player.currentTime]],
  'time-update': ['timechange', (player) => [player.currentTime]],
  'second-change': ['secondchange', (_player, { second }) => [second]],
  'percent-watched-change': [
    'percentwatchedchanged',
    (_player, { percentWatched, lastPercentWatched }) => [percentWatched, lastPercentWatched],
  ],
  'before-replace': ['beforereplace', () => []],
  'after-replace': ['afterreplace', () => []],
};

export class OlderPlayer {
  /** @type {Element} */
  container;
  #player;
  /** @type {Map<string, Set<Function>>} */
  #bound = new Map();
  #options;
  #ready = false;

  /** @param {HTMLElement} container a `wistia_async_…` embed, with its options among its classes */
  constructor(container) {
    this.container = container;
    this.#options = Object.fromEntries(
      [...container.classList].filter((name) => name.includes('=')).map((name) => name.split('=')),
    );
    const player = document.createElement('stand-in-older-player');
    this.#player = /** @type {OlderStandIn} */ (player);
    Object.assign(player.dataset, container.dataset);
    player.setAttribute('media-id', /wistia_async_(\w+)/.exec(container.className)[1]);
    if (this.#options.doNotTrack === 'true') this.#player.doNotTrack = true;
    if (this.#options.playbackRate) this.#player.playbackRate = Number(this.#options.playbackRate);
    this.ready(() => {
      this.#ready = true;
    });
    for (const [event, [name, tell]] of Object.entries(EVENTS)) {
      player.addEventListener(event, ({ detail }) => this.trigger(name, ...tell(player, detail)));
    }
    container.replaceChildren(player);
  }

  bind(event, listener) {
    this.#bound.set(event, (this.#bound.get(event) ?? new Set()).add(listener));
    return this;
  }
  unbind(event, listener) {
    if (listener) this.#bound.get(event)?.delete(listener);
    else this.#bound.delete(event);
    return this;
  }
  trigger(event, ...told) {
    for (const listener of [...(this.#bound.get(event) ?? [])]) {
      // The way in which a listener asks to be called once.
      if (listener.apply(this, told) === this.unbind) this.unbind(event, listener);
    }
    return this;
  }

  duration() {
    return this.#player.duration;
  }
  embedOptions() {
    return { ...this.#options, doNotTrack: this.#player.doNotTrack };
  }
  eventKey() {
    return this.#player.eventKey;
  }
  hashedId() {
    return this.#player.mediaId;
  }
  name() {
    return this.#player.name;
  }
  pause() {
    void this.#player.pause();
    return this;
  }
  percentWatched() {
    return this.#player.percentWatched;
  }
  play() {
    void this.#player.whenApiReady().then(() => this.#player.play());
    return this;
  }
  playbackRate(rate) {
    if (rate === undefined) return this.#player.playbackRate;
    this.#player.playbackRate = rate;
    return this;
  }
  /** @param {() => void} [callback] called when the API is ready, also if it is already */
  ready(callback) {
    if (!callback) return this.#ready;
    void this.#player.whenApiReady().then(callback);
    return this;
  }
  remove() {
    this.#player.remove();
  }
  replaceWith(mediaId, options) {
    void this.#player.replaceWithMedia(mediaId, options).catch(() => {});
    return this;
  }
  secondsWatched() {
    return this.#player.secondsWatched;
  }
  secondsWatchedVector() {
    return this.#player.secondsWatchedVector;
  }
  state() {
    return this.#player.state;
  }
  time(seconds) {
    if (seconds === undefined) return this.#player.currentTime;
    this.#player.currentTime = seconds;
    return this;
  }
  visitorKey() {
    return this.#player.visitorKey;
  }
}
