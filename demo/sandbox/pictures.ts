/** Still pictures of the videos, drawn here, so that a demo has some without the network. */
import type { Media } from './medias.js';
import { hash } from './random.js';

export const PICTURE_WIDTH = 640;
export const PICTURE_HEIGHT = 360;

/** `thumbnail` of a media. */
export const thumbnailOf = (media: Media, origin: string) => ({
  url: media.hostile ? 'javascript:alert(4)' : `${origin}/pictures/${media.hashed_id}.svg`,
  width: PICTURE_WIDTH,
  height: PICTURE_HEIGHT,
});

const strong: readonly (readonly [light: string, dark: string])[] = [
  ['#c3cffb', '#2b4fe5'],
  ['#ffd9b8', '#e5853b'],
  ['#c5efdd', '#1f9d6b'],
  ['#f3c0e2', '#b5338a'],
  ['#bfe8f5', '#16809f'],
  ['#fbe6a2', '#c78a06'],
  ['#d9c8fb', '#6d3fd1'],
  ['#f9c6c6', '#c23a3a'],
];

/** A calm gradient; videos of one genre have one colour. */
export const pictureOf = (seed: number, media: Media): string => {
  const [light, dark] = strong[media.genre % strong.length]!;
  const tilt = hash(seed, media.index, 91) % 80;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}" ` +
    `width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}">` +
    `<linearGradient id="g" gradientTransform="rotate(${10 + tilt / 2})">` +
    `<stop offset="${(tilt % 15) / 100}" stop-color="${light}"/>` +
    `<stop offset="1" stop-color="${dark}"/></linearGradient>` +
    `<rect width="100%" height="100%" fill="url(#g)"/></svg>`
  );
};
