/** How often one client may ask. */
import { LRUCache } from 'lru-cache';

const MINUTE = 60_000;
/** Clients remembered at once; the one that was quiet for longest is forgotten first. */
const MOST_CLIENTS = 50_000;

/** The requests that a client has left: a minute's worth at most, refilled evenly. */
export class ClientAllowance {
  #left: number;
  #at: number;

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number,
  ) {
    this.#left = perMinute;
    this.#at = now();
  }

  /** Takes one request. @returns 0, or the milliseconds until there is one left. */
  take(): number {
    const now = this.now();
    const rate = this.perMinute / MINUTE;
    this.#left = Math.min(this.perMinute, this.#left + (now - this.#at) * rate);
    this.#at = now;
    if (this.#left < 1) return Math.ceil((1 - this.#left) / rate);
    this.#left -= 1;
    return 0;
  }
}

/** `2001:db8::1` as its first four groups: one household or server has as many addresses as it likes. */
const network = (address: string): string => {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text ? text.split(':') : []);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array<string>(zeros).fill('0'), ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
};

/** The allowances of clients, known by whatever tells them apart: usually their IP address. */
export class ClientLimits {
  #clients = new LRUCache<string, ClientAllowance>({ max: MOST_CLIENTS });

  constructor(
    /** Requests in a minute; 0 for any number. */
    private readonly perMinute: number,
    private readonly now: () => number,
  ) {}

  /** A client's allowance; undefined where there is no limit. */
  of(client: string): ClientAllowance | undefined {
    if (!this.perMinute) return undefined;
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(client)?.[1];
    const key = mapped ?? (client.includes(':') ? network(client) : client);
    let allowance = this.#clients.get(key);
    if (!allowance) {
      allowance = new ClientAllowance(this.perMinute, this.now);
      this.#clients.set(key, allowance);
    }
    return allowance;
  }
}
