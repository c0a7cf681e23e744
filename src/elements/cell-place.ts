import { timeLabel } from '../charts/video-time.js';
import { formatNumber } from './number-format.js';
import { english } from './words.js';

/**
 * When one of the `cells` of a video begins: a time, or a share of the video where times cannot be known.
 * @param seconds Of a cell. @param language As in `lang`.
 */
export const placeText = (
  cell: number,
  cells: number,
  seconds: number | undefined,
  language: string,
): string =>
  seconds === undefined
    ? english.ofVideo(formatNumber(cell / cells, 'finePercent', language))
    : timeLabel(cell * seconds, cells * seconds);

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The columns that say when cells begin, for a file: headings, and what stands below them for a cell. */
export const placeColumns = (
  cells: number,
  seconds: number | undefined,
  language: string,
): [headings: string[], columns: (cell: number) => (string | number)[]] =>
  seconds === undefined
    ? [[english.video], (cell) => [rounded(cell / cells)]]
    : [
        [english.time, english.seconds],
        (cell) => [placeText(cell, cells, seconds, language), rounded(cell * seconds)],
      ];
