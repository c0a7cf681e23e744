/** The model of what goes together, learnt anew from time to time and swapped whole. */
import { packModel, unpackModel } from '../../recommend/packed-model.js';
import { train, trainGently } from '../../recommend/train.js';
import type { Model } from '../../recommend/model.js';
import { ViewingLog } from '../../recommend/viewing-log.js';
import type { Log } from '../log.js';
import type { EventRow } from './event-tables.js';
import type { EventStore } from './event-store.js';
import type { ModelLabel } from './model-shelf.js';
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
  /** What was written up to here is in the history. */
  mark: () => number;
  /** Where others use it too, one learns for all. Undefined without a store. */
  store: EventStore | undefined;
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

/** A model as it lies in the store. */
interface Label extends ModelLabel {
  health: LearningHealth;
}

/**
 * Keeps a model of a history that grows: learns it where this gateway leads, and else takes what the
 * one has learnt that does.
 */
export class Learning {
  #model = train(new ViewingLog());
  #health: LearningHealth | undefined;
  #options: LearningOptions;
  /** Sessions that are not in the model's training. */
  #since: EventRow[] = [];
  /** What was written up to here is counted in the model. */
  #counted = 0;
  #learnt = 0;
  #trainedAt = -Infinity;
  #took = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBusy = false;
  #isAgain = false;
  #isOver = false;
  #leads = false;
  /** The model's name in the store. */
  #version: string | undefined;

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
  record(event: EventRow): void {
    if (event.written <= this.#counted) return;
    this.#since.push(event);
    this.#count(this.#model, event);
    this.#plan();
  }

  /** Says whether this gateway is the one that learns. */
  lead(leads: boolean): void {
    this.#leads = leads;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!leads) return;
    if (this.#health) this.#plan();
    else void this.train();
  }

  /** Takes the model that another gateway has learnt, if there is a new one. */
  async heed(): Promise<void> {
    const { store } = this.#options;
    if (!store?.models || this.#isOver) return;
    // What it has learnt itself it has laid out for the others.
    if (this.#leads && this.#health) return;
    const label = await store.models.label<Label>();
    if (!label || label.version === this.#version) return;
    const bytes = await store.models.take(label.version);
    if (!bytes) return; // a newer one has just come
    const since: EventRow[] = [];
    let counted = label.mark;
    for (let rows; (rows = await store.since(counted)).length; counted = rows.at(-1)!.written) {
      since.push(...rows);
    }
    try {
      const model = unpackModel(bytes);
      for (const event of since) this.#count(model, event);
      for (const event of this.#since) {
        if (event.written <= counted) continue;
        since.push(event);
        this.#count(model, event);
      }
      this.#model = model;
    } catch (error) {
      this.#version = label.version;
      this.#options.log({
        level: 'warn',
        message: `What another gateway has learnt cannot be read here, so recommendations stay as they were: ${(error as Error).message}. Run the same version of wistia-widgets everywhere.`,
      });
      return;
    }
    this.#version = label.version;
    this.#since = since;
    this.#counted = counted;
    this.#health = label.health;
    this.#learnt = label.health.sessions;
    this.#took = label.health.seconds * 1000;
    this.#trainedAt = performance.now() - (Date.now() - Date.parse(label.health.trainedAt));
  }

  /** Learns from all that is known now; where it is just learning, once more after that. */
  async train(): Promise<void> {
    if (!this.#leads) return;
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
      if (this.#isOver || !this.#leads) throw new Error('It is over.');
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
      const mark = this.#options.mark();
      const model = await trainGently(log, { minViewers: this.#options.minViewers }, pause);
      // Before anything is counted in it.
      const bytes = this.#options.store?.models && packModel(model);
      for (const event of this.#since) this.#count(model, event);
      this.#model = model;
      this.#counted = mark;
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
      if (bytes) await this.#share(mark, bytes, this.#health);
    } catch (error) {
      if (!this.#isOver && this.#leads) {
        this.#trainedAt = performance.now();
        this.#options.log({
          level: 'error',
          message: `The recommendations could not be learnt anew, so they stay as they were: ${(error as Error).message}`,
        });
      }
    } finally {
      this.#isBusy = false;
      if (this.#isAgain && this.#leads) void this.train();
      else if (this.#since.length) this.#plan();
    }
  }

  /** Drops what is under way. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** Lays a model out for the others; where that fails, they go on with what they have. */
  async #share(mark: number, bytes: Uint8Array, health: LearningHealth): Promise<void> {
    const version = crypto.randomUUID();
    this.#version = version;
    try {
      const label: Label = { version, mark, health };
      await this.#options.store!.models!.put(label, bytes);
    } catch (error) {
      this.#options.log({
        level: 'error',
        message: `What was learnt could not be laid out for the other gateways: ${(error as Error).message}. They go on with what they have.`,
      });
    }
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#isBusy || this.#isOver || !this.#leads) return;
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

  #count(model: Model, { visitor, media, share, time }: EventRow): void {
    const earlier = this.#options.history().of(visitor);
    model.record(
      { media, share, time },
      earlier.filter((session) => session.time < time),
    );
  }
}
