/**
 * Stands in for Wistia's older script: puts a player into every `wistia_async_…` embed, also those that
 * are added later, and answers `window._wq`. Does nothing where the real script has come first.
 */
import { OlderPlayer } from './older-player.js';
import { wistiaGlobal } from './visitor.js';

const EMBED = '.wistia_embed[class*=wistia_async_]';

/** @type {Map<Element, OlderPlayer>} */
const players = new Map();
/** Entries that wait for players to come. @type {Set<{id: string, onReady?: Function}>} */
const waiting = new Set();

/** A matcher is `_all`, the beginning of a media's id, or the id of an embed's element. */
const matches = (matcher, player) =>
  matcher === '_all' || player.hashedId().startsWith(matcher) || player.container.id === matcher;

const tell = (entry, player) =>
  player.ready(() => {
    if (waiting.has(entry) && matches(entry.id, player)) entry.onReady?.(player);
  });

const push = (entry) => {
  if (typeof entry === 'function') entry(globalThis.Wistia);
  else if (entry.revoke) waiting.delete(entry.revoke);
  else {
    waiting.add(entry);
    for (const player of players.values()) tell(entry, player);
  }
};

const look = () => {
  for (const [container, player] of players) {
    if (container.isConnected) continue;
    players.delete(container);
    player.remove();
  }
  for (const container of document.querySelectorAll(EMBED)) {
    if (players.has(container)) continue;
    const player = new OlderPlayer(container);
    players.set(container, player);
    container.wistiaApi = player;
    for (const entry of waiting) tell(entry, player);
  }
};

if (!globalThis.Wistia?.api) {
  wistiaGlobal().api = (matcher = '_all') =>
    [...players.values()].find((player) => matches(matcher, player)) ?? null;
  const asked = globalThis._wq ?? [];
  globalThis._wq = { push: (...entries) => entries.forEach(push) };
  asked.forEach(push);
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  look();
}
