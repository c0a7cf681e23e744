/** What the gateway tells its operator. Never a token, a reply, or anything about a viewer. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  /** A full sentence: what, where, what to do. */
  message: string;
  /** Path below the API's base URL, e.g. `stats/medias/993554ba94.json`. */
  endpoint?: string;
  /** Where in the reply, e.g. `[3].play_count`. */
  field?: string;
  /** HTTP status of Wistia's reply. */
  status?: number;
}

export type Log = (entry: LogEntry) => void;

/** One line of JSON for each entry, on standard error. */
export const logToConsole: Log = (entry) => {
  console.error(JSON.stringify({ time: new Date().toISOString(), ...entry }));
};

const QUIET = 60_000;
const REMEMBERED = 1000;

/** Says the same thing once a minute: a fault that lasts must not fill the disk. */
export const quietly = (log: Log, now: () => number): Log => {
  const said = new Map<string, number>();
  return (entry) => {
    const time = now();
    const last = said.get(entry.message);
    if (last !== undefined && time - last < QUIET) return;
    if (said.size >= REMEMBERED) said.clear();
    said.set(entry.message, time);
    log(entry);
  };
};
