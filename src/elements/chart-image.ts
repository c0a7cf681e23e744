/** A chart as a file: the drawing as it stands on the page, with the colours that the page gives it. */

/** A path or a text of a drawing, with nothing left to a style sheet. */
interface Shape {
  /** Path data; undefined for a text. */
  path: string | undefined;
  text: string;
  x: string;
  y: string;
  style: CSSStyleDeclaration;
}

/** A drawing's paths and texts. Nothing else is drawn, and what is hidden is left out. */
const shapesOf = (drawing: SVGSVGElement): Shape[] =>
  [...drawing.querySelectorAll('path, text')]
    .map((node) => ({
      path: node.getAttribute('d') ?? undefined,
      text: node.textContent ?? '',
      x: node.getAttribute('x') ?? '',
      y: node.getAttribute('y') ?? '',
      style: getComputedStyle(node),
    }))
    .filter(({ path, text, style }) => (path || text) && style.display !== 'none');

/** The colour behind an element: the nearest that is not see-through. */
const backgroundOf = (element: Element): string => {
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

const canvasContext = (width: number, height: number): CanvasRenderingContext2D => {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  return canvas.getContext('2d')!;
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const TEXT_STYLES = ['font-family', 'font-size', 'font-weight', 'text-anchor', 'direction'];
const LINE_STYLES = ['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin'];

/** The drawing as an SVG document that needs no style sheet. */
export const svgText = (drawing: SVGSVGElement, title: string): string => {
  const { width, height } = drawing.viewBox.baseVal;
  const attribute = (name: string, value: string | number) => ` ${name}="${escaped(`${value}`)}"`;
  const paint = (name: 'fill' | 'stroke', style: CSSStyleDeclaration) => {
    if (style[name] === 'none') return attribute(name, 'none');
    const [hex, alpha] = plainColour(style[name]);
    return attribute(name, hex) + attribute(`${name}-opacity`, alpha * Number(style[`${name}Opacity`]));
  };
  const styles = (names: string[], style: CSSStyleDeclaration) =>
    names.map((name) => attribute(name, style.getPropertyValue(name))).join('');
  const shapes = shapesOf(drawing).map(({ path, text, x, y, style }) =>
    path
      ? `<path${attribute('d', path)}${paint('fill', style)}${paint('stroke', style)}${styles(LINE_STYLES, style)}/>`
      : `<text${attribute('x', x)}${attribute('y', y)}${paint('fill', style)}${styles(TEXT_STYLES, style)}>${escaped(text)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<path d="M0,0H${width}V${height}H0Z" fill="${plainColour(backgroundOf(drawing))[0]}"/>`,
    ...shapes,
    '</svg>',
  ].join('\n');
};

/**
 * The drawing on a canvas: shape by shape, because a page's policy may forbid pictures from memory.
 * @param scale Pixels for each CSS pixel.
 */
export const canvasOf = (drawing: SVGSVGElement, scale = 2): HTMLCanvasElement => {
  const { width, height } = drawing.viewBox.baseVal;
  const context = canvasContext(width * scale, height * scale);
  context.scale(scale, scale);
  context.fillStyle = backgroundOf(drawing);
  context.fillRect(0, 0, width, height);
  for (const { path, text, x, y, style } of shapesOf(drawing)) {
    context.fillStyle = style.fill === 'none' ? 'transparent' : style.fill;
    context.globalAlpha = Number(style.fillOpacity);
    if (!path) {
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      context.direction = style.direction as CanvasDirection;
      context.textAlign = style.textAnchor.replace('middle', 'center') as CanvasTextAlign;
      context.fillText(text, Number(x), Number(y));
      continue;
    }
    const shape = new Path2D(path);
    context.fill(shape);
    if (style.stroke === 'none') continue;
    context.globalAlpha = Number(style.strokeOpacity);
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.lineCap = style.strokeLinecap as CanvasLineCap;
    context.lineJoin = style.strokeLinejoin as CanvasLineJoin;
    context.setLineDash(style.strokeDasharray.match(/[\d.]+/g)?.map(Number) ?? []);
    context.stroke(shape);
  }
  return context.canvas;
};
