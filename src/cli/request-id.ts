import { randomUUID } from 'node:crypto';

// Hexadecimal, as proxies make them: nobody's name or address fits in there, nor a second header.
const ID = /^[\da-f-]{8,64}$/i;

/** The id that a proxy of ours gave a request; undefined where it gave none. */
export const givenId = (header: string | undefined): string | undefined =>
  header !== undefined && ID.test(header) ? header : undefined;

/** An id for a request that has none. */
export const newId = (): string => randomUUID();
