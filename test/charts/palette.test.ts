import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourTable, paletteColours, paletteNames } from '../../src/charts/palette.js';
import { contrast, distance, lightness, sights } from './sight.js';

const pages = [
  ['light', false, '#ffffff'],
  ['dark', true, '#111318'],
] as const;

describe.each(paletteNames.flatMap((name) => pages.map((page) => [name, ...page] as const)))(
  'the palette %s on a %s page',
  (name, _page, dark, background) => {
    const colours = paletteColours(name, dark);

    test.each(Object.keys(sights))('has four colours that stay apart in %s', (sight) => {
      expect(colours.length).toBe(4);
      colours.forEach((a, i) =>
        colours.slice(0, i).forEach((b) => expect(distance(a, b, sight)).toBeGreaterThan(18)),
      );
    });

    test('is told apart by lightness too, and ends in a colour that stands out', () => {
      for (let i = 1; i < colours.length; i++) {
        expect(contrast(colours[i]!, colours[i - 1]!)).toBeGreaterThan(1.5);
        expect(contrast(colours[i]!, colours[0]!)).toBeGreaterThan(1.5);
      }
      expect(contrast(colours[3]!, background)).toBeGreaterThan(3);
      const grey = colours.map(lightness).sort((a, b) => a - b);
      for (let i = 1; i < grey.length; i++) expect(grey[i]! - grey[i - 1]!).toBeGreaterThan(10);
    });

    test('rises evenly in lightness, the default apart', () => {
      const steps = colours.map(lightness);
      const sorted = [...steps].sort((a, b) => (dark ? a - b : b - a));
      if (name !== 'wistia') expect(steps).toEqual(sorted);
    });
  },
);

test('the default is the reading in four colours', () => {
  expect(paletteColours()).toEqual(paletteColours('wistia'));
  expect(paletteColours('wistia', true)).not.toEqual(paletteColours('wistia'));
});

test('colours of one’s own are taken as they are', () => {
  expect(paletteColours(' #eee  #99F #22e0Aa ')).toEqual(['#eee', '#99F', '#22e0Aa']);
});

test.each(['', 'rainbow', 'toString', '#eee', '#eee red', '#eeee #fff', 'url(x) #fff'])(
  'the palette %j is refused with what to do',
  (palette) => {
    expect(() => paletteColours(palette)).toThrow(
      `palette="${palette}" is not known: take wistia, blue, purple, cividis, heat, or colours like`,
    );
  },
);

describe('a table of colours', () => {
  const colour = fc.nat(0xffffff).map((n) => `#${n.toString(16).padStart(6, '0')}`);

  test('has the very colours, opaque', () => {
    expect([...colourTable(['#abc', '#102030'])]).toEqual([170, 187, 204, 255, 16, 32, 48, 255]);
    fc.assert(
      fc.property(fc.array(colour, { minLength: 1, maxLength: 9 }), (colours) => {
        const bytes = [...colourTable(colours)];
        const hex = colours.map((_, i) =>
          bytes
            .slice(i * 4, i * 4 + 3)
            .map((byte) => byte.toString(16).padStart(2, '0'))
            .join(''),
        );
        expect(hex).toEqual(colours.map((one) => one.slice(1)));
      }),
    );
  });

  test('of more levels begins and ends with the same, and steps in between', () => {
    fc.assert(
      fc.property(colour, colour, fc.integer({ min: 2, max: 256 }), (first, last, levels) => {
        const table = colourTable([first, last], levels);
        const ends = colourTable([first, last]);
        expect(table.length).toBe(levels * 4);
        expect([...table.subarray(0, 4)]).toEqual([...ends.subarray(0, 4)]);
        expect([...table.subarray(-4)]).toEqual([...ends.subarray(4)]);
        const step = Math.ceil(255 / (levels - 1)) + 1;
        const jumps = table.subarray(4).map((byte, i) => Math.abs(byte - table[i]!));
        expect(Math.max(...jumps)).toBeLessThanOrEqual(step);
        expect(table.every((byte, i) => i % 4 < 3 || byte === 255)).toBe(true);
      }),
    );
  });
});
