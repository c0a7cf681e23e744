/** A heatmap built out of glyphs, on a canvas: purple cats, say. */

/**
 * A glyph in one colour: its shape, and as much light and shade of its own as leaves the colour what it
 * is. Emoji bring colours of their own and would not take another one.
 */
const sprite = (glyph: string, colour: string, size: number, font: string): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d')!;
  const write = (): void => context.fillText(glyph, size / 2, size * 0.54, size);
  context.font = `${size * 0.8}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  write();
  context.globalCompositeOperation = 'source-in';
  context.fillRect(0, 0, size, size);
  context.globalCompositeOperation = 'luminosity';
  context.globalAlpha = 0.45;
  write();
  return canvas;
};

/**
 * Draws a glyph a level, side by side.
 * @param colours Of the levels. @param height In pixels of the canvas.
 */
export const drawGlyphs = (
  canvas: HTMLCanvasElement,
  glyph: string,
  levels: readonly number[],
  colours: readonly string[],
  width: number,
  height: number,
): void => {
  const font = getComputedStyle(canvas).fontFamily;
  const size = Math.max(1, Math.round(height));
  const sprites: (HTMLCanvasElement | undefined)[] = [];
  // Also wipes what was there.
  canvas.width = Math.round(width);
  canvas.height = size;
  const context = canvas.getContext('2d')!;
  const step = width / levels.length;
  levels.forEach((level, i) => {
    const image = (sprites[level] ??= sprite(glyph, colours[level]!, size, font));
    context.drawImage(image, Math.round((i + 0.5) * step - size / 2), 0);
  });
};
