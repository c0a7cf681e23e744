/** One request to the API, as the sandbox saw it. */
export interface LoggedRequest {
  method: string;
  /** Path and query from the API's base on, such as `stats/account.json`. */
  path: string;
  /** Milliseconds since 1970. */
  time: number;
  /** Status of the reply; 0 while there is none. */
  status: number;
}

const SECRETS = ['access_token', 'api_password', 'token', 'public_token'];

/** `path` without what may be secret in its query. */
const withoutSecrets = (url: URL): string => {
  const query = new URLSearchParams(url.search);
  for (const name of SECRETS) if (query.has(name)) query.set(name, '…');
  const path = url.pathname.replace(/^\/(v1|modern)\//, '');
  return query.size ? `${path}?${decodeURIComponent(query.toString())}` : path;
};

/** The requests that the API got: what a test asks after. */
export class RequestLog {
  #list: LoggedRequest[] = [];
  #count = 0;

  /** @param keep so many of the latest requests are listed */
  constructor(private readonly keep = 10_000) {}

  /** Notes a request. @returns the entry, whose status follows. */
  add(request: Request, url: URL, time: number): LoggedRequest {
    const entry = { method: request.method, path: withoutSecrets(url), time, status: 0 };
    this.#count++;
    this.#list.push(entry);
    if (this.#list.length > 2 * this.keep) this.#list = this.#list.slice(-this.keep);
    return entry;
  }

  /** How many there were since the start or {@link clear}. */
  get count(): number {
    return this.#count;
  }

  /** The latest, oldest first. */
  get list(): readonly LoggedRequest[] {
    return this.#list.slice(-this.keep);
  }

  /** Their paths. */
  get paths(): string[] {
    return this.list.map(({ path }) => path);
  }

  /** Forgets all. */
  clear(): void {
    this.#list = [];
    this.#count = 0;
  }
}
