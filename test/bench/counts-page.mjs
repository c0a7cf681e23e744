/**
 * What runs in the browser for `counts.mjs`: 1000 numbers as spans, in a vanilla shadow tree, as a bare
 * Lit element and as `<wistia-play-count>`, and a clock that stops when the frame is on the screen.
 */
import { LitElement, css, html } from 'lit';
import { animate, frame, presented } from './frame-clock.mjs';

const COUNT = 1000;
const MEDIAS = 400; // of the client's cache, so that each number is known before it is asked for

class BareLit extends LitElement {
  static styles = css`
    span {
      font-variant-numeric: tabular-nums;
    }
  `;
  static properties = { value: {} };
  render() {
    return html`<span>${this.value}</span>`;
  }
}
customElements.define('bare-lit', BareLit);

const sheet = new CSSStyleSheet();
sheet.replaceSync('span { font-variant-numeric: tabular-nums; }');
customElements.define(
  'bare-shadow',
  class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const span = document.createElement('span');
      span.textContent = this.getAttribute('value');
      root.append(span);
    }
  },
);

const figure = (i) => (1000 + (i % MEDIAS)).toLocaleString('en');
const repeated = (one) => Array.from({ length: COUNT }, (_, i) => one(i)).join(' ');

const VARIANTS = {
  empty: '',
  spans: repeated((i) => `<span>${figure(i)}</span>`),
  shadow: repeated((i) => `<bare-shadow value="${figure(i)}"></bare-shadow>`),
  lit: repeated((i) => `<bare-lit value="${figure(i)}"></bare-lit>`),
  counts: repeated(
    (i) =>
      `<wistia-play-count loading="eager" media-id="m${i % MEDIAS}">many</wistia-play-count>`,
  ),
};

const stage = document.querySelector('main');
let marks = 0;

const timed = async (markup) => {
  stage.replaceChildren();
  for (let i = 0; i < 4; i++) await frame();
  const mark = `mark-${++marks}`;
  const shown = presented(mark);
  await frame();
  const start = performance.now();
  stage.innerHTML = `<p elementtiming="${mark}">${mark}</p>${markup}`;
  return (await shown) - start;
};

const allShown = () =>
  [...stage.querySelectorAll('wistia-play-count')].every(({ value }) => value !== undefined);

const loads = (count) =>
  new Promise((resolve) => {
    stage.addEventListener('wistia-load', function listen() {
      if (--count) return;
      stage.removeEventListener('wistia-load', listen);
      resolve();
    });
  });

/** Milliseconds from the clock's start to the screen, `repetitions` of each variant, interleaved. */
globalThis.firstPaints = async (repetitions) => {
  // A page that is already animating.
  animate();
  const warm = loads(COUNT);
  stage.innerHTML = VARIANTS.counts;
  await warm;
  const times = Object.fromEntries(Object.keys(VARIANTS).map((name) => [name, []]));
  for (let round = -2; round < repetitions; round++) {
    for (const [name, markup] of Object.entries(VARIANTS)) {
      const time = await timed(markup);
      if (name === 'counts' && !allShown()) throw new Error('A count was painted without its number.');
      if (round >= 0) times[name].push(time);
    }
  }
  stage.replaceChildren();
  return times;
};

/** Puts `count` elements into the page and waits until each shows its number. */
globalThis.mount = async (tag, count, ids = 1) => {
  const all = tag === 'wistia-play-count' && loads(count);
  const fragment = document.createDocumentFragment();
  for (let i = 0; i < count; i++) {
    const element = document.createElement(tag);
    if (all) {
      element.setAttribute('loading', 'eager');
      element.setAttribute('media-id', `m${i % ids}`);
    } else element.setAttribute('value', '1,000');
    fragment.append(element);
  }
  stage.append(fragment);
  await all;
  await frame();
};

globalThis.unmount = async () => {
  stage.replaceChildren();
  await frame();
  await frame();
};
