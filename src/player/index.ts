export { findPlayer } from './find-player.js';
export type { PlayerListener, PlayerTarget } from './find-player.js';
export { visitorHash } from './visitor-hash.js';
export type { Player, PlayerChange, PlayerState } from './vocabulary.js';
