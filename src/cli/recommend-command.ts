import { train } from '../recommend/train.js';
import type { Model, ScoreOptions } from '../recommend/model.js';
import type { ViewingLog } from '../recommend/viewing-log.js';
import { logOfFile, logOfStore, reportIntake } from './event-files.js';
import { offeredVideos } from './offered-videos.js';

/**
 * Prints a list for every visitor of a history, as lines of JSON: from a gateway's event store, of what
 * that gateway publishes.
 */
export const recommend = async (options: {
  train?: string;
  history?: string;
  config: string;
  limit: number;
}): Promise<void> => {
  const { train: file, history: historyFile = file } = options;
  const log = await (file === undefined ? logOfStore(options.config) : logOfFile(file));
  const offered = file === undefined ? await offeredVideos(options.config) : undefined;
  const model = train(log);
  const offer = offered && model.offer(offered);
  reportIntake(file ?? 'The event store', log);
  const history =
    historyFile === undefined || historyFile === file ? log : await logOfFile(historyFile);
  const known = history.visitors.filter((visitor) => log.visitorNumber(visitor) !== undefined);
  // Whom the model has seen goes on from where they are; of others only the taste is known.
  const aim = known.length * 2 >= history.visitors.length ? 'next' : 'taste';
  for (const lines of listsOf(model, history, { limit: options.limit, aim, ...(offer && { offer, now: Date.now() }) })) {
    if (!process.stdout.write(lines)) await new Promise((done) => process.stdout.once('drain', done));
  }
  if (history !== log) reportIntake(historyFile!, history);
};

/** Lines of JSON, many at a time. */
function* listsOf(
  model: Model,
  history: ViewingLog,
  options: ScoreOptions,
): Generator<string> {
  let lines = '';
  for (const [visitor, events] of history.histories()) {
    const list = model.scores(events, options);
    lines += `${JSON.stringify({ visitor, media_ids: list.map(({ media_id }) => media_id) })}\n`;
    if (lines.length < 1 << 16) continue;
    yield lines;
    lines = '';
  }
  if (lines) yield lines;
}
