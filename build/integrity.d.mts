/** The value of `integrity` for a file of these bytes. */
export function integrityOf(bytes: Uint8Array | string): string;
