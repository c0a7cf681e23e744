import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ViewingLog, type IntakeCounts } from '../recommend/viewing-log.js';
import { readConfig } from './config-file.js';
import { readEvents } from './events-csv.js';
import { openedEvents } from './opened-events.js';
import { OperatorError } from './operator-error.js';

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

/** Reads the event store that a gateway's configuration names into a log. */
export const logOfStore = async (file: string): Promise<ViewingLog> => {
  // Nothing is asked of Wistia, so a token is not needed.
  const config = await readConfig(file, { ...process.env, WISTIA_API_TOKEN: 'not-needed' });
  const { store } = config.events ?? {};
  if (store === undefined || store === ':memory:') {
    throw new OperatorError([
      `${file} names no event store that is kept: say where in "events", or name files of events.`,
    ]);
  }
  if (!store.includes('://') && !existsSync(resolve(dirname(file), store))) {
    throw new OperatorError([
      `There is no event store ${store} yet: the gateway makes it, and pulls the events into it.`,
    ]);
  }
  const opened = (await openedEvents(config, file))!;
  try {
    const log = new ViewingLog({ now: Date.now() });
    for await (const events of opened.store.all()) for (const event of events) log.add(event);
    return log;
  } finally {
    await opened.close();
  }
};
