/** The folder that a snapshot is written into: each file whole or not at all, and only those of snapshots. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperatorError } from './operator-error.js';

/** Names every file that a snapshot wrote, so that the next may take away what is no longer published. */
const LIST = 'snapshot.json';
/** Where a snapshot is made before it is shown; what a run that was killed left in it is used again. */
const WORK = '.wistia-snapshot';
const JOURNAL = 'journal.jsonl';
/** Pages fetched longer ago are fetched anew: a snapshot's figures belong to one moment. */
const LONGEST_PAUSE = 3_600_000;

const read = (path: string) => readFile(path).catch(() => undefined);

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What was done, for the operator. */
export interface SnapshotSum {
  written: number;
  unchanged: number;
  removed: number;
}

/** What stands in the journal's lines: first for what it was made, then each file that is ready. */
type Line = { for: string; since: number } | { file: string; missing?: true };

export class SnapshotFolder {
  #ready = new Map<string, 'missing' | 'there'>();
  readonly #work: string;

  private constructor(
    private readonly folder: string,
    private readonly before: readonly string[],
  ) {
    this.#work = join(folder, WORK);
  }

  /**
   * Opens the folder, made where it is missing.
   * @param purpose - what the snapshot is made from; what was begun for another purpose is not used
   * @throws OperatorError where it cannot be written, or another run is at it.
   */
  static async open(folder: string, purpose: string): Promise<SnapshotFolder> {
    const fault = (error: Error) => {
      throw new OperatorError([`The folder ${folder} cannot be written: ${error.message}.`]);
    };
    await mkdir(join(folder, WORK), { recursive: true }).catch(fault);
    await lock(folder);
    const list = await read(join(folder, LIST));
    const opened = new SnapshotFolder(folder, filesOf(list?.toString(), folder));
    await opened.#resume(fingerprint(purpose)).catch(fault);
    return opened;
  }

  /** Whether an earlier run, which was stopped, has got this file already. */
  has(file: string): boolean {
    return this.#ready.has(file);
  }

  /** Takes a file's content; undefined: it is not published, or Wistia does not have it. */
  async put(file: string, body: string | undefined): Promise<void> {
    if (body !== undefined) {
      const path = join(this.#work, 'files', file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, body);
    }
    this.#ready.set(file, body === undefined ? 'missing' : 'there');
    await this.#note(body === undefined ? { file, missing: true } : { file });
  }

  /** Keeps what is shown of a file that could not be had this time. */
  async keep(file: string): Promise<boolean> {
    const shown = this.before.includes(file) ? await read(join(this.folder, file)) : undefined;
    if (shown === undefined) return false;
    await this.put(file, shown.toString());
    return true;
  }

  /**
   * Shows what is ready: renames what has changed into its place, takes away what is no longer
   * published, and ends the run.
   * @throws OperatorError where a file of somebody else's is in the way. Nothing is changed then.
   */
  async show(): Promise<SnapshotSum> {
    const files = [...this.#ready].filter(([, state]) => state === 'there').map(([file]) => file);
    const known = new Set([...this.before, LIST]);
    for (const file of files) {
      if (known.has(file) || (await read(join(this.folder, file))) === undefined) continue;
      throw new OperatorError([
        `${join(this.folder, file)} was not written by a snapshot and would be overwritten: name another folder, or move that file.`,
      ]);
    }
    const sum: SnapshotSum = { written: 0, unchanged: 0, removed: 0 };
    for (const file of files) {
      const from = join(this.#work, 'files', file);
      const to = join(this.folder, file);
      const [next, last] = await Promise.all([read(from), read(to)]);
      // Not ready any more: a run that was killed here had put it into its place.
      if (!next || last?.equals(next)) {
        sum.unchanged++;
        continue;
      }
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
      sum.written++;
    }
    // Listed before the rest is taken away: what a run that is killed here leaves is found again.
    const gone = this.before.filter((file) => !files.includes(file));
    await this.#replace(LIST, `${JSON.stringify({ files: files.sort() }, undefined, 1)}\n`);
    for (const file of gone) {
      await rm(join(this.folder, file), { force: true });
      sum.removed++;
      // Empty folders go too; one that is not stays.
      await rmdir(dirname(join(this.folder, file))).catch(() => undefined);
    }
    await rm(this.#work, { recursive: true });
    return sum;
  }

  /** Ends the run without showing anything; what is ready is there for the next. */
  async leave(): Promise<void> {
    await rm(join(this.#work, 'lock'), { force: true });
  }

  async #replace(file: string, text: string): Promise<void> {
    const path = join(this.folder, file);
    if ((await read(path))?.toString() === text) return;
    const temporary = join(this.#work, 'list');
    await writeFile(temporary, text);
    await rename(temporary, path);
  }

  async #resume(purpose: string): Promise<void> {
    const text = (await read(join(this.#work, JOURNAL)))?.toString() ?? '';
    const lines: Line[] = text
      .split('\n')
      .flatMap((line) => {
        try {
          return [JSON.parse(line) as Line];
        } catch {
          return []; // cut off when the run was killed
        }
      });
    const [first, ...rest] = lines;
    const fits = first && 'for' in first && first.for === purpose && Date.now() - first.since < LONGEST_PAUSE;
    if (!fits) {
      await rm(join(this.#work, 'files'), { recursive: true, force: true });
      await writeFile(join(this.#work, JOURNAL), '');
      await this.#note({ for: purpose, since: Date.now() });
      return;
    }
    // Begins a line of its own after one that was cut off.
    await writeFile(join(this.#work, JOURNAL), '\n', { flag: 'a' });
    for (const line of rest) {
      if ('file' in line) this.#ready.set(line.file, line.missing ? 'missing' : 'there');
    }
  }

  #note(line: Line): Promise<void> {
    return writeFile(join(this.#work, JOURNAL), `${JSON.stringify(line)}\n`, { flag: 'a' });
  }
}

/** Files that the last snapshot wrote; none where there was none. */
const filesOf = (text: string | undefined, folder: string): string[] => {
  if (text === undefined) return [];
  try {
    const { files } = JSON.parse(text) as { files: unknown };
    // A list that somebody changed must not lead out of the folder.
    const inside = (file: unknown): file is string =>
      typeof file === 'string' && /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file);
    if (Array.isArray(files) && files.every(inside)) return files;
  } catch {
    // Told below.
  }
  throw new OperatorError([
    `${join(folder, LIST)} is not a snapshot's list: name another folder, or move that file.`,
  ]);
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
};

/** One run a folder at a time. A lock whose run is gone is taken over. */
const lock = async (folder: string): Promise<void> => {
  const path = join(folder, WORK, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      const pid = Number((await read(path))?.toString());
      if (attempt > 0 || (pid && pid !== process.pid && isRunning(pid))) {
        throw new OperatorError([
          `Another snapshot is being written into ${folder} (process ${pid}): wait for its end.`,
        ]);
      }
      await rm(path, { force: true });
    }
  }
};

