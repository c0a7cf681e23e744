/** A chart as a file: the drawing as it stands on the page, with the colours that the page gives it. */
import { drawn } from './nodes.js';

/** A path or a text of a drawing, and how it is drawn on the page. */
export interface Shape {
  node: Element;
  style: CSSStyleDeclaration;
}

/** A drawing's paths and texts. Nothing else is drawn, and what is hidden is left out. */
export const shapesOf = (drawing: SVGSVGElement): Shape[] =>
  [...drawing.querySelectorAll('path[d], text')]
    .map((node) => ({ node, style: getComputedStyle(node) }))
    .filter(({ node, style }) => (node.getAttribute('d') ?? node.textContent) && style.display !== 'none');

/** The colour behind an element: the nearest that is not see-through. */
export const backgroundOf = (element: Element): string => {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host) {
    if (!(node instanceof Element)) continue;
    const { backgroundColor } = getComputedStyle(node);
    if (!/^transparent$|[,/] ?0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return matchMedia('(prefers-color-scheme: dark)').matches &&
    /dark/.test(getComputedStyle(document.documentElement).colorScheme)
    ? '#121212'
    : '#fff';
};

/** Any colour that a browser knows as `#rrggbb`, which every program reads, and how opaque it is. */
export const plainColour = (colour: string): [hex: string, opacity: number] => {
  const context = canvasContext(1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data as unknown as number[];
  const hex = ((red! << 16) | (green! << 8) | blue!).toString(16).padStart(6, '0');
  return [`#${hex}`, Math.round((alpha! / 255) * 100) / 100];
};

/** What paints on a canvas of its own. */
export const canvasContext = (width: number, height: number): CanvasRenderingContext2D => {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  return canvas.getContext('2d')!;
};

const TEXT_STYLES = ['font-family', 'font-size', 'font-weight', 'text-anchor', 'direction'];
const LINE_STYLES = ['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin'];

/** The same shape, with nothing left to a style sheet. */
const styled = ({ node, style }: Shape): Element => {
  const shape = node.cloneNode(true) as Element;
  shape.removeAttribute('class');
  for (const name of node.matches('path') ? LINE_STYLES : TEXT_STYLES) {
    shape.setAttribute(name, style.getPropertyValue(name));
  }
  for (const name of ['fill', 'stroke'] as const) {
    const [hex, alpha] = plainColour(style[name]);
    const isNone = style[name] === 'none';
    shape.setAttribute(name, isNone ? 'none' : hex);
    if (!isNone) shape.setAttribute(`${name}-opacity`, `${alpha * Number(style[`${name}Opacity`])}`);
  }
  return shape;
};

/** An SVG document of the given size, in CSS pixels. */
export const svgDocument = (
  width: number,
  height: number,
  title: string,
  ...content: Element[]
): string => {
  const size = { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' };
  return new XMLSerializer().serializeToString(
    drawn('svg', size, drawn('title', {}, title), ...content),
  );
};

/** The drawing as an SVG document that needs no style sheet. */
export const svgText = (drawing: SVGSVGElement, title: string): string => {
  const { width, height } = drawing.viewBox.baseVal;
  const [fill] = plainColour(backgroundOf(drawing));
  const ground = drawn('path', { d: `M0,0H${width}V${height}H0Z`, fill });
  return svgDocument(width, height, title, ground, ...shapesOf(drawing).map(styled));
};
