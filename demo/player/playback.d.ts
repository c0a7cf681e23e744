export declare class Playback {
  constructor(duration: number);
  readonly duration: number;
  currentTime: number;
  state: 'beforeplay' | 'playing' | 'paused' | 'ended';
  readonly secondsWatchedVector: number[];
  readonly secondsWatched: number;
  readonly percentWatched: number;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  advance(elapsed: number): number[];
  takeStretches(): [from: number, to: number][];
}
