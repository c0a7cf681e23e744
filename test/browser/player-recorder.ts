/** Follows a player as a widget would, and remembers what it was told. */
import { findPlayer } from '../../src/player/index.js';
import type { Player, PlayerChange, PlayerTarget } from '../../src/player/index.js';

export class PlayerRecorder {
  /** What has been heard since the beginning, or since `clear`. */
  readonly heard: PlayerChange[] = [];
  /** Undefined while there is none. */
  player: Player | undefined;
  readonly stop: () => void;
  #waiting: (() => void)[] = [];

  constructor(target: PlayerTarget = {}, root?: Document | ShadowRoot) {
    this.stop = findPlayer(
      target,
      (change, player) => {
        this.heard.push(change);
        this.player = player;
        for (const wake of this.#waiting.splice(0)) wake();
      },
      root,
    );
    recorders.add(this);
  }

  clear(): void {
    this.heard.length = 0;
  }

  /** Waits until it has been heard. */
  async hears(change: PlayerChange): Promise<void> {
    while (!this.heard.includes(change)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Waits until the player's API is ready, and returns the player. */
  async ready(): Promise<Player> {
    while (!this.player?.eventKey) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.player;
  }
}

const recorders = new Set<PlayerRecorder>();

afterEach(() => {
  for (const recorder of recorders) recorder.stop();
  recorders.clear();
});

/** The observers of the page have been told of everything that was done to it. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
