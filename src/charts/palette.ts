/**
 * Colours of the heatmap, safe for colour-blind eyes: the colours of a palette stay apart in every
 * kind of sight, and in shades of grey.
 */

// From unwatched to watched most: on a light page, and on a dark one.
const PALETTES: Record<string, readonly [light: string, dark: string]> = {
  wistia: ['#e6e9ef #9fb0f7 #2949e5 #de7420', '#262b34 #3d53c9 #8794f8 #ffb066'],
  blue: ['#e6e9ef #a3b8f5 #4f6ae6 #14227a', '#262b34 #2f48b5 #7d92fa #e0e6ff'],
  purple: ['#e9e6ef #bfa8f4 #8b4fe8 #3f0f8a', '#2a2634 #5b2fb8 #a37df5 #e8defc'],
  cividis: ['#e6e9ef #c9b45c #7b7b78 #00326e', '#262b34 #3d5a96 #a59c74 #ffe945'],
  heat: ['#ece7e1 #f0b040 #d4502a #6a0d22', '#2b2622 #a8323f #ef8040 #ffe595'],
};

/** Names of the palettes. All but `wistia` also go evenly from one lightness to the other. */
export const paletteNames: readonly string[] = Object.keys(PALETTES);

const HEX = /^#([\da-f]{3}|[\da-f]{6})$/i;

/**
 * The colours of a palette, from unwatched to watched most, as `#rrggbb` or `#rgb`.
 * @param palette One of `paletteNames` (four colours each), or two and more colours of one's own.
 * @throws RangeError with a full sentence for anything else.
 */
export const paletteColours = (palette = 'wistia', dark = false): string[] => {
  const known = Object.hasOwn(PALETTES, palette) && PALETTES[palette]![+dark];
  const colours = (known || palette).trim().split(/\s+/);
  if (colours.length > 1 && colours.every((colour) => HEX.test(colour))) return colours;
  throw new RangeError(
    `palette="${palette}" is not known: take ${paletteNames.join(', ')}, ` +
      'or colours like "#eee #99f #22e #e72".',
  );
};

const SHADES = 28;

/** Where the views are a share of the most, from this share on they have the last colour of a palette. */
export const MOST_VIEWED = 0.9;

/**
 * Opaque RGBA bytes for `shareShade`: evenly from the first colour to the last but one, and then the last,
 * so that the most viewed stand out. Two colours are mixed from end to end.
 */
export const shadeTable = (colours: readonly string[]): Uint8ClampedArray => {
  const even = colourTable(colours.length > 2 ? colours.slice(0, -1) : colours, SHADES);
  const table = new Uint8ClampedArray(even.length + 4);
  table.set(even);
  table.set(colourTable(colours).slice(-4), even.length);
  return table;
};

const channels = (colour: string): number[] =>
  (colour.length < 5 ? colour.replace(/[^#]/g, '$&$&') : colour)
    .match(/[^#]{2}/g)!
    .map((pair) => parseInt(pair, 16));

/** Opaque RGBA bytes of `levels` colours, evenly from first to last; by default these very ones. */
export const colourTable = (
  colours: readonly string[],
  levels = colours.length,
): Uint8ClampedArray => {
  const table = new Uint8ClampedArray(levels * 4).fill(255);
  const stops = colours.map(channels);
  for (let level = 0; level < levels; level++) {
    const place = (level * (stops.length - 1)) / Math.max(1, levels - 1);
    const before = Math.floor(place);
    const after = Math.ceil(place);
    for (let channel = 0; channel < 3; channel++) {
      const from = stops[before]![channel]!;
      table[level * 4 + channel] = from + (stops[after]![channel]! - from) * (place - before);
    }
  }
  return table;
};
