/**
 * A player of nothing with the names of Wistia's `<wistia-player>`: attributes, getters, methods, events
 * and their order. It draws a picture instead of showing a video, and keeps count of what was seen.
 */
import { mediaData } from './catalogue.js';
import { ControlBar } from './control-bar.js';
import { drawPicture } from './picture.js';
import { Playback } from './playback.js';
import { styles } from './styles.js';
import { newEventKey, visitorKey, wistiaGlobal } from './visitor.js';

/** Milliseconds between two `time-update` events, and between ticks in a hidden tab. */
const TICK = 250;
/** Longest time that a late tick makes up for: a machine that slept has not watched. */
const LONGEST_GAP_S = 2;

let embeds = 0;

export class StandInPlayer extends HTMLElement {
  static observedAttributes = ['media-id', 'aspect', 'playback-rate'];

  #playback = new Playback(0);
  /** Id of the media that is shown, or on its way; undefined while the element is not in a page. */
  #wanted;
  /** Undefined until the media's data is there. */
  #media;
  #ready = false;
  #eventKey;
  /** Counts what was begun, so that what comes late for another media is dropped. */
  #turn = 0;
  #startAt = 0;
  #playPending = false;
  #lastTick = 0;
  #lastUpdate = 0;
  #interval;
  #frame = 0;
  #seeked = 0;
  #resize;
  #box = document.createElement('div');
  #canvas = document.createElement('canvas');
  #bar = new ControlBar({
    toggle: () => this.#toggle(),
    seek: (seconds) => {
      this.currentTime = seconds;
    },
  });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles];
    this.#box.className = 'frame';
    this.#box.append(this.#canvas);
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.addEventListener('click', () => this.#toggle());
    root.append(this.#box, this.#bar.element);
  }

  // What it offers, by Wistia's names.

  /** Width by height. */
  get aspect() {
    const aspect = Number(this.getAttribute('aspect'));
    return aspect > 0 ? aspect : 16 / 9;
  }
  set aspect(aspect) {
    this.setAttribute('aspect', String(aspect));
  }
  /** Seconds. Before the media's data is there it is the place to start from. */
  get currentTime() {
    return this.#media ? this.#playback.currentTime : this.#startAt;
  }
  set currentTime(seconds) {
    if (Number.isFinite(Number(seconds))) this.#seek(Number(seconds));
  }
  get doNotTrack() {
    return this.hasAttribute('do-not-track') && this.getAttribute('do-not-track') !== 'false';
  }
  set doNotTrack(refuse) {
    this.toggleAttribute('do-not-track', Boolean(refuse));
  }
  get duration() {
    return this.#playback.duration;
  }
  get ended() {
    return this.state === 'ended';
  }
  get eventKey() {
    return this.#ready ? this.#eventKey : undefined;
  }
  get mediaData() {
    return { ...this.#media };
  }
  get mediaId() {
    return this.getAttribute('media-id') ?? '';
  }
  set mediaId(mediaId) {
    if (mediaId !== this.mediaId) this.setAttribute('media-id', mediaId);
  }
  get name() {
    return this.#media?.name;
  }
  get paused() {
    return this.state === 'paused';
  }
  get percentWatched() {
    return this.#playback.percentWatched;
  }
  get playbackRate() {
    const rate = Number(this.getAttribute('playback-rate'));
    return rate > 0 ? rate : 1;
  }
  set playbackRate(rate) {
    this.setAttribute('playback-rate', String(rate));
  }
  get secondsWatched() {
    return this.#playback.secondsWatched;
  }
  get secondsWatchedVector() {
    return [...this.#playback.secondsWatchedVector];
  }
  get state() {
    return this.#playback.state;
  }
  get uniqueId() {
    return this.getAttribute('unique-id') ?? '';
  }
  set uniqueId(id) {
    this.setAttribute('unique-id', id);
  }
  get visitorKey() {
    return this.#ready && !this.doNotTrack ? visitorKey() : undefined;
  }

  async play() {
    if (!this.#ready || this.state === 'playing') return;
    this.#playback.play();
    this.#lastTick = performance.now();
    this.#interval = setInterval(() => this.#tick(), TICK);
    this.#say('play');
    this.#tick();
    this.#draw();
    this.#animate();
  }

  async pause() {
    if (this.state !== 'playing') return;
    this.#tick();
    if (this.state !== 'playing') return;
    this.#playback.pause();
    this.#rest();
    this.#say('pause');
    this.#post();
  }

  /** Resolves when the other media is ready to play; rejects before the API is ready. */
  async replaceWithMedia(mediaId, options = {}) {
    if (!this.#ready) throw new Error('The player is not ready to replace its media.');
    await this.#replace(mediaId, options);
  }

  whenApiReady() {
    if (this.#ready) return Promise.resolve();
    return new Promise((resolve) => this.addEventListener('api-ready', resolve, { once: true }));
  }

  // Its life.

  connectedCallback() {
    wistiaGlobal();
    this.#resize = new ResizeObserver(() => this.#draw());
    this.#resize.observe(this.#canvas);
    addEventListener('pagehide', this.#post);
    void this.#load();
  }

  disconnectedCallback() {
    this.#resize.disconnect();
    removeEventListener('pagehide', this.#post);
    this.#leave();
    this.#forget();
    this.#ready = false;
    this.#wanted = undefined;
  }

  attributeChangedCallback(name) {
    if (name === 'aspect') this.#reserve();
    if (name !== 'media-id' || this.#wanted === undefined || this.#wanted === this.mediaId) return;
    if (this.#ready) void this.#replace(this.mediaId);
    else void this.#load();
  }

  /** Space for the picture, before there is one. */
  #reserve() {
    this.#box.style.aspectRatio = String(this.aspect);
  }

  async #load() {
    this.#reserve();
    this.#wanted = this.mediaId;
    const turn = ++this.#turn;
    // As the real player's, its API comes some time after the element.
    if (!(await this.#fetchMedia(turn))) return;
    await new Promise((resolve) => setTimeout(resolve));
    if (turn !== this.#turn) return;
    this.#ready = true;
    this.uniqueId = `wistia-${this.mediaId}-${++embeds}`;
    this.#say('api-ready', { mediaId: this.mediaId });
    if (this.#playPending) void this.play();
    this.#playPending = false;
  }

  /** Shows another media in place of this one. */
  async #replace(mediaId, { autoPlay = false } = {}) {
    if (mediaId === this.#wanted) return;
    this.#leave();
    this.#forget();
    this.#wanted = mediaId;
    const turn = ++this.#turn;
    this.#say('before-replace', { mediaId });
    this.mediaId = mediaId;
    if (!(await this.#fetchMedia(turn))) return;
    this.#say('after-replace', { api: null });
    if (autoPlay) void this.play();
  }

  /** Whether the media that was asked for is still the one that is wanted. */
  async #fetchMedia(turn) {
    const { mediaId } = this;
    if (!mediaId) return false;
    const { duration, name } = this.dataset;
    const media = await mediaData(mediaId, { duration: Number(duration), name });
    if (turn !== this.#turn) return false;
    this.#media = media;
    this.#playback = new Playback(media.duration);
    this.#playback.seek(this.#startAt);
    this.#startAt = 0;
    this.#eventKey = newEventKey();
    this.#canvas.setAttribute('aria-label', media.name);
    this.#draw();
    this.#say('loaded-media-data', { mediaData: this.mediaData });
    return true;
  }

  /** What was seen so far is told, and playback ends. */
  #leave() {
    if (this.state === 'playing') this.#tick();
    this.#rest();
    this.#post();
    this.#turn += 1;
  }

  #forget() {
    this.#media = this.#eventKey = undefined;
    this.#startAt = 0;
    this.#playback = new Playback(0);
    this.#draw();
  }

  #toggle() {
    if (!this.#ready) this.#playPending = !this.#playPending;
    else if (this.state === 'playing') void this.pause();
    else void this.play();
  }

  #seek(seconds) {
    if (!this.#media) {
      this.#startAt = Math.max(seconds, 0);
      return;
    }
    this.#tick();
    this.#playback.seek(seconds);
    this.#say('seeking');
    this.#draw();
    // A player needs a moment to get there, and several seeks in a row end in one place.
    clearTimeout(this.#seeked);
    this.#seeked = setTimeout(() => {
      this.#say('seeked');
      this.#update();
    });
  }

  // Its clock.

  /** Lets the time pass that has passed. */
  #tick() {
    const now = performance.now();
    const elapsed = Math.min((now - this.#lastTick) / 1000, LONGEST_GAP_S);
    this.#lastTick = now;
    if (this.state !== 'playing') return;
    const lastPercentWatched = this.percentWatched;
    const entered = this.#playback.advance(elapsed * this.playbackRate);
    for (const second of entered) this.#say('second-change', { second });
    const { percentWatched } = this;
    if (percentWatched !== lastPercentWatched) {
      this.#say('percent-watched-change', { percentWatched, lastPercentWatched });
    }
    if (now - this.#lastUpdate >= TICK) this.#update();
    if (this.ended) {
      this.#rest();
      this.#update();
      this.#say('ended');
      this.#post();
    }
  }

  #update() {
    this.#lastUpdate = performance.now();
    this.#say('time-update');
  }

  #animate() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#tick();
      this.#draw();
      if (this.state === 'playing') this.#animate();
    });
  }

  #rest() {
    clearInterval(this.#interval);
    clearTimeout(this.#seeked);
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  /** @param {string} type @param {unknown} [detail] */
  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // What it draws.

  #draw() {
    const { duration, state } = this;
    const { currentTime } = this.#playback;
    this.#bar.show({ playing: state === 'playing', currentTime, duration });
    const { clientWidth, clientHeight } = this.#canvas;
    if (!clientWidth || !clientHeight || !this.#media) return;
    const scale = Math.min(devicePixelRatio, 2);
    const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    drawPicture(this.#canvas.getContext('2d'), width, height, {
      mediaId: this.#media.hashedId,
      name: this.#media.name,
      // Where motion is not wanted, the picture changes as slides do.
      currentTime: still ? Math.floor(currentTime / 5) * 5 : currentTime,
      duration,
      untouched: state === 'beforeplay',
    });
  }

  // What it tells.

  /**
   * Sends what has been seen since the last time to `data-sessions-url`, unless tracking is refused. What
   * a pause cuts off counts as a session of its own.
   */
  #post = () => {
    const url = this.dataset.sessionsUrl;
    const key = this.visitorKey;
    const watched = this.#playback.takeStretches();
    if (!url || !key || !watched.length) return;
    void fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ visitor_key: key, media_id: this.#media.hashedId, watched }),
      // It may be the last thing that the page does.
      keepalive: true,
    }).catch(() => {
      // A demo without its sandbox still plays.
    });
  };
}
