/** The model of what goes together, learnt anew from time to time and swapped whole. */
import { train, trainGently } from '../../recommend/train.js';
import type { Model } from '../../recommend/model.js';
import { ViewingLog } from '../../recommend/viewing-log.js';
import type { Log } from '../log.js';
import type { StoredEvent } from './stored-event.js';
import type { ViewingHistory } from './viewing-history.js';

/** How the model is, for the operator. */
export interface LearningHealth {
  /** When it was learnt, ISO 8601. */
  trainedAt: string;
  /** How much work that was, in seconds, without the pauses for answers. */
  seconds: number;
  /** Viewing sessions that it was learnt from, and videos that it knows. */
  sessions: number;
  videos: number;
  /** Bytes of what was learnt. */
  bytes: number;
  /** NDCG@10 on the last views of visitors, held out; null where there were too few. */
  quality: number | null;
}

/** What {@link Learning} needs. */
export interface LearningOptions {
  /** Who watched what, now. */
  history: () => ViewingHistory;
  /** A pair of videos is told of from so many different people on. */
  minViewers: number;
  log: Log;
}

/** Sessions that are put into a log between two pauses: some milliseconds. */
const SLICE = 5_000;
/** Milliseconds after which a model is renewed, at the earliest and if anything has changed. */
const SOONEST = 5_000;
const LATEST = 3_600_000;
/** A part of new sessions that makes a model worth renewing before that. */
const MUCH = 0.02;
/** So many times as long as a training took, nothing is trained: one core has other work. */
const REST = 20;

const turn = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Keeps a model of a history that grows. */
export class Learning {
  #model = train(new ViewingLog());
  #health: LearningHealth | undefined;
  #options: LearningOptions;
  /** Sessions since the last training began. */
  #since: StoredEvent[] = [];
  #learnt = 0;
  #trainedAt = -Infinity;
  #took = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBusy = false;
  #isAgain = false;
  #isOver = false;

  constructor(options: LearningOptions) {
    this.#options = options;
  }

  /** The model of now. Another one may take its place between two answers. */
  get model(): Model {
    return this.#model;
  }

  /** Undefined before the first training. */
  health(): LearningHealth | undefined {
    return this.#health;
  }

  /** Counts a session at once, in everybody's lists, and sees to it that it is learnt from. */
  record(event: StoredEvent): void {
    this.#since.push(event);
    this.#count(this.#model, event);
    this.#plan();
  }

  /** Learns from all that is known now; where it is just learning, once more after that. */
  async train(): Promise<void> {
    this.#isAgain = this.#isBusy;
    if (this.#isBusy || this.#isOver) return;
    this.#isBusy = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let work = 0;
    let since = performance.now();
    const pause = async () => {
      work += performance.now() - since;
      await turn();
      since = performance.now();
      if (this.#isOver) throw new Error('It is over.');
    };
    try {
      const history = this.#options.history();
      const log = new ViewingLog({ now: Date.now() });
      this.#since = [];
      let taken = 0;
      for (const { visitor, ...session } of history.all()) {
        log.add({ ...session, visitor });
        if (++taken % SLICE === 0) await pause();
      }
      // What came in while the log was made is in it already.
      this.#since = [];
      const model = await trainGently(log, { minViewers: this.#options.minViewers }, pause);
      for (const event of this.#since) this.#count(model, event);
      this.#model = model;
      this.#learnt = taken;
      this.#trainedAt = performance.now();
      this.#took = work + this.#trainedAt - since;
      const { last } = model.tuning.quality;
      this.#health = {
        trainedAt: new Date().toISOString(),
        seconds: this.#took / 1000,
        sessions: taken,
        videos: model.size,
        bytes: model.bytes,
        quality: Number.isFinite(last) ? last : null,
      };
    } catch (error) {
      if (!this.#isOver) {
        this.#trainedAt = performance.now();
        this.#options.log({
          level: 'error',
          message: `The recommendations could not be learnt anew, so they stay as they were: ${(error as Error).message}`,
        });
      }
    } finally {
      this.#isBusy = false;
      if (this.#isAgain) void this.train();
      else if (this.#since.length) this.#plan();
    }
  }

  /** Drops what is under way. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#isBusy || this.#isOver) return;
    const rest = Math.max(SOONEST, REST * this.#took);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const waited = performance.now() - this.#trainedAt;
        const isMuch = this.#since.length > MUCH * this.#learnt;
        if (isMuch || waited > LATEST) void this.train();
        else this.#plan();
      },
      Math.max(1000, this.#trainedAt + rest - performance.now()),
    );
  }

  #count(model: Model, { visitor, media, share, time }: StoredEvent): void {
    const earlier = this.#options.history().of(visitor);
    model.record(
      { media, share, time },
      earlier.filter((session) => session.time < time),
    );
  }
}
