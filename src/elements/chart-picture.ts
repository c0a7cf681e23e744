/** A chart as a picture: a part of its own, because few pages save one. */
import { backgroundOf, canvasContext, shapesOf } from './chart-image.js';

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
  for (const { node, style } of shapesOf(drawing)) {
    const [path, x, y] = ['d', 'x', 'y'].map((name) => node.getAttribute(name));
    context.fillStyle = style.fill === 'none' ? 'transparent' : style.fill;
    context.globalAlpha = Number(style.fillOpacity);
    if (!path) {
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      context.direction = style.direction as CanvasDirection;
      context.textAlign = style.textAnchor.replace('middle', 'center') as CanvasTextAlign;
      context.fillText(node.textContent!, Number(x), Number(y));
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
