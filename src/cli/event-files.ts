import { ViewingLog, type IntakeCounts } from '../recommend/viewing-log.js';
import { readEvents } from './events-csv.js';

/** What became of events that did not fit, as sentences; none where all did. */
const intakeReport = (counts: IntakeCounts): string[] => {
  const sentences: [number, string][] = [
    [counts.missingVisitor, 'without a visitor: left out'],
    [counts.missingMedia, 'without a video: left out'],
    [counts.shareOutOfRange, 'with a share below 0 or above 1: taken as the nearest of both'],
    [counts.future, 'from the future: taken as seen now'],
    [counts.withoutTime, 'without a time: taken as the oldest of their visitors'],
    [counts.repeated, 'given twice: counted once'],
  ];
  return sentences
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} event${count === 1 ? '' : 's'} ${what}.`);
};

/** Reads a file of events into a log. */
export const logOfFile = async (file: string): Promise<ViewingLog> => {
  const log = new ViewingLog({ now: Date.now() });
  await readEvents(file, (event) => log.add(event));
  return log;
};

/** Says on standard error which of the file's events did not fit. */
export const reportIntake = (file: string, log: ViewingLog): void => {
  for (const sentence of intakeReport(log.counts)) console.error(`${file}: ${sentence}`);
};
