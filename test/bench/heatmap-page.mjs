/**
 * What runs in the browser for `heatmap.mjs`: a strip of 1000 cells as one `putImageData`, as rectangles and
 * as `<wistia-heatmap>`, and a player that says of itself what was watched.
 */
import { animate, frame, timed } from './frame-clock.mjs';

const CELLS = 1000;
const MEDIA = 'm0';
const COLOURS = ['#e6e9ef', '#9fb0f7', '#2949e5', '#de7420'];
const TABLE = COLOURS.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));

const sheet = new CSSStyleSheet();
sheet.replaceSync(`main { width: 900px } .strip { display: block; width: 900px; height: 28px; image-rendering: pixelated }`);
document.adoptedStyleSheets = [sheet];
const stage = document.querySelector('main');

const { engagement_data: views } = await (await fetch(`/stats/medias/${MEDIA}/engagement.json`)).json();
const max = Math.max(...views);
const level = (count) => Math.min(3, Math.ceil((count / max) * 3));

const bare = () => {
  const canvas = document.createElement('canvas');
  canvas.className = 'strip';
  canvas.width = CELLS;
  canvas.height = 1;
  const image = new ImageData(CELLS, 1);
  views.forEach((count, i) => image.data.set([...TABLE[level(count)], 255], i * 4));
  canvas.getContext('2d').putImageData(image, 0, 0);
  return canvas;
};

const rectangles = () => {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', 'strip');
  svg.setAttribute('viewBox', `0 0 ${CELLS} 1`);
  svg.setAttribute('preserveAspectRatio', 'none');
  views.forEach((count, i) => {
    const rect = document.createElementNS(namespace, 'rect');
    const attributes = { x: i, width: 1, height: 1, fill: COLOURS[level(count)] };
    for (const name in attributes) rect.setAttribute(name, attributes[name]);
    svg.append(rect);
  });
  return svg;
};

const heatmap = () => {
  const element = document.createElement('wistia-heatmap');
  element.setAttribute('loading', 'eager');
  element.setAttribute('media-id', MEDIA);
  return element;
};

const VARIANTS = { empty: undefined, putImageData: bare, rectangles, heatmap };

const isDrawn = (element) => element.shadowRoot?.querySelector('canvas')?.width > 300;

/** Milliseconds from the clock's start to the screen of `count` strips of each kind, interleaved. */
globalThis.firstPaints = async (count, repetitions) => {
  animate();
  stage.append(heatmap());
  while (!isDrawn(stage.firstChild)) await frame();
  const times = Object.fromEntries(Object.keys(VARIANTS).map((name) => [name, []]));
  for (let round = -2; round < repetitions; round++) {
    for (const [name, make] of Object.entries(VARIANTS)) {
      stage.replaceChildren();
      const time = await timed(() => {
        for (let i = 0; make && i < count; i++) stage.append(make());
      });
      if (name === 'heatmap' && ![...stage.children].every(isDrawn)) {
        throw new Error('A heatmap was painted without its cells.');
      }
      if (round >= 0) times[name].push(time);
    }
  }
  stage.replaceChildren();
  return times;
};

/** Updates a second of a live strip of 1000 cells, as the player tells of them. */
globalThis.updatesPerSecond = async (count) => {
  const watched = new Array(CELLS).fill(0);
  class Player extends HTMLElement {
    duration = CELLS;
    secondsWatchedVector = watched;
  }
  customElements.define('wistia-player', Player);
  stage.innerHTML = '<wistia-player media-id="abc"></wistia-player><wistia-heatmap live loading="eager"></wistia-heatmap>';
  const [player, live] = stage.children;
  while (!isDrawn(live)) await frame();
  const canvas = live.shadowRoot.querySelector('canvas');
  const before = canvas.toDataURL();
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    watched[(i * 7) % CELLS]++;
    player.dispatchEvent(new CustomEvent('second-change', { detail: { second: i } }));
  }
  // Read back, so that everything is drawn.
  if (canvas.toDataURL() === before) throw new Error('The strip has not changed.');
  return count / ((performance.now() - start) / 1000);
};
