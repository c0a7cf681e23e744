/** Stands in for `page-player.ts` in the classic script, where everything is there from the beginning. */
export { findPlayer as followPlayer } from '../player/index.js';
