/** Shows on the terminal how far the viewing events have come in. */
import { SingleBar } from 'cli-progress';
import type { PullReport } from '../gateway/events/event-pull.js';

/** Milliseconds between two lines where there is no terminal to draw a bar on. */
const BETWEEN_LINES = 10_000;

const count = new Intl.NumberFormat('en');

/** Seconds as somebody would say them. */
const spoken = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

const facts = ({ pages, events, rate, secondsLeft }: PullReport): string =>
  `${count.format(pages)} pages, ${count.format(events)} events, ${rate.toFixed(1)} pages/s` +
  (secondsLeft ? `, about ${spoken(secondsLeft)} left` : '');

/** What a progress is written on. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Makes what is called after every page: a bar on a terminal, else a line now and then, and a last one
 * when the history is in. Afterwards it is silent.
 */
export const pullProgress = (
  stream: NodeJS.WriteStream | ProgressStream = process.stderr,
  now: () => number = Date.now,
): ((report: PullReport) => void) => {
  let bar: SingleBar | undefined;
  let said = now();
  let over = false;
  return (report) => {
    if (over) return;
    over = report.phase === 'following';
    // A history that was in already is not worth a word.
    if (over && report.pages <= 2 && !bar) return;
    if (stream.isTTY) {
      if (!bar) {
        bar = new SingleBar({
          format: 'Viewing events {bar} {percentage}% | {facts}',
          stream: stream as NodeJS.WriteStream,
          hideCursor: true,
          clearOnComplete: false,
        });
        bar.start(1000, 0, { facts: '' });
      }
      bar.update(Math.floor(report.done * 1000), { facts: facts(report) });
      if (over) bar.stop();
    } else if (over) {
      stream.write(`Viewing events: the history is in, ${facts(report)}.\n`);
    } else if (now() - said >= BETWEEN_LINES) {
      said = now();
      stream.write(
        `Viewing events: ${Math.floor(report.done * 100)}% of the history, ${facts(report)}.\n`,
      );
    }
  };
};
