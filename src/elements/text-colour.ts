import { plainColour } from './chart-image.js';

/** Whether an element's text is light: then what is behind it is dark, whoever has made it so. */
export const hasLightText = (element: Element): boolean => {
  // On a server nobody knows.
  if (!globalThis.getComputedStyle) return false;
  const { color } = getComputedStyle(element);
  // Nearly always it is plain; others are asked of a canvas, which some browsers do not let be read.
  const [red, green, blue] = /^rgb/.test(color)
    ? color.match(/[\d.]+/g)!.map(Number)
    : plainColour(color)[0]
        .match(/\w\w/g)!
        .map((pair) => parseInt(pair, 16));
  return 0.3 * red! + 0.59 * green! + 0.11 * blue! > 140;
};
