/** What makes nodes: the page; on a server, a tree that can be written down. */
export let maker: Pick<Document, 'createElement' | 'createElementNS' | 'createTextNode'> =
  globalThis.document;

/** Nodes are made by another one from now on. */
export const makeWith = (other: typeof maker): void => {
  maker = other;
};
