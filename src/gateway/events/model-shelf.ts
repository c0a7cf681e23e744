import { Buffer } from 'node:buffer';
import type { Kysely } from 'kysely';
import { readNote, writeNote } from './event-tables.js';
import type { EventTables } from './event-tables.js';

/** What is said of a model beside it. */
export interface ModelLabel {
  version: string;
  /** What was written up to here was learnt from. */
  mark: number;
}

const NOTE = 'model';
/** Bytes of a part: a multiple of three, so that base64 leaves nothing over. */
const PART = 3 * 2 ** 18;

/** The model that one gateway has learnt and all answer from, in the database that they share. */
export class ModelShelf {
  constructor(private readonly db: Kysely<EventTables>) {}

  /** What is there; undefined before the first. */
  label<Label extends ModelLabel>(): Promise<Label | undefined> {
    return readNote<Label>(this.db, NOTE);
  }

  /** Puts a model in the place of the one before. */
  async put(label: ModelLabel, bytes: Uint8Array): Promise<void> {
    const { version } = label;
    await this.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('models').execute();
      for (let part = 0; part * PART < bytes.length; part++) {
        const own = bytes.subarray(part * PART, (part + 1) * PART);
        const text = Buffer.from(own.buffer, own.byteOffset, own.length).toString('base64');
        await transaction.insertInto('models').values({ version, part, text }).execute();
      }
      await writeNote(transaction, NOTE, { ...label, bytes: bytes.length });
    });
  }

  /** A model's bytes; undefined where another one has taken its place. */
  async take(version: string): Promise<Uint8Array | undefined> {
    const label = await this.label<ModelLabel & { bytes: number }>();
    if (label?.version !== version) return undefined;
    const bytes = new Uint8Array(label.bytes);
    // One after the other, so that memory holds the model once.
    for (let part = 0; part * PART < bytes.length; part++) {
      const row = await this.db
        .selectFrom('models')
        .select('text')
        .where('version', '=', version)
        .where('part', '=', part)
        .executeTakeFirst();
      if (!row) return undefined;
      bytes.set(Buffer.from(row.text, 'base64'), part * PART);
    }
    return bytes;
  }
}
