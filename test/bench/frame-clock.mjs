/** In the browser: frames, and when one of them is on the screen. */
export const frame = () => new Promise(requestAnimationFrame);

/** When the frame that is being made is on the screen: Element Timing of a mark drawn with it. */
export const presented = (mark) =>
  new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      for (const { identifier, renderTime } of list.getEntries()) {
        if (identifier !== mark) continue;
        observer.disconnect();
        resolve(renderTime);
      }
    }).observe({ type: 'element' });
  });

let marks = 0;

/**
 * Milliseconds from the beginning of a frame to the screen that shows what `act` did in it, on a page that is
 * animating already. `header` takes the mark.
 */
export const timed = async (act, later) => {
  for (let i = 0; i < 4; i++) await frame();
  const mark = `mark-${++marks}`;
  const shown = presented(mark);
  await frame();
  const start = performance.now();
  act();
  if (later) await frame();
  const line = document.createElement('p');
  line.setAttribute('elementtiming', mark);
  line.textContent = mark;
  document.querySelector('header').replaceChildren(line);
  return (await shown) - start;
};

/** Keeps the page animating. */
export const animate = () =>
  document.querySelector('footer').animate([{ opacity: 1 }, { opacity: 0.5 }], {
    duration: 1000,
    iterations: Infinity,
  });
