import { train } from '../recommend/train.js';
import { ViewingLog, type IntakeCounts } from '../recommend/viewing-log.js';
import type { Model, HistoryEvent } from '../recommend/model.js';
import { readEvents } from './events-csv.js';

/** What became of the events that did not fit, as sentences; none where all did. */
export const intakeReport = (counts: IntakeCounts): string[] => {
  const sentences: [number, string][] = [
    [counts.missingVisitor, 'without a visitor: left out'],
    [counts.missingMedia, 'without a video: left out'],
    [counts.unknownMedia, 'of unknown videos: left out'],
    [counts.shareOutOfRange, 'with a share below 0 or above 1: taken as the nearest of both'],
    [counts.future, 'from the future: taken as seen now'],
    [counts.withoutTime, 'without a time: taken as the oldest of their visitors'],
    [counts.repeated, 'given twice: counted once'],
  ];
  return sentences
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} event${count === 1 ? '' : 's'} ${what}.`);
};

/** Reads a file into a log, and says on standard error what did not fit. */
export const logOfFile = async (file: string): Promise<ViewingLog> => {
  const log = new ViewingLog({ now: Date.now() });
  await readEvents(file, (event) => log.add(event));
  return log;
};

const say = (file: string, log: ViewingLog): void => {
  for (const sentence of intakeReport(log.counts)) console.error(`${file}: ${sentence}`);
};

/** Prints a list for every visitor of a history, as lines of JSON. */
export const recommend = async (options: {
  train: string;
  history: string;
  limit: number;
}): Promise<void> => {
  const log = await logOfFile(options.train);
  const model = train(log);
  say(options.train, log);
  const history = options.history === options.train ? log : await logOfFile(options.history);
  if (history !== log) say(options.history, history);
  const known = history.visitors.filter((visitor) => log.visitorNumber(visitor) !== undefined);
  // Whom the model has seen goes on from where they are; of others only the taste is known.
  const aim = known.length * 2 >= history.visitors.length ? 'next' : 'taste';
  for (const lines of listsOf(model, history, { limit: options.limit, aim })) {
    if (!process.stdout.write(lines)) await new Promise((done) => process.stdout.once('drain', done));
  }
};

/** Lines of JSON, many at a time. */
function* listsOf(
  model: Model,
  history: ViewingLog,
  options: { limit: number; aim: 'next' | 'taste' },
): Generator<string> {
  let lines = '';
  for (const [visitor, events] of history.histories()) {
    const list = model.scores(events satisfies HistoryEvent[], options);
    lines += `${JSON.stringify({ visitor, media_ids: list.map(({ media_id }) => media_id) })}\n`;
    if (lines.length < 1 << 16) continue;
    yield lines;
    lines = '';
  }
  if (lines) yield lines;
}
