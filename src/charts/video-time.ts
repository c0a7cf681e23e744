/** Time within a video: seconds of a cell, ticks, labels. */
import { checkAmount } from './series.js';
import { niceStep } from './ticks.js';

/** Above this many seconds Wistia scales `engagement_data` down to as many cells. */
const MOST_CELLS = 1000;

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];

/**
 * Seconds that one cell of `engagement_data` stands for; cell `i` begins at `i` times as many.
 * Undefined if it cannot be known: a full set of cells may be scaled, and without `duration`
 * (seconds) an axis can only say percent of the video.
 */
export const cellSeconds = (cells: number, duration?: number): number | undefined => {
  if (!duration) return cells < MOST_CELLS ? 1 : undefined;
  // A last second that has begun has a cell of its own, or none: both are a cell a second.
  return Math.abs(checkAmount(duration, 'The duration') - cells) < 1.5
    ? 1
    : duration / (cells || 1);
};

/**
 * Round times from 0 to `duration` (seconds), in at most `count` steps: of 1, 2, 5, 10, 15 or 30
 * seconds, as many minutes, or hours.
 */
export const timeTicks = (duration: number, count = 5): number[] => {
  const step =
    STEPS.find((seconds) => seconds * count >= checkAmount(duration, 'The duration')) ??
    Math.max(1, niceStep(duration / 3600, count)) * 3600;
  return Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => i * step);
};

const twoDigits = (n: number): string => `${n}`.padStart(2, '0');

/** A time as `m:ss`; as `h:mm:ss` where `longest` (the axis’s end) has hours: one form an axis. */
export const timeLabel = (seconds: number, longest = seconds): string => {
  // Products such as 60 × (179.9 / 59.9667) fall a hair short of the second that is meant.
  const whole = Math.floor(checkAmount(seconds, 'The time') + 1e-6);
  const minutes = Math.floor(whole / 60);
  const rest = twoDigits(whole % 60);
  return longest >= 3600
    ? `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`
    : `${minutes}:${rest}`;
};
