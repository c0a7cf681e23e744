/** How colours look to eyes of every kind, for checking palettes. */

type Colour = readonly [number, number, number];

const linear = (byte: number): number => {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const parse = (hex: string): Colour => [
  linear(parseInt(hex.slice(1, 3), 16)),
  linear(parseInt(hex.slice(3, 5), 16)),
  linear(parseInt(hex.slice(5, 7), 16)),
];

/** Full colour blindness as matrices on linear RGB (Machado, Oliveira and Fernandes 2009). */
export const sights: Record<string, readonly Colour[]> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const luminance = ([r, g, b]: Colour): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG's contrast ratio, 1 to 21. */
export const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

const lab = ([r, g, b]: Colour): Colour => {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(luminance([r, g, b]));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** CIE lightness, 0 to 100. */
export const lightness = (hex: string): number => lab(parse(hex))[0];

/** Distance of two colours in CIELAB as one kind of eye sees them; about 2 can just be told apart. */
export const distance = (a: string, b: string, sight: string): number => {
  const [p, q] = [a, b].map((hex) => {
    const colour = parse(hex);
    const seen = sights[sight]!.map((row) =>
      Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])),
    );
    return lab(seen as unknown as Colour);
  });
  return Math.hypot(p![0] - q![0], p![1] - q![1], p![2] - q![2]);
};
