import { ShapeError } from '../stats/schema.js';
import type { Check } from '../stats/schema.js';
import { Breaker } from './breaker.js';
import { SLACK } from './budget.js';
import type { Budget } from './budget.js';
import type { Log, LogEntry } from './log.js';
import { impersonal, treeShape } from './tree-shape.js';
import { UpstreamError } from './upstream-error.js';
import type { UpstreamErrorKind } from './upstream-error.js';

/** A request to Wistia that has ended. */
export interface UpstreamCall {
  /** What was asked for, without ids: `stats/medias/{id}.json`. */
  endpoint: string;
  /** How it went. */
  outcome: 'ok' | UpstreamErrorKind;
  seconds: number;
}

/** What {@link Upstream} needs to know. */
export interface UpstreamOptions {
  /** Ends with a slash. */
  apiUrl: string;
  token: string;
  budget: Budget;
  /** Milliseconds to wait for a reply. */
  timeout: number;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  log: Log;
  onCall?: ((call: UpstreamCall) => void) | undefined;
  /** Milliseconds of a clock that is never set back. */
  now: () => number;
  /** 0 to 1. */
  random: () => number;
}

const LONGEST_QUEUE = 3_000; // ms that a request waits for its turn in the budget
const MAX_BYTES = 8e6;
const UNKNOWN_HOLD = 30_000; // a 429 without Retry-After
const DENIED_HOLD = 30_000;
const RETRY_PAUSE = 200;
const LONGEST_NAP = 1_000; // ms after which work in the background looks again whether it may go on

/** What work that nobody waits for may use of the budget: the rest stays for those who wait. */
const BACKGROUND_SHARE = 0.8;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Milliseconds that a Retry-After header asks for: seconds or a date. */
const retryAfter = (header: string | null): number | undefined => {
  if (!header) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return wait > 0 ? wait : undefined;
};

/**
 * Asks Wistia, within the budget and with the breaker's leave; holds the token and lets nobody see
 * it.
 */
export class Upstream {
  readonly budget: Budget;
  readonly breaker: Breaker;

  constructor(private readonly options: UpstreamOptions) {
    this.budget = options.budget;
    this.breaker = new Breaker(options.now, options.timeout * 2, options.random);
  }

  /** The longest that {@link get} takes, in ms. */
  get patience(): number {
    return 2 * (this.options.timeout + LONGEST_QUEUE) + 2 * RETRY_PAUSE;
  }

  /**
   * Fetches a path below the API's base URL and checks the reply.
   * @param told - What the operator is told instead of the path, where that tells of a person.
   * @throws UpstreamError
   */
  async get<T>(path: string, check: Check<T>, told = impersonal(path)): Promise<T> {
    let json: unknown;
    try {
      json = await this.#ask(path, told);
    } catch (error) {
      // What was slow will be slow again; what was refused will be refused.
      if (!(error instanceof BriefFault) || this.breaker.isOpen || this.budget.wait > 0)
        throw error;
      await pause(RETRY_PAUSE * (0.5 + this.options.random()));
      json = await this.#ask(path, told);
    }
    try {
      return check(json, '');
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      const { message, path: field } = error;
      throw this.#fault('misfit', told, `answered in another shape than documented: ${message}.`, {
        field,
      });
    }
  }

  /**
   * The same for work that nobody waits for: it leaves when readers have left room in the budget, and
   * when Wistia is not left alone. Rejects with the signal's reason once that is aborted.
   * @throws UpstreamError
   */
  async getInBackground<T>(path: string, check: Check<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      signal.throwIfAborted();
      const wait = Math.max(this.breaker.wait, this.budget.waitWithin(BACKGROUND_SHARE));
      if (wait === 0) return this.get(path, check);
      await pause(Math.min(wait, LONGEST_NAP));
    }
  }

  async #ask(address: string, told: string): Promise<unknown> {
    const held = this.breaker.enter();
    if (held > 0) {
      throw new UpstreamError('busy', 'Wistia is left alone until it answers again.', held);
    }
    await this.#turn();
    const { onCall, now } = this.options;
    if (!onCall) return this.#fetch(address, told);
    const started = now();
    const tell = (outcome: UpstreamCall['outcome']) =>
      onCall({ endpoint: treeShape(address), outcome, seconds: (now() - started) / 1000 });
    try {
      const json = await this.#fetch(address, told);
      tell('ok');
      return json;
    } catch (error) {
      tell(error instanceof UpstreamError ? error.kind : 'unavailable');
      throw error;
    }
  }

  async #fetch(address: string, path: string): Promise<unknown> {
    const controller = new AbortController();
    const clock = setTimeout(() => controller.abort(), this.options.timeout);
    try {
      const response = await this.options.fetch(this.options.apiUrl + address, {
        headers: { Authorization: `Bearer ${this.options.token}`, Accept: 'application/json' },
        // A redirect could lead the token to another host.
        redirect: 'manual',
        signal: controller.signal,
      });
      if (response.ok) {
        const text = await this.#text(path, response);
        this.breaker.succeeded();
        return this.#parsed(path, text);
      }
      const refusal = await this.#refusal(path, response);
      void response.body?.cancel().catch(() => undefined);
      throw refusal;
    } catch (error) {
      if (error instanceof UpstreamError) throw error;
      this.breaker.failed();
      if (controller.signal.aborted) {
        const seconds = this.options.timeout / 1000;
        throw this.#fault('unavailable', path, `did not answer within ${seconds} seconds.`);
      }
      this.#say('could not be reached. Check the network and apiUrl.', { endpoint: path });
      throw new BriefFault('unavailable', `${path} could not be reached.`);
    } finally {
      clearTimeout(clock);
    }
  }

  /** Waits for a moment of the budget. */
  async #turn(): Promise<void> {
    const { now } = this.options;
    for (;;) {
      const wait = await this.budget.reserve(LONGEST_QUEUE);
      if (wait > LONGEST_QUEUE) {
        throw new UpstreamError('busy', 'The budget of requests to Wistia is spent.', wait);
      }
      if (wait <= 0) return;
      const due = now() + wait;
      await pause(wait);
      // On a machine that is too busy to leave in time, the moment is over.
      if (now() - due < SLACK) return;
    }
  }

  /** The error for a reply that is not a success. */
  async #refusal(path: string, response: Response): Promise<UpstreamError> {
    const { status, headers } = response;
    if (status === 404 || status === 410) {
      this.breaker.succeeded();
      // Every account has figures, events and a list of videos.
      if (/^(stats\/(account|events)\.json|stats\/account\/|medias)\b/.test(path)) {
        return this.#fault('misfit', path, `does not exist (${status}). Check apiUrl.`, { status });
      }
      return new UpstreamError('absent', `${path} does not exist.`);
    }
    if (status === 429 || (status === 503 && headers.has('Retry-After'))) {
      const hold = retryAfter(headers.get('Retry-After')) ?? UNKNOWN_HOLD;
      this.breaker.failed(hold);
      this.#say(
        'was refused: too many requests in a minute. Lower "budget" if other programs use the account.',
        {
          endpoint: path,
          status,
        },
      );
      return new UpstreamError('busy', `${path} was refused for now.`, hold);
    }
    if (status === 401 || status === 403) {
      const code = await this.#code(response);
      if (code === 'unauthorized_credentials' || code === 'account_inactive') {
        this.breaker.failed(DENIED_HOLD);
      } else this.breaker.succeeded();
      const permission = path.startsWith('stats/')
        ? 'Read detailed stats'
        : 'Read all folder and media data';
      return this.#fault(
        'denied',
        path,
        `refused the token (${status}${code ? ` ${code}` : ''}). Check that the token is right and has the permission "${permission}".`,
        { status },
      );
    }
    if (status >= 500) {
      this.breaker.failed();
      this.#say(`answered with status ${status}.`, { endpoint: path, status });
      return new BriefFault('unavailable', `${path} answered with status ${status}.`);
    }
    this.breaker.succeeded();
    const hint = status >= 300 && status < 400 ? ' Redirects are not followed: check apiUrl.' : '';
    return this.#fault('misfit', path, `answered with status ${status}.${hint}`, { status });
  }

  /** The code of a 401, where it is one that Wistia documents. */
  async #code(response: Response): Promise<string> {
    const text = await this.#text('', response).catch(() => '');
    const code = /"code"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? '';
    const known = [
      'unauthorized_credentials',
      'account_inactive',
      'unauthorized_scope',
      'unauthorized_params',
    ];
    return known.includes(code) ? code : '';
  }

  async #text(path: string, response: Response): Promise<string> {
    const reader = response.body?.getReader();
    if (!reader) return '';
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > MAX_BYTES) {
        void reader.cancel().catch(() => undefined);
        throw this.#fault('misfit', path, `answered with more than ${MAX_BYTES / 1e6} MB.`);
      }
      text += decoder.decode(value, { stream: true });
    }
  }

  #parsed(path: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.#fault('misfit', path, 'answered with something that is not JSON.');
    }
  }

  #fault(
    kind: 'unavailable' | 'denied' | 'misfit',
    path: string,
    what: string,
    facts: Partial<LogEntry> = {},
  ): UpstreamError {
    this.#say(what, { endpoint: path, ...facts });
    return new UpstreamError(kind, `${path} ${what}`);
  }

  #say(what: string, facts: Partial<LogEntry> & { endpoint: string }): void {
    this.options.log({ level: 'warn', message: `Wistia's ${facts.endpoint} ${what}`, ...facts });
  }
}

/** A fault that may be gone a moment later: worth a second try at once. */
class BriefFault extends UpstreamError {}
