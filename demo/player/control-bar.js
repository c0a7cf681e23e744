/** The bar under the picture: play and pause, a slider to seek with, the time. */
import { clock } from './picture.js';

const SVG = 'http://www.w3.org/2000/svg';
const PLAY = 'M7 4.5v15l12.5-7.5z';
const PAUSE = 'M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z';
/** Seconds that an arrow key moves. */
const ARROW_SECONDS = 5;
const ARROWS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** In words, for who hears the slider: "1 minute 5 seconds". */
const spoken = (seconds) => {
  const part = (n, word) => (n ? [`${n} ${word}${n === 1 ? '' : 's'}`] : []);
  const whole = Math.floor(seconds);
  const parts = [
    ...part(Math.floor(whole / 3600), 'hour'),
    ...part(Math.floor(whole / 60) % 60, 'minute'),
    ...part(whole % 60, 'second'),
  ];
  return parts.join(' ') || '0 seconds';
};

export class ControlBar {
  element = document.createElement('div');
  #button = document.createElement('button');
  #path = document.createElementNS(SVG, 'path');
  #slider = document.createElement('input');
  #time = document.createElement('span');

  /** @param {{toggle(): void, seek(seconds: number): void}} player */
  constructor(player) {
    this.element.className = 'bar';
    // Time runs to the right in every language.
    this.element.dir = 'ltr';
    const icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('viewBox', '0 0 24 24');
    icon.setAttribute('aria-hidden', 'true');
    icon.append(this.#path);
    this.#button.type = 'button';
    this.#button.append(icon);
    this.#button.addEventListener('click', () => player.toggle());
    Object.assign(this.#slider, { type: 'range', min: '0', max: '0', step: 'any', value: '0' });
    this.#slider.setAttribute('aria-label', 'Seek');
    this.#slider.addEventListener('input', () => player.seek(Number(this.#slider.value)));
    this.#slider.addEventListener('keydown', (event) => {
      const direction = ARROWS[event.key];
      if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      player.seek(Number(this.#slider.value) + direction * ARROW_SECONDS);
    });
    this.#time.className = 'time';
    this.element.append(this.#button, this.#slider, this.#time);
    this.show({ playing: false, currentTime: 0, duration: 0 });
  }

  /** @param {{playing: boolean, currentTime: number, duration: number}} shown */
  show({ playing, currentTime, duration }) {
    this.#button.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    this.#path.setAttribute('d', playing ? PAUSE : PLAY);
    this.#slider.disabled = !duration;
    this.#slider.max = String(duration);
    this.#slider.value = String(currentTime);
    this.#slider.setAttribute('aria-valuetext', `${spoken(currentTime)} of ${spoken(duration)}`);
    this.#time.textContent = duration ? `${clock(currentTime)} / ${clock(duration)}` : '';
  }
}
