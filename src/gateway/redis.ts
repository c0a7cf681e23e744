/** What gateways share, in Redis. Not for the core, which runs where there are no connections. */
import { Redis } from 'ioredis';
import { MINUTE_AND_SLACK } from './budget.js';
import { SILENCE } from './pooled-budget.js';
import { FAIL, JOIN, KEEP, RECALL, RENEW, RESERVE, TURN } from './redis-scripts.js';
import type { Division, Joined, Kept, Reserved, SharedState, Turn } from './shared-state.js';

/** Milliseconds. Waiting for Redis must not cost a reader much. */
const LONGEST_ANSWER = 1_500;
const LONGEST_CONNECTING = 2_000;
/** After Redis did not answer it is left alone for a moment. */
const REST = 3_000;
const CLAIM = 5_000;
const FAILURE = '!';

const SCRIPTS = {
  recall: [RECALL, 1],
  turn: [TURN, 2],
  renew: [RENEW, 1],
  keep: [KEEP, 2],
  fail: [FAIL, 1],
  join: [JOIN, 3],
  reserve: [RESERVE, 4],
} as const;

type Script = keyof typeof SCRIPTS;

/** Where Redis is. */
export interface RedisOptions {
  /** `redis://` or `rediss://`, with user and password where needed. */
  url: string;
  /** What all keys begin with: the same for the gateways of one account, and for no others. */
  prefix: string;
  /** Called when Redis is lost or found again. */
  onChange?: ((reachable: boolean) => void) | undefined;
  now?: () => number;
  /** Milliseconds in which the budget may be spent once. Default: a minute, and what requests may be late. */
  minute?: number;
  /** Milliseconds that an answer of Redis is waited for. Default: 1500, because a reader waits as well. */
  patience?: number;
}

export class RedisState implements SharedState {
  #redis: Redis;
  #reachable = true;
  #restUntil = 0;
  #now: () => number;
  #patience: number;
  #turns = 0;

  constructor(private readonly options: RedisOptions) {
    this.#now = options.now ?? (() => performance.now());
    this.#patience = options.patience ?? LONGEST_ANSWER;
    this.#redis = new Redis(options.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: Math.max(LONGEST_CONNECTING, this.#patience),
      retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
    });
    for (const [name, [lua, numberOfKeys]] of Object.entries(SCRIPTS)) {
      this.#redis.defineCommand(`gateway_${name}`, { lua, numberOfKeys });
    }
    // Told by the requests that fail; without a listener it would be printed, address and all.
    this.#redis.on('error', () => undefined);
  }

  /** Connects. Where that fails, it is tried again in the background for as long as it takes. */
  async connect(): Promise<void> {
    await this.#redis.connect().catch(() => undefined);
    this.#tell(this.#redis.status === 'ready');
  }

  get reachable(): boolean {
    return this.#reachable;
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  async recall(key: string): Promise<Kept | undefined> {
    const [text, life] = (await this.#run('recall', [`value:${key}`], [])) as [string | null, number];
    return text === null ? undefined : kept(text, life);
  }

  async turn(key: string): Promise<Turn> {
    const [value, claim] = [`value:${key}`, `claim:${key}`];
    const token = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${this.#turns++}`;
    const [text, life, holder] = (await this.#run('turn', [value, claim], [token, CLAIM])) as [
      string | null,
      number,
      string,
    ];
    if (text !== null) return { is: 'fresh', kept: kept(text, life) };
    if (holder.startsWith(FAILURE)) return { is: 'failed', failure: holder.slice(1) };
    if (holder) return { is: 'taken' };
    const done = async (name: Script, keys: string[], more: (string | number)[]) => {
      await this.#run(name, keys, [token, ...more]);
    };
    return {
      is: 'mine',
      renew: () => done('renew', [claim], [CLAIM]),
      keep: (json, fresh, afterwards) =>
        done('keep', [value, claim], [
          `${Math.round(afterwards)}:${json ?? ''}`,
          Math.max(1, Math.round(fresh + afterwards)),
        ]),
      fail: (failure, ms) => done('fail', [claim], [FAILURE + failure, Math.round(ms)]),
    };
  }

  async join(
    { gateway }: Division,
    ages: readonly number[],
    knows: string | undefined,
    force: boolean,
  ): Promise<Joined> {
    const fresh = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const [pool, joined, present, used] = (await this.#run('join', BUDGET.slice(0, 3), [
      gateway,
      SILENCE,
      fresh,
      knows ?? '',
      force ? 1 : 0,
      ...ages.map(Math.round),
    ])) as [string, number, number, number];
    return { pool, joined: joined === 1, present, used };
  }

  async reserve(
    { gateway, budget, replicas }: Division,
    pool: string,
    longest: number,
  ): Promise<Reserved | undefined> {
    const reply = (await this.#run('reserve', BUDGET, [
      gateway,
      SILENCE,
      pool,
      longest,
      this.options.minute ?? MINUTE_AND_SLACK,
      budget,
      replicas,
    ])) as [number, number, number] | null;
    return reply ? { wait: reply[0], used: reply[1], present: reply[2] } : undefined;
  }

  async #run(
    script: Script,
    keys: readonly string[],
    values: readonly (string | number)[],
  ): Promise<unknown> {
    if (this.#now() < this.#restUntil) throw new Error('Redis does not answer.');
    try {
      const command = (this.#redis as unknown as Record<string, Command>)[`gateway_${script}`]!;
      const named = keys.map((key) => this.options.prefix + key);
      const reply = await inTime(command.call(this.#redis, ...named, ...values), this.#patience);
      this.#tell(true);
      return reply;
    } catch (error) {
      this.#restUntil = this.#now() + REST;
      this.#tell(false);
      throw error;
    }
  }

  #tell(reachable: boolean): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    this.options.onChange?.(reachable);
  }
}

/**
 * Rejects where an answer is late. A process that was busy, with a thousand readers at once, hears of one
 * late that came in time: it looks once more before it gives up.
 */
const inTime = (answer: Promise<unknown>, patience: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('Redis does not answer.'));
    const clock = setTimeout(() => setTimeout(giveUp, 1), patience);
    void answer.then(resolve, reject).finally(() => clearTimeout(clock));
  });

type Command = (...args: (string | number)[]) => Promise<unknown>;

const BUDGET = ['pool', 'members', 'window', 'sequence'];

const kept = (text: string, life: number): Kept => {
  const at = text.indexOf(':');
  const json = text.slice(at + 1);
  return { json: json || undefined, fresh: life - Number(text.slice(0, at)) };
};
