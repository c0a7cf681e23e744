export { findPlayer, findPlayers } from './find-player.js';
export type { PlayerListener, PlayerTarget, PlayersListener } from './find-player.js';
export { visitorHash } from './visitor-hash.js';
export type { Player, PlayerChange, PlayerState } from './vocabulary.js';
export { isTrackingRefused } from './wistia-page.js';
