/** The parts of an address that routes read. */
import { ID } from './config.js';
import { notFound } from './problem.js';

/** A path's last part: an id with `.json`. */
export const FILE = '[\\w-]+\\.json';

/** The id in the name of a file. @throws Problem where it cannot be one. */
export const idOf = (file: string): string => {
  const id = file.replace(/\.json$/, '');
  if (!ID.test(id)) throw notFound();
  return id;
};

/** The query of an address, with its question mark; empty where there is none. */
export const searchOf = (url: string): string => {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at).replace(/#.*/, '');
};
