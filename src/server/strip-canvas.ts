/** A canvas that is painted by pixels, one row of them, and is written as shapes: a heatmap's strip. */
import { ElementNode } from './node-tree.js';

interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Runs of pixels of one colour become rectangles; those of the same colour share a path. */
const shapes = ({ width, data }: Pixels): ElementNode[] => {
  const paths = new Map<string, string>();
  for (let from = 0; from < width; ) {
    const colour = data.slice(from * 4, from * 4 + 3).join();
    let to = from + 1;
    while (to < width && data.slice(to * 4, to * 4 + 3).join() === colour) to++;
    paths.set(colour, `${paths.get(colour) ?? ''}M${from} 0h${to - from}v1h${from - to}z`);
    from = to;
  }
  return [...paths].map(([colour, d]) => colourPath(`rgb(${colour})`, d));
};

/** A shape in a colour: an attribute, which no policy blocks. */
const colourPath = (fill: string, d: string): ElementNode => {
  const path = new ElementNode('path');
  path.setAttribute('fill', fill);
  path.setAttribute('d', d);
  return path;
};

const picture = (width: number, paths: ElementNode[]): ElementNode => {
  const svg = new ElementNode('svg');
  svg.setAttribute('viewBox', `0 0 ${width} 1`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.append(...paths);
  return svg;
};

/** A box filled with one colour. */
export const filled = (colour: string): ElementNode => picture(1, [colourPath(colour, 'M0 0h1v1H0z')]);

/** A `<canvas>` that becomes an `<svg>`. */
export class StripCanvas extends ElementNode {
  width = 0;
  height = 0;
  #image?: Pixels;

  constructor() {
    super('canvas');
  }

  getContext() {
    return {
      createImageData: (width: number, height: number): Pixels => ({
        width,
        height,
        data: new Uint8ClampedArray(width * height * 4),
      }),
      putImageData: (image: Pixels): void => void (this.#image = image),
    };
  }

  override markup(): string {
    if (!this.#image) return '';
    const svg = picture(this.#image.width, shapes(this.#image));
    for (const { name, value } of this.attributes) svg.setAttribute(name, value);
    return svg.markup();
  }
}
