/** Faults on demand: what can go wrong between a client and Wistia, told beforehand. */
import { hashUnit } from './random.js';

/** What goes wrong. */
export type FaultKind =
  /** The reply comes `ms` later. */
  | 'latency'
  /** `status` instead of the reply; 429 as `text/plain`. */
  | 'status'
  /** The body breaks off in the middle. */
  | 'cut'
  /** A field of the reply is another one than documented. */
  | 'shape'
  /** A page of HTML with status 200. */
  | 'html'
  /** A body of `bytes` bytes that begins as the reply would. */
  | 'huge'
  /** No reply ever; with `headers`, none after the first bytes. */
  | 'hang';

/** A fault, and the requests that it befalls. */
export interface Fault {
  kind: FaultKind;
  /** Part of the path and query, such as `stats/medias`. Without it, all requests. */
  match?: string;
  /** Only the first so many matching requests. */
  times?: number;
  /** Share of the matching requests, 0 to 1. Which ones is settled by the seed. */
  share?: number;
  /** `latency`: milliseconds. Default: 1000. */
  ms?: number;
  /** `status`: Default: 500. */
  status?: number;
  /** `status`: `Retry-After` in seconds, or any text; null for none. Default: 1 for 429 only. */
  retryAfter?: number | string | null;
  /** `status` 401: the code. Default: `unauthorized_credentials`. */
  code?: string;
  /** `status`: this text as the body. */
  body?: string;
  /** `shape`: name of a field, also inside of objects and rows; without, the reply is a string. */
  field?: string;
  /** `shape`: the field's value; missing, the field is left out. */
  value?: unknown;
  /** `huge`: Default: 10,000,000. */
  bytes?: number;
  /** `hang`: the headers and the first bytes come. */
  headers?: boolean;
}

/** A fault that was told, with its number. */
export interface ActiveFault extends Fault {
  id: number;
  /** Requests that it befell. */
  hits: number;
}

const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const isKind = (value: unknown): boolean => kinds.includes(value as FaultKind);
const kinds: FaultKind[] = ['latency', 'status', 'cut', 'shape', 'html', 'huge', 'hang'];

/** What each key may be, and in words. */
const rules: Record<keyof Fault, [(value: unknown) => boolean, string]> = {
  kind: [isKind, `one of ${kinds.join(', ')}`],
  match: [isText, 'a part of a path'],
  times: [isWhole, 'a whole number'],
  share: [(n) => typeof n === 'number' && n >= 0 && n <= 1, 'a number from 0 to 1'],
  ms: [isWhole, 'a whole number of milliseconds'],
  status: [(n) => isWhole(n) && Number(n) >= 200 && Number(n) <= 599, 'a status from 200 to 599'],
  retryAfter: [(n) => n === null || isWhole(n) || isText(n), 'seconds, a text or null'],
  code: [isText, 'a text'],
  body: [isText, 'a text'],
  field: [isText, 'the name of a field'],
  value: [() => true, 'anything'],
  bytes: [isWhole, 'a whole number of bytes'],
  headers: [(value) => typeof value === 'boolean', 'true or false'],
};

/** @throws RangeError with a full sentence that names the key. */
export const checkedFault = (input: unknown): Fault => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new RangeError('A fault is an object such as {"kind": "latency", "ms": 500}.');
  }
  const fault = input as Record<string, unknown>;
  for (const key of new Set(['kind', ...Object.keys(fault)])) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof Fault] : undefined;
    if (!rule) {
      const known = Object.keys(rules).join(', ');
      throw new RangeError(`"${key}" is no setting of a fault: known are ${known}.`);
    }
    if (!rule[0](fault[key])) throw new RangeError(`The fault's "${key}" must be ${rule[1]}.`);
  }
  return fault as unknown as Fault;
};

/** The faults that are on. */
export class Faults {
  #active: ActiveFault[] = [];
  #ids = 0;
  #draws = 0;

  constructor(private readonly seed: number) {}

  /** Turns a fault on. @throws RangeError where it cannot be read. */
  add(fault: Fault): ActiveFault {
    const active = { ...checkedFault(fault), id: ++this.#ids, hits: 0 };
    this.#active.push(active);
    return active;
  }

  /** Turns one fault off. @returns false where there is none with this number. */
  remove(id: number): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter((fault) => fault.id !== id);
    return this.#active.length < before;
  }

  /** Turns all faults off. */
  clear(): void {
    this.#active = [];
  }

  /** Those that are on, oldest first. */
  get list(): readonly ActiveFault[] {
    return this.#active;
  }

  /** The faults that befall a request. @param path path and query, without the slash in front */
  strike(path: string): Fault[] {
    return this.#active.filter((fault) => {
      if (fault.match && !path.includes(fault.match)) return false;
      if (fault.times !== undefined && fault.hits >= fault.times) return false;
      if (fault.share !== undefined && hashUnit(this.seed, ++this.#draws) >= fault.share) {
        return false;
      }
      fault.hits++;
      return true;
    });
  }
}
