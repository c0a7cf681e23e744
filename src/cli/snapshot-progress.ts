import { Presets, SingleBar } from 'cli-progress';

const SECONDS_BETWEEN_LINES = 5;

/** How far a snapshot is: a bar for a terminal, now and then a line for a log. */
export const showProgress = (
  stream: NodeJS.WriteStream,
): { update(done: number, all: number): void; stop(): void } => {
  if (!stream.isTTY) {
    let last = Date.now();
    return {
      update: (done, all) => {
        if (Date.now() - last < SECONDS_BETWEEN_LINES * 1000) return;
        last = Date.now();
        stream.write(`${done} of ${all} files\n`);
      },
      stop: () => undefined,
    };
  }
  const format = 'Snapshot {bar} {value} of {total} files, {eta_formatted} left';
  const bar = new SingleBar({ format, stream, hideCursor: true }, Presets.shades_classic);
  let started = false;
  return {
    update: (done, all) => {
      if (!started) bar.start(all, done);
      else bar.update(done);
      started = true;
    },
    stop: () => bar.stop(),
  };
};
