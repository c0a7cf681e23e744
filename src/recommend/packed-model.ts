/** A model as bytes, so that one process learns and others answer. */
import { Model, type ModelParts } from './model.js';
import { idArray, type WeightTable } from './weight-table.js';

/** What the bytes are read by; those of another format are refused. */
const FORMAT = 1;
/** Arrays begin at multiples of it. */
const ALIGNED = 8;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int16Array | Float32Array;

interface Header extends Pick<ModelParts, 'medias' | 'tuning'> {
  format: number;
  popularity: Omit<ModelParts['popularity'], 'viewers' | 'recent'>;
  /** For each table: its scale, its cells, and of how many it is known how many people stand behind. */
  tables: { scale: number; cells: number; people: number }[];
}

const roundedUp = (length: number): number => Math.ceil(length / ALIGNED) * ALIGNED;

/** What was learnt, and nothing of what was counted since. Little-endian, as every machine of today is. */
export const packModel = (model: Model): Uint8Array => {
  const { medias, tuning, popularity, taste, next } = model.parts();
  const { viewers, recent, ...rest } = popularity;
  const tables = [taste.weights, taste.related, next];
  const header: Header = {
    format: FORMAT,
    medias,
    tuning,
    popularity: rest,
    tables: tables.map(({ scale, ids, people }) => ({ scale, cells: ids.length, people: people.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const arrays: Numbers[] = [
    viewers.subarray(0, medias.length),
    recent.subarray(0, medias.length),
    ...tables.flatMap(({ start, ids, weights, people }) => [start, ids, weights, people]),
  ];
  const first = roundedUp(4 + text.length);
  const bytes = new Uint8Array(
    arrays.reduce((sum, { byteLength }) => sum + roundedUp(byteLength), first),
  );
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = first;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += roundedUp(byteLength);
  }
  return bytes;
};

/**
 * The model that was packed. It stands on the bytes, which nobody should change any more.
 * @throws Error where they are of another format.
 */
export const unpackModel = (bytes: Uint8Array): Model => {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  if (header.format !== FORMAT) {
    throw new Error(`The model has the format ${header.format}, and ${FORMAT} is known here`);
  }
  const { medias, tuning, popularity } = header;
  let at = bytes.byteOffset + roundedUp(4 + length);
  const array = <T extends Numbers>(
    type: { new (buffer: ArrayBufferLike, at: number, length: number): T; BYTES_PER_ELEMENT: number },
    count: number,
  ): T => {
    const found = new type(bytes.buffer, at, count);
    at += roundedUp(count * type.BYTES_PER_ELEMENT);
    return found;
  };
  const viewers = array(Float32Array, medias.length);
  const recent = array(Float32Array, medias.length);
  const ids = idArray(medias.length, 0).constructor as typeof Uint32Array;
  const [weights, related, next] = header.tables.map(
    ({ scale, cells, people }): WeightTable => ({
      scale,
      start: array(Uint32Array, medias.length + 1),
      ids: array(ids, cells),
      weights: array(Int16Array, cells),
      people: array(Uint8Array, people),
    }),
  );
  return new Model({
    medias,
    popularity: { ...popularity, viewers, recent },
    taste: { weights: weights!, related: related! },
    next: next!,
    tuning: { ...tuning, quality: numbers(tuning.quality) },
  });
};

/** JSON knows no NaN. */
const numbers = <T extends Record<string, number>>(quality: T): T =>
  Object.fromEntries(Object.entries(quality).map(([name, value]) => [name, value ?? NaN])) as T;
