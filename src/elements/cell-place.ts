import { timeLabel } from '../charts/video-time.js';
import { formatNumber } from './number-format.js';
import type { VideoTimeWords } from './english/video-time.js';

/** The cells of a video, and how to speak of them. */
export interface CellPlaces {
  /** How many. */
  cells: number;
  /** Of a cell; undefined where they cannot be known. */
  seconds: number | undefined;
  words: VideoTimeWords;
  /** As in `lang`. */
  language: string;
}

/** When a cell begins: a time, or a share of the video where times cannot be known. */
export const placeText = (cell: number, { cells, seconds, words, language }: CellPlaces): string =>
  seconds === undefined
    ? words.ofVideo(formatNumber(cell / cells, 'finePercent', language))
    : timeLabel(cell * seconds, cells * seconds);

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The columns that say when cells begin, for a file: headings, and what stands below them for a cell. */
export const placeColumns = (
  places: CellPlaces,
): [headings: string[], columns: (cell: number) => (string | number)[]] => {
  const { cells, seconds, words } = places;
  return seconds === undefined
    ? [[words.video], (cell) => [rounded(cell / cells)]]
    : [
        [words.time, words.seconds],
        (cell) => [placeText(cell, places), rounded(cell * seconds)],
      ];
};
