/** Settings of a sandbox. All are optional. */
export interface SandboxOptions {
  /** Another seed makes another account. A whole number; default: 1. */
  seed?: number | undefined;
  /** Visitors at the start, 1 to 1,000,000; default: 2,000. */
  visitors?: number | undefined;
  /** Videos, 1 to 5,000; default: 40. */
  videos?: number | undefined;
  /** The API token that reads everything; default: `sandbox`. */
  token?: string | undefined;
  /** The token of the heatmap pages, which is public; default: `public-sandbox`. */
  publicToken?: string | undefined;
  /** Requests in any minute; default: 600. Infinity takes all. */
  rateLimit?: number | undefined;
  /** How many events a page of the list repeats of the page before, 0 to 99; default: 1. */
  repeatedEvents?: number | undefined;
  /** New sessions arrive with the clock: so many visits a minute; true means 20. Default: false. */
  live?: boolean | number | undefined;
  /** Where browsers reach the sandbox, if not at the address that a request came to. */
  publicUrl?: string | undefined;
  /** The clock; default: the machine's. */
  now?: (() => Date) | undefined;
}

/** Settings with their defaults. */
export interface SandboxSettings {
  seed: number;
  visitors: number;
  videos: number;
  token: string;
  publicToken: string;
  rateLimit: number;
  repeatedEvents: number;
  /** Visits a minute; 0 for none. */
  live: number;
  publicUrl: string | undefined;
  now: () => Date;
}

const LIVE_PER_MINUTE = 20;

const whole = (name: string, value: number, from: number, to: number): number => {
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new RangeError(`The sandbox's ${name} must be a whole number from ${from} to ${to}.`);
  }
  return value;
};

const atLeastZero = (name: string, value: number): number => {
  if (!(value >= 0)) throw new RangeError(`The sandbox's ${name} must be a number from 0 up.`);
  return value;
};

/** Fills in the defaults. @throws RangeError with a full sentence for a setting that cannot be. */
export const settingsOf = (options: SandboxOptions): SandboxSettings => {
  const { live = false, publicUrl } = options;
  return {
    seed: whole('seed', options.seed ?? 1, -(2 ** 31), 2 ** 32 - 1),
    visitors: whole('visitors', options.visitors ?? 2000, 1, 1_000_000),
    videos: whole('videos', options.videos ?? 40, 1, 5000),
    token: options.token ?? 'sandbox',
    publicToken: options.publicToken ?? 'public-sandbox',
    rateLimit: atLeastZero('rateLimit', options.rateLimit ?? 600),
    repeatedEvents: whole('repeatedEvents', options.repeatedEvents ?? 1, 0, 99),
    live: live === true ? LIVE_PER_MINUTE : atLeastZero('live', Number(live)),
    publicUrl: publicUrl?.replace(/\/$/, ''),
    now: options.now ?? (() => new Date()),
  };
};
