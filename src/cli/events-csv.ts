import { createReadStream } from 'node:fs';
import type { ViewingEvent } from '../recommend/viewing-log.js';
import { OperatorError } from './operator-error.js';

const COLUMNS = ['visitor', 'media', 'percent_viewed', 'received_at'] as const;
/** After so many rows it is settled whether the shares are parts of 1 or of 100. */
const ENOUGH_ROWS = 5000;
/** So many unreadable lines are named; of the others the number is told. */
const NAMED = 5;
const PIECE = 1 << 18;

/** One row as it stands there. */
type Row = Omit<ViewingEvent, 'visitor'> & { visitor: string };

/** Fields of a line, quoted ones too; undefined where a quote is left open. */
const fieldsOf = (line: string): string[] | undefined => {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  const field = /\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^",]*)(?:,|$)/y;
  while (field.lastIndex <= line.length) {
    const found = field.exec(line);
    if (!found) return undefined;
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (!found[0].endsWith(',')) break;
  }
  return fields;
};

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?Z$/;
const digits = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
};

/** Days are the dear part of a time, and the same ones come again. */
const days = new Map<string, number>();

/** ms of a time in ISO 8601, NaN where it is none. The usual form is read without Date's detours. */
const timeOf = (text: string): number => {
  if (text.length >= 20 && text[10] === 'T' && text.endsWith('Z') && TIME.test(text)) {
    const day = text.slice(0, 10);
    let start = days.get(day);
    if (start === undefined) days.set(day, (start = Date.parse(day)));
    const fraction = text[19] === '.' ? digits(text, 20, Math.min(23, text.length - 1)) : 0;
    const scale = text.length === 22 ? 100 : text.length === 23 ? 10 : 1;
    const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
    if (hour > 23 || minute > 59 || second > 59) return NaN;
    return start + ((hour * 60 + minute) * 60 + second) * 1000 + fraction * scale;
  }
  // A bare number would be read as a year.
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
};

/** Pieces of a file as lines, without their ends. */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest = '';
  for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: PIECE })) {
    const lines = (rest + (piece as string)).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  if (rest) yield [rest];
}

/** The places of the columns in a heading. */
const columnsOf = (heading: string, file: string): number[] => {
  const names = (fieldsOf(heading) ?? []).map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new OperatorError([
      `${file}, line 1: there is no column "${missing.join('", "')}". The first line names the columns: ${COLUMNS.join(',')}.`,
    ]);
  }
  return COLUMNS.map((name) => names.indexOf(name));
};

/** A row, or what is wrong with the line. */
const rowOf = (line: string, columns: readonly number[]): Row | string => {
  const fields = fieldsOf(line);
  if (!fields) return 'a quotation mark is not closed';
  const [visitor, media, share, time] = columns.map((column) => fields[column]?.trim());
  if (visitor === undefined || media === undefined || share === undefined || time === undefined) {
    return `${COLUMNS.length} columns are needed, there ${fields.length === 1 ? 'is 1' : `are ${fields.length}`}`;
  }
  const number = share === '' ? NaN : Number(share);
  if (!Number.isFinite(number)) return `percent_viewed "${share}" is no number`;
  const ms = time === '' ? NaN : timeOf(time);
  if (time !== '' && Number.isNaN(ms)) {
    return `received_at "${time}" is no time such as 2026-03-01T12:00:00Z`;
  }
  return { visitor, media, share: number, time: ms };
};

/**
 * Reads viewing events from a file of comma-separated values and hands them to `take` one by one.
 * Wistia's `percent_viewed` is a part of 1 although it is documented as one of 100: the file's own first
 * rows settle which it is.
 * @throws OperatorError where the file cannot be read, or naming the lines that cannot.
 */
export const readEvents = async (
  file: string,
  take: (event: Row) => void,
): Promise<void> => {
  let columns: number[] | undefined;
  let number = 0;
  const problems: string[] = [];
  let waiting: Row[] | undefined = [];
  let unit = 1;
  const settle = (): void => {
    const percents = waiting!.reduce((count, { share }) => count + Number(share > 1.01), 0);
    unit = percents > waiting!.length / 10 ? 100 : 1;
    for (const row of waiting!) take({ ...row, share: row.share / unit });
    waiting = undefined;
  };
  try {
    for await (const lines of linesOf(file)) {
      for (const raw of lines) {
        number++;
        const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
        if (!columns) {
          columns = columnsOf(line.replace(/^\uFEFF/, ''), file);
          continue;
        }
        if (line === '') continue;
        const row = rowOf(line, columns);
        if (typeof row === 'string') problems.push(`${file}, line ${number}: ${row}.`);
        else if (waiting) {
          if (waiting.push(row) === ENOUGH_ROWS) settle();
        } else {
          row.share /= unit;
          take(row);
        }
      }
    }
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError([`${file} cannot be read: ${(error as Error).message}.`]);
  }
  if (!columns) {
    throw new OperatorError([`${file} is empty. The first line names the columns: ${COLUMNS.join(',')}.`]);
  }
  if (problems.length > 0) {
    const more = problems.length - NAMED;
    throw new OperatorError([
      ...problems.slice(0, NAMED),
      ...(more > 0 ? [`And ${more} lines more.`] : []),
      'Mend or remove these lines; nothing was made of the file.',
    ]);
  }
  if (waiting) settle();
};
